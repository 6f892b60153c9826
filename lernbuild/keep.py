"""Keeps results from build to build in one signed file; knows neither courses nor what the results mean.

A file in a project's folder may come from strangers, and reading a pickle runs what it says. So the file is signed with
a key that never leaves the user's own folder: one that was not written by this user's lernbuild, or is damaged,
counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import marshal
import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import Any

from lernbuild.frozen import slotted

FORMAT = b"lernbuild-keep-2\n"
LIVES = 8
"""Runs that a result outlives without being asked for: other editions, other targets."""
FRESH = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again without another time of change."""
_SIGN = 32
_LENGTH = struct.Struct("<Q")
_HOUR = 3600 * 10**9

Stamp = tuple[int, int, int]
"""Time of change, size and time of the last change of anything."""
Part = tuple[bytes, Any, int]
"""What a result depends on, the result, and the runs since it was last asked for."""


@slotted
class Keep:
    """Results by name, each with the hash of all that it depends on.

    ``program`` is the hash of what all results depend on outside the sources: lernbuild itself, its libraries, themes.
    ``now`` is the time in nanoseconds at which the run began to look at files.
    """

    path: Path
    key: bytes
    program: bytes
    now: int
    _parts: dict[str, Part] = field(default_factory=dict, repr=False)
    _known: dict[str, tuple[Stamp, bytes]] = field(default_factory=dict, repr=False)
    """Hashes of files as former runs have found them."""
    _files: dict[str, tuple[Stamp, bytes]] = field(default_factory=dict, repr=False)
    """Those that this run has asked for."""
    _asked: set[str] = field(default_factory=set, repr=False)
    _new: set[str] = field(default_factory=set, repr=False)

    def load(self) -> None:
        """Reads what former runs have kept; nothing from a missing, damaged or foreign file or of another program."""
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            data = memoryview(self.path.read_bytes())  # at once: nobody changes it between looking and reading
            head = len(FORMAT) + _SIGN
            signed = hmac.digest(self.key, data[head:], "sha256")  # processors have it built in
            if data[: len(FORMAT)] == FORMAT and hmac.compare_digest(bytes(data[len(FORMAT) : head]), signed):
                self._read(data, head)

    def _read(self, data: memoryview, at: int) -> None:
        """Reads what ``save`` has written; its signature has been looked at."""
        pieces: list[Any] = []
        while at < len(data):
            (size,) = _LENGTH.unpack_from(data, at)
            at += _LENGTH.size + size
            pieces.append(marshal.loads(data[at - size : at]))  # noqa: S302 (signed by this user)
            if pieces[0] != self.program:
                return
        _, self._known, *parts = pieces
        self._parts = dict(parts)

    def save(self) -> None:
        """Writes everything in one step; a full or read-only disk only costs time."""
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            make_folder(self.path.parent)
            self._sweep()
            with draft.open("wb") as stream:
                sign = hmac.new(self.key, digestmod="sha256")
                stream.write(FORMAT + bytes(_SIGN))
                for piece in self._pieces():  # one by one: together they are large
                    sign.update(piece)
                    stream.write(piece)
                stream.seek(len(FORMAT))
                stream.write(sign.digest())
            draft.replace(self.path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()

    def _pieces(self) -> Iterator[bytes]:
        kept = (
            (name, (stamp, value, 0 if name in self._asked else age + 1))
            for name, (stamp, value, age) in self._parts.items()
            if name in self._asked or age < LIVES
        )
        for piece in chain[Any]((self.program, self._files), kept):
            data = marshal.dumps(piece)
            yield _LENGTH.pack(len(data)) + data

    def _sweep(self) -> None:
        """Takes away drafts that killed runs left an hour ago or earlier."""
        for draft in self.path.parent.glob(f"{self.path.name}.*"):
            if draft.stat().st_mtime_ns < self.now - _HOUR:
                draft.unlink()

    def get(self, name: str, stamp: bytes) -> Any:
        """What was kept under a name, if it depended on the same; else None."""
        part = self._parts.get(name)
        if part is None or part[0] != stamp:
            return None
        self._asked.add(name)
        return part[1]

    def put(self, name: str, stamp: bytes, value: Any) -> None:
        """Keeps a result in the place of the one before: bytes, text, numbers, lists and tuples of them."""
        self._parts[name] = (stamp, value, 0)
        self._asked.add(name)
        self._new.add(name)

    def digest(self, path: Path, stamp: Stamp) -> bytes:
        """The hash of a file's bytes, which are read only where its times and size have changed."""
        name = str(path)
        known = self._known.get(name)
        if known is not None and known[0] == stamp:
            self._files[name] = known
            return known[1]
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").digest()
        settled = max(stamp[0], stamp[2]) < self.now - FRESH
        self._files[name] = self._known[name] = (stamp if settled else (0, 0, 0), found)
        return found

    def news(self) -> Mapping[str, Part]:
        """What this process has kept since the last call, for the one that started it."""
        found = {name: self._parts[name] for name in self._new}
        self._new.clear()
        return found

    def take(self, news: Mapping[str, Part]) -> None:
        """Keeps what another process of this run found out."""
        for name, (stamp, value, _) in news.items():
            self.put(name, stamp, value)


def make_folder(folder: Path) -> None:
    """Makes a folder that git does not see. Raises OSError."""
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def hash_of(*values: object) -> bytes:
    """A hash that is the same in every process for the same plain values: text, bytes, numbers, tuples of them."""
    return hashlib.blake2b(repr(values).encode(), digest_size=16).digest()
