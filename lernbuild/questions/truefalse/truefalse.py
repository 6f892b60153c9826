"""Statements to judge: ``(richtig)`` and ``(falsch)``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic
from lernbuild.frozen import frozen
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import marker_kinds, number_options, numbers_of, read_options

name = "truefalse"
words: tuple[str, ...] = ("richtig-falsch", "wahr-falsch", "truefalse")
uses = ("mischen",)


@frozen
class TrueFalse:
    """The statements in source order; ``right`` of an option means: the statement is true."""

    statements: tuple[Option, ...]


def claims(draft: Draft) -> bool:
    return marker_kinds(draft) == {"statement"}


def parse(draft: Draft) -> tuple[TrueFalse | None, list[Diagnostic]]:
    statements, diagnostics = read_options(draft)
    return (None if diagnostics else TrueFalse(statements)), diagnostics


def options(content: TrueFalse) -> tuple[Option, ...]:
    return content.statements


def with_numbers(content: TrueFalse, numbers: Mapping[str, int]) -> TrueFalse:
    return replace(content, statements=number_options(content.statements, numbers))


def interaction(content: TrueFalse) -> Interaction:
    """One statement is true-false; several are matched with 1 (richtig) or 0 (falsch)."""
    if len(content.statements) == 1:
        return Interaction("true-false", content.statements[0].right)
    return Interaction("matching", [[str(s.number), "1" if s.right else "0"] for s in content.statements])


def key(content: TrueFalse) -> Mapping[str, Any]:
    return {"options": numbers_of(content.statements), "right": numbers_of(content.statements, right=True)}
