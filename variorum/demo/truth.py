"""Whether a report of the demo tells what was planted: nothing missing, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

from store.kinds import Aspect, Kind
from variorum.demo.planted import PLANTED


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """That a page changed on a night in a way that is of one kind."""

    night: int
    path: str
    kind: Kind
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was planted and not found, and what was found and never planted."""

    missing: tuple[Told, ...]
    invented: tuple[Told, ...]

    @property
    def words(self) -> str:
        """The verdict as the demo's last lines say it."""
        if not self.missing and not self.invented:
            return "every planted change was found, and nothing else"
        sides = (("not found", self.missing), ("never planted", self.invented))
        return "; ".join(f"{side}: {', '.join(map(_words, told))}" for side, told in sides if told)


def verdict(found: Iterable[Told]) -> Verdict:
    """Hold what was found against what was planted."""
    planted = {
        Told(each.night, path, kind, aspect) for each in PLANTED for path in each.paths for kind, aspect in each.told
    }
    seen = set(found)
    return Verdict(tuple(sorted(planted - seen)), tuple(sorted(seen - planted)))


def _words(told: Told) -> str:
    return f"{told.kind} {told.aspect} on {told.path} in night {told.night}"
