"""``fragen.csv``: the question ids that an LMS shows, with lesson, words and key; for trainers and support."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from lernbuild.course.model import Course, Lesson
from lernbuild.markup.walking import plain_text
from lernbuild.questions import type_of
from lernbuild.questions.model import Option, Question
from lernbuild.render.data import question_id

HEAD = ("Kennung im LMS", "Nummer", "Lektion", "zählt", "Art", "Punkte", "Frage", "richtig")


def question_list(course: Course) -> bytes:
    """Semicolons, UTF-8 with a mark, Windows line ends: what a German Excel opens by a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for lesson in course.lessons:
        told = lesson.memo.once("asked", _told_of, lesson)
        for question, words in zip(lesson.questions, told, strict=True):
            writer.writerow([_safe(value) for value in _row(course, lesson, question, words)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _told_of(lesson: Lesson) -> list[tuple[str, str]]:
    return [_told(question) for question in lesson.questions]


def _told(question: Question) -> tuple[str, str]:
    """What is asked and what is right, in words."""
    words = " ".join(plain_text(question.prompt).split()) or " ".join(plain_text(question.body).split())
    return words, right_answer(question)


def _row(course: Course, lesson: Lesson, question: Question, told: tuple[str, str]) -> Iterator[str]:
    yield f"{course.settings.id}_{question_id(question, lesson)}"
    yield str(question.number)
    yield lesson.title
    yield "ja" if lesson.kind == "test" else "nein"
    yield question.kind
    yield str(question.points)
    yield from told


def right_answer(question: Question) -> str:
    """The right answer in words: option numbers become the options' words; empty where nothing is right or wrong."""
    kind = type_of(question.kind)
    interaction, options = kind.interaction(question.content), kind.options(question.content)
    names = {str(option.number): _words(option) for option in options}
    correct = interaction.correct
    if correct is None:
        return ""
    if isinstance(correct, bool):
        return _truth(correct)
    if interaction.type == "numeric":
        return " bis ".join(dict.fromkeys(_number(value) for value in correct))
    if question.kind == "truefalse":
        return "; ".join(f"{_words(option)}: {_truth(option.right)}" for option in options)
    if interaction.type == "fill-in":
        return "; ".join(" | ".join(accepted) for accepted in correct)
    joint = " → " if interaction.type == "matching" else " | "
    return "; ".join(_part(part, names, joint) for part in correct)


def _words(option: Option) -> str:
    return " ".join(plain_text(option.content).split()) or option.key


def _truth(value: bool) -> str:
    return "richtig" if value else "falsch"


def _part(part: Any, names: dict[str, str], joint: str) -> str:
    if isinstance(part, list | tuple):
        return joint.join(names.get(str(one), str(one)) for one in part)
    return names.get(str(part), str(part))


def _number(value: Any) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",") if isinstance(value, float | int) else str(value)


def _safe(value: str) -> str:
    """A cell that no spreadsheet takes for a formula (CWE-1236)."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value
