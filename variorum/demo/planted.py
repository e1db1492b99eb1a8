"""What was planted in the made-up agency's site, night by night: the list that tests and the tutorial check against."""

from store.kinds import Operation
from variorum.demo.pages import pages_on
from variorum.demo.values import Plant, Planted


def _every_page(night: int) -> tuple[str, ...]:
    return tuple(page.path for page in pages_on(night))


PLANTED = (
    Planted(
        night=2,
        plant=Plant.HOTLINE,
        paths=("/contact/",),
        old="800-555-0142",
        new="800-555-0187",
        edits=(Operation.FACT_CHANGED,),
    ),
    Planted(
        night=2,
        plant=Plant.SILENT_EDIT,
        paths=("/policies/",),
        old="the operator must refund the full fare",
        new="the operator may refund the full fare",
        # one "must" less and one "may" more are statements of their own
        edits=(Operation.SECTION_EDITED, Operation.FACT_REMOVED, Operation.FACT_ADDED),
    ),
    Planted(
        night=3,
        plant=Plant.DATE_BUMP,
        paths=("/fact-sheets/life-jackets/",),
        old="June 3, 2024",
        new="September 15, 2025",
        edits=(Operation.FACT_CHANGED,),
    ),
    Planted(
        night=3,
        plant=Plant.SECTION_MOVED,
        paths=("/fact-sheets/winter-crossings/",),
        old="If a crossing is canceled for ice",
        new="If a crossing is canceled for ice",
        edits=(Operation.SECTION_MOVED,),
    ),
    Planted(
        night=3,
        plant=Plant.PAGE_ADDED,
        paths=("/news/old-ferry-ramp/",),
        old="",
        new="Ramp repairs will close Old Ferry landing for nine days",
        edits=(Operation.PAGE_ADDED,),
    ),
    Planted(
        night=3,
        plant=Plant.LISTED,
        paths=("/news/",),
        old="",
        new=(
            "Ramp repairs will close Old Ferry landing for nine days Published September 22, 2025"
            " Crossings will use the north berth while the ramp is rebuilt."
        ),
        edits=(Operation.SECTION_ADDED, Operation.LINK_ADDED),
    ),
    Planted(
        night=3,
        plant=Plant.PAGE_GONE,
        paths=("/fact-sheets/vehicle-decks/",),
        old="Vehicle decks",
        new="",
        edits=(Operation.PAGE_GONE,),
    ),
    Planted(
        night=3,
        plant=Plant.UNLISTED,
        paths=("/fact-sheets/",),
        old="Vehicle decks Staying safe among parked vehicles during a crossing.",
        new="",
        edits=(Operation.SECTION_REMOVED, Operation.LINK_REMOVED),
    ),
    Planted(
        night=4,
        plant=Plant.FOOTER,
        paths=_every_page(4),
        old="",
        new="Reasonable accommodation is available on request at every landing.",
    ),
    Planted(night=5, plant=Plant.TEMPLATE, paths=_every_page(5), old="template A", new="template B"),
    Planted(night=6, plant=Plant.BLOCKED, paths=_every_page(6), old="200", new="403"),
)


def planted_on(night: int) -> tuple[Planted, ...]:
    """What is new on one night; nothing on the first, which is the baseline."""
    return tuple(planted for planted in PLANTED if planted.night == night)


def words_of(plant: Plant, night: int) -> str:
    """The words that stand on a night where one thing was planted."""
    planted = next(planted for planted in PLANTED if planted.plant is plant)
    return planted.new if night >= planted.night else planted.old
