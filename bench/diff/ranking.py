"""How well a score parts what should rank high from what should rank low."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def area_under_curve(high: Sequence[float], low: Sequence[float]) -> float:
    """The chance (0 to 1) that one of `high` scores above one of `low`, a draw counting half; 0 where either is empty.

    It is the area under the ROC curve, Mann and Whitney's U as a share.
    """
    if not high or not low:
        return 0.0
    ranks = sorted(low)
    wins = sum(bisect_left(ranks, score) + bisect_right(ranks, score) for score in high) / 2
    return wins / (len(high) * len(low))
