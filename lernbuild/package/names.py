"""Paths inside a package: which are allowed, in which order they stand; knows no disk and no zip."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

INDEX = "lernbuild.json"
FIRST = ("imsmanifest.xml", "cmi5.xml", "tincan.xml", INDEX)
"""Paths that come before all others, so that a reader finds them at once."""

_NAME = re.compile(r"[A-Za-z0-9._-]+")


class PackageError(Exception):
    """A package that cannot be written; the message is German and for people."""


def ordered(names: Iterable[str]) -> list[str]:
    """Paths in the order of a package: the files that say what it is, then all others by name."""
    rank = {name: number for number, name in enumerate(FIRST)}
    return sorted(names, key=lambda name: (rank.get(name, len(FIRST)), name))


def content_hash(hashes: Mapping[str, str]) -> str:
    """Hash over paths and SHA-256 hashes, in the form that ``sha256sum`` prints, sorted by path."""
    lines = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


def check_names(names: Iterable[str]) -> None:
    """Raises PackageError for a path that some LMS, disk or zip reader would change or refuse."""
    seen: dict[str, str] = {}
    for name in sorted(names):
        parts = name.split("/")
        if any(not _NAME.fullmatch(part) or part.endswith(".") for part in parts):
            raise PackageError(f"Der Pfad „{name}“ darf nur aus A–Z, a–z, 0–9, „.“, „_“ und „-“ bestehen.")
        for depth in range(1, len(parts) + 1):
            piece = "/".join(parts[:depth])
            whole = piece if depth == len(parts) else piece + "/"
            other = seen.setdefault(piece.lower(), whole)
            if other != whole:
                raise PackageError(f"Die Pfade „{other}“ und „{whole}“ sind auf manchen Rechnern derselbe.")
