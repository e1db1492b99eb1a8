"""The reference says what the code says: it is printed from it, and this fails when it was not printed again."""

import os
import subprocess
import sys
from pathlib import Path

from variorum.config import ARCHIVE_URL_VARIABLE, ArchiveSettings, Schedule, SiteSettings

ROOT = Path(__file__).parents[2]
PRINTED = sorted(path for path in (ROOT / "docs").rglob("*.md") if "[[[cog" in path.read_text(encoding="utf-8"))


def test_the_reference_is_printed_from_the_code():
    asked = [sys.executable, "-m", "cogapp", "--check", *map(str, PRINTED)]
    narrow = os.environ | {"COLUMNS": "40"}  # the page is the same on every terminal
    ran = subprocess.run(asked, check=False, cwd=ROOT, capture_output=True, text=True, env=narrow)
    assert ran.returncode == 0, f"behind the code, run `make docs`:\n{ran.stdout}{ran.stderr}"


def test_make_docs_prints_every_page_that_is_printed():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in PRINTED:
        place = path.relative_to(ROOT)
        assert f"{place.parent.as_posix()}/*.md" in makefile or place.as_posix() in makefile


def test_every_setting_says_what_it_is():
    for table in (ArchiveSettings, SiteSettings, Schedule):
        for key, field in table.model_fields.items():
            assert (field.description or "").endswith("."), f"{table.__name__}.{key}"


def test_the_environment_is_described():
    page = (ROOT / "docs" / "reference" / "configuration.md").read_text(encoding="utf-8")
    assert f"`{ARCHIVE_URL_VARIABLE}`" in page
