"""Width and height of a picture from its first bytes; knows PNG, GIF, JPEG, WebP and AVIF."""

from __future__ import annotations

import re
import struct

_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for anything else or a damaged file."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack(">II", data[16:24])
        if data[:6] in {b"GIF87a", b"GIF89a"}:
            return struct.unpack("<HH", data[6:10])
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data[4:12] == b"ftypavif":
            return _avif(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Walks the segments to the frame header. Source: ITU-T T.81, B.1.1 and B.2.2."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            return None
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    """Source: RFC 9649, sections 2.5 to 2.7."""
    if data[12:16] == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if data[12:16] == b"VP8L":
        bits = struct.unpack("<I", data[21:25])[0]
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return None


def _avif(data: bytes) -> tuple[int, int] | None:
    """The largest extent, the whole of a picture made of tiles. Source: ISO/IEC 23008-12, 6.5.3 and 6.5.10."""
    head = data[: data.find(b"mdat")]
    found = [struct.unpack(">II", extent) for extent in re.findall(rb"\0\0\0\x14ispe\0\0\0\0(.{8})", head, re.S)]
    if not found:
        return None
    width, height = max(found, key=lambda size: size[0] * size[1])
    turned = re.search(rb"\0\0\0\x09irot([\x01\x03])", head)
    return (height, width) if turned else (width, height)
