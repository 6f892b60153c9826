"""Finds the head of a lesson, the lines between two ``---``; knows nothing of its keys' meaning."""

from __future__ import annotations

from dataclasses import dataclass

from lernbuild.diagnostics import Diagnostic
from lernbuild.source import SourceFile


@dataclass(frozen=True, slots=True)
class Head:
    """``start`` and ``end`` enclose the YAML; ``body`` is where the text begins. Without a head all are 0."""

    start: int
    end: int
    body: int
    found: bool
    diagnostics: tuple[Diagnostic, ...] = ()


def find_head(source: SourceFile, *, required: bool) -> Head:
    """Where the head stands; with ``required``, its absence is an error."""
    if source.line(1).rstrip() != "---":
        return Head(0, 0, 0, False)
    start = source.line_start(2)
    for number in range(2, source.line_count + 1):
        if source.line(number).rstrip() == "---":
            return Head(start, source.line_start(number), source.line_start(number + 1), True)
    return Head(0, 0, 0, False)
