"""One file ready to be put into a zip, the same bytes every time; knows no zip and no package."""

from __future__ import annotations

import hashlib
import zlib

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


def pack(data: bytes, *, store: bool = False) -> Member:
    """A file compressed as far as that makes it smaller; with ``store`` as it is."""
    method, packed = 0, data
    if not store:
        engine = zlib.compressobj(6, zlib.DEFLATED, -15, 8)
        smaller = engine.compress(data) + engine.flush()
        if len(smaller) < len(data):
            method, packed = 8, smaller
    return Member(hashlib.sha256(data).hexdigest(), zlib.crc32(data), len(data), method, packed)
