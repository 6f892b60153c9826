"""Ordering: a numbered list in the right order, shown in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import List, ListItem
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import answer_items, item_place, number_options, numbers_of, read_options
from lernbuild.source import Span

name = "ordering"
words: tuple[str, ...] = ("reihenfolge", "ordnen", "ordering")


@frozen
class Ordering:
    """The steps in the right order."""

    steps: tuple[Option, ...]

    @property
    def shown(self) -> tuple[Option, ...]:
        """The steps by the alphabet, as the page shows them first; never in the right order."""
        by_words = tuple(sorted(self.steps, key=lambda step: words_of(step.content).casefold()))
        return by_words if by_words != self.steps else (*by_words[1:], by_words[0])


def claims(draft: Draft) -> bool:
    items = answer_items(draft)
    ordered = any(isinstance(node, List) and node.ordered for node in draft.lists)
    return ordered and not any(item.marker for item in items)


def parse(draft: Draft) -> tuple[Ordering | None, list[Diagnostic]]:
    items = answer_items(draft)
    diagnostics = _numbers(items)
    if not diagnostics:
        steps, diagnostics = read_options(draft)
    if not diagnostics and len(items) < 2:
        message = "Zum Ordnen braucht es mindestens zwei Schritte."
        diagnostics = [error("quiz-too-few", message, item_place(items[0]), "Ergänzen Sie eine weitere Zeile: 2. …")]
    return (None if diagnostics else Ordering(steps)), diagnostics


def _numbers(items: tuple[ListItem, ...]) -> list[Diagnostic]:
    numbers = [item.number for item in items]
    if None in numbers or len(set(numbers)) == 1:
        return []
    for (before, number), item in zip(pairwise(numbers), items[1:], strict=True):
        if before is not None and number != before + 1:
            place = item_place(item)
            message = f"Die Nummern laufen nicht der Reihe nach: Auf {before} folgt {number}."
            hint = "Schreiben Sie die Schritte in der richtigen Reihenfolge auf; gemischt werden sie von selbst."
            at = Span(place.file, place.start, place.start + len(str(number)) + 1)
            return [error("quiz-order-numbers", message, at, hint)]
    return []


def options(content: Ordering) -> tuple[Option, ...]:
    return content.steps


def with_numbers(content: Ordering, numbers: Mapping[str, int]) -> Ordering:
    return replace(content, steps=number_options(content.steps, numbers))


def interaction(content: Ordering) -> Interaction:
    return Interaction("sequencing", [str(number) for number in numbers_of(content.steps)])


def key(content: Ordering) -> Mapping[str, Any]:
    return {"order": numbers_of(content.steps)}
