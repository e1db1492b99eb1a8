"""Hours: which phrases say when an office is open, in which spelling, and which times do not."""

import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.contact_lines import contact_lines_in
from extract.reading import extract
from extract.text import normalise
from extract.values import Fact, FactKind
from extract.visible import Line

DATA = Path(__file__).parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")

OF_THE_CONTACT_PAGE = [
    "24 hours a day, seven days a week",
    "Monday through Friday (excluding holidays) from 8:00 a.m. to 8:00 p.m. (Eastern Time)",
    "24 hours a day",
    "5:00 am to 5:00 pm daily M-F",
    "5:00 am to 1:00 pm on Saturdays",
]


def hours(*texts: str) -> list[Fact]:
    lines = [Line(text, (), True) for text in texts]
    found = [fact for number in range(len(lines)) for _, fact in contact_lines_in(lines, number)]
    return [fact for fact in found if fact.kind is FactKind.HOURS]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Monday\u2013Friday, 8 a.m. \u2013 8 p.m. ET", "Monday-Friday, 8 a.m. - 8 p.m. ET"),
        ("We answer Mon-Fri 9am-5pm.", "Mon-Fri 9am-5pm"),
        ("Open Monday - Friday\n9:00 am - 5:00 pm", "Monday - Friday, 9:00 am - 5:00 pm"),
        ("Monday | 8 a.m. to noon", "Monday: 8 a.m. to noon"),
        ("Saturday: 9:30 - 16:00, Sunday: Closed", "Saturday: 9:30 - 16:00, Sunday: Closed"),
        ("202-555-0143 (10 am-4 pm, EST)", "10 am-4 pm, EST"),
        ("202-555-0143 (24 hours/7 days a week)", "24 hours/7 days a week"),
        (
            "Call between 7 a.m. and 7 p.m. local time, Monday through Friday.",
            "between 7 a.m. and 7 p.m. local time, Monday through Friday",
        ),
        ("The line is staffed 24 hours a day.", "24 hours a day"),
        ("Open 24 hours", "24 hours"),
        ("Chat is available 24/7.", "24/7"),
        (
            "Atendemos de lunes a viernes, de 8:00 a. m. a 8:00 p. m., hora del Este, excepto los feriados",
            "lunes a viernes, de 8:00 a. m. a 8:00 p. m., hora del Este, excepto los feriados",
        ),
        (
            "las 24 horas del d\u00eda, los 7 d\u00edas de la semana",
            "las 24 horas del d\u00eda, los 7 d\u00edas de la semana",
        ),
        ("Ouvert du lundi au vendredi, de 8 h 30 \u00e0 16 h 30", "lundi au vendredi, de 8 h 30 \u00e0 16 h 30"),
        ("24 heures sur 24, 7 jours sur 7", "24 heures sur 24, 7 jours sur 7"),
    ],
)
def test_hours_in_one_spelling(text, value):
    assert [fact.value for fact in hours(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday, June 3, 2:00 p.m. \u2013 4:00 p.m.",
        "The webinar is on 5 May, 2:00 p.m. - 3:00 p.m. ET",
        "From 10/12/2024, 9 a.m. to 5 p.m. daily",
        "lunes, 3 de junio, 9 a. m. a 5 p. m.",
        "You will hear from us within 24 hours.",
        "a period of 24 hours",
        "a 40 hour week, 8 hours a day",
        "Week 2: Adapt (3:15-4:05 hrs)",
        "the score was 9 - 5 on Monday",
        "on Monday through Friday",
        "8 CFR 214.2 a.m. to p.m.",
    ],
)
def test_times_that_are_no_hours(text):
    assert hours(text) == []


def test_days_on_the_line_above_belong_to_the_times_below():
    assert [(fact.value, fact.raw) for fact in hours("Monday to Friday:", "9 am \u2013 5 pm")] == [
        ("Monday to Friday: 9 am - 5 pm", "9 am \u2013 5 pm")
    ]


def test_hours_are_labelled():
    assert [(fact.value, fact.label) for fact in hours("Office hours: 7:30 AM to 4 PM")] == [
        ("7:30 AM to 4 PM", "Office hours")
    ]


@given(st.text(alphabet=st.sampled_from("MonFridaytsu 0123459apm.:-,()|\n/"), max_size=200))
def test_nothing_that_is_written_is_a_crash(text):
    assert all(fact.raw in text for fact in hours(text))


@pytest.mark.parametrize(
    "unit", ["9 am to ", "5:00 - ", "Monday ", "24 hours a day ", "M-F ", "8 a.m. - 5 p.m. ET (", "lunes a 8 h "]
)
def test_time_grows_with_the_line_and_no_faster(unit):
    def cost(length: int) -> float:
        begun = time.process_time()
        hours((unit * length)[:length])
        return time.process_time() - begun

    cost(1_000)
    assert cost(100_000) < 6 * cost(50_000) + 0.2


@needs_data
def test_the_five_phrases_of_the_contact_page_as_markup_and_as_text():
    with tarfile.open(DATA / "seed-pages.tar.xz") as opened:
        page = opened.extractfile("contact.sem.html")
        body = page.read() if page is not None else b""
    facts = extract(body, "https://www.example.gov/contact", "text/html; charset=utf-8").facts
    assert [fact.value for fact in facts if fact.kind is FactKind.HOURS] == OF_THE_CONTACT_PAGE
    text = (DATA / "seeds" / "contact-2025.txt").read_text(encoding="utf-8")
    assert [fact.value for fact in hours(*map(normalise, text.splitlines()))] == OF_THE_CONTACT_PAGE


@needs_data
def test_no_others_on_the_other_pages():
    others = sorted(path for path in (DATA / "seeds").glob("*.txt") if "contact" not in path.name)
    found = [fact.value for path in others for fact in hours(*map(normalise, path.read_text("utf-8").splitlines()))]
    assert found == ["24-hours a day"]  # "the ICE Tip Line, which is staffed 24-hours a day"
