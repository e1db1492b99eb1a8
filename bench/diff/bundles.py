"""Git bundles of captures: every commit that touches a document, with its moment, address and bytes."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.gate.data import DATA

_ADDRESS = re.compile(r"^X-source-document-location: (\S+)$", re.MULTILINE)
_RECORD, _PART, _END = "\x01", "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Kept:
    """One document as one commit keeps it; `address` is where it was fetched, where the message says so."""

    commit: str
    at: datetime
    path: str
    subject: str
    address: str


@contextmanager
def opened(bundle: str) -> Iterator[Path]:
    """A bundle of ../shared/data as a repository while the block runs; needs `git`."""
    with TemporaryDirectory() as folder:
        repository = Path(folder) / "bundle.git"
        _git(None, "clone", "--quiet", "--bare", "--branch", "main", str(DATA / bundle), str(repository))
        yield repository


def kept_in(repository: Path, ending: str) -> list[Kept]:
    """Every commit of the documents whose name ends so, oldest first."""
    shape = f"--format={_RECORD}%H{_PART}%cI{_PART}%B{_END}"
    log = _git(repository, "-c", "core.quotePath=false", "log", "--reverse", shape, "--name-only").decode()
    found = []
    for record in log.split(_RECORD)[1:]:
        said, _, names = record.partition(_END)
        commit, at, message = said.split(_PART)
        address = _ADDRESS.search(message)
        found += [
            Kept(commit, datetime.fromisoformat(at), name, message.partition("\n")[0], address[1] if address else "")
            for name in names.strip().split("\n")
            if name.endswith(ending)
        ]
    return found


@contextmanager
def reader(repository: Path) -> Iterator["Reader"]:
    """Something that gives the bytes of documents while the block runs."""
    command = ["git", "-C", str(repository), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        yield Reader(running)
        running.communicate()


class Reader:
    """Gives the bytes of documents from one running `git`."""

    def __init__(self, running: "subprocess.Popen[bytes]") -> None:
        assert running.stdin is not None
        assert running.stdout is not None
        self._asked, self._given = running.stdin, running.stdout

    def read(self, kept: Kept) -> bytes:
        """The document as the commit keeps it."""
        self._asked.write(f"{kept.commit}:{kept.path}\n".encode())
        self._asked.flush()
        head = self._given.readline().split()
        if len(head) != 3:
            raise LookupError(f"{kept.commit} does not hold {kept.path}")
        body = self._given.read(int(head[2]))
        self._given.read(1)
        return body


def _git(repository: Path | None, *arguments: str) -> bytes:
    place = ("-C", str(repository)) if repository else ()
    return subprocess.run(["git", *place, *arguments], check=True, capture_output=True).stdout
