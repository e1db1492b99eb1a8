from crawler import Progress
from diff.values import Edit, Hunk
from extract.values import FactKind
from store.kinds import Operation
from variorum.configlines import line_of
from variorum.editlines import edit_lines
from variorum.progress import crawl_line
from variorum.terminal import counted, plain, print_table


def test_text_from_a_page_cannot_drive_the_terminal():
    assert plain("a\x1b[31mred\x07\u202eevil\x9b") == "a\ufffd[31mred\ufffd\ufffdevil\ufffd"
    assert plain("line\nnext\ttab") == "line\nnext\ttab"


def test_a_table_escapes_its_cells_and_drops_a_site_that_all_rows_share(capsys):
    print_table("2 pages", ("site", "page"), [("agency", "[red]x[/red]"), ("agency", "\x1b]0;t\x07")])
    shown = capsys.readouterr().out
    assert "2 pages of agency" in shown
    assert "[red]x[/red]" in shown
    assert "\x1b" not in shown


def test_numbers_are_written_as_people_say_them():
    assert [counted(number, "edit") for number in (0, 1, 2)] == ["0 edits", "1 edit", "2 edits"]


def test_a_redline_reads_without_colour():
    hunks = (Hunk(0, "operators "), Hunk(-1, "must"), Hunk(1, "may"), Hunk(0, " refund"))
    edit = Edit(Operation.SECTION_EDITED, ("Policies", "Refunds"), ("Policies", "Refunds"), "old", "new", hunks=hunks)
    assert [line.plain for line in edit_lines(edit)] == [
        "section-edited  Policies › Refunds",
        "operators [-must-]{+may+} refund",
    ]


def test_a_renamed_place_and_a_fact_are_told_in_full():
    edit = Edit(Operation.FACT_CHANGED, ("New",), ("Old",), "+1", "+2", fact_kind=FactKind.PHONE, label="Fax")
    assert [line.plain for line in edit_lines(edit)] == ["fact-changed phone  Old → New", "Fax", "- +1", "+ +2"]


def test_progress_says_what_an_operator_asks():
    line = crawl_line("agency", Progress(done=30, queued=10, bytes=2_500_000, errors=1, seconds=10.0))
    assert line == "agency: 30 of 40 pages done, 10 queued, 2.5 MB, 1 error, 3.0 pages/s"
    assert "0.0 pages/s" in crawl_line("agency", Progress(0, 1, 0, 0, 0.0))


def test_the_line_of_a_key_is_found_in_any_spelling():
    source = '# first\n[site."a"]\nseeds = [\n  "x",\n]\nschedule.cron = "x"\n[site.a.schedule]\ntime_zone = "UTC"\n'
    assert line_of(source, ["site", "a"]) == 2
    assert line_of(source, ["site", "a", "seeds", "0"]) == 3
    assert line_of(source, ["site", "a", "schedule", "cron"]) == 6
    assert line_of(source, ["site", "a", "schedule", "time_zone"]) == 8
    assert line_of(source, ["site", "b"]) == 1
