"""Free text with a model answer and self-assessment: ``Musterlösung: …``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Node, Paragraph
from lernbuild.questions.lines import line_span
from lernbuild.questions.mistakes import question_line
from lernbuild.questions.model import Draft, Interaction, Option

name = "essay"
words: tuple[str, ...] = ("freitext", "essay", "long")


@frozen
class Essay:
    """The blocks of the model answer; empty when there is none (``typ=freitext``)."""

    model: tuple[Node, ...]


def claims(draft: Draft) -> bool:
    return "musterloesung" in draft.keywords


def may_be_named(draft: Draft) -> bool:
    """True where ``typ=freitext`` may ask without a model answer."""
    return not draft.lists and "antwort" not in draft.keywords


def parse(draft: Draft) -> tuple[Essay | None, list[Diagnostic]]:
    model: list[Node] = []
    for keyword in draft.keywords.get("musterloesung", ()):
        if keyword.content:
            model.append(Paragraph(keyword.text_span, keyword.content))
        model.extend(keyword.blocks)
        if not keyword.content and not keyword.blocks:
            place = line_span(keyword.span.file, keyword.span.start)
            hint = "Ergänzen Sie dahinter, was eine gute Antwort enthält."
            return None, [error("quiz-answer-empty", "Hinter „Musterlösung:“ steht nichts.", place, hint)]
    return Essay(tuple(model)), _in_test(draft)


def _in_test(draft: Draft) -> list[Diagnostic]:
    if not draft.test:
        return []
    message = "Diese Frage in einer Lernkontrolle bewerten die Lernenden selbst, und ihre Bewertung zählt."
    hint = "Stellen Sie sie in eine Lektion, oder fragen Sie mit Antworten zum Ankreuzen."
    return [warning("quiz-free-text-in-test", message, question_line(draft.block), hint)]


def options(content: Essay) -> tuple[Option, ...]:
    return ()


def with_numbers(content: Essay, numbers: Mapping[str, int]) -> Essay:
    return content


def interaction(content: Essay) -> Interaction:
    return Interaction("long-fill-in")


def key(content: Essay) -> Mapping[str, Any]:
    return {"model": content.model or ""}
