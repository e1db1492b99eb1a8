"""The comparison as a whole: every edit it names happened, and what did not happen is not named."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diff.compare import edits_between
from diff.tokens import keys_of, says_the_same
from extract.values import Extraction, Fact, FactKind, Route, Section
from store.kinds import Operation

# Two cores are shared: how long one example takes says nothing.
UNHURRIED = settings(deadline=None, max_examples=60)

ROOT = Path(__file__).parents[2]
PAIRS = ROOT.parent / "shared" / "data" / "diff" / "govuk_change_notes_pairs.jsonl.gz"

TITLE = ("Hotlines and offices",)
FEES = (
    "Each certified copy costs ten dollars, payable by check or card when the request is made.\n"
    "Veterans, students and recipients of public assistance pay nothing after showing proof of their status.\n"
    "Refunds are granted where the office finds no record within six weeks."
)


def page(*sections, facts=()):
    return Extraction("t", "en", Route.LANDMARK, tuple(Section(path, text) for path, text in sections), tuple(facts))


def phone(value, *path):
    return Fact(FactKind.PHONE, value, "", value, path)


def told(old, new):
    return [(edit.operation, edit.old_path, edit.path) for edit in edits_between(old, new)]


POLICY = page(
    (TITLE, "How to reach the agency, and the rules it follows when you do."),
    ((*TITLE, "Requests"), "Offices must answer every written request.\nLast reviewed 07/10/2018"),
    ((*TITLE, "Fees"), FEES),
    ((*TITLE, "Appeals"), "Write to the chief counsel within thirty days of the decision."),
    ((*TITLE, "Accessibility"), "Documents are available in Braille and large print."),
    facts=(
        Fact(FactKind.REVIEW_DATE, "2018-07-10", "Last reviewed", "07/10/2018", (*TITLE, "Requests")),
        Fact(FactKind.LINK, "https://a.gov/fees.csv", "Fee table", "", (*TITLE, "Fees")),
    ),
)


def with_section(version, name, **changes):
    """The version with one section's text or heading changed."""
    sections = tuple(
        Section((*each.path[:-1], changes.get("heading", name)), changes.get("text", each.text))
        if each.path[-1] == name
        else each
        for each in version.sections
    )
    return Extraction("t", "en", Route.LANDMARK, sections, changes.get("facts", version.facts))


headings = st.sampled_from(["Apply", "Fees", "Hours", "Who may apply", "Contact"])
paths = st.lists(headings, max_size=3).map(tuple)
lines = st.sampled_from(["You must apply.", "Call 301-555-0100.", "The fee is $50.", "Open daily.", "It’s “free”.", ""])
sections = st.lists(st.tuples(paths, st.lists(lines, max_size=4).map("\n".join)), max_size=8)
facts = st.lists(
    st.builds(
        Fact, st.sampled_from(FactKind), st.sampled_from("123"), st.sampled_from(["", "Fax"]), st.just(""), paths
    ),
    max_size=6,
)
versions = st.builds(lambda kept, stated: page(*kept, facts=stated), sections, facts)


@UNHURRIED
@given(versions)
def test_a_version_against_itself_has_no_edit(version):
    assert edits_between(version, version) == ()


@UNHURRIED
@given(versions, versions)
def test_the_edits_applied_to_the_old_lines_give_the_new(old, new):
    texts = Counter(tuple(keys_of(line)) for section in old.sections for line in section.text.split("\n"))
    for edit in edits_between(old, new):
        if edit.operation.startswith("section-"):
            texts.subtract(tuple(keys_of(line)) for line in (edit.old or "").split("\n"))
            texts.update(tuple(keys_of(line)) for line in (edit.new or "").split("\n"))
    expected = Counter(tuple(keys_of(line)) for section in new.sections for line in section.text.split("\n"))
    del texts[()], expected[()]
    assert +texts == expected
    assert min(texts.values(), default=0) >= 0


@UNHURRIED
@given(versions, versions)
def test_paths_stand_on_the_side_they_belong_to(old, new):
    before = {section.path[:depth] for section in old.sections for depth in range(4)} | {f.path for f in old.facts}
    after = {section.path[:depth] for section in new.sections for depth in range(4)} | {f.path for f in new.facts}
    for edit in edits_between(old, new):
        assert edit.old_path in before or not edit.old_path
        assert edit.path in after or not edit.path


@UNHURRIED
@given(versions, versions)
def test_an_edited_section_shows_its_change(old, new):
    for edit in edits_between(old, new):
        if edit.operation is Operation.SECTION_EDITED:
            assert any(hunk.op for hunk in edit.hunks)
            assert "".join(hunk.text for hunk in edit.hunks if hunk.op >= 0) == edit.new
            assert not says_the_same(edit.old, edit.new)


def test_a_modal_weakened_under_the_same_date_is_one_edit():
    text = "Offices may answer every written request.\nLast reviewed 07/10/2018"
    (edit,) = edits_between(POLICY, with_section(POLICY, "Requests", text=text))
    assert edit.operation is Operation.SECTION_EDITED
    assert [(hunk.op, hunk.text) for hunk in edit.hunks if hunk.op] == [(-1, "must"), (1, "may")]


def test_a_date_moved_over_unchanged_text_changes_the_stamp_and_its_line():
    later = Fact(FactKind.REVIEW_DATE, "2021-03-01", "Last reviewed", "03/01/2021", (*TITLE, "Requests"))
    text = POLICY.sections[1].text.replace("07/10/2018", "03/01/2021")
    edited, changed = edits_between(POLICY, with_section(POLICY, "Requests", text=text, facts=(later, POLICY.facts[1])))
    assert [hunk.text for hunk in edited.hunks if hunk.op] == ["07/10/2018", "03/01/2021"]
    assert (changed.operation, changed.old, changed.new) == (Operation.FACT_CHANGED, "2018-07-10", "2021-03-01")


def test_a_renamed_section_is_renamed_and_nothing_else():
    facts = (POLICY.facts[0], Fact(FactKind.LINK, "https://a.gov/fees.csv", "Fee table", "", (*TITLE, "Charges")))
    assert told(POLICY, with_section(POLICY, "Fees", heading="Charges", facts=facts)) == [
        (Operation.SECTION_RENAMED, (*TITLE, "Fees"), (*TITLE, "Charges"))
    ]


def test_a_moved_section_is_moved_and_nothing_else():
    kept = list(POLICY.sections)
    kept.insert(4, kept.pop(1))
    moved = Extraction("t", "en", Route.LANDMARK, tuple(kept), POLICY.facts)
    assert told(POLICY, moved) == [(Operation.SECTION_MOVED, (*TITLE, "Requests"), (*TITLE, "Requests"))]


def test_an_added_section_is_added_and_the_way_back_removes_it():
    less = Extraction("t", "en", Route.LANDMARK, POLICY.sections[:3] + POLICY.sections[4:], POLICY.facts)
    assert told(less, POLICY) == [(Operation.SECTION_ADDED, (), (*TITLE, "Appeals"))]
    assert told(POLICY, less) == [(Operation.SECTION_REMOVED, (*TITLE, "Appeals"), ())]


def test_a_renamed_ancestor_is_renamed_alone():
    renamed = Extraction(
        "t",
        "en",
        Route.LANDMARK,
        tuple(Section(("Contact the agency", *each.path[1:]), each.text) for each in POLICY.sections),
        tuple(
            Fact(each.kind, each.value, each.label, each.raw, ("Contact the agency", *each.path[1:]))
            for each in POLICY.facts
        ),
    )
    assert told(POLICY, renamed) == [(Operation.SECTION_RENAMED, TITLE, ("Contact the agency",))]


def test_one_section_may_be_renamed_moved_and_edited():
    kept = list(POLICY.sections)
    fees = kept.pop(2)
    kept.append(Section((*TITLE, "Charges"), fees.text.replace("ten", "twenty")))
    found = told(POLICY, Extraction("t", "en", Route.LANDMARK, tuple(kept), POLICY.facts[:1]))
    assert [kind for kind, *_ in found] == [
        Operation.SECTION_RENAMED,
        Operation.SECTION_MOVED,
        Operation.SECTION_EDITED,
        Operation.LINK_REMOVED,
    ]


def test_edits_come_in_reading_order_with_removals_where_they_stood():
    kept = list(POLICY.sections)
    kept[1] = Section(kept[1].path, kept[1].text.replace("must", "may"))
    kept[4] = Section(kept[4].path, kept[4].text.replace("Braille", "braille"))
    kept[3] = Section((*TITLE, "Press"), "Journalists reach the spokesperson by telephone at any hour.")
    found = told(POLICY, Extraction("t", "en", Route.LANDMARK, tuple(kept), POLICY.facts))
    assert [(kind, (path or old_path)[-1]) for kind, old_path, path in found] == [
        (Operation.SECTION_EDITED, "Requests"),
        (Operation.SECTION_REMOVED, "Appeals"),
        (Operation.SECTION_ADDED, "Press"),
        (Operation.SECTION_EDITED, "Accessibility"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("the agency’s “rule”", 'the agency\'s "rule"'), ("one\ntwo", "one two"), ("2018–2019", "2018-2019")],
)
def test_spelling_alone_is_no_edit(old, new):
    assert edits_between(page((TITLE, old)), page((TITLE, new))) == ()


def test_case_is_an_edit():
    assert told(page((TITLE, "you may")), page((TITLE, "you MAY"))) == [(Operation.SECTION_EDITED, TITLE, TITLE)]


def office(name, street, place, number):
    return ("Offices", name), f"{street}\n{name}, {place}\nPhone: {number}\nOpen Monday to Friday, 8 a.m. to 5 p.m."


BOSTON = office("Boston", "10 Causeway Street", "MA 02222", "617-555-0100")
DENVER = office("Denver", "1961 Stout Street", "CO 80294", "303-555-0111")
TAMPA = office("Tampa", "500 Zack Street", "FL 33602", "813-555-0177")


def test_an_office_closed_and_another_opened():
    old = page(BOSTON, DENVER, facts=[phone("+16175550100", *BOSTON[0])])
    new = page(TAMPA, DENVER, facts=[phone("+18135550177", *TAMPA[0])])
    assert told(old, new) == [
        (Operation.SECTION_REMOVED, BOSTON[0], ()),
        (Operation.SECTION_ADDED, (), TAMPA[0]),
        (Operation.FACT_REMOVED, BOSTON[0], ()),
        (Operation.FACT_ADDED, (), TAMPA[0]),
    ]


def test_a_hotline_with_another_number():
    again = office("Boston", "10 Causeway Street", "MA 02222", "617-555-0199")
    old = page(BOSTON, DENVER, facts=[phone("+16175550100", *BOSTON[0])])
    new = page(again, DENVER, facts=[phone("+16175550199", *BOSTON[0])])
    edited, changed = edits_between(old, new)
    assert [hunk.text for hunk in edited.hunks if hunk.op] == ["617-555-0100", "617-555-0199"]
    assert (changed.operation, changed.fact_kind) == (Operation.FACT_CHANGED, FactKind.PHONE)
    assert (changed.old, changed.new, changed.path) == ("+16175550100", "+16175550199", BOSTON[0])


def test_a_bare_heading_is_told_by_the_sections_added_under_it():
    assert told(page((TITLE, "Welcome.")), page((TITLE, "Welcome."), BOSTON, DENVER)) == [
        (Operation.SECTION_ADDED, (), BOSTON[0]),
        (Operation.SECTION_ADDED, (), DENVER[0]),
    ]


def test_a_page_of_nothing_is_compared_too():
    assert edits_between(page(), page()) == ()
    assert told(page(), page((TITLE, "Welcome."))) == [(Operation.SECTION_ADDED, (), TITLE)]


REPEATABLE = """
import hashlib, random
from diff.compare import edits_between
from extract.values import Extraction, Fact, FactKind, Route, Section
source = random.Random(1)
words = [f"word{n}" for n in range(60)]
def version(seed):
    source.seed(seed)
    kept = [Section(("T", source.choice("ABCDEFG")), " ".join(source.choices(words, k=12))) for _ in range(40)]
    stated = [Fact(source.choice(list(FactKind)), str(source.random())[:4], source.choice("xyz")) for _ in range(40)]
    return Extraction("t", "en", Route.LANDMARK, tuple(kept), tuple(stated))
print(hashlib.sha256(repr([edits_between(version(n), version(n + 1)) for n in range(6)]).encode()).hexdigest())
"""


def test_the_same_versions_give_the_same_edits_in_every_process():
    answers = {
        subprocess.run(
            [sys.executable, "-c", REPEATABLE],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(answers) == 1
    assert len(answers.pop().strip()) == hashlib.sha256().digest_size * 2


def real_pairs(count):
    if not PAIRS.exists():
        pytest.skip("the shared pairs of real versions are not on this machine")
    with gzip.open(PAIRS, "rt", encoding="utf-8") as source:
        for _, line in zip(range(count), source, strict=False):
            record = json.loads(line)
            yield tuple(
                page(
                    *((tuple(path), "\n".join(text for _, text in blocks)) for path, _, blocks, _ in record[side]),
                    facts=[
                        Fact(FactKind.LINK, href, label, "", tuple(path))
                        for path, _, _, links in record[side]
                        for label, href in links
                    ],
                )
                for side in ("old", "new")
            )


def test_real_pages_are_compared_without_inventing_anything():
    for old, new in real_pairs(60):
        for edit in edits_between(old, new):
            if edit.operation is Operation.SECTION_EDITED:
                assert "".join(hunk.text for hunk in edit.hunks if hunk.op >= 0) == edit.new
                assert edit.old in {section.text for section in old.sections}
        assert edits_between(new, new) == ()
