"""What must be known of a page before the walk: which labels head which panels, which tables hold data."""

from lxml import etree

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = frozenset({"td", "th"})


class Panels:
    """`labels` gives the heading of each tab panel or disclosure, `tabs` the elements those labels come from."""

    def __init__(self, root: etree._Element) -> None:
        self.labels: dict[etree._Element, str] = {}
        self.tabs: set[etree._Element] = set()
        self._data_tables: dict[etree._Element, bool] = {}
        switches = [each for each in root.iter("a", "button", "li", "div", "span") if _is_switch(each)]
        if switches:
            self._pair(root, switches)

    def is_data_row(self, row: etree._Element) -> bool:
        """Whether the cells of a row belong on one line: not in tables that lay out a page."""
        if sum(1 for cell in row if cell.tag in _CELLS) < 2:
            return False
        table = next(row.iterancestors("table"), None)
        if table is None:
            return False
        if table not in self._data_tables:
            self._data_tables[table] = _holds_data(table)
        return self._data_tables[table]

    def _pair(self, root: etree._Element, switches: list[etree._Element]) -> None:
        by_id = {str(each.get("id")): each for each in root.iter() if each.get("id")}
        by_label = {str(each.get("aria-labelledby")): each for each in root.iter() if each.get("role") == "tabpanel"}
        for switch in switches:
            panel = by_id.get(_target(switch))
            if panel is None and switch.get("role") == "tab":
                panel = by_label.get(str(switch.get("id")))
            label = " ".join("".join(str(text) for text in switch.itertext()).split())
            if panel is not None and label and panel not in self.labels and _is_apart(switch, panel):
                self.labels[panel] = label
                self.tabs.add(switch)


def _is_switch(element: etree._Element) -> bool:
    if element.get("role") == "tab" or element.get("data-toggle") in {"tab", "pill"}:
        return True
    if element.tag != "button" or element.get("aria-expanded") is None:
        return False
    return not any(each.tag in _HEADINGS or each.tag == "summary" for each in element.iterancestors())


def _target(switch: etree._Element) -> str:
    named = switch.get("aria-controls") or switch.get("data-target") or switch.get("href") or ""
    return named.removeprefix("#")


def _is_apart(switch: etree._Element, panel: etree._Element) -> bool:
    return panel is not switch and panel not in switch.iterancestors() and switch not in panel.iterancestors()


def _holds_data(table: etree._Element) -> bool:
    if table.get("role") in {"presentation", "none"} or table.find(".//table") is not None:
        return False
    return next(table.iter(*_HEADINGS), None) is None
