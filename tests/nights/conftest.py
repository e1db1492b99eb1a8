"""One run of the whole demo, shared by the tests that look at what it left."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from variorum.cli import main


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that `variorum demo` left (archive, configuration and report), and what it said."""
    folder, said = tmp_path_factory.mktemp("demo") / "variorum-demo", StringIO()
    with pytest.raises(SystemExit) as ended, redirect_stdout(said):
        main(["demo", "--into", str(folder), "--workers", "2"])
    assert ended.value.code == 0
    return folder, said.getvalue()


@pytest.fixture(scope="session")
def demo_folder(demo_run: tuple[Path, str]) -> Path:
    """The folder that `variorum demo` left: archive, configuration and report."""
    return demo_run[0]


@pytest.fixture(scope="session")
def demo_said(demo_run: tuple[Path, str]) -> str:
    """What `variorum demo` said."""
    return demo_run[1]
