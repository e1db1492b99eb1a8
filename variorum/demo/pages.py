"""Which pages the made-up agency has, where their words are kept, and on which nights they are there."""

from dataclasses import dataclass

from variorum.demo.values import NIGHTS


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page, there from night `since` through night `until`.

    `side` names the side menu it carries; a page that is not `public` is neither in the sitemap nor watched.
    """

    path: str
    source: str
    side: str = ""
    language: str = "en"
    since: int = 1
    until: int = NIGHTS
    status: int = 200
    public: bool = True


PAGES = (
    Page("/", "home.html"),
    Page("/about/", "about.html", side="about"),
    Page("/leadership/", "leadership.html", side="about"),
    Page("/contact/", "contact.html", side="about"),
    Page("/policies/", "policies.html", side="records"),
    Page("/foia/", "foia.html", side="records"),
    Page("/complaints/", "complaints.html"),
    Page("/es/derechos-del-pasajero/", "derechos.html", language="es"),
    Page("/fact-sheets/", "fact-sheets.html"),
    Page("/fact-sheets/ferry-licensing/", "fact-sheets/ferry-licensing.html", side="sheets"),
    Page("/fact-sheets/fog-signals/", "fact-sheets/fog-signals.html", side="sheets"),
    Page("/fact-sheets/landing-fees/", "fact-sheets/landing-fees.html", side="sheets"),
    Page("/fact-sheets/life-jackets/", "fact-sheets/life-jackets.html", side="sheets"),
    Page("/fact-sheets/lake-levels/", "fact-sheets/lake-levels.html", side="sheets", until=2),
    Page("/fact-sheets/lake-levels/", "fact-sheets/lake-levels.html", side="sheets", since=6),
    Page("/fact-sheets/channel-depths/", "fact-sheets/channel-depths.html", side="sheets", until=2),
    Page("/fact-sheets/channel-depths/", "denied.html", since=3, status=403, public=False),
    Page("/fact-sheets/pilotage/", "fact-sheets/pilotage.html", side="sheets", until=2),
    Page("/fact-sheets/passenger-rights/", "fact-sheets/passenger-rights.html", side="sheets"),
    Page("/fact-sheets/vehicle-decks/", "fact-sheets/vehicle-decks.html", side="sheets", until=2),
    Page("/fact-sheets/winter-crossings/", "fact-sheets/winter-crossings.html", side="sheets"),
    Page("/crossings/", "crossings.html"),
    Page("/publications/", "publications.html", side="records"),
    Page("/news/", "news.html", side="records"),
    Page("/news/landing-fees-2025/", "news/landing-fees-2025.html", side="records"),
    Page("/news/rescue-training/", "news/rescue-training.html", side="records"),
    Page("/news/old-ferry-ramp/", "news/old-ferry-ramp.html", side="records", since=3),
    Page("/internal/staff/", "staff.html", public=False),
    Page("/vessel-lookup/", "broken.html", status=500, public=False),
)
NOT_FOUND = Page("", "not-found.html", status=404, public=False)
HANDBOOK = "/documents/passenger-handbook.pdf"
DOCUMENTS = {
    HANDBOOK: "handbook.txt",
    "/documents/list-of-lights-2024.pdf": "list-of-lights.txt",
    "/documents/list-of-lights-2025.pdf": "list-of-lights.txt",
    "/documents/landings.csv": "landings.csv",
}
"""The files beside the pages, there on every night, and where their words are kept."""
MOVED = {"/old-contact": "/contact/", "/fact-sheets/pilotage/": "/fact-sheets/ferry-licensing/"}
"""Where an address leads on the nights on which no page answers there."""


def pages_on(night: int) -> tuple[Page, ...]:
    """The public pages that answer 200 on a night, as the sitemap lists them."""
    return tuple(page for page in PAGES if page.public and page.since <= night <= page.until)


def page_at(night: int, path: str) -> Page:
    """The page that answers at a path on a night; the error page where there is none."""
    there = (page for page in PAGES if page.path == path and page.since <= night <= page.until)
    return next(there, NOT_FOUND)
