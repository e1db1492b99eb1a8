"""The parts of a DOCX that hold its words: the document, its styles, notes, headers, and what it links to."""

import posixpath

from lxml import etree

from extract.packages import Package
from extract.text import normalise
from extract.values import ExtractionError

_DOCUMENT = "word/document.xml"
_MOST_STYLE_STEPS = 12

NO_LEVEL = 9
"""The outline level of running text; those of headings begin at 0."""


def local(element: etree._Element) -> str:
    """An element's name without its namespace: strict and transitional documents differ in that alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its name without namespace, empty where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first element at the end of a path of names."""
    for name in names:
        found = next((each for each in element if local(each) == name), None)
        if found is None:
            return None
        element = found
    return element


class WordParts:
    """What is read of a DOCX; raises ExtractionError where its document is missing or damaged."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._name = self._document_name()
        root = self._tree(self._name)
        body = None if root is None else child(root, "body")
        if body is None:
            raise ExtractionError("damaged DOCX")
        self.document: etree._Element = body
        self._relations = self._relations_of(self._name)
        self.links = {name: target for name, kind, target, away in self._relations if kind == "hyperlink" and away}
        styles = self._related("styles")
        self.levels, self.names = _styles(styles)
        self.notes = {**self._notes("footnote"), **self._notes("endnote")}
        self.title, language = self._properties()
        self.language = language or _language(styles)

    def edges(self) -> list[etree._Element]:
        """The headers, then the footers, each once."""
        names = [target for kind in ("header", "footer") for target in self._targets(kind)]
        trees = [self._tree(name) for name in dict.fromkeys(names)]
        return [tree for tree in trees if tree is not None]

    def _document_name(self) -> str:
        for _, kind, target, _ in self._relations_of(""):
            if kind == "officeDocument":
                return target
        return _DOCUMENT

    def _relations_of(self, name: str) -> list[tuple[str, str, str, bool]]:
        """Id, kind, target and whether that lies elsewhere, of all a part refers to."""
        folder, _, file = name.rpartition("/")
        tree = self._tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = []
        for each in tree if tree is not None else ():
            target, away = each.get("Target", ""), each.get("TargetMode") == "External"
            kind = each.get("Type", "").rpartition("/")[2]
            path = target if away else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((each.get("Id", ""), kind, path, away))
        return found

    def _targets(self, kind: str) -> list[str]:
        return [target for _, each, target, away in self._relations if each == kind and not away]

    def _related(self, kind: str) -> etree._Element | None:
        return next((self._tree(name) for name in self._targets(kind)), None)

    def _notes(self, kind: str) -> dict[str, etree._Element]:
        tree = self._related(f"{kind}s")
        return {} if tree is None else {f"{kind}:{attribute(note, 'id')}": note for note in tree}

    def _properties(self) -> tuple[str, str]:
        names = [target for _, kind, target, _ in self._relations_of("") if kind == "core-properties"]
        core = self._tree(names[0]) if names else None
        found = {local(each): normalise(each.text or "") for each in core} if core is not None else {}
        return found.get("title", ""), found.get("language", "")

    def _tree(self, name: str) -> etree._Element | None:
        content = self._package.read(name)
        if content is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise ExtractionError("damaged DOCX") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise ExtractionError("DOCX that declares entities")
        return root


def _styles(styles: etree._Element | None) -> tuple[dict[str, int], dict[str, str]]:
    """For each style that makes headings their level (0 for the title), and for each its name."""
    own: dict[str, tuple[str, str, str]] = {}
    for style in styles if styles is not None else ():
        if local(style) == "style":
            name = attribute(child(style, "name"), "val").lower()
            outline = attribute(child(style, "pPr", "outlineLvl"), "val")
            own[attribute(style, "styleId")] = (name, attribute(child(style, "basedOn"), "val"), outline)
    levels = {key: level for key in own if (level := _level_of(key, own)) is not None}
    return levels, {key: name for key, (name, _, _) in own.items()}


def _level_of(key: str, styles: dict[str, tuple[str, str, str]]) -> int | None:
    for _ in range(_MOST_STYLE_STEPS):
        name, parent, outline = styles.get(key, ("", "", ""))
        if name == "title":
            return 0
        if name.startswith("heading ") and name[8:].isdecimal():
            return min(int(name[8:10]), 9)
        if outline.isdecimal():
            return int(outline[:2]) + 1 if int(outline[:2]) < NO_LEVEL else None
        key = parent
    return None


def _language(styles: etree._Element | None) -> str:
    if styles is None:
        return ""
    return attribute(child(styles, "docDefaults", "rPrDefault", "rPr", "lang"), "val")
