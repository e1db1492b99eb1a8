"""Every family of scores, in the order of the table; those of `QUALITY` are the gate that CI holds."""

from bench.extract import agencies, captures, chrome, containers, histories, seed_pages, speed, stamps, wcxb
from bench.gate.evaluation import Family

QUALITY: tuple[Family, ...] = (
    seed_pages.FAMILY,
    *containers.FAMILIES,
    wcxb.FAMILY,
    stamps.FAMILY,
    agencies.FAMILY,
    captures.FAMILY,
    *histories.FAMILIES,
    chrome.FAMILY,
)

FAMILIES: tuple[Family, ...] = (*QUALITY, speed.FAMILY)
