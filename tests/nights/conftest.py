"""One run of the whole demo, shared by the tests that look at what it left."""

from pathlib import Path

import pytest

from variorum.cli import main


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `variorum demo` left: archive, configuration and report."""
    folder = tmp_path_factory.mktemp("demo") / "variorum-demo"
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--into", str(folder), "--workers", "2"])
    assert ended.value.code == 0
    return folder
