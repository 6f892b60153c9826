"""How question tests read sources: one block, its question with numbers, and what a test compares."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.nodes import Block, Node
from lernbuild.markup.parser import parse_document
from lernbuild.questions import parse_question, type_of
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Question
from lernbuild.source import SourceFile

FRONT = "---\ntitel: Probe\n---\n\n"


def read(source: str, *, test: bool = False) -> tuple[Question | None, list[Diagnostic]]:
    """The first question block of a lesson's body, with numbers from 1, and all diagnostics of file and question."""
    document, found = parse_document(SourceFile("probe.md", FRONT + source))
    for block in document.blocks:
        if isinstance(block, Block) and block.name in {"frage", "umfrage", "fall"}:
            question, more = parse_question(block, test=test)
            return (number(question) if question else None), [*found, *more]
    return None, found


def number(question: Question) -> Question:
    """The question with the numbers 1, 2, 3 … for its parts, as a fresh kurs.lock would give them."""
    kind = type_of(question.kind)
    numbers = {option.key: i for i, option in enumerate(kind.options(question.content), 1)}
    return replace(question, number=1, content=kind.with_numbers(question.content, numbers))


def shown(question: Question) -> dict[str, Any]:
    """What examples compare: kind, words, settings that differ from the default, key and interaction."""
    kind = type_of(question.kind)
    interaction = kind.interaction(question.content)
    feedback = {name: words_of(getattr(question.feedback, name)) for name in ("always", "right", "partly", "wrong")}
    settings = {
        "points": question.points, "attempts": question.attempts, "required": question.required,
        "shuffle": question.shuffle, "objective": question.objective, "only": list(question.only),
        "except": list(question.except_for), "until": str(question.dates.valid_until or ""),
    }  # fmt: skip
    usual: dict[str, Any] = {
        "points": 1, "attempts": None, "required": False, "shuffle": None, "objective": "", "only": [],
        "except": [], "until": "",
    }  # fmt: skip
    found: dict[str, Any] = {
        "kind": question.kind,
        "id": question.key,
        "prompt": words_of(question.prompt),
        "body": words_of(question.body),
        "settings": {name: value for name, value in settings.items() if value != usual[name]},
        "options": {
            option.number: [option.key, *([words_of(option.feedback)] if option.feedback else [])]
            for option in kind.options(question.content)
        },
        "key": plain(kind.key(question.content)),
        "interaction": {"type": interaction.type, "correct": interaction.correct},
        "hints": [words_of(hint) for hint in question.hints],
        "feedback": {name: words for name, words in feedback.items() if words},
    }
    return {name: plain(value) for name, value in found.items() if value not in ({}, [], "")}


def plain(value: Any) -> Any:
    """The value as JSON has it: text keys, lists, words for nodes."""
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, tuple) and value and all(isinstance(part, Node) for part in value):
        return words_of(value)
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value
