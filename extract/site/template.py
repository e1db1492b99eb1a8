"""What the pages of a site share around their content, as learned from them, and found again on one page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from lxml import etree

from extract.parsing import body_of
from extract.region import Region, heading_before, is_page_heading
from extract.site.profile import SEPARATOR, containers_of, page_of
from extract.tuning import MAX_WORDS_OF_HOLLOW, MIN_REGION_WORDS, MIN_TEMPLATE_SHARE
from extract.values import digest_of

MAX_LAYOUTS = 3
"""A site's layouts that are kept: its archive has pages of earlier ones, which are read again on a rebuild."""

_AROUND, _CONTENT, _NAME = "around", "content", "name"


@dataclass(frozen=True, slots=True)
class Layout:
    """Signatures of containers around the content and of the one that holds it, and the names they are made of."""

    around: frozenset[str]
    content: frozenset[str]
    names: frozenset[str]

    @property
    def entries(self) -> Iterable[str]:
        """One string for each, its kind before it."""
        for kind, entries in ((_AROUND, self.around), (_CONTENT, self.content), (_NAME, self.names)):
            for entry in entries:
                yield f"{kind}:{entry}"


@dataclass(frozen=True, slots=True)
class Template:
    """The signatures of the containers that belong to a site and not to one page, sorted.

    Each says of which layout it is (the newest has the highest number), then whether it stands `around:` the content,
    holds the `content:`, or is a `name:`, an id or class that signatures are made of.
    """

    containers: tuple[str, ...]

    @classmethod
    def of(cls, layouts: Iterable[Layout]) -> Self:
        """The template of a site that had these layouts, the newest last."""
        entries = [f"{number}:{entry}" for number, layout in enumerate(layouts) for entry in layout.entries]
        return cls(tuple(sorted(entries)))

    @property
    def digest(self) -> bytes:
        """SHA-256 of the signatures."""
        return digest_of(self.containers)

    @property
    def layouts(self) -> list[Layout]:
        """The layouts, the newest last."""
        found: dict[str, dict[str, set[str]]] = {}
        for entry in self.containers:
            number, kind, rest = entry.split(":", 2)
            found.setdefault(number, {_AROUND: set(), _CONTENT: set(), _NAME: set()})[kind].add(rest)
        kinds = [found[number] for number in sorted(found, key=int)]
        return [Layout(frozenset(kind[_AROUND]), frozenset(kind[_CONTENT]), frozenset(kind[_NAME])) for kind in kinds]

    def learned_more(self, template: "Template") -> "Template":
        """This template with its newest layout learned anew."""
        return Template.of([*self.layouts[:-1], *template.layouts])

    def with_layout(self, template: "Template") -> "Template":
        """This template of a site that has changed its layout."""
        return Template.of([*self.layouts, *template.layouts][-MAX_LAYOUTS:])

    def region(self, root: etree._Element) -> Region | None:
        """The content of a page of the site; None where the template does not fit, and then the tree is as it was.

        What the site says around it, or inside it everywhere, counts as navigation from then on.
        """
        body = body_of(root)
        fits = [_fit(body, layout) for layout in reversed(self.layouts)]
        best = max(fits, key=lambda fit: (fit.content is not None, fit.said), default=None)
        if best is None or not (best.content is not None or (best.said and best.left >= MIN_REGION_WORDS)):
            return None
        for each in best.around:
            each.set("role", "navigation")
        if best.content is None:
            return Region(body, None, f"template: what {len(best.around)} containers of the site leave")
        return Region(best.content, heading_before(best.content), f"template: {_described(best.content)}")


@dataclass(frozen=True, slots=True)
class FitTask:
    """One stored body to try a template on in a worker."""

    id: int
    body: bytes
    template: Template
    content_type: str = ""

    def do(self) -> bool | None:
        """Whether the content is found as on the pages the template was learned from; None for a page that needs none.

        Raises ExtractionError where elements nest deeper than the limit.
        """
        root = page_of(self.body, self.content_type)
        if root is None:
            return None
        region = self.template.region(root)
        has_content = any(layout.content for layout in self.template.layouts)
        return region is not None and not (has_content and region.element is body_of(root))


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a layout fits a page: its containers there, words they say, words they leave, the one that holds content."""

    around: Collection[etree._Element]
    said: int
    left: int
    content: etree._Element | None


def _fit(body: etree._Element, layout: Layout) -> _Fit:
    around, contents = set(), []
    for element, family in containers_of(body, layout.names.__contains__):
        signature = SEPARATOR.join(family)
        if signature in layout.around:
            around.add(element)
        if signature in layout.content:
            contents.append(element)
    headings = [h1 for h1 in body.iter("h1") if h1 not in around and is_page_heading(h1)]
    around.difference_update(*(h1.iterancestors() for h1 in headings))
    left = _words(body, around)
    said = _words(body, ()) - left
    content = contents[0] if len(contents) == 1 and _is_content(body, contents[0], around) else None
    return _Fit(around, said, left, content if said else None)


def _is_content(body: etree._Element, container: etree._Element, around: set[etree._Element]) -> bool:
    """Whether a learned container holds a page's content: most of what the page says, or all of the little it does.

    Links beside it do not count, nor does a banner above the empty container of a page with nothing to say yet.
    """
    unlinked = around | set(body.iter("a"))
    beside = _words(body, unlinked) - _words(container, unlinked)
    held = _words(container, around)
    if held < MIN_REGION_WORDS:
        return held + beside <= MAX_WORDS_OF_HOLLOW
    return held >= MIN_TEMPLATE_SHARE * (held + beside)


def _described(element: etree._Element) -> str:
    classes = [f".{name}" for name in element.get("class", "").split()[:1]]
    return "".join([str(element.tag), f"#{element.get('id')}" if element.get("id") else "", *classes])


def _words(element: etree._Element, without: Collection[etree._Element]) -> int:
    """The words in an element, except in some of those inside it."""
    count = 0
    events = etree.iterwalk(element, events=("start", "end"))
    for event, each in events:
        if event == "start" and each in without and each is not element:
            events.skip_subtree()
        elif event == "start":
            count += len((each.text or "").split())
        elif each is not element:
            count += len((each.tail or "").split())
    return count
