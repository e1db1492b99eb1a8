"""`variorum show`: what a page said at a moment, what of it are facts, how it was read, or its stored bytes."""

import sys
from dataclasses import dataclass
from datetime import datetime

import click
from sqlalchemy.orm import Session

from extract import Extraction, FactKind
from store import pages as asked
from store.bodies import read_body
from store.models import Page, Version
from store.versions import load_extraction
from variorum.cli.common import Shell, UsageProblem, at_option, json_option
from variorum.cli.explaining import explain_page, print_explained
from variorum.cli.facts import ShownFacts, facts_at, print_fact_table, print_facts
from variorum.terminal import moment, print_json, print_table, say


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page said at a moment."""

    url: str
    version: int
    first_seen: datetime
    last_seen: datetime
    extraction: Extraction


@click.command()
@click.argument("url")
@at_option
@click.option("--facts", "only_facts", is_flag=True, help="Only what it states: dates, contacts, identifiers, duties.")
@click.option("--explain", is_flag=True, help="How it was read instead, and what was left out or masked, and why.")
@click.option("--raw", is_flag=True, help="Write the stored bytes of the answer instead, checked against their digest.")
@json_option
@click.pass_obj
def show(
    shell: Shell, url: str, at: datetime | None, only_facts: bool, explain: bool, raw: bool, as_json: bool
) -> None:
    """Show what a page says, or said: its sections, facts and links."""
    if (raw and (as_json or only_facts)) or (explain and (raw or only_facts)):
        raise UsageProblem("--raw, --facts and --explain each show another thing, and --raw writes bytes: choose one")
    with shell.archive() as archive, archive.reading() as session:
        page = asked.find_page(session, url)
        if raw:
            body_id = asked.capture_at(session, page, at).body_id or 0
            sys.stdout.buffer.write(read_body(session, body_id))
            return
        if explain:
            print_explained(explain_page(session, shell.config, page, at), as_json=as_json)
            return
        version = asked.version_at(session, page, at)
        told = facts_at(session, page, version, at) if only_facts else _shown(session, page, version)
    if as_json:
        print_json(told)
    elif isinstance(told, ShownFacts):
        print_facts(told)
    else:
        _print_shown(told)


def _shown(session: Session, page: Page, version: Version) -> Shown:
    return Shown(page.url, version.id, version.first_seen, version.last_seen, load_extraction(session, version))


def _print_shown(shown: Shown) -> None:
    say(shown.extraction.title or shown.url, "bold")
    seen = f"{moment(shown.first_seen)} … {moment(shown.last_seen)}"
    say(f"{shown.url} · version {shown.version} · seen {seen}\n", "dim")
    for section in shown.extraction.sections:
        if section.path:
            say(" › ".join(section.path), "bold cyan")
        if section.text:
            say(section.text)
        say()
    facts = [fact for fact in shown.extraction.facts if fact.kind is not FactKind.LINK]
    links = [fact for fact in shown.extraction.facts if fact.kind is FactKind.LINK]
    print_fact_table(facts)
    if links:
        print_table("Links", ("text", "leads to"), [(link.label, link.value) for link in links])
