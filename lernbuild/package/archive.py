"""Files become the pieces of a zip, the same bytes every time; knows no disk and no standard."""

from __future__ import annotations

import hashlib
import struct
import time
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from lernbuild.keep import Keep
from lernbuild.package.names import PackageError
from lernbuild.packed import Member, pack

EPOCH = 315_532_800
"""1980-01-01 UTC, the first moment that a zip can name."""
STORED = frozenset(
    {
        *{".7z", ".avif", ".br", ".docx", ".epub", ".flac", ".gif", ".gz", ".jpeg", ".jpg", ".m4a", ".mp3", ".mp4"},
        *{".odt", ".oga", ".ogg", ".ogv", ".opus", ".png", ".pptx", ".webm", ".webp", ".woff", ".woff2", ".xlsx"},
        ".zip",
    }
)
"""Suffixes of formats that are compressed already."""


LARGE = 4096
"""Bytes from which a compressed file is kept for the next run: to compress less takes no longer than to look."""


class Members:
    """Compressed files by their content, so that several packages of one run compress a file once.

    ``keep`` has those of former runs.
    """

    __slots__ = ("_keep", "_known")

    def __init__(self, keep: Keep | None = None) -> None:
        self._known: dict[tuple[bytes, bool], Member] = {}
        self._keep = keep

    def of(self, path: str, data: bytes) -> Member:
        """The member for a file; one with a suffix of STORED is not compressed again."""
        key = (data, PurePosixPath(path).suffix.lower() in STORED)
        member = self._known.get(key)
        if member is None:
            member = self._known[key] = self._member(*key)
        return member

    def _member(self, data: bytes, store: bool) -> Member:
        if store or self._keep is None or len(data) < LARGE:
            return pack(data, store=store)
        sha256 = hashlib.sha256(data).hexdigest()
        found = self._keep.get(f"packed:{sha256}", b"")
        if found is not None:
            return Member(sha256, *found)
        made = pack(data, sha256=sha256)
        self._keep.put(f"packed:{sha256}", b"", (made.crc, made.size, made.method, made.data))
        return made


def zip_pieces(members: Sequence[tuple[str, Member]], epoch: int) -> Iterator[bytes]:
    """A zip file piece by piece (APPNOTE 6.3, without zip64): local headers and data, directory, end.

    Every member is a plain file that its owner may write and all may read; names are ASCII.
    """
    stamp = _dos_time(epoch)
    directory, offset = bytearray(), 0
    for name, member in members:
        raw = name.encode("ascii")
        sizes = (member.crc, len(member.data), member.size, len(raw), 0)
        core = struct.pack("<HHHHHLLLHH", 20, 0, member.method, *stamp, *sizes)
        yield struct.pack("<L", 0x04034B50) + core + raw
        yield member.data
        directory += struct.pack("<LH", 0x02014B50, 3 << 8 | 20) + core
        directory += struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, offset) + raw
        offset += 30 + len(raw) + len(member.data)
        if offset + len(directory) > 0xFFFFFFFE:
            break
    if len(members) > 0xFFFE or offset + len(directory) > 0xFFFFFFFE:
        raise PackageError("Das Paket ist zu groß: Ein Paket fasst 65.534 Dateien und 4 GB.")
    yield bytes(directory)
    yield struct.pack("<LHHHHLLH", 0x06054B50, 0, 0, len(members), len(members), len(directory), offset, 0)


def _dos_time(epoch: int) -> tuple[int, int]:
    """Time and date words of a zip, in UTC; a zip counts from 1980 to 2107, in steps of two seconds."""
    at = time.gmtime(min(max(epoch, EPOCH), 4_354_819_198))
    return at.tm_hour << 11 | at.tm_min << 5 | at.tm_sec // 2, (at.tm_year - 1980) << 9 | at.tm_mon << 5 | at.tm_mday
