"""Files that are ready to be put into a zip, the same bytes every time; knows no zip and no package."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping

from lernbuild.frozen import frozen


@frozen
class Member:
    """One file, ready to be put into a zip."""

    sha256: str
    crc: int
    size: int
    method: int
    data: bytes

    def whole(self) -> bytes:
        """The file itself."""
        return zlib.decompress(self.data, -15, self.size) if self.method else self.data


def pack(data: bytes, *, store: bool = False, sha256: str = "") -> Member:
    """A file compressed as far as that makes it smaller; with ``store`` as it is. ``sha256`` is its hash if known."""
    method, packed = 0, data
    if not store:
        engine = zlib.compressobj(6, zlib.DEFLATED, -15, 8)
        smaller = engine.compress(data) + engine.flush()
        if len(smaller) < len(data):
            method, packed = 8, smaller
    return Member(sha256 or hashlib.sha256(data).hexdigest(), zlib.crc32(data), len(data), method, packed)


class Files(Mapping[str, bytes]):
    """Files by path; those that lie here packed are unpacked each time that somebody asks for them."""

    __slots__ = ("_packed", "_plain")

    def __init__(self, plain: Mapping[str, bytes], packed: Mapping[str, Member]) -> None:
        self._plain = dict(plain)
        self._packed = {name: member for name, member in packed.items() if name not in plain}

    def __getitem__(self, name: str) -> bytes:
        data = self._plain.get(name)
        return self._packed[name].whole() if data is None else data

    def __iter__(self) -> Iterator[str]:
        return iter(sorted([*self._plain, *self._packed]))

    def __len__(self) -> int:
        return len(self._plain) + len(self._packed)

    def __or__(self, more: Mapping[str, bytes]) -> Files:
        return Files({**self._plain, **more}, self._packed)

    def member(self, name: str) -> Member | None:
        """The file as it is packed; None for one that is not."""
        return self._packed.get(name)


def with_files(files: Mapping[str, bytes], more: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Both together, the second before the first; nothing is unpacked."""
    return files | more if isinstance(files, Files) else {**files, **more}


def packed(files: Mapping[str, bytes], name: str) -> Member | None:
    """A file as it is packed already."""
    return files.member(name) if isinstance(files, Files) else None
