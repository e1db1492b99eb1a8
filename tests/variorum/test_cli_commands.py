"""Every command on a real archive: what it prints for people, and what for programs."""

import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from variorum.exits import Exit


@pytest.fixture
def two_nights(watched, agency):
    """The agency's first two nights."""
    agency.night = 2
    assert watched.run("crawl").exit == Exit.OK
    assert watched.run("process", "--workers", "2").exit == Exit.OK
    return watched


def test_init_and_upgrade_speak_json_too(desk):
    assert desk.run("init", "--json").json == {"config": str(desk.config)}
    assert desk.run("upgrade", "--json").json == {"before": None, "after": "0003"}
    assert "already" in desk.run("upgrade").out


def test_crawl_and_process_tell_what_they_did(desk, agency):
    desk.watch(agency.url)
    desk.run("upgrade")
    (crawl,) = desk.run("crawl", "--json").json
    assert (crawl["state"], crawl["access"]["ok"], crawl["pending"]) == ("finished", 28, 0)
    done = desk.run("process", "--json").json
    assert (done["extracted"]["read"], done["compared"]["changes"]) == (28, 0)
    assert "extracted 0 captures" in desk.run("process").out
    assert "crawl" in desk.run("crawl", "agency").out


def test_pages_lists_each_page_once(watched):
    rows = watched.run("pages", "--json").json
    urls = [row["url"] for row in rows]
    assert len(urls) == len(set(urls)) == 31
    assert {row["access"] for row in rows} == {"ok", "gone", "error", "robots-denied"}
    assert "Contact us" in watched.run("pages").out


def test_an_old_address_leads_to_the_page_it_moved_to(watched, agency):
    assert watched.run("history", f"{agency.url}/old-contact", "--json").json["url"] == f"{agency.url}/contact/"


def test_history_tells_versions_and_captures(two_nights, agency):
    told = two_nights.run("history", f"{agency.url}/contact/", "--json").json
    assert len(told["versions"]) == 2
    assert [row["access"] for row in told["captures"]].count("ok") == 2
    assert {row["version_id"] for row in told["captures"] if row["access"] == "ok"} == {
        row["id"] for row in told["versions"]
    }
    assert "Versions of" in two_nights.run("history", f"{agency.url}/contact/").out


def test_show_answers_for_now_and_for_then(two_nights, agency):
    url = f"{agency.url}/contact/"
    assert "800-555-0187" in two_nights.run("show", url).out
    first = two_nights.run("history", url, "--json").json["versions"][0]
    then = datetime.fromisoformat(first["last_seen"])
    assert "800-555-0142" in two_nights.run("show", url, "--at", then.isoformat()).out
    today = datetime.now(UTC).date().isoformat()
    assert "800-555-0187" in two_nights.run("show", url, "--at", today).out
    facts = two_nights.run("show", url, "--json").json["extraction"]["facts"]
    assert "+18005550187" in {fact["value"] for fact in facts if fact["kind"] == "phone"}


def test_show_raw_gives_the_bytes_whose_digest_is_on_record(watched, agency):
    url = f"{agency.url}/contact/"
    capture = next(row for row in watched.run("history", url, "--json").json["captures"] if row["access"] == "ok")
    command = [sys.executable, "-m", "variorum", "--config", str(watched.config), "show", url, "--raw"]
    body = subprocess.run(command, capture_output=True, check=True).stdout
    assert hashlib.sha256(body).hexdigest() == capture["body_digest"]


def test_diff_takes_versions_either_side_left_out(two_nights, agency):
    url = f"{agency.url}/contact/"
    old, new = (row["id"] for row in two_nights.run("history", url, "--json").json["versions"])
    told = two_nights.run("diff", url, "--json").json
    assert (told["from_version"], told["to_version"]) == (old, new)
    for address in ("..", f"{old}..{new}", f"{old}..", f"..{new}"):
        assert two_nights.run("diff", url, address, "--json").json == told
    back = two_nights.run("diff", url, f"{new}..{old}", "--json").json
    assert {edit["operation"] for edit in back["edits"]} == {edit["operation"] for edit in told["edits"]}
    printed = two_nights.run("diff", url).out
    assert "[-800-555-0142-]{+800-555-0187+}" in printed


def test_changes_can_be_narrowed(two_nights):
    everything = two_nights.run("changes", "--json").json
    assert {change["step"]["page"]["url"].rsplit("/", 2)[1] for change in everything} == {
        "contact",
        "crossings",
        "policies",
    }
    phones = two_nights.run("changes", "--kind", "contact", "--json").json
    assert len(phones) == 1
    tomorrow_is_refused = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert two_nights.run("changes", "--since", tomorrow_is_refused).exit == Exit.USAGE
    assert two_nights.run("changes", "--site", "agency", "--json").json == everything
    assert "3 changes of agency" in two_nights.run("changes").out


@pytest.mark.parametrize("ending", ["html", "md", "json", "csv"])
def test_report_writes_the_form_its_ending_names(two_nights, ending):
    path = two_nights.folder / f"report.{ending}"
    assert "3 changes on 3 pages" in two_nights.run("report", "-o", str(path)).out
    text = path.read_text(encoding="utf-8")
    assert "800-555-0187" in text
    if ending == "json":
        assert two_nights.run("report", "--json").json.keys() == json.loads(text).keys()


def test_a_report_can_end_before_today(two_nights):
    path = two_nights.folder / "early.json"
    long_ago = two_nights.run("report", "--until", "2001-01-01", "-o", str(path))
    assert "0 changes on 0 pages" in long_ago.out
    assert json.loads(path.read_text(encoding="utf-8"))["window"]["until"].startswith("2001-01-01T23:59:59")
    assert "3 changes" in two_nights.run("report", "--until", f"{datetime.now(UTC):%Y-%m-%d}", "-o", str(path)).out
    backwards = two_nights.run("report", "--since", "2002-01-01", "--until", "2001-01-01", "-o", str(path))
    assert (backwards.exit, "--until lies before --since" in backwards.err) == (Exit.USAGE, True)


def test_a_report_that_cannot_be_written_is_said(two_nights):
    ran = two_nights.run("report", "-o", str(two_nights.folder / "none" / "report.html"))
    assert (ran.exit, "cannot be written" in ran.err) == (Exit.USAGE, True)


def test_a_crawl_in_a_log_is_plain_lines_without_a_traceback(desk):
    desk.watch("http://127.0.0.1:9")
    desk.run("upgrade")
    ran = desk.run("crawl")
    assert ran.exit == Exit.CRAWL_FAILED
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.out + ran.err
    assert "none of 1 answers was ok" in ran.out
