"""Sizes of pictures from their first bytes."""

from __future__ import annotations

import struct

import pytest

from lernbuild.render.size import picture_size

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 640, 480)
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08" + struct.pack(">HH", 480, 640)
VP8 = b"RIFF....WEBPVP8 ....\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", 640, 480)
VP8L = b"RIFF....WEBPVP8L....\x2f" + struct.pack("<I", 639 | 479 << 14)
VP8X = b"RIFF....WEBPVP8X........" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")


@pytest.mark.parametrize("data", [PNG, GIF, JPEG, VP8, VP8L, VP8X], ids=["png", "gif", "jpeg", "vp8", "vp8l", "vp8x"])
def test_known_formats(data: bytes) -> None:
    assert picture_size(data) == (640, 480)


@pytest.mark.parametrize("data", [b"", b"text", PNG[:18], JPEG[:9], b"\xff\xd8\x00\x00", b"RIFF....WEBPxxxx"])
def test_anything_else(data: bytes) -> None:
    assert picture_size(data) is None
