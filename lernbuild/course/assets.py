"""Names for the files of a package: ASCII, no two alike; must not know what the files are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from lernbuild.course.words import ascii_text

FOLDER = "medien"


def name_assets(paths: Iterable[str]) -> dict[str, str]:
    """A name in the package for each path below courses/; the same paths give the same names."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(set(paths)):
        name = f"{FOLDER}/{_safe(PurePosixPath(path).name)}"
        stem, dot, suffix = name.rpartition(".")
        number = 2
        while name.lower() in taken:
            name = f"{stem}-{number}{dot}{suffix}"
            number += 1
        taken.add(name.lower())
        names[path] = name
    return names


def _safe(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", ascii_text(name)).strip("-.")
    stem = PurePosixPath(name).suffix
    return plain if plain and not plain.startswith(".") else f"datei{ascii_text(stem)}"
