"""Packed documents (zip): their parts by name, without unpacking more than the limits."""

import io
import re
import struct
import zipfile
import zlib

from extract.values import ExtractionError

_MAX_DIRECTORY_BYTES = 4 * 1024 * 1024  # about 40,000 parts; a report full of pictures has some hundreds
_MAX_UNPACKED = 512 * 1024 * 1024  # all parts as the directory states them; pictures barely pack, so more is a bomb
_MAX_READ = 32 * 1024 * 1024  # all parts that are read: their trees take about ten times that in memory
_END = b"PK\x05\x06"
_MAX_END = 22 + 65_535
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError)
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{26}([\w.\[\]/-]{3,80}?\.xml)", re.DOTALL)


class Package:
    """A packed document; raises ExtractionError where it is damaged or unpacks to more than the limits."""

    def __init__(self, body: bytes) -> None:
        self._left = _MAX_READ
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _DAMAGE:
            raise ExtractionError("damaged package") from None
        if sum(part.file_size for part in self._zip.infolist()) > _MAX_UNPACKED:
            raise ExtractionError(f"unpacks to more than {_MAX_UNPACKED // 2**20} MiB")

    def read(self, name: str) -> bytes | None:
        """One part unpacked, or None where there is none of that name."""
        try:
            with self._zip.open(name.lstrip("/")) as part:
                content = part.read(self._left + 1)
        except KeyError:
            return None
        except _DAMAGE:
            raise ExtractionError("damaged package") from None
        self._left -= len(content)
        if self._left < 0:
            raise ExtractionError(f"unpacks to more than {_MAX_READ // 2**20} MiB of text")
        return content


def part_names(body: bytes) -> list[str]:
    """The names of a package's parts, of a truncated one those still there; none where its directory is too large."""
    end = body.rfind(_END, max(0, len(body) - _MAX_END))
    if end < 0 or len(body) < end + 22:
        return [match.group(1).decode("ascii") for match in _LOCAL_NAME.finditer(body[:1_000_000])]
    (size,) = struct.unpack_from("<I", body, end + 12)
    if size > _MAX_DIRECTORY_BYTES:
        return []
    try:
        return zipfile.ZipFile(io.BytesIO(body)).namelist()
    except _DAMAGE:
        return [match.group(1).decode("ascii") for match in _LOCAL_NAME.finditer(body[:1_000_000])]
