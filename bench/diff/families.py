"""Every family of scores of the comparison, in the order of the table."""

from bench.gate.evaluation import Family

FAMILIES: tuple[Family, ...] = ()
