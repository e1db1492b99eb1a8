"""`variorum contacts` on the made-up agency: now, then, through time, and who ever had a number."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from variorum.exits import Exit

OLD, NEW = "+18005550142", "+18005550187"


@pytest.fixture
def desk(two_nights_read):
    """On the agency's second night its hotline had another number."""
    return two_nights_read


def values(row):
    return {each["value"] for each in row["values"]}


def with_value(rows, value):
    (row,) = [row for row in rows if value in values(row)]
    return row


def test_contacts_lists_how_everybody_is_reached(desk):
    rows = desk.run("contacts", "--json").json
    hotline = with_value(rows, NEW)
    assert hotline["url"] == f"{desk.url}/contact/"
    assert not [row for row in rows if OLD in values(row)]
    by_value = {each["value"]: each for each in hotline["values"]}
    tty = by_value["+18005550143"]
    assert tty["first_seen"] < by_value[NEW]["first_seen"] <= tty["last_seen"]
    printed = desk.run("contacts", "--site", "agency").out
    assert NEW in printed
    assert re.search(r"agency · last seen \d{4}-", printed)


def test_the_footer_of_every_page_is_listed_once(desk):
    around = [row for row in desk.run("contacts", "--json").json if not row["is_inside"]]
    assert [(row["pages"], "+12025550100" in values(row)) for row in around] == [(24, True)]
    assert "and 23 more" in desk.run("contacts").out


def test_contacts_as_they_were(desk):
    url = f"{desk.url}/contact/"
    first = desk.run("history", url, "--json").json["versions"][0]
    then = ("--page", url, "--at", first["last_seen"])
    assert OLD in values(with_value(desk.run("contacts", *then, "--json").json, "+18005550143"))
    assert OLD in desk.run("contacts", *then).out
    assert OLD not in desk.run("contacts", "--page", url).out


def test_history_tells_from_what_to_what_and_between_which_sights(desk):
    url = f"{desk.url}/contact/"
    past = desk.run("contacts", "--page", url, "--history", "--json").json
    (step,) = [step for contact in past for step in contact["steps"]]
    assert (step["kind"], step["label"], step["old"], step["new"]) == ("phone", "Hotline", OLD, NEW)
    assert step["before"] < step["after"]
    printed = desk.run("contacts", "--page", url, "--history").out
    assert "phone Hotline" in printed
    assert printed.count(OLD) == 2


def test_history_of_all_pages_tells_where_a_number_changed_and_who_still_shows_the_old_one(desk):
    (changed,) = desk.run("contacts", "--history", "--json").json
    assert (changed["old"], changed["new"], changed["label"]) == (OLD, NEW, "Hotline")
    assert (changed["changed"], changed["stale"]) == ([f"{desk.url}/contact/"], [])
    printed = desk.run("contacts", "--history", "--site", "agency").out
    assert "Changed contacts of agency" in printed
    assert "changed on 1 of 1 page" in printed


@pytest.mark.parametrize("text", ["800-555-0142", "(800) 555-0142", "1-800-JKL-0142", OLD])
def test_who_ever_had_a_number(desk, text):
    (held,) = desk.run("contacts", "--find", text, "--json").json
    assert (held["url"], held["held"]["label"], held["held"]["value"]) == (f"{desk.url}/contact/", "Hotline", OLD)
    printed = desk.run("contacts", "--find", text).out
    assert OLD in printed
    assert "(now)" not in printed


def test_who_has_it_now_is_another_question(desk):
    now = datetime.now(UTC).isoformat()
    assert desk.run("contacts", "--find", "800-555-0142", "--at", now, "--json").json == []
    assert "no contacts with '800-555-0142'" in desk.run("contacts", "--find", "800-555-0142", "--at", now).out


def test_nothing_found_is_said_plainly(desk):
    assert "nobody ever had '999-999-9999'" in desk.run("contacts", "--find", "999-999-9999").out
    assert desk.run("contacts", "--find", "999-999-9999", "--json").json == []
    long_ago = (datetime.now(UTC) - timedelta(days=9)).date().isoformat()
    assert "no contacts at " in desk.run("contacts", "--at", long_ago).out
    handbook = f"{desk.url}/documents/passenger-handbook.pdf"
    assert desk.run("contacts", "--page", handbook).exit == Exit.OK


@pytest.mark.parametrize(
    ("arguments", "code", "advice"),
    [
        (("--history", "--find", "0142"), Exit.USAGE, "leave --at and --find out"),
        (("--history", "--site", "nowhere"), Exit.NOT_FOUND, "it has agency"),
        (("--history", "--page", "{url}/contact/", "--at", "2020-01-01"), Exit.USAGE, "leave --at and --find out"),
        (("--history", "--page", "{url}/contact/", "--find", "0142"), Exit.USAGE, "leave --at and --find out"),
        (("--site", "agency", "--page", "{url}/contact/"), Exit.USAGE, "leave --site out"),
        (("--site", "nowhere"), Exit.NOT_FOUND, "it has agency"),
        (("--page", "{url}/nowhere"), Exit.NOT_FOUND, "variorum pages"),
        (("--page", "contact"), Exit.NOT_FOUND, "https://"),
        (("--page", "{url}/contact/", "--at", "2020-01-01"), Exit.NOT_FOUND, "ask for a later moment"),
        (("--at", "yesterday"), Exit.USAGE, "is no date"),
    ],
)
def test_what_cannot_be_asked_is_told_with_the_way_out(desk, arguments, code, advice):
    ran = desk.run("contacts", *(argument.format(url=desk.url) for argument in arguments))
    assert (ran.exit, advice in ran.err) == (code, True), ran.err
