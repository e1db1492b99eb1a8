"""Kinds of facts: whose contact became what, which way a date went, what a link leads to now."""

from datetime import UTC, datetime

import pytest

from diff.compare import compare
from extract.facts.links import parts_of
from extract.values import Extraction, Fact, FactKind, Route, Scope, Section, Source
from store.kinds import Aspect, Kind, Operation

BOSTON, PROVIDENCE = ("Contact", "Boston field office"), ("Contact", "Providence field office")
TEXTS = {
    BOSTON: "The office answers letters and calls of passengers in the north.",
    PROVIDENCE: "The office keeps the register of ferries and their licences.",
}
URL = "https://harbor.example.gov/contact"
SEEN = datetime(2026, 3, 2, 3, tzinfo=UTC)


def page(*facts, sections=None, claims=()):
    kept = sections or [Section(path, text) for path, text in TEXTS.items()]
    return Extraction("Contact", "en", Route.LANDMARK, tuple(kept), facts, claims=claims)


def contact(value, path=BOSTON, kind=FactKind.PHONE, label="", owner=None):
    return Fact(kind, value, label, value, path, owner=path[-1] if owner is None else owner)


def date(value, label="Last reviewed", path=("Contact",), scope=Scope.PAGE, source=Source.TEXT):
    return Fact(FactKind.REVIEW_DATE, value, label, value, path, scope=scope, source=source)


def link(href, label, path=BOSTON):
    return Fact(FactKind.LINK, href, label, href, path, parts=parts_of(href))


def told(old, new, kind, at=SEEN):
    """Aspect and evidence of the findings of one kind on any edit."""
    edits = compare(old, new, URL, at).edits
    return [(each.aspect, each.evidence) for edit in edits for each in edit.findings if each.kind is kind]


def of_the_whole(old, new):
    return [(each.kind, each.aspect, each.evidence) for each in compare(old, new, URL, SEEN).findings]


# -- contacts --------------------------------------------------------------------------------------------------------


def test_a_contact_names_its_office():
    old, new = page(contact("+16175550142")), page(contact("+16175550199"))
    assert told(old, new, Kind.CONTACT) == [
        (Aspect.CHANGED, "Boston field office, phone: +1 617-555-0142 → +1 617-555-0199")
    ]
    (edit,) = compare(old, new).edits
    assert edit.owner == "Boston field office"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [contact("a@x.gov", kind=FactKind.EMAIL)], (Aspect.ADDED, "Boston field office, e-mail: a@x.gov added")),
        (
            [contact("+16175550142", label="Fax")],
            [],
            (Aspect.REMOVED, "Boston field office, phone (Fax): +1 617-555-0142 removed"),
        ),
    ],
)
def test_a_contact_that_came_or_went(old, new, expected):
    assert told(page(*old), page(*new), Kind.CONTACT) == [expected]


def test_a_number_that_another_office_took_over_moved():
    old, new = page(contact("+16175550142")), page(contact("+16175550142", PROVIDENCE))
    assert told(old, new, Kind.CONTACT) == [
        (Aspect.MOVED, "phone +1 617-555-0142: Boston field office → Providence field office")
    ]


def test_offices_that_exchange_numbers_changed_each_its_own():
    old = page(contact("+16175550101"), contact("+14015550102", PROVIDENCE))
    new = page(contact("+14015550102"), contact("+16175550101", PROVIDENCE))
    assert [aspect for aspect, _ in told(old, new, Kind.CONTACT)] == [Aspect.CHANGED, Aspect.CHANGED]


def test_an_office_keeps_its_identity_under_a_new_heading():
    renamed = [Section(("Contact", "Boston regional office"), TEXTS[BOSTON]), Section(PROVIDENCE, TEXTS[PROVIDENCE])]
    new = page(contact("+16175550199", renamed[0].path), sections=renamed)
    assert told(page(contact("+16175550142")), new, Kind.CONTACT) == [
        (Aspect.CHANGED, "Boston regional office, phone: +1 617-555-0142 → +1 617-555-0199")
    ]


def test_another_office_in_the_section_of_the_old_one_is_no_change_of_its_number():
    address = "{} Pier Road, Boston, MA 02110"
    other = ("Contact", "Boston coast office")
    replaced = [Section(other, TEXTS[BOSTON]), Section(PROVIDENCE, TEXTS[PROVIDENCE])]
    old = page(contact("+16175550142"), contact(address.format(1), kind=FactKind.ADDRESS))
    new = page(contact("+16175550199", other), contact(address.format(9), other, FactKind.ADDRESS), sections=replaced)
    assert {aspect for aspect, _ in told(old, new, Kind.CONTACT)} == {Aspect.REMOVED, Aspect.ADDED}


def test_an_office_that_moved_to_another_page_part_is_followed_by_its_name():
    directory = ("Contact", "Directory")
    sections = [Section(directory, "The register and the people who keep it stand here, office by office.")]
    old = page(contact("+16175550142"), sections=[*sections, Section(BOSTON, TEXTS[BOSTON])])
    new = page(contact("+16175550199", directory, owner="Boston Field Office"), sections=sections)
    assert told(old, new, Kind.CONTACT)[0][0] is Aspect.CHANGED


def test_a_person_of_several_who_took_over_a_number_is_no_rename():
    staff = ("Contact",)
    sections = [Section(staff, "The people of the office and how they are reached by telephone.")]
    ann = contact("+16175550111", staff, owner="Ann Poe")
    old = page(ann, contact("+16175550142", staff, owner="Jane Doe"), sections=sections)
    new = page(ann, contact("+16175550142", staff, owner="John Roe"), sections=sections)
    assert told(old, new, Kind.CONTACT) == [(Aspect.MOVED, "phone +1 617-555-0142: Jane Doe → John Roe")]


def test_the_only_contact_of_a_section_is_the_same_whatever_it_is_called():
    staff = ("Contact",)
    sections = [Section(staff, "The director of the office and how the director is reached by telephone.")]
    old = page(contact("+16175550142", staff, owner="Jane Doe"), sections=sections)
    assert compare(old, page(contact("+16175550142", staff, owner="John Roe"), sections=sections)).edits == ()
    assert told(old, page(contact("+16175550199", staff, owner="John Roe"), sections=sections), Kind.CONTACT) == [
        (Aspect.CHANGED, "John Roe, phone: +1 617-555-0142 → +1 617-555-0199")
    ]


def test_numbers_of_one_section_keep_their_labels_though_a_name_was_found_for_them():
    old = page(contact("+16175550142", label="Phone"), contact("+16175550199", label="Fax"))
    named = "Boston District Office"
    new = page(contact("+16175550199", label="Phone", owner=named), contact("+16175550142", label="Fax", owner=named))
    assert [aspect for aspect, _ in told(old, new, Kind.CONTACT)] == [Aspect.CHANGED, Aspect.CHANGED]


def test_a_building_that_only_the_address_names_is_no_contact_of_its_own():
    old = page(contact("Harbor Square, 1 Pier Road, Boston", kind=FactKind.ADDRESS, owner="Harbor Square"))
    new = page(contact("Federal Building, 9 Hill Ave, Boston", kind=FactKind.ADDRESS, owner="Federal Building"))
    assert [aspect for aspect, _ in told(old, new, Kind.CONTACT)] == [Aspect.CHANGED]


def test_a_name_found_for_a_number_is_no_change_of_the_number():
    old, new = page(contact("+16175550142", owner="")), page(contact("+16175550142", owner="Press desk"))
    assert compare(old, new).edits == ()
    assert [edit.operation for edit in compare(old, page(contact("+16175550199", owner="Press desk"))).edits] == [
        Operation.FACT_CHANGED
    ]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (
            FactKind.ADDRESS,
            "10 Harbor Street, Suite 4, Boston, MA 02110",
            "10 Harbor St., Ste. 4, Boston, MA 02110",
        ),
        (FactKind.HOURS, "Monday through Friday, 9:00 a.m. to 5:00 p.m.", "Mon-Fri 9 am - 5 pm"),
    ],
)
def test_the_same_in_other_words_is_reformatted(kind, old, new):
    ((aspect, _),) = told(page(contact(old, kind=kind)), page(contact(new, kind=kind)), Kind.CONTACT)
    assert aspect is Aspect.REFORMATTED
    other = new.replace("4", "6").replace("5", "6")
    ((aspect, _),) = told(page(contact(old, kind=kind)), page(contact(other, kind=kind)), Kind.CONTACT)
    assert aspect is Aspect.CHANGED


def test_monday_and_friday_are_not_monday_to_friday():
    old, new = (page(contact(f"Monday {word} Friday, 9 am - 5 pm", kind=FactKind.HOURS)) for word in ("to", "and"))
    ((aspect, _),) = told(old, new, Kind.CONTACT)
    assert aspect is Aspect.CHANGED


def test_an_address_written_otherwise_is_not_taken_for_the_one_beside_it():
    kind = FactKind.ADDRESS
    old = page(contact("1 Pier Road, Boston, MA 02110", kind=kind), contact("2 Bay Ave, Boston, MA 02110", kind=kind))
    new = page(contact("9 Hill Ave, Boston, MA 02110", kind=kind), contact("1 Pier Rd, Boston, MA 02110", kind=kind))
    assert {aspect for aspect, _ in told(old, new, Kind.CONTACT)} == {Aspect.REFORMATTED, Aspect.CHANGED}


def test_evidence_is_bounded():
    long = "x" * 5_000
    old, new = page(contact(long, owner=long, label=long)), page(contact(long + "y", owner=long, label=long))
    assert all(len(evidence) <= 300 for _, evidence in told(old, new, Kind.CONTACT))


# -- review dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2024-06-03", "2025-09-15", [Aspect.CHANGED]),
        ("2025-09-15", "2024-06-03", [Aspect.BACKWARDS]),
        ("2025-09", "2025-09-15", [Aspect.REFORMATTED]),
        ("2025-09-15", "2026-03-03", [Aspect.CHANGED]),
        ("2025-09-15", "2026-03-04", [Aspect.CHANGED, Aspect.FUTURE]),
        ("2025-09", "2026-03", [Aspect.CHANGED]),
        ("2025", "2027", [Aspect.CHANGED, Aspect.FUTURE]),
    ],
)
def test_which_way_a_date_went(old, new, expected):
    found = told(page(date(old)), page(date(new)), Kind.REVIEW_DATE)
    assert [aspect for aspect, _ in found] == expected
    assert found[0][1] == f'page, "Last reviewed": {old} → {new}'


def test_a_date_that_came_or_went_and_whose_it_is():
    of_section = date("2025-09-15", "Updated", BOSTON, Scope.SECTION)
    added = told(page(), page(of_section), Kind.REVIEW_DATE)
    assert added == [(Aspect.ADDED, 'section "Boston field office", "Updated": 2025-09-15 added')]
    removed = told(page(date("2025-09-15")), page(), Kind.REVIEW_DATE)
    assert removed == [(Aspect.REMOVED, 'page, "Last reviewed": 2025-09-15 removed')]


def claim(value, source=Source.META, label="dcterms.modified"):
    return Fact(FactKind.REVIEW_DATE, value, label, value, inside=False, source=source)


def test_a_contradiction_is_told_when_it_arises_and_not_again():
    agreed = page(date("2025-09-15"), claims=(claim("2025-09-15"),))
    parted = page(date("2025-09-15"), contact("+16175550142"), claims=(claim("2026-02-27"),))
    evidence = '"Last reviewed" shows 2025-09-15, but dcterms.modified (meta) says 2026-02-27'
    assert (Kind.REVIEW_DATE, Aspect.CONTRADICTED, evidence) in of_the_whole(agreed, parted)
    later = page(date("2025-09-15"), contact("+16175550199"), claims=(claim("2026-03-01"),))
    assert Aspect.CONTRADICTED not in {aspect for _, aspect, _ in of_the_whole(parted, later)}


def test_a_server_that_claims_to_have_changed_everything_just_now_contradicts_nothing():
    old = page(date("2025-09-15"))
    new = page(date("2025-09-15"), contact("+16175550142"), claims=(claim("2026-03-02", Source.HTTP, "Last-Modified"),))
    assert Aspect.CONTRADICTED not in {aspect for _, aspect, _ in of_the_whole(old, new)}


def test_a_machine_readable_date_is_held_against_the_text_of_the_same_label():
    timed = date("2026-02-27", source=Source.TIME, path=())
    ((kind, aspect, _),) = [
        each for each in of_the_whole(page(date("2025-09-15")), page(date("2025-09-15"), timed))
        if each[1] is Aspect.CONTRADICTED
    ]  # fmt: skip
    assert kind is Kind.REVIEW_DATE
    assert aspect is Aspect.CONTRADICTED


# -- labels ----------------------------------------------------------------------------------------------------------


def test_content_that_moved_under_a_label_that_stayed_is_a_silent_edit():
    old, new = page(date("2025-09-15"), contact("+16175550142")), page(date("2025-09-15"), contact("+16175550199"))
    ((kind, aspect, evidence),) = of_the_whole(old, new)
    assert (kind, aspect) == (Kind.SILENT_EDIT, Aspect.STALE_LABEL)
    assert evidence.startswith('page, "Last reviewed" stayed at 2025-09-15 while the content moved: Boston field')


def test_a_label_that_moved_alone_is_a_bump():
    shown = [Section(("Contact",), f"Last reviewed: {day}") for day in ("June 3, 2024", "September 15, 2025")]
    old = page(Fact(FactKind.REVIEW_DATE, "2024-06-03", "Last reviewed", "June 3, 2024", ("Contact",)),
               sections=[shown[0]])  # fmt: skip
    new = page(Fact(FactKind.REVIEW_DATE, "2025-09-15", "Last reviewed", "September 15, 2025", ("Contact",)),
               sections=[shown[1]])  # fmt: skip
    assert of_the_whole(old, new) == [
        (
            Kind.REVIEW_DATE,
            Aspect.BUMPED,
            'page, "Last reviewed": 2024-06-03 → 2025-09-15, and nothing else moved',
        )
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([date("2024-06-03"), contact("+16175550142")], [date("2025-09-15"), contact("+16175550199")]),
        ([date("2024-06-03")], [contact("+16175550199")]),
        ([], [date("2024-06-03"), contact("+16175550199")]),
        ([contact("+16175550142")], [contact("+16175550199")]),
        ([date("2025-09-15")], [date("2024-06-03")]),
        ([date("2025-09-15", scope=Scope.SITE), contact("+16175550142")], [date("2025-09-15", scope=Scope.SITE)]),
    ],
)
def test_neither_silent_nor_bumped(old, new):
    assert of_the_whole(page(*old), page(*new)) == []


def test_what_only_looks_otherwise_is_no_silent_edit():
    kind = FactKind.ADDRESS
    old = page(date("2025-09-15"), contact("1 Pier Road, Boston, MA 02110", kind=kind))
    new = page(date("2025-09-15"), contact("1 Pier Rd., Boston, MA 02110", kind=kind))
    assert of_the_whole(old, new) == []


def test_the_footer_is_not_what_a_page_was_reviewed_for():
    switchboard = [Fact(FactKind.PHONE, number, inside=False) for number in ("+16175550142", "+16175550199")]
    assert of_the_whole(page(date("2025-09-15"), switchboard[0]), page(date("2025-09-15"), switchboard[1])) == []


def test_a_section_answers_for_itself_by_its_own_label():
    own = date("2025-01-01", "Updated", BOSTON, Scope.SECTION)
    moved = date("2026-02-27", "Updated", BOSTON, Scope.SECTION)
    old = page(date("2025-09-15"), own, contact("+16175550142"))
    silent = of_the_whole(old, page(date("2025-09-15"), own, contact("+16175550199")))
    assert [evidence.split(" stayed")[0] for _, _, evidence in silent] == [
        'page, "Last reviewed"',
        'section "Boston field office", "Updated"',
    ]
    assert of_the_whole(old, page(date("2025-09-15"), moved, contact("+16175550199"))) == []
    bumped = of_the_whole(old, page(date("2025-09-15"), moved, contact("+16175550142")))
    assert [(aspect, evidence.split(":")[0]) for _, aspect, evidence in bumped] == [
        (Aspect.BUMPED, 'section "Boston field office", "Updated"')
    ]


def test_a_second_date_beside_the_pages_is_no_label_of_its_section():
    log = date("2018-03-01", "Updated", BOSTON, Scope.SECTION)
    old, new = date("2025-09-15", path=BOSTON), date("2026-02-27", path=BOSTON)
    assert of_the_whole(page(old, log, contact("+16175550142")), page(new, log, contact("+16175550199"))) == []


def test_a_list_with_a_date_an_item_has_no_label_of_its_own():
    items = [date(f"2025-01-0{day}", "Updated", BOSTON, Scope.SECTION) for day in (1, 2)]
    assert of_the_whole(page(*items, contact("+16175550142")), page(*items, contact("+16175550199"))) == []


def test_a_number_that_is_written_with_its_country_now_is_the_same():
    bare, called = (
        [Section(BOSTON, f"In need call {shown} at any hour of the day.")]
        for shown in ("01 44 51 31 00", "+33 1 44 51 31 00")
    )
    old, new = page(sections=bare), page(contact("+33144513100"), sections=called)
    assert [aspect for aspect, _ in told(old, new, Kind.CONTACT)] == [Aspect.REFORMATTED]
    assert [aspect for aspect, _ in told(new, old, Kind.CONTACT)] == [Aspect.REFORMATTED]
    other = page(contact("+33144513199"), sections=called)
    assert [aspect for aspect, _ in told(old, other, Kind.CONTACT)] == [Aspect.ADDED]


# -- links and documents ---------------------------------------------------------------------------------------------


def test_the_same_words_lead_elsewhere():
    old, new = page(link("https://a.gov/1", "Form 7")), page(link("https://a.gov/2", "Form 7"))
    assert told(old, new, Kind.LINK) == [(Aspect.RETARGETED, '"Form 7": https://a.gov/1 → https://a.gov/2')]
    assert [edit.operation for edit in compare(old, new).edits] == [Operation.LINK_CHANGED]


@pytest.mark.parametrize(
    "href",
    [
        "http://www.a.gov/x",
        "https://a.gov/x/",
        "https://a.gov:443/x",
        "https://a.gov/x?utm_source=mail&utm_campaign=2",
        "https://a.gov/x?fbclid=1",
        f"https://a.gov/x&e=AT2{'jt8Gh-Uj_' * 12}",
    ],
)
def test_another_spelling_of_an_address_is_no_change(href):
    assert compare(page(link("https://a.gov/x", "Form")), page(link(href, "Form"))).edits == ()


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("https://a.gov/dashboard/file/errors.json", Kind.LINK),
        ("https://a.gov/downloads/2022/rates.json", Kind.DOCUMENT),
    ],
)
def test_what_is_built_of_json_is_data_only_where_its_place_says_so(href, kind):
    (edit,) = compare(page(link(href, "Rates")), page()).edits
    assert edit.kinds == {kind}


def test_a_link_to_another_part_or_question_is_another():
    assert compare(page(link("https://a.gov/x?id=1", "Form")), page(link("https://a.gov/x?id=2", "Form"))).edits
    one, two = (page(link(f"https://a.gov/x?id={digest * 64}", "Form")) for digest in "9a")
    assert compare(one, two).edits
    assert compare(page(link("https://a.gov/x#a", "Form")), page(link("https://a.gov/x#b", "Form"))).edits


def test_a_link_that_stands_in_another_section_now_is_no_edit():
    old, new = page(link("https://a.gov/x", "Form")), page(link("https://a.gov/x", "Form", PROVIDENCE))
    assert compare(old, new).edits == ()


def test_links_that_came_and_went():
    old, new = page(link("https://a.gov/x", "Form")), page(link("https://a.gov/y", "Rules"))
    assert told(old, new, Kind.LINK) == [
        (Aspect.REMOVED, '"Form": https://a.gov/x removed'),
        (Aspect.ADDED, '"Rules": https://a.gov/y added'),
    ]


def test_a_page_that_no_longer_leads_to_itself():
    own = link("http://www.harbor.example.gov/contact/", "Contact")
    assert (Aspect.UNLINKED_ITSELF, '"Contact" led to this page: http://www.harbor.example.gov/contact/') in told(
        page(own), page(), Kind.LINK
    )
    elsewhere = page(own, link(URL, "Here", PROVIDENCE)), page(link(URL, "Here", PROVIDENCE))
    assert Aspect.UNLINKED_ITSELF not in {aspect for aspect, _ in told(*elsewhere, Kind.LINK)}


@pytest.mark.parametrize(
    ("href", "label", "aspect", "evidence"),
    [
        ("https://a.gov/r.pdf", "Report", Aspect.REMOVED, 'PDF "Report" removed: https://a.gov/r.pdf'),
        (
            "http://catalog.data.gov/dataset/radar",
            "View this Dataset",
            Aspect.DATA,
            'data "View this Dataset" removed: http://catalog.data.gov/dataset/radar',
        ),
        ("https://a.gov/tides.csv", "Tides", Aspect.DATA, 'data "Tides" removed: https://a.gov/tides.csv'),
    ],
)
def test_a_document_or_data_that_went_is_a_kind_of_its_own(href, label, aspect, evidence):
    assert told(page(link(href, label)), page(), Kind.DOCUMENT) == [(aspect, evidence)]
    assert told(page(link(href, label)), page(), Kind.LINK) == []
    assert [each for each, _ in told(page(), page(link(href, label)), Kind.DOCUMENT)] == [Aspect.ADDED]


def test_a_word_about_data_is_no_data():
    assert told(page(link("https://a.gov/privacy", "How we use your data")), page(), Kind.DOCUMENT) == []


def test_another_edition_of_a_document_is_replaced_though_its_size_is_shown():
    old = page(link("https://a.gov/2024/fees.pdf", "Fees (PDF, 1.2 MB)"))
    new = page(link("https://a.gov/2025/fees.pdf", "Fees (PDF, 870 KB)"))
    ((aspect, _),) = told(old, new, Kind.DOCUMENT)
    assert aspect is Aspect.REPLACED


def test_the_file_that_a_page_is():
    old, new = (
        page(Fact(FactKind.DOCUMENT, digest * 16, "application/zip", inside=False), sections=[])
        for digest in ("0a1b", "2c3d")
    )
    ((aspect, evidence),) = told(old, new, Kind.DOCUMENT)
    assert aspect is Aspect.CHANGED
    assert evidence.startswith("application/zip: 0a1b")
