"""Phones, e-mails, addresses, hours and forms of an office that changed, came, went or moved."""

import re
from collections.abc import Iterator

import phonenumbers

from diff.kinds.quoting import finding, value
from diff.kinds.situation import Situation
from diff.spelling import spelling_free
from diff.values import Edit, Finding
from extract.facts.contacts import CONTACT_KINDS
from extract.values import FactKind
from store.kinds import Aspect, Kind, Operation

_NAMES = {
    FactKind.PHONE: "phone",
    FactKind.EMAIL: "e-mail",
    FactKind.ADDRESS: "address",
    FactKind.HOURS: "hours",
    FactKind.FORM: "contact form",
}
_ASPECTS = {
    Operation.FACT_CHANGED: Aspect.CHANGED,
    Operation.FACT_ADDED: Aspect.ADDED,
    Operation.FACT_REMOVED: Aspect.REMOVED,
    Operation.FACT_MOVED: Aspect.MOVED,
}
_LONGEST_ADDRESS = 100
_SEVERAL = 2
_LONGEST_TEXT = 50_000
_DIALLED = re.compile(r"(?<![\d+])\(?0\d[\d ().-]{5,18}\d")
_NO_DIGIT = re.compile(r"\D+")
# Beyond these the heading says whose a number was: looking up its former name takes a look at every fact.
_MOST_EDITS = 500


def contacts_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Phones, e-mails, addresses, hours and forms of an office that changed, came, went or moved."""
    if edit.fact_kind not in CONTACT_KINDS or edit.operation not in _ASPECTS:
        return
    if edit.operation is Operation.FACT_MOVED and _stands_everywhere(edit, situation):
        return
    aspect, who, channel = _ASPECTS[edit.operation], _who(edit), _channel(edit)
    was, now = _shown(edit.fact_kind, edit.old), _shown(edit.fact_kind, edit.new)
    if aspect is Aspect.MOVED:
        evidence = f"{channel} {now}: {_former(edit, situation)} → {who}"
    elif aspect is Aspect.CHANGED:
        evidence = f"{who}, {channel}: {was} → {now}"
        if spelling_free(edit.fact_kind, edit.old or "") == spelling_free(edit.fact_kind, edit.new or ""):
            aspect = Aspect.REFORMATTED
    elif _is_written_otherwise(edit, situation):
        aspect, evidence = Aspect.REFORMATTED, f"{who}, {channel}: {now or was}, with its country or without"
    else:
        evidence = f"{who}, {channel}: {now or was} {aspect}"
    yield finding(Kind.CONTACT, aspect, evidence)


def _stands_everywhere(edit: Edit, situation: Situation) -> bool:
    """Whether several other sections show it before and after: then it moved with none of them."""
    if len(situation.edits) > _MOST_EDITS:
        return False
    ends = {edit.path, edit.old_path}
    shown = (
        {fact.path for fact in version.facts if fact.value == edit.new and fact.kind is edit.fact_kind} - ends
        for version in (situation.old, situation.new)
    )
    return all(len(paths) >= _SEVERAL for paths in shown)


def _is_written_otherwise(edit: Edit, situation: Situation) -> bool:
    """Whether the other version shows the number in the same section, dialled from inside its country."""
    if edit.fact_kind is not FactKind.PHONE or len(situation.edits) > _MOST_EDITS:
        return False
    try:
        number = phonenumbers.parse(edit.new or edit.old or "")
    except phonenumbers.NumberParseException:
        return False
    path, version = (edit.old_path, situation.new) if edit.new is None else (edit.path, situation.old)
    texts = (section.text[:_LONGEST_TEXT] for section in version.sections if section.path == path)
    dialled = (_NO_DIGIT.sub("", found) for text in texts for found in _DIALLED.findall(text))
    return any(each.lstrip("0") == str(number.national_number) for each in dialled)


def _who(edit: Edit) -> str:
    """The office or person, else the heading that the contact stands under."""
    path = edit.path or edit.old_path
    return value(edit.owner or (path[-1] if path else "") or "the page itself")


def _former(edit: Edit, situation: Situation) -> str:
    """Who had what another has now."""
    heading = value(edit.old_path[-1] if edit.old_path else "the page itself")
    if len(situation.edits) > _MOST_EDITS:
        return heading
    stated = (
        fact.owner
        for fact in situation.old.facts
        if fact.value == edit.old and fact.kind is edit.fact_kind and fact.path == edit.old_path and fact.owner
    )
    return value(next(stated, heading))


def _channel(edit: Edit) -> str:
    """What is dialed or written to, as the page calls it: "phone", "phone (fax)"."""
    name = _NAMES[edit.fact_kind] if edit.fact_kind else "contact"
    label = value(edit.label).strip(": ")
    return name if label.casefold() in {"", name, name.replace("-", ""), "telephone", "tel"} else f"{name} ({label})"


def _shown(kind: FactKind | None, stated: str | None) -> str:
    """A canonical value as people write it."""
    if not stated:
        return ""
    if kind is not FactKind.PHONE:
        flat = " ".join(stated.split())
        return flat if len(flat) <= _LONGEST_ADDRESS else f"{flat[: _LONGEST_ADDRESS - 1]}…"
    try:
        number = phonenumbers.parse(stated)
    except phonenumbers.NumberParseException:
        return value(stated)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
