"""A configured archive and the command line to run on it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from variorum.cli import main
from variorum.demo import Site, serve


@dataclass
class Ran:
    """What a command came to."""

    exit: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@dataclass
class Desk:
    """A folder with a configuration, and the command line run on it."""

    folder: Path
    capsys: pytest.CaptureFixture | None

    @property
    def config(self) -> Path:
        return self.folder / "variorum.toml"

    @property
    def database(self) -> Path:
        return self.folder / "variorum.db"

    def watch(self, url: str, more: str = "") -> None:
        self.config.write_text(
            f'[archive]\nurl = "sqlite:///variorum.db"\n\n[site.agency]\nseeds = ["{url}/"]\n'
            f'contact = "mailto:me@lab.example"\ndelay = 0.0\nautothrottle = false\nconcurrency = 4\n{more}',
            encoding="utf-8",
        )

    @property
    def url(self) -> str:
        """The address of the site it watches, without its last slash."""
        return re.search(r'seeds = \["(.*)/"\]', self.config.read_text(encoding="utf-8")).group(1)

    def run(self, *arguments: str) -> Ran:
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(self.config), *arguments])
        said = self.capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture) -> Desk:
    """An empty desk."""
    return Desk(tmp_path, capsys)


@pytest.fixture
def agency() -> Iterator[Site]:
    """The made-up agency on loopback, on its first night."""
    with serve() as site:
        yield site


@pytest.fixture
def watched(desk: Desk, agency: Site) -> Desk:
    """A desk whose archive holds the agency's first night."""
    desk.watch(agency.url)
    assert desk.run("upgrade").exit == 0
    assert desk.run("crawl").exit == 0
    assert desk.run("process", "--workers", "2").exit == 0
    return desk


@pytest.fixture(scope="session")
def two_nights_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder whose archive holds the agency's first two nights; for tests that only ask."""
    folder = tmp_path_factory.mktemp("two-nights")
    desk = Desk(folder, None)
    with serve() as site:
        desk.watch(site.url)
        for night, command in ((1, "upgrade"), (1, "crawl"), (1, "process"), (2, "crawl"), (2, "process")):
            site.night = night
            with pytest.raises(SystemExit) as ended:
                main(["--config", str(desk.config), command])
            assert ended.value.code == 0
    return folder


@pytest.fixture
def two_nights_read(two_nights_folder: Path, capsys: pytest.CaptureFixture) -> Desk:
    """The desk of `two_nights_folder`."""
    return Desk(two_nights_folder, capsys)


@contextmanager
def closed_port() -> Iterator[int]:
    """A port of this machine that nobody listens on."""
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
