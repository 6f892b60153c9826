"""A word or a short text: ``Antwort: Botschaft | Konsulat {tippfehler=1}`` or ``Antwort: /regex/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lernbuild.diagnostics import Diagnostic, Edit, error, warning
from lernbuild.frozen import frozen
from lernbuild.questions.answers import Alternative, alternatives_of, empty_answer, is_pattern, typos_of
from lernbuild.questions.german_numbers import looks_numeric
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.patterns import pattern_trouble

name = "text"
words: tuple[str, ...] = ("text", "kurztext", "short")
uses = ("tippfehler",)

_QUOTED = re.compile(r"[„“”\"‚‘'»«](?P<inner>[^„“”\"‚‘»«]+)[“”\"‘’'«»]")
_OR = re.compile(r"(?P<first>\S.*?)\s+oder\s+(?P<second>.*\S)")


@frozen
class ShortText:
    """``accepted`` texts (case, umlauts, blanks and dashes do not count), ``patterns`` without their strokes."""

    accepted: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    typos: int = 0


def claims(draft: Draft) -> bool:
    found = alternatives_of(draft)
    return "antwort" in draft.keywords and not (found and all(looks_numeric(a.text) for a in found))


def may_be_named(draft: Draft) -> bool:
    """True where ``typ=text`` may make a text of what looks like a number."""
    return "antwort" in draft.keywords


def parse(draft: Draft) -> tuple[ShortText | None, list[Diagnostic]]:
    found = alternatives_of(draft)
    typos, diagnostics = typos_of(draft)
    diagnostics += empty_answer(draft)
    patterns = tuple(a.text[1:-1] for a in found if is_pattern(a.text))
    diagnostics += [problem for a in found if is_pattern(a.text) for problem in _pattern_problems(a)]
    if diagnostics or not found:
        return None, diagnostics
    accepted = tuple(a.text for a in found if not is_pattern(a.text))
    return ShortText(accepted, patterns, typos), _doubts(found)


def _pattern_problems(a: Alternative) -> list[Diagnostic]:
    why = pattern_trouble(a.text[1:-1])
    if not why:
        return []
    hint = "Erlaubt sind Zeichen, Klassen wie [a-z], Gruppen, |, ?, * und +; einfacher ist es ausgeschrieben: a | b"
    return [error("quiz-answer-pattern", f"Das Muster {a.text} lässt sich nicht verwenden: {why}.", a.span, hint)]


def _doubts(found: list[Alternative]) -> list[Diagnostic]:
    diagnostics: list[Diagnostic] = []
    for a in found:
        quoted = _QUOTED.fullmatch(a.text)
        either = _OR.fullmatch(a.text) if len(found) == 1 and not is_pattern(a.text) else None
        if quoted:
            message = "Die Anführungszeichen gehören hier zur Antwort und müssten mit eingetippt werden."
            hint = f"Schreiben Sie: Antwort: {quoted['inner']}"
            fix = (Edit(a.span, quoted["inner"]),) if a.span.text == a.text else ()
            diagnostics.append(warning("quiz-answer-quotes", message, a.span, hint, fix=fix))
        elif either:
            message = f"Als richtig gilt nur der ganze Text „{a.text}“."
            hint = "Mehrere richtige Antworten trennen Sie mit einem senkrechten Strich: "
            hint += f"Antwort: {either['first']} | {either['second']}"
            diagnostics.append(warning("quiz-answer-alternatives", message, a.span, hint))
    return diagnostics


def options(content: ShortText) -> tuple[Option, ...]:
    return ()


def with_numbers(content: ShortText, numbers: Mapping[str, int]) -> ShortText:
    return content


def interaction(content: ShortText) -> Interaction:
    return Interaction("fill-in", [list(content.accepted)])


def key(content: ShortText) -> Mapping[str, Any]:
    return {"accepted": list(content.accepted), "patterns": list(content.patterns), "typos": content.typos}
