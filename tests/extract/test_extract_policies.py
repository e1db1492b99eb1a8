"""What policies state: identifiers, dates in force, obligations; and the words that only look like them."""

import time

import pytest

from extract import Fact, FactKind
from extract.facts.identifiers import identifiers_in
from extract.facts.policies import obligations_of, policies_in
from extract.reading import extract
from extract.visible import Line


def facts_in(text: str, language: str = "en") -> list[Fact]:
    return [fact for _, fact in policies_in([Line(text, ("Lights",), True)], 0, language)]


def identified(text: str) -> set[tuple[str, str]]:
    return {(fact.label, fact.value) for fact in facts_in(text) if fact.kind is FactKind.IDENTIFIER}


def obliged(*texts: str) -> dict[str, int]:
    lines = [Line(text, ("Lights",), True) for text in texts]
    return {fact.label: int(fact.value) for _, fact in obligations_of(lines)}


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("as ICE Directive 11065.1 says", "directive", "ICE Directive 11065.1"),
        ("DHS Directive 262-03 applies", "directive", "DHS Directive 262-03"),
        ("DHS Directive Number: 262-03", "directive", "DHS Directive 262-03"),
        ("see Management Directive 0550.1", "directive", "Management Directive 0550.1"),
        ("ICE Policy Directive 10074.2, of 2012", "directive", "ICE Policy Directive 10074.2"),
        ("New - DOE O 413.3B, Program Management", "directive", "DOE O 413.3B"),
        ("Department of Energy Order 426.1 Chg 1", "directive", "DOE O 426.1"),
        ("DOE G 423.1-1A", "directive", "DOE G 423.1-1A"),
        ("Civilian Personnel (DoDI 1400.25)", "directive", "DoDI 1400.25"),
        ("DoD Directive 5240.01", "directive", "DoDD 5240.01"),
        ("HSPD-12 cards", "directive", "HSPD-12"),
        ("OMB Circular No. A-130", "directive", "OMB Circular A-130"),
        ("EU Directive 96/67/EC", "directive", "EU Directive 96/67/EC"),
        ("File Form I-247A with us", "form", "Form I-247A"),
        ("DHS Form G-28 with ICE", "form", "Form G-28"),
        ("Form G-639", "form", "Form G-639"),
        ("the SF-86 questionnaire", "form", "SF-86"),
        ("Mail a Standard Form 180", "form", "SF-180"),
        ("DD Form 214", "form", "DD Form 214"),
        ("DD293 | Review of Discharge", "form", "DD Form 293"),
        ("VA Form 21-526EZ", "form", "VA Form 21-526EZ"),
        ("use Form 1040ES-NR.", "form", "Form 1040ES-NR"),
        ("Form 1099-B", "form", "Form 1099-B"),
        ("Form DS-160", "form", "Form DS-160"),
        ("OMB No. 1601-0032", "omb", "OMB 1601-0032"),
        ("OMB Control Number: 1653-0049", "omb", "OMB 1653-0049"),
        ("8 CFR 287.5(a)", "cfr", "8 CFR 287.5(a)"),
        ("8 C.F.R. § 287.5(a)(1)", "cfr", "8 CFR 287.5(a)(1)"),
        ("8 CFR Part 287", "cfr", "8 CFR 287"),
        ("Title 10, Code of Federal Regulations, Part 835", "cfr", "10 CFR 835"),
        ("8 U.S.C. § 1226(a)", "usc", "8 USC 1226(a)"),
        ("44 U.S.C 3502 (20) asset", "usc", "44 USC 3502(20)"),
        ("Title 19 of U.S. Code 1401", "usc", "19 USC 1401"),
        ("20 U.S.C. Section 1232g", "usc", "20 USC 1232g"),
        ("Pub. L. 107-296", "public-law", "Pub. L. 107-296"),
        ("Public Law No. 107\u2013296", "public-law", "Pub. L. 107-296"),
        ("Executive Order 13526", "executive-order", "Executive Order 13526"),
        ("E.O. 12,866", "executive-order", "Executive Order 12866"),
        ("case 2020-ICFO-12345", "foia", "2020-ICFO-12345"),
        ("No. 5:20-cv-00768-TJH", "case", "5:20-cv-00768"),
        ("Case No. 19-1212", "case", "19-1212"),
        ("85 FR 12345", "federal-register", "85 FR 12345"),
        ("85 Fed. Reg. 12,345", "federal-register", "85 FR 12345"),
        ("RIN 1653-AA78", "rin", "RIN 1653-AA78"),
    ],
)
def test_an_identifier_is_read_in_one_spelling(text, label, value):
    assert identified(text) == {(label, value)}


def test_lists_of_citations_and_forms_are_read_to_the_end():
    assert {value for _, value in identified("8 CFR 287.5, 287.7(a) and 287.8 apply")} == {
        *("8 CFR 287.5", "8 CFR 287.7(a)", "8 CFR 287.8"),
    }
    assert {value for _, value in identified("Forms I-130, I-485 and I-765")} == {
        "Form I-130",
        "Form I-485",
        "Form I-765",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Take I-95 or I-485 to the pier",
        "the G-20 and G-7 summits",
        "Room: Bldg. 103, SF 129",
        "San Francisco, SF 94102",
        "VAT-ID: PL 957-107-23-74",
        "Application Form 2023",
        "Form 1, Form A and form letters",
        "a form of 12 pages",
        "Directive of May 3, 2020",
        "in order 13526 boats",
        "Sea state 5 USC football",
        "call 202-732-4200, 10:30-12:30",
        "PO Box 1601-0032",
        "platform 1040 and uniform 990",
        "the 2020 case 19 of 22",
        "Section 508 standards",
        "85 fr 12345",
    ],
)
def test_what_only_looks_like_an_identifier(text):
    assert identified(text) == set()


@pytest.mark.parametrize(
    ("text", "kind", "label", "value"),
    [
        ("Effective Date: | Sep 17, 2002", FactKind.EFFECTIVE_DATE, "Effective Date", "2002-09-17"),
        ("This rule takes effect on May 7, 2024.", FactKind.EFFECTIVE_DATE, "takes effect on", "2024-05-07"),
        ("is effective as of 01/02/2020", FactKind.EFFECTIVE_DATE, "is effective as of", "2020-01-02"),
        ("effective October 1, 2024, boats", FactKind.EFFECTIVE_DATE, "effective", "2024-10-01"),
        ("entered into force on 3 March 2021", FactKind.EFFECTIVE_DATE, "entered into force on", "2021-03-03"),
        ("Expires 01/01/26", FactKind.EXPIRY_DATE, "Expires", "2026-01-01"),
        ("OMB Expiration Date: 01/31/2026", FactKind.EXPIRY_DATE, "OMB Expiration Date", "2026-01-31"),
        ("valid through 06/30/2025", FactKind.EXPIRY_DATE, "valid through", "2025-06-30"),
        ("effective until May 2026", FactKind.EXPIRY_DATE, "effective until", "2026-05"),
    ],
)
def test_dates_in_force(text, kind, label, value):
    found = [(fact.kind, fact.label, fact.value) for fact in facts_in(text) if fact.kind is not FactKind.IDENTIFIER]
    assert found == [(kind, label, value)]


def test_a_label_on_the_line_before_names_its_date():
    lines = [Line("Effective date:", (), True), Line("3 March 2021", (), True)]
    ((_, fact),) = policies_in(lines, 1, "en")
    assert (fact.kind, fact.value) == (FactKind.EFFECTIVE_DATE, "2021-03-03")
    assert list(policies_in([Line("Effective date:", (), False), lines[1]], 1, "en")) == []


@pytest.mark.parametrize(
    ("text", "language", "kind", "value"),
    [
        ("Fecha de vigencia: 5 de marzo de 2024", "es", FactKind.EFFECTIVE_DATE, "2024-03-05"),
        ("Fecha de vencimiento: 05/03/2024", "es", FactKind.EXPIRY_DATE, "2024-03-05"),
        ("Date d'entrée en vigueur : 5 mars 2024", "fr", FactKind.EFFECTIVE_DATE, "2024-03-05"),
        ("Date d'expiration : 2024-03-05", "fr", FactKind.EXPIRY_DATE, "2024-03-05"),
    ],
)
def test_dates_in_force_in_other_languages(text, language, kind, value):
    assert [(fact.kind, fact.value) for fact in facts_in(text, language)] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "an effective 2024",
        "Posted May 3, 2020",
        "expired in 2019",
        "cost-effective since May 3, 2020 or so",
        "side effects 05/03/2020",
    ],
)
def test_what_is_no_date_in_force(text):
    assert [fact for fact in facts_in(text) if fact.kind is not FactKind.IDENTIFIER] == []


@pytest.mark.parametrize(
    ("text", "modals"),
    [
        ("Vessels must keep clear and must show a light.", {"must": 2}),
        ("Masters must not leave, may not smoke and shall not drink.", {"must not": 1, "may not": 1, "shall not": 1}),
        ("The bureau will answer; it will not wait, and you may call.", {"will": 1, "will not": 1, "may": 1}),
        ("A licence is required. A crew is not required.", {"required": 1, "not required": 1}),
        ("ALL CREWS SHALL REPORT AND MUST SIGN.", {"shall": 1, "must": 1}),
        ("You must:", {"must": 1}),
        ("Must be 18 years old or older", {"must": 1}),
        ("A copy (if required) is kept.", {"required": 1}),
        (
            "El capitán debe avisar y no debe salir; puede volver y deberá firmar.",
            {"debe": 1, "no debe": 1, "puede": 1, "deberá": 1},
        ),
        ("Le capitaine doit signer, ne peut pas partir et peuvent rester.", {"doit": 1, "ne peut pas": 1, "peut": 1}),
    ],
)
def test_obligations_are_counted_by_modal(text, modals):
    assert obliged(text) == modals


@pytest.mark.parametrize(
    "text",
    [
        "The pier opened in May 2024 and on May 3 as well.",
        "Closed from 3 may 2024 to june.",
        "She left a will, and your last will and testament counts.",
        "Dogs are sold at will, of their own free will and with a living will.",
        "Will Knight wrote this. Will it rain on the pier today?",
        "A responsive harbor is a must for boats.",
        "Must-see lights and a will-call desk at the pier",
        "First name (required) and last name (Required)",
        "* Required fields are marked with a star",
        "Forms You May Need Before You Must Leave",
        "May Avner, Paul Will",
    ],
)
def test_words_that_are_no_obligation(text):
    assert obliged(text) == {}


def test_obligations_stand_with_their_section_and_only_in_the_content():
    body = b"""<main><h1>Rules</h1><p>Crews must sign the book.</p><h2>Boats</h2><p>Boats must carry a light.</p>
    <p>Boats must show it and may sound a horn.</p><h3>You must know</h3></main><footer><p>You must read this notice.</p></footer>"""
    facts = [fact for fact in extract(body, "https://harbor.example.gov/").facts if fact.kind is FactKind.OBLIGATION]
    assert [(fact.path, fact.label, fact.value, fact.inside) for fact in facts] == [
        (("Rules",), "must", "1", True),
        (("Rules", "Boats"), "may", "1", True),
        (("Rules", "Boats"), "must", "2", True),
    ]


def test_a_word_more_is_a_new_statement():
    def digest(text: str) -> bytes:
        return extract(f"<main><h1>Rules</h1><p>{text}</p></main>".encode(), "").digest

    assert digest("Crews must sign the book.") != digest("Crews may sign the book.")


@pytest.mark.parametrize(
    ("address", "document"),
    [
        ("/a/plan.pdf", "pdf"),
        ("/a/plan.PDF?v=3#page=2", "pdf"),
        ("/a/plan.docx", "docx"),
        ("/a/plan.doc", "doc"),
        ("/a/table.xlsx", "xlsx"),
        ("/a/table.csv", "csv"),
        ("/a/talk.pptx", "pptx"),
        ("/a/all.zip", "zip"),
        ("/a/plan.html", ""),
        ("/a/pdf", ""),
        ("/view?file=plan.pdf", ""),
        ("/plan.pdf/view", ""),
        ("/.pdf", ""),
    ],
)
def test_links_to_documents_are_marked(address, document):
    body = f"<main><h1>Plans</h1><p>The harbor has a plan: <a href='{address}'>Plan</a></p></main>"
    (fact,) = (
        each for each in extract(body.encode(), "https://harbor.example.gov/").facts if each.kind is FactKind.LINK
    )
    assert dict(fact.parts).get("document", "") == document


@pytest.mark.parametrize(
    "text",
    [
        "Form " * 20_000 + "1",
        "8 CFR 1.1, " * 9_000,
        "Forms I-130, " + "I-131, " * 14_000,
        "1 CFR (a)" + "(a)" * 30_000,
        "directive " * 10_000 + "1",
        "9" * 100_000 + " form",
        "1-1-" * 25_000 + " Directive",
        "effective " * 9_000 + "May 3, 2020",
        "valid through 01/01/2020 " * 4_000,
        "FOIA " + "A1-" * 30_000,
        "Title 1 of the " * 7_000,
        "DD1 " * 25_000,
    ],
)
def test_a_hostile_line_takes_time_in_proportion(text):
    def seconds(line: str) -> float:
        start = time.process_time()
        list(identifiers_in(line))
        list(policies_in([Line(line, (), True)], 0, "en"))
        return time.process_time() - start

    assert seconds(text) < 0.3 + 40 * seconds(text[: len(text) // 10])


@pytest.mark.parametrize("word", ["must ", "will ", "ne ", "no ", "required * ", "a will ", "not "])
def test_a_hostile_paragraph_of_modals_takes_time_in_proportion(word):
    start = time.process_time()
    list(obligations_of([Line(word * 20_000, (), True)]))
    assert time.process_time() - start < 2
