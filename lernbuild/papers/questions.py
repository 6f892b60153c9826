"""``fragen.csv``: the question ids that an LMS shows, with lesson, words and key; for trainers and support."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from lernbuild.course.model import Course, Lesson
from lernbuild.markup.nodes import plain_text
from lernbuild.questions import TYPES
from lernbuild.questions.model import Interaction, Option, Question
from lernbuild.render.data import question_id

HEAD = ("Kennung im LMS", "Nummer", "Lektion", "zählt", "Art", "Punkte", "Frage", "richtig")


def question_list(course: Course) -> bytes:
    """Semicolons, UTF-8 with a mark, Windows line ends: what a German Excel opens by a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for lesson in course.lessons:
        for question in lesson.questions:
            writer.writerow([_safe(value) for value in _row(course, lesson, question)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _row(course: Course, lesson: Lesson, question: Question) -> Iterator[str]:
    kind = next(one for one in TYPES if one.name == question.kind)
    words = " ".join(plain_text(question.prompt).split()) or " ".join(plain_text(question.body).split())
    yield f"{course.settings.id}_{question_id(question, lesson)}"
    yield str(question.number)
    yield lesson.title
    yield "ja" if lesson.kind == "test" else "nein"
    yield question.kind
    yield str(question.points)
    yield words
    yield _key(kind.interaction(question.content), kind.options(question.content))


def _key(interaction: Interaction, options: tuple[Option, ...]) -> str:
    """The right answer in words: option numbers become the options' words."""
    names = {str(option.number): " ".join(plain_text(option.content).split()) or option.key for option in options}
    correct = interaction.correct
    if correct is None:
        return ""
    if isinstance(correct, bool):
        return "richtig" if correct else "falsch"
    if interaction.type == "numeric":
        return " bis ".join(dict.fromkeys(_number(value) for value in correct))
    return "; ".join(_part(part, names) for part in correct) if isinstance(correct, list | tuple) else str(correct)


def _part(part: Any, names: dict[str, str]) -> str:
    if isinstance(part, list | tuple):
        return " | ".join(names.get(str(one), str(one)) for one in part)
    return names.get(str(part), str(part))


def _number(value: Any) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",") if isinstance(value, float | int) else str(value)


def _safe(value: str) -> str:
    """A cell that no spreadsheet takes for a formula (CWE-1236)."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value
