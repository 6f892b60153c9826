"""Gaps in a text: ``[[18g]]``, ``[[4|vier]]``, ``[[( ) Polizei | (x) Ausländerbehörde]]``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Gap, Text
from lernbuild.markup.walking import walk
from lernbuild.questions.answers import split_alternatives, typos_of
from lernbuild.questions.gap.around import words_around
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import doubled, number_options, numbers_of
from lernbuild.source import Span

name = "gap"
words: tuple[str, ...] = ("luecke", "lücke", "gap", "cloze")
uses = ("tippfehler",)
owns_text = True

_CHOICE = re.compile(r"\((?P<mark>[ xX])\)\s*(?P<words>.*)")


@frozen
class Field:
    """One gap: typed (``accepted``) or chosen from ``choices``.

    ``place`` counts the gaps from 1, ``before`` and ``after`` are a few words around for the label.
    """

    key: str
    span: Span
    place: int
    accepted: tuple[str, ...] = ()
    choices: tuple[Option, ...] = ()
    before: str = ""
    after: str = ""
    number: int = 0


@frozen
class GapText:
    """All gaps in reading order; ``in_prompt`` when the question's first line holds one."""

    fields: tuple[Field, ...]
    in_prompt: bool
    typos: int = 0

    def at(self, gap: Gap) -> Field:
        """The gap that stands at a place of the text."""
        return next(found for found in self.fields if found.span == gap.span)


def claims(draft: Draft) -> bool:
    return any(isinstance(node, Gap) for node in walk((*draft.prompt, *draft.body)))


def parse(draft: Draft) -> tuple[GapText | None, list[Diagnostic]]:
    gaps = [node for node in walk((*draft.prompt, *draft.body)) if isinstance(node, Gap)]
    around = words_around(draft.prompt, draft.body)
    typos, diagnostics = typos_of(draft)
    keys: dict[str, int] = {}
    fields: list[Field] = []
    for place, gap in enumerate(gaps, 1):
        found, problems = _read(gap, place, keys)
        diagnostics += problems
        before, after = around[place - 1] if len(around) == len(gaps) else ("", "")
        fields.append(replace(found, before=before, after=after))
    if diagnostics or not fields:
        return None, diagnostics
    in_prompt = any(isinstance(node, Gap) for node in walk(draft.prompt))
    return GapText(tuple(fields), in_prompt, typos), []


def _read(gap: Gap, place: int, keys: dict[str, int]) -> tuple[Field, list[Diagnostic]]:
    parts = [part for part in split_alternatives(" ".join(gap.source.replace("\u00a0", " ").split())) if part]
    matches = [_CHOICE.fullmatch(part) for part in parts]
    right = [m["words"] for m in matches if m and m["mark"] != " "] or parts
    key = f"[[{right[0] if right else ''}]]"
    keys[key] = keys.get(key, 0) + 1
    if keys[key] > 1:
        key = f"{key} {keys[key]}"
    if not any(matches):
        return Field(key, gap.span, place, tuple(parts)), _no_words(gap, parts)
    choices = tuple(
        Option(f"{key}: {m['words']}", (Text(gap.span, m["words"]),), gap.span, m["mark"] != " ") for m in matches if m
    )
    return Field(key, gap.span, place, (), choices), _choice_troubles(gap, choices, all(matches))


def _no_words(gap: Gap, parts: list[str]) -> list[Diagnostic]:
    if not parts:
        message = "In dieser Lücke steht keine Lösung."
        hint = "Schreiben Sie die Lösung hinein, zum Beispiel: [[vier]]"
        return [error("quiz-answer-empty", message, gap.span, hint)]
    if any("{{" in part for part in parts):
        message = "In einer Lücke kann kein Fakt stehen."
        hint = "Fragen Sie nach der Zahl mit einer eigenen Frage und einer Zeile: Antwort: {{…}}"
        return [error("quiz-gap-fact", message, gap.span, hint)]
    return []


def _choice_troubles(gap: Gap, choices: tuple[Option, ...], complete: bool) -> list[Diagnostic]:
    right = [choice for choice in choices if choice.right]
    if not complete:
        message = "In dieser Lücke fehlt vor einer Antwort die Klammer."
        hint = "Schreiben Sie zum Beispiel: [[( ) Polizei | (x) Behörde]]"
        return [error("quiz-no-markers", message, gap.span, hint)]
    if not right:
        shown = gap.span.text if gap.span.text.startswith("[[") else f"[[{gap.source}]]"
        head, _, tail = shown.rpartition("( )")
        message = "In dieser Lücke ist keine Antwort als richtig markiert."
        hint = f"Setzen Sie vor die richtige Antwort (x), zum Beispiel: {head}(x){tail}"
        return [error("quiz-no-correct-answer", message, gap.span, hint)]
    if len(right) > 1:
        message = "In einer Lücke darf nur eine Antwort mit (x) markiert sein."
        hint = "Gelten mehrere, lassen Sie die Klammern weg: [[vier|4]]"
        return [error("quiz-two-correct", message, gap.span, hint)]
    return doubled(choices)


def options(content: GapText) -> tuple[Option, ...]:
    """Each gap, then its choices."""
    return tuple(
        option
        for field in content.fields
        for option in (Option(field.key, (), field.span, number=field.number), *field.choices)
    )


def with_numbers(content: GapText, numbers: Mapping[str, int]) -> GapText:
    fields = tuple(
        replace(field, number=numbers.get(field.key, field.number), choices=number_options(field.choices, numbers))
        for field in content.fields
    )
    return replace(content, fields=fields)


def interaction(content: GapText) -> Interaction:
    return Interaction("fill-in", [_accepted(field) for field in content.fields])


def _accepted(field: Field) -> list[str]:
    return list(field.accepted) or [_words(choice) for choice in field.choices if choice.right]


def _words(choice: Option) -> str:
    return choice.key.split(": ", 1)[1]


def key(content: GapText) -> Mapping[str, Any]:
    return {"fields": [_field_key(field) for field in content.fields], "typos": content.typos}


def _field_key(field: Field) -> dict[str, Any]:
    typed: dict[str, Any] = {"n": field.number, "accepted": _accepted(field)}
    if not field.choices:
        return typed
    choices = {str(choice.number): _words(choice) for choice in field.choices}
    return {**typed, "choices": choices, "right": numbers_of(field.choices, right=True)}
