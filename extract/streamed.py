"""Content that a server sends behind the page and a script puts in its place (React's way to stream)."""

import re

from lxml import etree

_KEPT_FOR = re.compile(r"(.{0,100})[BP]:([0-9a-f]{1,8})")
"""The id of an empty `<template>` where content belongs; that of the hidden `<div>` with the content has an S."""


def put_in_place(root: etree._Element) -> None:
    """Move streamed content to the places that are kept for it, as the page's own script does in a browser."""
    places = [(each, _KEPT_FOR.fullmatch(each.get("id", ""))) for each in root.iter("template")]
    if not any(match for _, match in places):
        return
    sent = {each.get("id", ""): each for each in root.iter("div") if each.get("hidden") is not None}
    for place, match in places:
        content = sent.pop(f"{match[1]}S:{match[2]}", None) if match else None
        if content is not None and content not in place.iterancestors():
            _move(content, place)


def _move(content: etree._Element, place: etree._Element) -> None:
    """Put what is in one element behind another."""
    parent = place.getparent()
    if parent is None:
        return
    tail, place.tail = place.tail, content.text
    content.text = None
    moved = list(content)
    for number, each in enumerate(moved, start=parent.index(place) + 1):
        parent.insert(number, each)
    last = moved[-1] if moved else place
    last.tail = f"{last.tail or ''}{tail or ''}" or None
