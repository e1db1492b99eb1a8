"""What an edit of a section's text is told as: obligations, numbers, dates, deadlines, identifiers, mere wording."""

import pytest

from diff.compare import compare
from diff.kinds.restating import MOST_RESTATED
from diff.labels import moves_content
from diff.values import Comparison
from extract.reading import extract
from extract.values import Extraction, Fact, FactKind, Route, Section
from store.kinds import Aspect, Kind, Operation

OBLIGATIONS = [
    ("You must submit the form.", "You may submit the form.", Aspect.WEAKENED),
    ("You should wear a mask on board.", "You must wear a mask on board.", Aspect.STRENGTHENED),
    ("You are required to register.", "You are encouraged to register.", Aspect.WEAKENED),
    ("Operators shall refund the fare.", "Operators can refund the fare.", Aspect.WEAKENED),
    ("You do not have to register again.", "You have to register again.", Aspect.STRENGTHENED),
    ("You must register again.", "You are not required to register again.", Aspect.WEAKENED),
    ("Visitors may bring food.", "Visitors may not bring food.", Aspect.NEGATED),
    ("Visitors are prohibited from parking here.", "Visitors may be parking here.", Aspect.NEGATED),
    ("Everyone can apply online today.", "Everyone can't apply online today.", Aspect.NEGATED),
    ("You will not be able to renew it here.", "You cannot renew it here.", None),
    ("This applies to contractors.", "This does not apply to contractors.", Aspect.NEGATED),
    ("You are eligible for a refund.", "You are ineligible for a refund.", Aspect.NEGATED),
    ("Entry is free without a ticket today.", "Entry is free with a ticket today.", Aspect.NEGATED),
    ("This includes but is limited to boats.", "This includes but is not limited to boats.", None),
    ("You must pay unless you are exempt.", "You must pay.", Aspect.CONDITION),
    ("You must pay a fee.", "If you live abroad you must pay a fee.", Aspect.CONDITION),
    ("Check whether you can apply.", "Check if you can apply.", None),
    ("Staff may enter the hall.", "Only staff may enter the hall.", Aspect.CONDITION),
    ("You must wear a helmet on the site.", "Wear a helmet on the site.", Aspect.TOUCHED),
    ("Children are not allowed to travel.", "Children are not currently allowed to travel.", None),
    ("You must change the key and the tag below.", "You must supply the key and change the tag.", None),
    ("It depends on whether they are at risk.", "It depends on where and if they are at risk.", None),
    (
        "There is guidance if you are a worker.",
        "There is guidance if you are a worker (see ‘If your employer has sent you abroad’ above).",
        None,
    ),
    ("The rules will not be introduced now.", "The rules introduced now.", None),
    (
        "Take a test every day, or if you are ill call us.",
        "Take a test every day.\nCall your nurse at once if you are ill or in doubt of it.",
        None,
    ),
    ("Users subscribe to the letter.", "Users can subscribe to the letter.", None),
    ("The task fails if it is not read or kept.", "The task fails if it is neither read nor kept.", None),
    ("This stamp will not affect your rights.", "Any stamp will not affect your rights.", None),
    ("Voucher | 7/1/1993 | Yes | Army", "Voucher | 7/1/1993 | No | Army", None),
    ("The office opens on 31 May for all.", "The office opens on 30 June for all.", None),
    ("Offices in May and June must close.", "Offices in April and June must close.", None),
    ("Debe presentar el formulario.", "Puede presentar el formulario.", Aspect.WEAKENED),
    ("Debería presentar el formulario.", "Tiene que presentar el formulario.", Aspect.STRENGTHENED),
    ("Puede traer comida al edificio.", "No puede traer comida al edificio.", Aspect.NEGATED),
    ("No tiene que pagar la multa.", "Debe pagar la multa.", Aspect.STRENGTHENED),
    ("El servicio es gratuito para todos.", "El servicio no es gratuito para todos.", Aspect.NEGATED),
    ("Vous devez payer les frais.", "Vous pouvez payer les frais.", Aspect.WEAKENED),
    ("Vous pouvez entrer dans la salle.", "Vous ne pouvez pas entrer dans la salle.", Aspect.NEGATED),
]
AMOUNTS = [
    ("It costs £1,000 to apply.", "It costs £1,200 to apply.", {(Kind.NUMBER, Aspect.CHANGED)}),
    ("It costs £1,000 to apply.", "It costs £1000 to apply.", set()),
    ("It costs £2m to build.", "It costs £2 million to build.", set()),
    ("Wait two days for it.", "Wait five days for it.", {(Kind.NUMBER, Aspect.CHANGED)}),
    ("Wait two days for it.", "Wait 2 days for it.", set()),
    ("About 5 per cent are refused.", "About 7% are refused.", {(Kind.NUMBER, Aspect.CHANGED)}),
    ("Adult | $120 | 5", "Adult | $130 | 5", {(Kind.NUMBER, Aspect.DATA)}),
    ("Form guide (PDF, 115 KB)", "Form guide (PDF, 116 KB)", {(Kind.NUMBER, Aspect.DATA)}),
    ("1. Fill in the form.", "2. Fill in the form.", set()),
    ("Open on 3 May 2021 to all.", "Open on May 4, 2021 to all.", {(Kind.DATE, Aspect.CHANGED)}),
    ("Open on 3 May 2021 to all.", "Open on May 3, 2021 to all.", set()),
    ("Open on Monday 3 May to all.", "Open on Tuesday 4 May to all.", {(Kind.DATE, Aspect.CHANGED)}),
    (
        "Apply within 30 days of the notice.",
        "Apply within 60 days of the notice.",
        {(Kind.NUMBER, Aspect.CHANGED), (Kind.DEADLINE, Aspect.CHANGED)},
    ),
    (
        "Apply by 31 May 2022 at the latest.",
        "Apply by 30 June 2022 at the latest.",
        {(Kind.DATE, Aspect.CHANGED), (Kind.DEADLINE, Aspect.CHANGED)},
    ),
    (
        "You lived there before 1 May 2020 with her.",
        "You lived there before 1 May 2021 with her.",
        {(Kind.DATE, Aspect.CHANGED)},
    ),
    (
        "Submitted by the office on 1 May 2020.",
        "Submitted by the office on 2 May 2020.",
        {(Kind.DATE, Aspect.CHANGED)},
    ),
    (
        "Presente la solicitud antes del 3 de mayo de 2021.",
        "Presente la solicitud antes del 4 de junio de 2021.",
        {(Kind.DATE, Aspect.CHANGED), (Kind.DEADLINE, Aspect.CHANGED)},
    ),
    (
        "If you downloaded it before 1 November 2021 you must renew it.",
        "If you downloaded it before 2 December 2021 you must renew it.",
        {(Kind.DATE, Aspect.CHANGED)},
    ),
    (
        "You must send the form, if it must be signed, before 1 November 2021.",
        "You must send the form, if it must be signed, before 2 December 2021.",
        {(Kind.DATE, Aspect.CHANGED), (Kind.DEADLINE, Aspect.CHANGED)},
    ),
    ("© Crown copyright 2021", "© Crown copyright 2022", set()),
    (
        "Pay the fee in full.",
        "Pay the fee in full by 11:59pm on 30 April 2022.",
        {(Kind.DATE, Aspect.ADDED), (Kind.DEADLINE, Aspect.ADDED)},
    ),
    ("Meet at 1130 hrs in the hall.", "Meet at 11.30am in the hall.", set()),
    ("Meet at 1pm in the hall.", "Meet at 2pm in the hall.", {(Kind.NUMBER, Aspect.CHANGED)}),
    ("Go to the 127.0.0.1:port address shown.", "Go to the address shown.", set()),
    ("Published 7 May 2020 by the office of all.", "Published by the office of all.\n7 May 2020", set()),
    (
        "9 May 2021 | Sunbury | Skiff regatta | Keep to the left side.",
        "8 June 2021 | Henley | Rowing regatta | Keep to the left side.",
        set(),
    ),
    ("Sunbury | 9 May 2021 | 20", "Sunbury | 8 June 2021 | 20", {(Kind.DATE, Aspect.CHANGED)}),
    ("East Anglia 2016 rail contract", "Abellio East Anglia Limited 2021 rail contract", set()),
    ("Run it as {key: $name} --path a now.", "Run it as {key: $name} --jobs 4 --path a now.", set()),
    ("Meet on November 13 and 14 in the hall.", "Meet on May 20-22 in the hall.", {(Kind.DATE, Aspect.CHANGED)}),
    (
        "You can apply here.",
        "You can apply here.\nYou can not use it between 9 July and until 10 July 2022.",
        set(),
    ),
    ("We lend tablets to schools.", "We lend tablets and 4G routers to schools.", set()),
    ("Call 01 44 51 31 00 in need.", "Call +33 1 44 51 31 00 in need.", set()),
    ("See § 5(a) for the rules.", "See § 6(b) for the rules.", {(Kind.IDENTIFIER, Aspect.CHANGED)}),
    ("Bring form AB-123 with you.", "Bring form AB-124 with you.", {(Kind.IDENTIFIER, Aspect.CHANGED)}),
    ("The COVID-19 rules have ended.", "The coronavirus rules have ended.", set()),
]
WORDINGS = [
    ("You can recieve it at the desk.", "You can receive it at the desk.", {(Kind.WORDING, Aspect.TYPO)}),
    ("Ask the employer about your pay.", "Ask the employee about your pay.", {(Kind.TEXT, Aspect.REWORDED)}),
    ("The desk will close on request.", "The desk will closed on request.", {(Kind.TEXT, Aspect.REWORDED)}),
    ("A task exists for it.", "Tasks exist for it.", {(Kind.TEXT, Aspect.REWORDED)}),
    ("Papers prepared by the office.", "Paper prepared by the office.", {(Kind.TEXT, Aspect.REWORDED)}),
    ("Exports increase in the spring.", "Exports decrease in the spring.", {(Kind.TEXT, Aspect.REWORDED)}),
    ("Call us, then write.", "Call us then write.", {(Kind.WORDING, Aspect.PUNCTUATION)}),
    ("Hello there. The rest.", "Hello there, the rest.", {(Kind.WORDING, Aspect.PUNCTUATION)}),
    ("Barton Park | Free", "Barton Park | Free. It closes at ten.", {(Kind.TEXT, Aspect.ADDED)}),
    ("As appropriate;", "As appropriate. List what is known of it.", {(Kind.TEXT, Aspect.ADDED)}),
    ("9. Raise a request", "10. Raise a request", set()),
    ("We override the old file.", "We overwrite the old file.", {(Kind.TEXT, Aspect.REWORDED)}),
    ("Ask the Embassy for help.", "Ask the embassy for help.", {(Kind.WORDING, Aspect.CASE)}),
    ("The web site is down today.", "The website is down today.", {(Kind.WORDING, Aspect.FORMATTING)}),
    ("Don't wait for the letter.", "Do not wait for the letter.", {(Kind.WORDING, Aspect.FORMATTING)}),
    ("Ask for a ticket. It is free.", "It is free. Ask for a ticket.", {(Kind.STRUCTURE, Aspect.MOVED)}),
    ("Ask for a ticket.", "Ask for a ticket. It is free.", {(Kind.TEXT, Aspect.ADDED)}),
    ("Ask for a ticket. It is free.", "Ask for a ticket.", {(Kind.TEXT, Aspect.REMOVED)}),
    ("It costs £10 today.", "It costs £12 today.", set()),
]


def read(text: str, language: str = "en") -> Extraction:
    return Extraction("Page", language, Route.LANDMARK, (Section(("Rules",), text),), ())


def page(*lines: str) -> Extraction:
    body = "".join(f"<p>{line}</p>" for line in lines)
    filler = "<p>Everybody who comes to the harbor is welcome, and nobody is turned away at the gate of it.</p>"
    html = f"<html lang=en><body><main><h1>Harbor office</h1>{filler}{body}{filler}</main></body></html>"
    return extract(html.encode(), "https://www.example.gov/harbor")


def told(compared: Comparison, *kinds: Kind) -> set[tuple[Kind, Aspect]]:
    found = {(finding.kind, finding.aspect) for edit in compared.edits for finding in edit.findings}
    return {each for each in found if each[0] in kinds}


def of_text(compared: Comparison) -> set[Kind]:
    edits = [edit for edit in compared.edits if edit.operation is Operation.SECTION_EDITED]
    return {kind for edit in edits for kind in edit.kinds}


@pytest.mark.parametrize(("old", "new", "aspect"), OBLIGATIONS)
def test_what_becomes_of_an_obligation(old: str, new: str, aspect: Aspect | None) -> None:
    language = "es" if "el" in old.lower().split() else "fr" if "vous" in old.lower().split() else "en"
    found = told(compare(read(old, language), read(new, language)), Kind.OBLIGATION)
    assert found == ({(Kind.OBLIGATION, aspect)} if aspect else set())


@pytest.mark.parametrize(("old", "new", "expected"), AMOUNTS)
def test_numbers_dates_deadlines_and_identifiers(old: str, new: str, expected: set[tuple[Kind, Aspect]]) -> None:
    found = told(compare(read(old), read(new)), Kind.NUMBER, Kind.DATE, Kind.DEADLINE, Kind.IDENTIFIER)
    assert found == expected


@pytest.mark.parametrize(("old", "new", "expected"), WORDINGS)
def test_mere_wording_is_told_from_text_that_says_something_else(
    old: str, new: str, expected: set[tuple[Kind, Aspect]]
) -> None:
    assert told(compare(read(old), read(new)), Kind.WORDING, Kind.TEXT, Kind.STRUCTURE) == expected


CUT = [
    ("Open to all.\nAge is checked at 18 years.", "Open to all. Age is checked at 18 years."),
    ("Give your voice assistants You must ask first.", "Give your voice assistantsYou must ask first."),
    ("Report the 508 metrics.\nReport your tests to us.", "Report the 508 metrics. Report your tests to us today."),
    ("We keep it for 30 days.You must ask.", "We keep it for 30 days. You must ask."),
]


@pytest.mark.parametrize(("old", "new"), [*CUT, *((new, old) for old, new in CUT)])
def test_sentences_that_are_cut_elsewhere_lose_and_gain_no_number_and_no_duty(old: str, new: str) -> None:
    compared = compare(read(old), read(new))
    assert told(compared, Kind.NUMBER, Kind.OBLIGATION, Kind.STRUCTURE) == set()
    assert not told(compared, Kind.TEXT) - {(Kind.TEXT, Aspect.REWORDED)}


def test_a_term_that_is_replaced_throughout_is_no_slip() -> None:
    old = "Expulsion is final. Expulsion is told at once. Ask about expulsion here."
    assert told(compare(read(old), read(old.replace("xpulsion", "xclusion"))), Kind.WORDING) == set()


def test_an_address_that_comes_off_a_sentence_is_told_by_its_own_edit_alone() -> None:
    old, new = page("Please write to help@example.gov to get access."), page("Please write to to get access.")
    assert Kind.WORDING not in of_text(compare(old, new))


def test_evidence_quotes_the_words_that_say_so() -> None:
    compared = compare(read("The operator must refund the fare."), read("The operator may refund the fare."))
    evidence = [finding.evidence for edit in compared.edits for finding in edit.findings]
    assert '"must" became "may": "The operator must refund the fare."' in evidence


def test_a_phone_and_a_stamp_are_told_by_their_own_edits_alone() -> None:
    old = page("Call (617) 555-0142 for help.", "Last reviewed: May 3, 2022")
    new = page("Call (617) 555-0187 for help.", "Last reviewed: June 9, 2023")
    compared = compare(old, new)
    assert of_text(compared) == set()
    assert {edit.operation for edit in compared.edits} == {Operation.SECTION_EDITED, Operation.FACT_CHANGED}


def test_a_labelled_line_of_facts_that_came_or_went_is_told_by_the_facts_alone() -> None:
    text = "The office answers letters and calls of passengers in the north."
    full = page(text, "Telephone: (617) 555-0142", "Last reviewed: May 3, 2022")
    for old, new in ((full, page(text)), (page(text), full)):
        compared = compare(old, new)
        assert of_text(compared) == set()
        assert {edit.fact_kind for edit in compared.edits if edit.fact_kind} == {FactKind.PHONE, FactKind.REVIEW_DATE}
    said = compare(full, page(text, "Telephone: (617) 555-0142", "Reviewed for the north only: May 3, 2022. Ask us."))
    assert Kind.TEXT in of_text(said)


def test_a_number_changes_beside_a_masked_phone() -> None:
    old = page("Call (617) 555-0142 within 30 days of the notice.")
    new = page("Call (617) 555-0187 within 45 days of the notice.")
    assert of_text(compare(old, new)) == {Kind.NUMBER, Kind.DEADLINE}


def test_an_identifier_stated_as_a_fact_is_told_once() -> None:
    compared = compare(page("File under 8 CFR 287.5 today."), page("File under 8 CFR 287.7 today."))
    assert told(compared, Kind.IDENTIFIER) == {(Kind.IDENTIFIER, Aspect.CHANGED)}
    assert of_text(compared) == set()


def test_an_expiry_date_is_a_deadline() -> None:
    compared = compare(page("This policy expires on June 1, 2022."), page("This policy expires on June 1, 2023."))
    assert told(compared, Kind.DEADLINE, Kind.DATE) == {(Kind.DEADLINE, Aspect.CHANGED)}


def test_counted_modals_tell_nothing_beside_the_sentence_that_tells() -> None:
    compared = compare(page("You must carry the blue pass."), page("You may carry the blue pass."))
    told_by = [edit.operation for edit in compared.edits if Kind.OBLIGATION in edit.kinds]
    assert told_by == [Operation.SECTION_EDITED]


def test_a_new_sentence_that_obliges_touches_the_obligations_of_its_section() -> None:
    compared = compare(page("The gate is open."), page("The gate is open.", "You must show the blue pass."))
    assert told(compared, Kind.OBLIGATION) == {(Kind.OBLIGATION, Aspect.TOUCHED)}


def test_a_table_replaced_gives_few_findings() -> None:
    def rows(start: int) -> Extraction:
        return read("\n".join(f"Office {number} serves {number * start} people a year." for number in range(3_000)))

    (edit,) = compare(rows(3), rows(7)).edits
    assert 0 < len(edit.findings) < 60
    assert all(len(finding.evidence) <= 300 for finding in edit.findings)


def dock_rules(count: int, verb: str, times: int) -> Extraction:
    """A page of many short sections, with how often each obliges."""
    sections = [
        Section(("Dock rules", f"Dock {place}"), f"Boats {verb} wait at dock {place}.") for place in range(count)
    ]
    facts = [Fact(FactKind.OBLIGATION, str(times), "must", path=section.path) for section in sections]
    return Extraction("Dock rules", "en", Route.LANDMARK, tuple(sections), tuple(facts) if times else ())


def test_beyond_so_many_edits_of_text_kinds_are_told_by_the_operation_alone_and_this_is_said() -> None:
    beyond = 40
    compared = compare(dock_rules(MOST_RESTATED + beyond, "must", 1), dock_rules(MOST_RESTATED + beyond, "may", 0))
    texts = [edit for edit in compared.edits if edit.operation is Operation.SECTION_EDITED]
    assert all(Kind.OBLIGATION in edit.kinds for edit in texts[:MOST_RESTATED])
    assert [edit.kinds for edit in texts[MOST_RESTATED:]] == [{Kind.TEXT}] * beyond
    assert all(moves_content(edit) and edit.hunks for edit in texts)
    assert any(
        said.startswith(f"{beyond} edits of text beyond the first {MOST_RESTATED}") for said in compared.given_up
    )
    # what nobody read of a text is told by the facts that count its obligations
    counted = [edit for edit in compared.edits if edit.fact_kind is FactKind.OBLIGATION]
    assert [Kind.OBLIGATION in edit.kinds for edit in counted] == [False] * MOST_RESTATED + [True] * beyond


def test_within_the_bound_nothing_is_given_up() -> None:
    assert compare(dock_rules(60, "must", 1), dock_rules(60, "may", 0)).given_up == ()
