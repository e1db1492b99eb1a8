"""The budgets: a file one can hold in mind, a function one can see."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("crawler", "extract", "store", "diff", "variorum")
FILES = [ROOT / "scheduler.py", *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))]

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
LINES_OF_NINE_IN_TEN = 25


def functions_of(path: Path) -> dict[str, int]:
    """The length of each function, from its `def` to its last line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    name = path.relative_to(ROOT)
    return {f"{name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1 for node in found}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_keep_the_budget(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < LINES_OF_A_FILE
    assert [name for name, lines in functions_of(path).items() if lines >= LINES_OF_A_FUNCTION] == []


def test_nine_functions_in_ten_are_short():
    lengths = {name: lines for path in FILES for name, lines in functions_of(path).items()}
    long = {name: lines for name, lines in lengths.items() if lines >= LINES_OF_NINE_IN_TEN}
    assert len(long) <= len(lengths) / 10, sorted(long.items(), key=lambda item: -item[1])
