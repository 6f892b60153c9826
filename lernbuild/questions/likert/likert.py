"""A survey: statements to rate on a scale (``::: umfrage`` with ``Skala:``); nothing is right or wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.questions.identity import key_of
from lernbuild.questions.mistakes import question_line
from lernbuild.questions.model import Draft, Interaction, Keyword, Option
from lernbuild.questions.options import number_options, numbers_of, read_options

name = "likert"
words: tuple[str, ...] = ("umfrage", "likert", "survey")
block = "umfrage"
unscored = True

_SCALE = re.compile(
    r"(?P<low>\d{1,2})\s*(?:\((?P<first>[^()]*)\))?\s*(?:bis|–|—|-)\s*(?P<high>\d{1,2})\s*(?:\((?P<last>[^()]*)\))?"
)
_EXAMPLE = "Skala: 1 (gar nicht) bis 5 (sehr)"
_STEPS = range(2, 12)


@frozen
class Likert:
    """The statements, and the scale from low to high with the words at its ends."""

    statements: tuple[Option, ...]
    low: int
    high: int
    first: str = ""
    last: str = ""

    @property
    def steps(self) -> tuple[int, ...]:
        return tuple(range(self.low, self.high + 1))


def claims(draft: Draft) -> bool:
    return True


def parse(draft: Draft) -> tuple[Likert | None, list[Diagnostic]]:
    found = draft.keywords.get("skala")
    if not found:
        message = "Der Umfrage fehlt die Skala."
        hint = f"Ergänzen Sie unter der ersten Zeile: {_EXAMPLE}"
        return None, [error("survey-no-scale", message, question_line(draft.block), hint)]
    match = _SCALE.fullmatch(found[0].text)
    trouble = _trouble(match)
    if match is None or trouble:
        return None, [_scale_error(found[0], trouble)]
    statements, diagnostics = read_options(draft)
    if not statements and not diagnostics:
        statements = (Option(key_of(draft.prompt), (), question_line(draft.block)),)
    first, last = (match["first"] or "").strip(), (match["last"] or "").strip()
    content = Likert(statements, int(match["low"]), int(match["high"]), first, last)
    return (None if diagnostics else content), diagnostics


def _trouble(match: re.Match[str] | None) -> str:
    if match is None:
        return "Die Skala nennt keine Zahlen."
    low, high = int(match["low"]), int(match["high"])
    if low >= high:
        return "Die Skala beginnt mit der größeren Zahl."
    return "" if high - low + 1 in _STEPS else "Die Skala hat mehr als elf Stufen."


def _scale_error(keyword: Keyword, message: str) -> Diagnostic:
    place = keyword.text_span if keyword.text else keyword.span
    return error("survey-scale", message, place, f"Schreiben Sie die Enden mit Zahlen: {_EXAMPLE}")


def options(content: Likert) -> tuple[Option, ...]:
    return content.statements


def with_numbers(content: Likert, numbers: Mapping[str, int]) -> Likert:
    return replace(content, statements=number_options(content.statements, numbers))


def interaction(content: Likert) -> Interaction:
    """One statement is likert; several are matched with their values: SCORM's likert holds one value."""
    return Interaction("likert" if len(content.statements) == 1 else "matching")


def key(content: Likert) -> Mapping[str, Any]:
    return {"statements": numbers_of(content.statements), "low": content.low, "high": content.high}
