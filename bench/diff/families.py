"""Every family of scores of the comparison, in the order of the table; `QUALITY` is the gate that CI holds."""

from bench.diff import (
    commits,
    congress,
    critical,
    directories,
    edgi,
    histories,
    injected,
    notes,
    ota,
    planted,
    precision,
    redlines,
    sitewide,
    speed,
)
from bench.diff import worst as bounds
from bench.gate.evaluation import Family

QUALITY: tuple[Family, ...] = (
    planted.FAMILY,
    directories.FAMILY,
    injected.FAMILY,
    precision.FAMILY,
    notes.FAMILY,
    commits.FAMILY,
    critical.FAMILY,
    edgi.FAMILY,
    redlines.FAMILY,
    sitewide.FAMILY,
    *histories.FAMILIES,
    congress.FAMILY,
    ota.FAMILY,
)

FAMILIES: tuple[Family, ...] = (*QUALITY, speed.FAMILY, bounds.FAMILY)
