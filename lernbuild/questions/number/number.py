"""A number with unit, tolerance or range: ``Antwort: 45.300 ± 100 Euro``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lernbuild.diagnostics import Diagnostic, Edit, error, warning
from lernbuild.frozen import frozen
from lernbuild.questions.answers import Alternative, alternatives_of
from lernbuild.questions.german_numbers import (
    ABOUT,
    CENTS,
    ENGLISH,
    NUMBER,
    POINT,
    SPACED,
    Span,
    in_german,
    looks_numeric,
    read_answer,
)
from lernbuild.questions.model import Draft, Interaction, Option

_TOLERANCE = "Schreiben Sie zum Beispiel: Antwort: 45.300 ± 100 Euro, oder: Antwort: 45.300 Euro ± 5 %"

name = "number"
words: tuple[str, ...] = ("zahl", "number", "numeric")


@frozen
class Number:
    """What counts as right: spans of numbers with their units, and how the author wrote them."""

    spans: tuple[Span, ...]
    solution: str

    @property
    def units(self) -> tuple[str, ...]:
        """The units in order, each once: „3 Jahre | 36 Monate“ has two, and then a typed unit counts."""
        return tuple(dict.fromkeys(span.unit for span in self.spans if span.unit))


def claims(draft: Draft) -> bool:
    found = alternatives_of(draft)
    return bool(found) and all(looks_numeric(a.text) for a in found)


def parse(draft: Draft) -> tuple[Number | None, list[Diagnostic]]:
    found = alternatives_of(draft)
    mistakes = [mistake for alternative in found for mistake in _mistakes(alternative)]
    spans = tuple(span for a in found if (span := read_answer(a.text)))
    if not spans or any(read_answer(a.text) is None for a in found):
        return None, mistakes or [_no_number(a) for a in found if read_answer(a.text) is None]
    reversed_ = [_reversed(a) for a, span in zip(found, spans, strict=True) if span.low > span.high]
    if reversed_:
        return None, reversed_
    return Number(spans, " oder ".join(a.text for a in found)), mistakes


def _mistakes(a: Alternative) -> Iterator[Diagnostic]:
    if match := CENTS.fullmatch(a.text):
        right = f"{match['number']}{match['rest']}"
        place = _part(a, match["number"] + match["cents"])
        message = f"Die Schreibweise „{match['number']}{match['cents']}“ ist keine Zahl."
        yield error("quiz-number", message, place, f"Schreiben Sie: Antwort: {right}",
                    fix=(Edit(place, match["number"]),))  # fmt: skip
    elif match := ABOUT.fullmatch(a.text):
        message = f"Aus „{a.text}“ wird keine Zahl, an der die Antwort gemessen werden kann."
        hint = f"Geben Sie an, welche Abweichung noch richtig ist: Antwort: {match['number']} ± 10{match['rest']}"
        yield error("quiz-number", message, a.span, hint)
    elif (match := POINT.fullmatch(a.text)) and not read_answer(a.text):
        right = match["number"].replace(".", ",")
        message = f"Die Zahl {match['number']} hat einen Punkt statt eines Kommas."
        hint = f"Schreiben Sie: Antwort: {right}{match['rest']}"
        yield error("quiz-number", message, _part(a, match["number"]), hint)
    elif match := SPACED.fullmatch(a.text):
        right = "".join(match["number"].split())
        groups = re.sub(r"[\s]", ".", match["number"])
        message = f"Die Zahl {match['number']} hat Leerzeichen, wo Punkte stehen müssen."
        hint = f"Schreiben Sie: Antwort: {groups}{match['rest']} (oder {right}; ein Text wird sie mit {{typ=text}})"
        yield error("quiz-number", message, _part(a, match["number"]), hint)
    elif (match := ENGLISH.fullmatch(a.text)) and (span := read_answer(a.text)):
        right = match["number"].replace(",", ".")
        message = f"„{a.text}“ wird als {in_german(span.low)} gelesen."
        hint = f"Ist {right} gemeint (mit Tausenderpunkt), schreiben Sie: Antwort: {right}{match['rest']}"
        yield warning("quiz-number-thousands", message, _part(a, match["number"]), hint)


def _part(a: Alternative, text: str) -> Any:
    at = max(a.span.text.find(text), 0)
    return type(a.span)(a.span.file, a.span.start + at, min(a.span.start + at + len(text), a.span.end))


def _reversed(a: Alternative) -> Diagnostic:
    range_ = rf"(?P<low>{NUMBER}[^\d]*?)(?P<by>\s+bis\s+|\s*[–—-]\s*)(?P<high>{NUMBER})(?P<unit>.*)"
    match = re.fullmatch(range_, a.text)
    hint = f"Schreiben Sie: Antwort: {match['high']}{match['by']}{match['low']}{match['unit']}" if match else None
    return error("quiz-number-range", "Der Bereich beginnt mit der größeren Zahl.", a.span, hint)


def _no_number(a: Alternative) -> Diagnostic:
    message = f"„{a.text}“ ist keine Zahl, wie sie für eine Zahlenfrage gebraucht wird."
    return error("quiz-number", message, a.span, _TOLERANCE)


def options(content: Number) -> tuple[Option, ...]:
    return ()


def with_numbers(content: Number, numbers: Mapping[str, int]) -> Number:
    return content


def interaction(content: Number) -> Interaction:
    """The first span: the standards know one."""
    return Interaction("numeric", [content.spans[0].low, content.spans[0].high])


def key(content: Number) -> Mapping[str, Any]:
    found: dict[str, Any] = {"spans": [[span.low, span.high] for span in content.spans], "solution": content.solution}
    return {**found, "units": [span.unit for span in content.spans]} if len(content.units) > 1 else found
