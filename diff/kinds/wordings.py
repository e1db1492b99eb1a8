"""What only looks otherwise (typo, punctuation, case, formatting), and text that says something else."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def wording_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """What only looks otherwise (typo, punctuation, case, formatting), and text that says something else."""
    yield from ()
