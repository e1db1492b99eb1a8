"""What was planted in the made-up agency's site, night by night: the list that tests and the tutorial check against."""

from collections.abc import Iterator
from itertools import pairwise

from store.kinds import Aspect, Kind
from variorum.demo.pages import HANDBOOK, pages_on
from variorum.demo.values import Plant, Planted

REMOVED = (Kind.TEXT, Aspect.REMOVED)
SILENT = (Kind.SILENT_EDIT, Aspect.STALE_LABEL)
ADDED = (Kind.TEXT, Aspect.ADDED)
REWORDED = (Kind.TEXT, Aspect.REWORDED)
NUMBER = (Kind.NUMBER, Aspect.CHANGED)
FLIP_FLOP = (Kind.FLIP_FLOP, Aspect.RETURNED)
FEES, LICENSING = "/fact-sheets/landing-fees/", "/fact-sheets/ferry-licensing/"
NOTICES = (
    "All crossings run. The water is calm on every route.",
    "Fog lies on the sound. Crossings from Gannet Bay leave when it lifts.",
    "The fog has gone. Old Ferry uses the north berth until its ramp is mended.",
    "Wind from the north, 30 knots. Water taxis stay in port.",
    "The wind has turned. Water taxis run again from noon.",
    "All crossings run, and those to Old Ferry are full.",
)
RESTLESS_NIGHT = 6  # by then five of six versions differ


def _every_page(night: int) -> tuple[str, ...]:
    return tuple(page.path for page in pages_on(night))


def _notices() -> Iterator[Planted]:
    """The duty officer's words: others every night."""
    for night, (old, new) in enumerate(pairwise(NOTICES), start=2):
        restless = ((Kind.VOLATILE, Aspect.REPEATED),) if night >= RESTLESS_NIGHT else ()
        yield Planted(night, Plant.NOTICE, ("/crossings/",), old, new, (REMOVED, ADDED, *restless))


PLANTED = (
    *_notices(),
    Planted(2, Plant.HOTLINE, ("/contact/",), "800-555-0142", "800-555-0187", ((Kind.CONTACT, Aspect.CHANGED), SILENT)),
    Planted(
        2,
        Plant.SILENT_EDIT,
        ("/policies/",),
        "the operator must refund the full fare",
        "the operator may refund the full fare",
        ((Kind.OBLIGATION, Aspect.WEAKENED), REWORDED, SILENT),
    ),
    Planted(
        3,
        Plant.DATE_BUMP,
        ("/fact-sheets/life-jackets/",),
        "June 3, 2024",
        "September 15, 2025",
        tuple((Kind.REVIEW_DATE, aspect) for aspect in (Aspect.CHANGED, Aspect.BUMPED, Aspect.CONTRADICTED)),
    ),
    Planted(
        3,
        Plant.SECTION_MOVED,
        ("/fact-sheets/winter-crossings/",),
        "If a crossing is canceled for ice",
        "If a crossing is canceled for ice",
        ((Kind.STRUCTURE, Aspect.MOVED),),
    ),
    Planted(
        3,
        Plant.PAGE_ADDED,
        ("/news/old-ferry-ramp/",),
        "",
        "Ramp repairs will close Old Ferry landing for nine days",
        ((Kind.PAGE, Aspect.APPEARED),),
    ),
    Planted(
        3,
        Plant.LISTED,
        ("/news/",),
        "",
        (
            "Ramp repairs will close Old Ferry landing for nine days Published September 22, 2025"
            " Crossings will use the north berth while the ramp is rebuilt."
        ),
        ((Kind.ADDITION, Aspect.ADDED), (Kind.LINK, Aspect.ADDED)),
    ),
    Planted(3, Plant.PAGE_GONE, ("/fact-sheets/vehicle-decks/",), "Vehicle decks", "", ((Kind.PAGE, Aspect.GONE),)),
    Planted(
        3,
        Plant.UNLISTED,
        ("/fact-sheets/",),
        "Vehicle decks Staying safe among parked vehicles during a crossing.",
        "",
        ((Kind.REMOVAL, Aspect.REMOVED), (Kind.LINK, Aspect.REMOVED), SILENT),
    ),
    Planted(3, Plant.PENALTY, ("/fact-sheets/fog-signals/", FEES, LICENSING), "$2,400", "$2,750", (NUMBER, SILENT)),
    Planted(
        3,
        Plant.DEADLINE,
        ("/complaints/",),
        "within 30",
        "within 10",
        ((Kind.DEADLINE, Aspect.CHANGED), NUMBER, SILENT),
    ),
    Planted(
        3,
        Plant.OTHER_HANDS,
        ("/leadership/",),
        "Information Act. Phone: 202-555-0121",
        "Information Act.",
        ((Kind.CONTACT, Aspect.MOVED),),
    ),
    Planted(
        3,
        Plant.E_MAIL,
        ("/leadership/",),
        "E-mail: deputy.director@sheltered-waters.example",
        "Phone: 202-555-0121",
        ((Kind.CONTACT, Aspect.REMOVED),),
    ),
    Planted(
        3,
        Plant.UPDATED,
        ("/leadership/",),
        "January 28, 2025",
        "September 23, 2025",
        ((Kind.REVIEW_DATE, Aspect.CHANGED),),
    ),
    Planted(
        3,
        Plant.MEETING,
        ("/news/rescue-training/",),
        "January 9, 2025",
        "January 16, 2025",
        ((Kind.DATE, Aspect.CHANGED),),
    ),
    Planted(
        3,
        Plant.PAGE_TAKEN,
        ("/fact-sheets/lake-levels/",),
        "Lake levels and low landings",
        "",
        ((Kind.PAGE, Aspect.GONE),),
    ),
    Planted(3, Plant.PAGE_MOVED, ("/fact-sheets/pilotage/",), "Pilotage", "", ((Kind.PAGE, Aspect.REDIRECTED),)),
    Planted(
        3,
        Plant.PAGE_CLOSED,
        ("/fact-sheets/channel-depths/",),
        "Channel depths",
        "Sign in",
        ((Kind.PAGE, Aspect.BLOCKED),),
    ),
    Planted(3, Plant.FLIP_FLOP, ("/about/",), "twenty", "fifteen", (NUMBER, SILENT)),
    Planted(4, Plant.FOOTER, _every_page(4), "", "Reasonable accommodation is available on request at every landing."),
    Planted(5, Plant.TEMPLATE, _every_page(5), "template A", "template B"),
    Planted(
        6,
        Plant.PAGE_BACK,
        ("/fact-sheets/lake-levels/",),
        "",
        "Lake levels and low landings",
        ((Kind.PAGE, Aspect.RETURNED),),
    ),
    Planted(6, Plant.FLIP_FLOP, ("/about/",), "fifteen", "twenty", (NUMBER, SILENT, FLIP_FLOP)),
    Planted(6, Plant.FEE, (FEES,), "one", "two", (NUMBER,)),
    Planted(6, Plant.TABLE, (FEES,), "$38.00", "$41.00", ((Kind.NUMBER, Aspect.DATA),)),
    Planted(
        6,
        Plant.MISTYPED,
        (FEES,),
        "March 4, 2025",
        "March 4, 2052",
        ((Kind.REVIEW_DATE, Aspect.CHANGED), (Kind.REVIEW_DATE, Aspect.FUTURE)),
    ),
    Planted(
        6, Plant.RENAMED, (LICENSING,), "Find a license", "Look up an operator", ((Kind.STRUCTURE, Aspect.RENAMED),)
    ),
    Planted(6, Plant.SPLIT, (LICENSING,), "", "Inspections out of the water", ((Kind.STRUCTURE, Aspect.SPLIT),)),
    Planted(6, Plant.MERGED, (LICENSING,), "Returning a license", "", ((Kind.STRUCTURE, Aspect.MERGED),)),
    Planted(
        6, Plant.BACKDATED, (LICENSING,), "October 1, 2024", "October 1, 2023", ((Kind.REVIEW_DATE, Aspect.BACKWARDS),)
    ),
    Planted(
        6, Plant.DIRECTIVE, ("/foia/",), "Directive 4310.2", "Directive 4310.3", ((Kind.IDENTIFIER, Aspect.CHANGED),)
    ),
    Planted(
        6,
        Plant.UNDATED,
        ("/foia/",),
        "Last reviewed: September 30, 2024",
        "",
        ((Kind.REVIEW_DATE, Aspect.REMOVED),),
    ),
    Planted(
        6,
        Plant.STRONGER,
        ("/fact-sheets/passenger-rights/",),
        "may",
        "must",
        ((Kind.OBLIGATION, Aspect.STRENGTHENED), REWORDED, SILENT),
    ),
    Planted(
        6,
        Plant.NEGATED,
        ("/fact-sheets/passenger-rights/",),
        "may not",
        "may",
        ((Kind.OBLIGATION, Aspect.NEGATED), REWORDED, SILENT),
    ),
    Planted(
        6,
        Plant.CONDITION,
        ("/fact-sheets/passenger-rights/",),
        "",
        ", unless the master held it for weather",
        ((Kind.OBLIGATION, Aspect.CONDITION), REWORDED, SILENT),
    ),
    Planted(
        6,
        Plant.DEBE,
        ("/es/derechos-del-pasajero/",),
        "debe",
        "debería",
        ((Kind.OBLIGATION, Aspect.WEAKENED), REWORDED, SILENT),
    ),
    Planted(
        6,
        Plant.EDITION,
        ("/publications/",),
        "/documents/list-of-lights-2024.pdf",
        "/documents/list-of-lights-2025.pdf",
        ((Kind.DOCUMENT, Aspect.REPLACED),),
    ),
    Planted(6, Plant.DATA, ("/publications/",), "Landings data set (CSV)", "", ((Kind.DOCUMENT, Aspect.DATA), REMOVED)),
    Planted(6, Plant.ORDER, ("/publications/",), "/contact/", "/complaints/", ((Kind.LINK, Aspect.RETARGETED),)),
    Planted(
        6,
        Plant.UNLINKED,
        ("/publications/",),
        "The address of this page is Publications.",
        "",
        ((Kind.LINK, Aspect.UNLINKED_ITSELF), (Kind.LINK, Aspect.REMOVED), REMOVED),
    ),
    Planted(6, Plant.TYPO, ("/news/landing-fees-2025/",), "expcted", "expected", ((Kind.WORDING, Aspect.TYPO),)),
    Planted(
        6,
        Plant.CAPITALS,
        ("/news/landing-fees-2025/",),
        "federal landings",
        "Federal Landings",
        ((Kind.WORDING, Aspect.CASE),),
    ),
    Planted(
        6, Plant.COMMA, ("/news/landing-fees-2025/",), "half, and", "half; and", ((Kind.WORDING, Aspect.PUNCTUATION),)
    ),
    Planted(6, Plant.FIGURE, ("/news/landing-fees-2025/",), "12000", "12,000", ((Kind.WORDING, Aspect.FORMATTING),)),
    Planted(6, Plant.HANDBOOK, (HANDBOOK,), "15", "30", (NUMBER, SILENT)),
    Planted(6, Plant.FILE, ("/documents/landings.csv",), "19", "12", ((Kind.DOCUMENT, Aspect.CHANGED),)),
    Planted(7, Plant.BLOCKED, _every_page(7), "200", "403"),
)


def planted_on(night: int) -> tuple[Planted, ...]:
    """What is new on one night; nothing on the first, which is the baseline."""
    return tuple(planted for planted in PLANTED if planted.night == night)


def words_of(plant: Plant, night: int) -> str:
    """The words that stand on a night where one thing was planted."""
    steps = [planted for planted in PLANTED if planted.plant is plant]
    return next((step.new for step in reversed(steps) if night >= step.night), steps[0].old)
