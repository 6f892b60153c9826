"""Multiple choice: ``[ ]`` and one or more ``[x]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic, info
from lernbuild.frozen import frozen
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import marker_kinds, none_right, number_options, numbers_of, read_options
from lernbuild.questions.regions import has_regions

name = "multiple"
words: tuple[str, ...] = ("mehrfachauswahl", "mehrfach", "multiple")
uses = ("mischen",)


@frozen
class Multiple:
    """The answers in source order; at least one is right."""

    options: tuple[Option, ...]


def claims(draft: Draft) -> bool:
    return marker_kinds(draft) == {"many"} and not has_regions(draft)


def parse(draft: Draft) -> tuple[Multiple | None, list[Diagnostic]]:
    options, diagnostics = read_options(draft)
    diagnostics = diagnostics or none_right(options, "[x]")
    if diagnostics:
        return None, diagnostics
    return Multiple(options), all_right(options)


def all_right(options: tuple[Option, ...]) -> list[Diagnostic]:
    """The info that every answer is right."""
    if len(options) < 2 or not all(option.right for option in options):
        return []
    return [
        info(
            "quiz-all-correct",
            "In dieser Frage sind alle Antworten richtig.",
            options[0].span,
            "Ist das so gemeint, ist nichts zu tun; sonst schreiben Sie vor falsche Antworten: - [ ]",
        )
    ]


def options(content: Multiple) -> tuple[Option, ...]:
    return content.options


def with_numbers(content: Multiple, numbers: Mapping[str, int]) -> Multiple:
    return replace(content, options=number_options(content.options, numbers))


def interaction(content: Multiple) -> Interaction:
    return Interaction("choice", [str(number) for number in numbers_of(content.options, right=True)])


def key(content: Multiple) -> Mapping[str, Any]:
    return {"options": numbers_of(content.options), "right": numbers_of(content.options, right=True)}
