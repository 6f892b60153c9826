"""Single choice: ``( )`` and exactly one ``(x)``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic
from lernbuild.frozen import frozen
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import (
    marker_kinds,
    none_right,
    number_options,
    numbers_of,
    read_options,
    two_right,
)
from lernbuild.questions.regions import has_regions

name = "choice"
words: tuple[str, ...] = ("auswahl", "choice", "single")
uses = ("mischen",)


@frozen
class Choice:
    """The answers in source order; exactly one is right."""

    options: tuple[Option, ...]


def claims(draft: Draft) -> bool:
    return marker_kinds(draft) == {"one"} and not has_regions(draft)


def parse(draft: Draft) -> tuple[Choice | None, list[Diagnostic]]:
    options, diagnostics = read_options(draft)
    if not diagnostics:
        diagnostics = none_right(options, "(x)") or two_right(options)
    return (None if diagnostics else Choice(options)), diagnostics


def options(content: Choice) -> tuple[Option, ...]:
    return content.options


def with_numbers(content: Choice, numbers: Mapping[str, int]) -> Choice:
    return replace(content, options=number_options(content.options, numbers))


def interaction(content: Choice) -> Interaction:
    return Interaction("choice", [str(number) for number in numbers_of(content.options, right=True)])


def key(content: Choice) -> Mapping[str, Any]:
    return {"options": numbers_of(content.options), "right": numbers_of(content.options, right=True)}
