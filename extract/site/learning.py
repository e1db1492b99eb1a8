"""What the pages of a site share, learned from their profiles: the containers around the content, and its own."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from extract.site.profile import SEPARATOR, Container, Profile
from extract.site.template import Layout, Template

MIN_DISTINCT = 4
"""Fewer pages that differ share things by chance."""

NEAR = 0.25
"""Pages nearer to each other than this share of what keeps truly different ones apart are one page to learn from."""

FEWEST, SHARE = 3, 0.15
"""What says the same on so many pages, and this share of them, is not one page's own: a menu of a part of the site."""

OFTEN = 0.35
"""So many pages say the same where that is text and not links: formulas return, the half of a bilingual site does."""

ALIKE, ALIKE_NAMELESS = 0.7, 0.95
"""Of the containers around the content; the rest are menus with an entry of their own. What has no name but its
parents' is as often content."""

MIN_WORDS = 2
"""One word is said by chance."""

PAGES, LOST = 0.7, 0.1
"""On so many pages the content container holds all their own words but so many."""

HOLDERS = frozenset({"div", "section", "article", "td", "form", "fieldset", "center", "table"})
"""What content is wrapped in; a paragraph is content itself."""

HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
"""Content stands under its headings: a container without them is a part of it."""

LOOSE = 0.34
"""A content container of which the site says this share is the page's wrapper: what is shared inside goes, too."""

MAX_ENTRIES = 5_000
"""Real templates have up to 200; it travels with every page that is read."""

_NAMES = re.compile(r"[#.][^#.]+")


@dataclass(frozen=True, slots=True)
class LearnTask:
    """Profiles to learn a template from in a worker: they are what hostile pages made them."""

    id: int
    profiles: tuple[Profile, ...]

    def do(self) -> Template | None:
        """The template, if there is one to learn."""
        return learn(self.profiles)


def learn(profiles: Iterable[Profile]) -> Template | None:
    """The template of pages of one site, whatever their order; None where too few differ or nothing is shared."""
    pages = distinct(profiles)
    if len(pages) < MIN_DISTINCT:
        return None
    need = max(FEWEST, math.ceil(SHARE * len(pages)))
    names = _shared_names(pages, need)
    signed = [_signed(page, names) for page in pages]
    formulas = _shared(signed, need, need)
    if not formulas:
        return None
    around = _shared(signed, need, max(need, math.ceil(OFTEN * len(pages))))
    content = _content_of(signed, formulas)
    if content and not _is_loose(signed, around, content):
        around = _outside(signed, around, content)
    layout = Layout(around, frozenset({content} - {""}), names)
    return Template.of([layout]) if len(list(layout.entries)) <= MAX_ENTRIES else None


def distinct(profiles: Iterable[Profile]) -> list[Profile]:
    """Pages that differ by more than a few words, the most different first.

    Of pages alike, only one is kept: what fills most of a sample would else count as what a site's pages share.
    """
    pages = {profile.digest: profile for profile in profiles}
    said = {digest: _said(pages[digest]) for digest in sorted(pages)}
    apart = dict.fromkeys(said, 1.0)
    chosen: list[bytes] = []
    gaps: list[float] = []
    while apart:
        farthest = max(apart, key=lambda digest: (apart[digest], digest))
        gap = apart.pop(farthest)
        # How far apart different pages of a site are is seen at the first few: each is the farthest from the others.
        if len(chosen) > 1 and gap < NEAR * gaps[: MIN_DISTINCT + 1][-1]:
            break
        chosen.append(farthest)
        gaps.append(gap)
        apart = {digest: min(far, _distance(said[digest], said[farthest])) for digest, far in apart.items()}
    return [pages[digest] for digest in chosen]


@dataclass(frozen=True, slots=True)
class _Signed:
    """A page's containers, and beside them their signatures."""

    containers: tuple[Container, ...]
    signatures: list[str]


def _said(page: Profile) -> dict[int, int]:
    """The words of a page's innermost containers, by what these say."""
    outer = {each.parent for each in page.containers}
    inner = [each for position, each in enumerate(page.containers) if position not in outer and each.words]
    return {each.text: each.words for each in inner}


def _distance(one: dict[int, int], other: dict[int, int]) -> float:
    """The share of both pages' words that only one of them says."""
    both = sum(words for text, words in one.items() if text in other)
    either = sum(one.values()) + sum(other.values()) - both
    return 1 - both / either if either else 0.0


def _shared_names(pages: Sequence[Profile], need: int) -> frozenset[str]:
    """Ids and classes that enough pages have: a container named for its page is known by its place alone."""
    on_page = [
        {name for each in page.containers for part in each.family[-1:] for name in _NAMES.findall(part)}
        for page in pages
    ]
    seen = Counter(name for names in on_page for name in names)
    return frozenset(name for name, count in seen.items() if count >= need)


def _signed(page: Profile, names: frozenset[str]) -> _Signed:
    parts = {part for each in page.containers for part in each.family}
    known = {part: _NAMES.sub(lambda found: found[0] if found[0] in names else "", part) for part in parts}
    return _Signed(page.containers, [SEPARATOR.join(known[part] for part in each.family) for each in page.containers])


def _shared(pages: Sequence[_Signed], links: int, text: int) -> frozenset[str]:
    """Signatures whose containers mostly say what enough pages say: so many where they are links, so many for text."""
    saying = _saying(pages)
    having: defaultdict[str, set[int]] = defaultdict(set)
    all_, alike = Counter[str](), Counter[str]()
    for number, page in enumerate(pages):
        menus = _menu_words(page, saying, links)
        for position, (each, signature) in enumerate(zip(page.containers, page.signatures, strict=True)):
            # What no name tells from others is not told apart on other pages either.
            if _NAMES.search(signature) and each.words >= MIN_WORDS:
                needed = links if 2 * each.linked >= each.words else text
                having[signature].add(number)
                all_[signature] += 1
                alike[signature] += saying[each.text] >= needed or 2 * menus[position] >= each.words
    return frozenset(
        signature
        for signature, count in all_.items()
        if len(having[signature]) >= links and alike[signature] >= _alike_enough(signature) * count
    )


def _saying(pages: Sequence[_Signed]) -> Counter[int]:
    """On how many pages a container says each thing."""
    return Counter(text for page in pages for text in {each.text for each in page.containers if each.words})


def _menu_words(page: _Signed, saying: Mapping[int, int], need: int) -> list[int]:
    """For each container the words in links of it that enough pages have: in a menu, one entry may stand out."""
    outer = {each.parent for each in page.containers}
    words = [
        each.words * (position not in outer and 2 * each.linked >= each.words and saying[each.text] >= need)
        for position, each in enumerate(page.containers)
    ]
    for position in range(len(words) - 1, 0, -1):
        words[page.containers[position].parent] += words[position]
    return words


def _alike_enough(signature: str) -> float:
    return ALIKE if _NAMES.search(signature.rsplit(SEPARATOR, 1)[-1]) else ALIKE_NAMELESS


def _content_of(pages: Sequence[_Signed], formulas: frozenset[str]) -> str:
    """The signature of the smallest container that holds what is a page's own, on most pages; empty where none does."""
    sizes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        own = _own_words(page, formulas)
        once = Counter(page.signatures)
        for position, depth in _holding(page, own):
            if once[page.signatures[position]] == 1:
                sizes[page.signatures[position]].append((page.containers[position].words, depth))
    # Of wrappers around the same words the innermost: on other pages the outer ones hold a sidebar as well.
    fit = {
        signature: (sum(words for words, _ in seen) / len(seen), -max(depth for _, depth in seen), signature)
        for signature, seen in sizes.items()
        if _NAMES.search(signature) and len(seen) >= PAGES * len(pages)
    }
    return min(fit, key=lambda signature: fit[signature], default="")


def _holding(page: _Signed, own: Sequence[int]) -> list[tuple[int, int]]:
    """The containers (position, depth) outside of which a page says nothing of its own but beside the site's words."""
    headings = _heading_words(page, own)
    kept, kept_headings = list(own), list(headings)
    for position, each in enumerate(page.containers):
        if each.parent >= 0 and 2 * own[position] <= each.words:  # mostly the site's: a form, a counter in a footer
            kept[each.parent] -= own[position]
            kept_headings[each.parent] -= headings[position]
    found, lost, depths = [], [0], [0]
    for position, each in list(enumerate(page.containers))[1:]:
        above = each.parent
        depths.append(depths[above] + 1)
        missing = kept_headings[above] - headings[position]
        lost.append(own[0] if missing > 0 else lost[above] + kept[above] - own[position])
        if _tag(each) in HOLDERS and 2 * own[position] > each.words and lost[position] <= LOST * own[0]:
            found.append((position, depths[position]))
    return found


def _heading_words(page: _Signed, own: Sequence[int]) -> list[int]:
    """For each container its own words in headings, but for h1: that is fetched back from wherever it stands."""
    words = [own[position] if _tag(each) in HEADINGS else 0 for position, each in enumerate(page.containers)]
    for position in range(len(words) - 1, 0, -1):
        words[page.containers[position].parent] += words[position]
    return words


def _tag(container: Container) -> str:
    return re.split(r"[#.]", container.family[-1], maxsplit=1)[0] if container.family else ""


def _own_words(page: _Signed, shared: frozenset[str]) -> list[int]:
    """For each container its words outside the shared ones; the first container is the whole page."""
    own = [each.words for each in page.containers]
    gone = [False] * len(own)
    for position, each in enumerate(page.containers):
        above = each.parent
        was_gone = above >= 0 and gone[above]
        gone[position] = was_gone or page.signatures[position] in shared
        while gone[position] and not was_gone and above >= 0:
            own[above] -= each.words
            above = page.containers[above].parent
    return [0 if is_gone else words for words, is_gone in zip(own, gone, strict=True)]


def _is_loose(pages: Sequence[_Signed], around: frozenset[str], content: str) -> bool:
    shares = []
    for page in pages:
        own = _own_words(page, around)
        spoken = zip(page.signatures, page.containers, own, strict=True)
        shares += [1 - left / each.words for signature, each, left in spoken if signature == content and each.words]
    return median(shares) >= LOOSE


def _outside(pages: Sequence[_Signed], around: frozenset[str], content: str) -> frozenset[str]:
    """The signatures that stand outside the content, whatever else stands in it."""
    outside = set()
    for page in pages:
        inside = [False] * len(page.containers)
        for position, each in enumerate(page.containers):
            within = each.parent >= 0 and inside[each.parent]
            inside[position] = within or page.signatures[position] == content
            if not inside[position]:
                outside.add(page.signatures[position])
    return around & outside
