"""The state of an alignment while it is made: who is paired with whom, and who still waits."""

from diff.outline import TOP, Outline


class Pairing:
    """Pairs of places in two outlines, each place in at most one pair."""

    def __init__(self, old: Outline, new: Outline) -> None:
        self.old = old
        self.new = new
        self.to_new: dict[int, int] = {}
        self.to_old: dict[int, int] = {}
        self._given_up: dict[str, None] = {}

    def link(self, i: int, j: int) -> None:
        """Pair old section i with new section j."""
        self.to_new[i] = j
        self.to_old[j] = i

    def unlink(self, i: int) -> None:
        """Dissolve the pair of old section i."""
        del self.to_old[self.to_new.pop(i)]

    def give_up(self, what: str) -> None:
        """Note in plain words what a bound keeps from being looked at."""
        self._given_up[what] = None

    @property
    def given_up(self) -> tuple[str, ...]:
        """What was given up, each once, in the order it was."""
        return tuple(self._given_up)

    def loose_old(self) -> list[int]:
        """Old sections without a partner, in order."""
        return [i for i in range(len(self.old)) if i not in self.to_new]

    def loose_new(self) -> list[int]:
        """New sections without a partner, in order."""
        return [j for j in range(len(self.new)) if j not in self.to_old]

    def pairs(self) -> tuple[tuple[int, int], ...]:
        """All pairs in the order of the old sections."""
        return tuple(sorted(self.to_new.items()))

    def same_parent(self, i: int, j: int) -> bool:
        """Whether the parents of i and j are paired, or neither has one."""
        above, below = self.old.parents[i], self.new.parents[j]
        if TOP in (above, below):
            return above == below
        return self.to_new.get(above) == below

    def is_next_to(self, i: int, j: int, step: int) -> bool:
        """Whether the neighbours of i and j on one side (-1 before, 1 after) are paired, or both are the page's end."""
        above, below = i + step, j + step
        ends = (not 0 <= above < len(self.old), not 0 <= below < len(self.new))
        return all(ends) or (not any(ends) and self.to_new.get(above) == below)
