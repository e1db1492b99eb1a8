"""Bad input: one line that says what and what to do, a documented exit code, and nothing lost."""

import sqlite3
import subprocess
import sys

import pytest

from variorum.exits import Exit

NO_ARCHIVE_NEEDED = '[archive]\nurl = "sqlite:///variorum.db"\n'


def one_line(ran, code, *parts):
    assert ran.exit == code
    assert ran.err.startswith("variorum: ")
    assert ran.err.count("\n") == 1
    for part in parts:
        assert part in ran.err


def test_a_missing_configuration(desk):
    one_line(desk.run("pages"), Exit.CONFIG, "no such file", "run `variorum init`")


def test_a_broken_configuration(desk):
    desk.config.write_text("[site.agency]\nseeds = 3\n")
    one_line(desk.run("crawl"), Exit.CONFIG, "variorum.toml:2: site.agency.seeds")


def test_an_unknown_site_in_the_configuration(desk):
    desk.watch("http://127.0.0.1:9")
    one_line(desk.run("crawl", "agancy"), Exit.CONFIG, "there is no site 'agancy': the configuration has agency")


@pytest.mark.parametrize(
    "command",
    [
        ("crawl",),
        ("process",),
        ("pages",),
        ("changes",),
        ("history", "https://agency.gov/"),
        ("report", "-o", "r.html"),
    ],
)
def test_an_archive_that_is_not_there(desk, command):
    desk.watch("http://127.0.0.1:9")
    one_line(desk.run(*command), Exit.ARCHIVE, "there is no archive at", "run `variorum upgrade`")


def test_an_archive_that_is_not_migrated(desk):
    desk.watch("http://127.0.0.1:9")
    sqlite3.connect(desk.database).close()
    one_line(desk.run("pages"), Exit.ARCHIVE, "run `variorum upgrade`")


def test_an_archive_that_is_no_database(desk):
    desk.watch("http://127.0.0.1:9")
    desk.database.write_bytes(b"no database at all, just words" * 200)
    one_line(desk.run("upgrade"), Exit.ARCHIVE, "file is not a database")


def test_a_configuration_is_never_overwritten(desk):
    assert desk.run("init").exit == Exit.OK
    before = desk.config.read_text()
    one_line(desk.run("init"), Exit.USAGE, "is there already")
    assert desk.config.read_text() == before


@pytest.mark.parametrize("words", [("--since", "2999-01-01"), ("--since", "yesterday"), ("--kind", "rumour")])
def test_dates_and_kinds_that_cannot_be_meant(desk, words):
    desk.config.write_text(NO_ARCHIVE_NEEDED)
    one_line(desk.run("changes", *words), Exit.USAGE)


def test_a_date_in_the_future_says_what_now_is(desk):
    desk.config.write_text(NO_ARCHIVE_NEEDED)
    one_line(desk.run("show", "https://agency.gov/", "--at", "2999-01-01"), Exit.USAGE, "lies in the future: now it is")


def test_a_command_that_does_not_exist(desk):
    one_line(desk.run("crawll"), Exit.USAGE, "crawll")


def test_a_report_without_a_known_ending(desk):
    desk.config.write_text(NO_ARCHIVE_NEEDED)
    one_line(desk.run("report", "-o", "report.pdf"), Exit.USAGE, "use .html, .md, .json or .csv")
    one_line(desk.run("report"), Exit.USAGE, "-o report.html")


def test_a_host_that_does_not_answer_fails_the_crawl_and_is_recorded(desk):
    desk.watch("http://127.0.0.1:9")
    desk.run("upgrade")
    ran = desk.run("crawl", "--json")
    assert ran.exit == Exit.CRAWL_FAILED
    assert ran.json[0]["access"] == {"error": 1}
    captures = desk.run("history", "http://127.0.0.1:9/", "--json").json["captures"]
    assert [(row["status"], row["access"]) for row in captures] == [(None, "error")]
    assert "refused" in captures[0]["evidence"].lower()


def test_addresses_outside_the_archive(watched, agency):
    elsewhere = "https://elsewhere.gov/"
    for command in ("history", "show", "diff"):
        one_line(watched.run(command, elsewhere), Exit.NOT_FOUND, "no page at https://elsewhere.gov/")
        one_line(watched.run(command, "contact"), Exit.NOT_FOUND, "write it in full")
    one_line(watched.run("diff", f"{agency.url}/contact/"), Exit.NOT_FOUND, "has not changed since it was first seen")
    one_line(watched.run("diff", f"{agency.url}/contact/", "1..9999"), Exit.NOT_FOUND, "has no version 9999")
    one_line(watched.run("diff", f"{agency.url}/contact/", "newest"), Exit.USAGE, "write FROM..TO")
    one_line(watched.run("show", f"{agency.url}/contact/", "--at", "2001-01-01"), Exit.NOT_FOUND, "was first seen")
    one_line(watched.run("changes", "--site", "other"), Exit.NOT_FOUND, "no site 'other': it has agency")


def test_a_corrupt_body_is_said_and_stops_processing_until_it_is_repaired(watched, agency):
    url = f"{agency.url}/contact/"
    assert b"<html" in watched.run("show", url, "--raw").out.encode()
    with sqlite3.connect(watched.database) as database:
        (body,) = database.execute(
            "SELECT body_id FROM capture WHERE url = ? AND body_id IS NOT NULL", (url,)
        ).fetchone()
        (data,) = database.execute("SELECT data FROM body WHERE id = ?", (body,)).fetchone()
        database.execute("UPDATE body SET data = ? WHERE id = ?", (data[:40] + b"\0" + data[41:], body))
    one_line(watched.run("show", url, "--raw"), Exit.CORRUPT, "is corrupt", "restore the archive from a backup")
    one_line(watched.run("process", "--rebuild"), Exit.CORRUPT, "is corrupt")
    with sqlite3.connect(watched.database) as database:
        database.execute("UPDATE body SET data = ? WHERE id = ?", (data, body))
    assert watched.run("process").exit == Exit.OK
    assert "Passenger Safety Hotline" in watched.run("show", url).out


def test_a_second_crawl_of_the_same_site_is_refused_and_says_which(desk, agency):
    desk.watch(agency.url, "max_pages = 1\n")
    desk.run("upgrade")
    holding = (
        "import sys; from store import open_archive; from store.locks import site_lock\n"
        "from store.crawls import begin_crawl\n"
        "archive = open_archive(sys.argv[1])\n"
        "with site_lock(archive, 'agency'):\n"
        "    begin_crawl(archive, 'agency', [sys.argv[2]], max_pages=9); print('held', flush=True); sys.stdin.read()\n"
    )
    url = f"sqlite:///{desk.database}"
    with subprocess.Popen(
        [sys.executable, "-c", holding, url, agency.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        one_line(desk.run("crawl"), Exit.BUSY, "the crawl of agency is at work already: crawl 1,", str(holder.pid))
        holder.stdin.close()
    assert desk.run("crawl").exit == Exit.OK


def test_every_exit_code_has_its_meaning():
    assert all(code.meaning.endswith(".") for code in Exit)
