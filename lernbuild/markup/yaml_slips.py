"""Typical slips in YAML, found line by line and repaired in memory so that each gives one message."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from lernbuild.diagnostics import Diagnostic
from lernbuild.source import SourceFile


@dataclass(frozen=True, slots=True)
class Repaired:
    """YAML text after repairs; ``place`` leads back to the file."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]
    diagnostics: tuple[Diagnostic, ...]

    def place(self, index: int) -> int:
        i = max(bisect_right(self.starts, index) - 1, 0)
        return self.places[i] + index - self.starts[i]


def repair(source: SourceFile, start: int, end: int) -> Repaired:
    """The text between two offsets, with known slips put right and reported."""
    return Repaired(source.text[start:end], (0,), (start,), ())
