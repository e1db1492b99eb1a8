"""What a page is for, by rules a reader can check."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from extract.facts.identifiers import identifiers_in
from extract.facts.pagekind_words import (
    FORM_HEADING,
    FORM_NUMBER,
    FRONT,
    HEADINGS,
    HOME_PAGE,
    LISTING_HEADING,
    LISTING_PATH,
    NEWS_HOST,
    NEWS_PATH,
    PATHS,
)
from extract.values import Fact, FactKind, PageKind
from extract.visible import Line


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page's kind, and the rule that decided."""

    kind: PageKind
    rule: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rules look at: the address in parts, the first heading (the title where there is none), and counts."""

    host: str
    segments: tuple[str, ...]
    has_query: bool
    heading: str
    title: str
    words: int
    rows: int
    lines: int
    links: int
    link_words: int
    contacts: int
    obligations: int
    is_in_force: bool


_Rule = Callable[[_Page], Verdict | None]
_SITE_NAME = re.compile(r"\s[|\u2013\u2014\u00bb\u00b7:-]\s")
_SLUG = re.compile(r"[^\W_]+")
_EXTENSION = re.compile(r"\.(?:html?|aspx?|php|jsp|cfm)$", re.IGNORECASE)
_CONTACTS = frozenset({FactKind.PHONE, FactKind.EMAIL, FactKind.ADDRESS, FactKind.FORM})
_EFFECTIVE_DATE = re.compile(r"\beffective date|\bentry into force|\bvigencia\b|entrée en vigueur", re.IGNORECASE)
_BINDING = frozenset(
    {"must", "must not", "shall", "shall not", "required", "may not", "debe", "deberá", "no debe", "doit", "devra"}
)

MIN_CONTACTS, WORDS_OF_A_CARD, WORDS_AN_OFFICE = 2, 150, 30
"""A page with as many contacts is there for them where it is as short as an agency's card, or a list of offices."""

MIN_LINKS, LINK_SHARE, ROW_SHARE = 5, 0.5, 0.6
"""A page whose words are links, or whose lines are table rows, to such a share is a list of other things."""

MIN_OBLIGATIONS, WORDS_AN_OBLIGATION = 5, 60
"""So many must, shall and required, and one in so few words, are rules; prose has one in 100 to 300."""


def kind_of(url: str, title: str, content: Sequence[Line], facts: Sequence[Fact]) -> Verdict:
    """The kind of a page by its address, title, headings and facts; the first rule that fits decides."""
    page = _page(url, title, content, facts)
    verdicts = (rule(page) for rule in _RULES)
    return next((verdict for verdict in verdicts if verdict), Verdict(PageKind.OTHER, "no rule fits"))


def _page(url: str, title: str, content: Sequence[Line], facts: Sequence[Fact]) -> _Page:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    segments = tuple(_EXTENSION.sub("", unquote(each)) for each in parts.path.split("/") if each)
    short = _SITE_NAME.split(title)[0].strip()
    links = [fact for fact in facts if fact.kind is FactKind.LINK]
    obligations = [fact for fact in facts if fact.kind is FactKind.OBLIGATION and fact.label in _BINDING]
    return _Page(
        host=host,
        segments=segments,
        has_query=bool(parts.query),
        heading=_heading_of(content, short)[:200],
        title=short[:200],
        words=sum(len(line.text.split()) for line in content),
        rows=sum(" | " in line.text for line in content),
        lines=len(content),
        links=len(links),
        link_words=sum(len(fact.label.split()) for fact in links),
        contacts=len({fact.value for fact in facts if fact.kind in _CONTACTS and fact.inside}),
        obligations=sum(int(fact.value) for fact in obligations if fact.value.isdecimal()),
        is_in_force=any(_names_its_date(fact) for fact in facts),
    )


def _names_its_date(fact: Fact) -> bool:
    words = " ".join((fact.label, *fact.path[-1:]))
    return fact.kind is FactKind.EFFECTIVE_DATE and fact.inside and _EFFECTIVE_DATE.search(words) is not None


def _heading_of(content: Sequence[Line], otherwise: str) -> str:
    """The first heading of the first level; any first heading, or the title, where there is none."""
    headings = [line for line in content if line.level]
    return next((line.text for line in headings if line.level == (1,)), headings[0].text if headings else otherwise)


def _home(page: _Page) -> Verdict | None:
    if not page.has_query and all(each.lower() in FRONT for each in page.segments):
        return Verdict(PageKind.HOME, "the address is the site's root")
    if HOME_PAGE.search(f"{page.heading} {page.title}") or page.title.lower() == "home":
        return Verdict(PageKind.HOME, "the heading or title says home page")
    return None


def _listing_by_name(page: _Page) -> Verdict | None:
    said = LISTING_HEADING.search(page.heading)
    if said:
        return Verdict(PageKind.LISTING, f'the heading says "{said.group().strip()}"')
    found = next((each for each in page.segments if LISTING_PATH.fullmatch(each)), None)
    return Verdict(PageKind.LISTING, f'the address has the part "{found}"') if found else None


def _form(page: _Page) -> Verdict | None:
    if FORM_HEADING.search(page.heading) or FORM_NUMBER.match(page.heading):
        return Verdict(PageKind.FORM, "the heading names a form")
    named = any(at == 0 and kind == "form" for at, kind, _, _ in identifiers_in(page.heading))
    return Verdict(PageKind.FORM, "the heading begins with a form's number") if named else None


def _by_heading(page: _Page) -> Verdict | None:
    for kind, pattern in HEADINGS:
        said = pattern.search(page.heading)
        if said:
            return Verdict(kind, f'the heading says "{said.group().strip()}"')
    return None


def _by_path(page: _Page) -> Verdict | None:
    for kind, segment in ((kind, each) for each in reversed(page.segments) for kind in _kinds_of(each)):
        return Verdict(kind, f'the address has the part "{segment}"')
    return None


def _kinds_of(segment: str) -> Iterator[PageKind]:
    yield from (kind for kind, pattern in PATHS if pattern.fullmatch(segment))


def _news(page: _Page) -> Verdict | None:
    places = [index for index, each in enumerate(page.segments) if NEWS_PATH.fullmatch(each)]
    rest = page.segments[places[0] + 1 :] if places else ()
    if rest and len(_SLUG.findall(rest[-1])) > 1:
        return Verdict(PageKind.NEWS, f'the address has a title below "{page.segments[places[0]]}"')
    if NEWS_HOST.match(page.host) and page.segments and len(_SLUG.findall(page.segments[-1])) > 2:
        return Verdict(
            PageKind.NEWS, f'the host begins with "{page.host.partition(".")[0]}" and the address is a title'
        )
    if places:
        return Verdict(PageKind.LISTING, f'the address ends at "{page.segments[places[0]]}", with no title below')
    return None


def _contact_by_density(page: _Page) -> Verdict | None:
    most = max(WORDS_OF_A_CARD, WORDS_AN_OFFICE * page.contacts)
    if page.contacts >= MIN_CONTACTS and page.words <= most:
        return Verdict(PageKind.CONTACT, f"{page.contacts} contacts in {page.words} words")
    return None


def _listing_by_density(page: _Page) -> Verdict | None:
    if page.links >= MIN_LINKS and page.link_words >= LINK_SHARE * page.words:
        return Verdict(PageKind.LISTING, f"{page.link_words} of {page.words} words are links")
    if page.rows >= MIN_LINKS and page.rows >= ROW_SHARE * page.lines and page.links >= MIN_LINKS:
        return Verdict(PageKind.LISTING, f"{page.rows} of {page.lines} lines are table rows, with {page.links} links")
    return None


def _policy_by_density(page: _Page) -> Verdict | None:
    if page.is_in_force:
        return Verdict(PageKind.POLICY, "it states its effective date under that name")
    if page.obligations >= MIN_OBLIGATIONS and page.words <= WORDS_AN_OBLIGATION * page.obligations:
        return Verdict(PageKind.POLICY, f"{page.obligations} obligations in {page.words} words")
    return None


_RULES: tuple[_Rule, ...] = (
    _home,
    _listing_by_name,
    _form,
    _by_heading,
    _news,
    _by_path,
    _contact_by_density,
    _listing_by_density,
    _policy_by_density,
)
"""In the order they are asked."""
