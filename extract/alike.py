"""Two captures of a page whose content was found by different routes, read alike so that they can be compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.fallback import with_lines_chosen
from extract.reading import Study, conclude, study
from extract.steering import PLAIN, Steering
from extract.values import Extraction
from extract.visible import Line


@dataclass(frozen=True, slots=True)
class Answered:
    """A stored body and how it was answered."""

    body: bytes
    url: str
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class AlikeTask:
    """Two bodies of one page to read alike."""

    id: int
    old: Answered
    new: Answered
    steering: Steering = PLAIN

    def do(self) -> tuple[Extraction, Extraction]:
        """Read both."""
        return extract_alike(self.old, self.new, self.steering)


def extract_alike(old: Answered, new: Answered, steering: Steering = PLAIN) -> tuple[Extraction, Extraction]:
    """Both bodies by one measure: a line is content on either page if the route of one of them says so.

    A new template that wraps the same words in a landmark is no change then, and neither is a list that only one of
    the routes takes for a menu. Raises ExtractionError where one of them cannot be read.
    """
    before, after = (study(each.body, each.url, each.content_type, steering) for each in (old, new))
    return conclude(_widened(before, after.content)), conclude(_widened(after, before.content))


def _widened(own: Study, others: Sequence[Line]) -> Study:
    """The study with the lines as content that the other page's route counts as such."""
    lines = own.walked.lines
    kept = Counter(own.content)
    chosen = []
    for line in lines:
        chosen.append(kept[line] > 0)
        kept[line] -= chosen[-1]
    missing = Counter(line.flat for line in others) - Counter(line.flat for line in own.content)
    for place in _nearest_first(chosen):
        text = lines[place].flat
        if missing[text] > 0:
            missing[text] -= 1
            chosen[place] = True
    walked = with_lines_chosen(own.walked, chosen)
    return replace(own, walked=walked, content=[line for line in walked.lines if line.inside])


def _nearest_first(chosen: Sequence[bool]) -> list[int]:
    """The places of lines not chosen, those amid the chosen ones first: a menu repeats words of the content."""
    content = [place for place, is_chosen in enumerate(chosen) if is_chosen] or [0]
    first, last = content[0], content[-1]
    others = [place for place, is_chosen in enumerate(chosen) if not is_chosen]
    return sorted(others, key=lambda place: (max(first - place, place - last, 0), place))
