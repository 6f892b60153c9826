"""Files of which only the name is there: empty, or a stand-in of git; knows no format and no page."""

from __future__ import annotations

from pathlib import Path

_POINTER = b"version https://git-lfs.github.com/spec/"


def lost_content(path: Path) -> str:
    """ "empty" or "pointer" (Git LFS, see its docs/spec.md) where the content is not there; "" where it is."""
    with path.open("rb") as stream:
        head = stream.read(len(_POINTER))
    return "pointer" if head == _POINTER else "" if head else "empty"
