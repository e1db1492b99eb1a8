"""Facts under identities that survive a rename, and DeepDiff's answer to which of them came and which went."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from deepdiff import DeepDiff

from diff.folding import likeness
from diff.offices import continued_path
from diff.spelling import target
from diff.values import Path
from extract.values import Fact, FactKind

_Tree = dict[tuple[bool, Path], dict[str, dict[str, dict[str, None]]]]

# DeepDiff takes 0.15 ms a difference and a hostile page may hold half a million links: beyond this the difference
# of the keys, which is the same, is taken directly.
_MOST_DIFFERENCES = 5_000


class Statement(NamedTuple):
    """A fact's identity: whether inside the content, whose it is, its kind, label, value.

    `owner` is the identity of the contact it belongs to, else the path in the new version that it stands under.
    """

    inside: bool
    owner: Path
    kind: FactKind
    label: str
    value: str


def statements_of(
    facts: Sequence[Fact], owners: Mapping[Path, Path], contacts: Mapping[Fact, Path] | None = None
) -> dict[Statement, int]:
    """The statements of facts that are the page's own, each with the place of the first fact that makes it.

    `owners` says under which path of the new version a path of this one continues, `contacts` which contact's a fact
    is.
    """
    places: dict[Statement, int] = {}
    known = contacts or {}
    for place, fact in enumerate(facts):
        if fact.is_of_the_page:
            owner = (known.get(fact) if fact.owner else None) or where(fact, owners)
            places.setdefault(Statement(fact.inside, owner, fact.kind, likeness(fact.label), _identity(fact)), place)
    return places


def where(fact: Fact, owners: Mapping[Path, Path]) -> Path:
    """The path in the new version under which a fact stands; around the page there is one place."""
    return continued_path(fact.path, owners) if fact.inside else ()


def lost_and_gained(old: Iterable[Statement], new: Iterable[Statement]) -> tuple[list[Statement], list[Statement]]:
    """The statements only the old and only the new version makes, each in document order.

    What both make never reaches DeepDiff: it takes half a second for a thousand facts, changed or not.
    """
    before, after = dict.fromkeys(old), dict.fromkeys(new)
    lost = [statement for statement in before if statement not in after]
    gained = [statement for statement in after if statement not in before]
    if not lost or not gained or len(lost) + len(gained) > _MOST_DIFFERENCES:
        return lost, gained
    return _compared(lost, gained)


def _compared(old: list[Statement], new: list[Statement]) -> tuple[list[Statement], list[Statement]]:
    """DeepDiff over trees keyed by identity; no order to ignore, no limit that would silently say "no change"."""
    differences = DeepDiff(
        _tree(old),
        _tree(new),
        view="tree",
        threshold_to_diff_deeper=0,
        verbose_level=2,
        ignore_private_variables=False,  # a label may begin with two underscores
    )
    lost = {leaf for level in differences.get("dictionary_item_removed", ()) for leaf in _leaves(level, level.t1)}
    gained = {leaf for level in differences.get("dictionary_item_added", ()) for leaf in _leaves(level, level.t2)}
    return [each for each in old if each in lost], [each for each in new if each in gained]


def _tree(statements: Iterable[Statement]) -> _Tree:
    """Owner, kind, label, value: the levels on which one thing can have come or gone."""
    tree: _Tree = {}
    for inside, owner, kind, label, value in statements:
        tree.setdefault((inside, owner), {}).setdefault(kind.value, {}).setdefault(label, {})[value] = None
    return tree


def _leaves(level: object, branch: object) -> Iterator[Statement]:
    """Every statement of a branch that came or went as a whole."""
    paths = [list(level.path(output_format="list"))]  # type: ignore[attr-defined]  # DeepDiff publishes no types
    branches = [branch]
    while branches:
        path, found = paths.pop(), branches.pop()
        if isinstance(found, dict):
            paths += [[*path, key] for key in found]
            branches += found.values()
        else:
            (inside, owner), kind, label, value = path
            yield Statement(inside, owner, FactKind(kind), label, value)


def _identity(fact: Fact) -> str:
    """The fact's value; for a link without what leads to the same place."""
    return target(fact.value) if fact.kind is FactKind.LINK else fact.value
