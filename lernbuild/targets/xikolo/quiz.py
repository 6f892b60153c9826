"""A quiz as the platform knows it: three kinds of questions, answers in words; knows no question type of ours."""

from __future__ import annotations

from dataclasses import field

from lernbuild.frozen import frozen
from lernbuild.source import Span

ONE, MANY, TEXT = "MultipleChoice", "MultipleAnswer", "FreeText"
"""The three types of ``quiz_import_schema.xml``."""


@frozen
class Answer:
    """An answer to choose, or a text that counts when the learner's answer contains it."""

    text: str
    right: bool = False
    explanation: str = ""


@frozen
class Asked:
    """One question of a quiz, in Markdown without HTML."""

    kind: str
    text: str
    answers: tuple[Answer, ...]
    points: int = 1
    shuffle: bool = False
    explanation: str = ""


@frozen
class Mapped:
    """What became of a question of the course.

    ``asked`` is empty for one that stands in the text (``in_text``) or was left out (``reason`` says why);
    ``notes`` name what differs from the course. ``points`` are the course's.
    """

    number: int
    title: str
    kind: str
    span: Span
    asked: tuple[Asked, ...] = ()
    in_text: bool = False
    reason: str = ""
    notes: tuple[str, ...] = ()
    points: int = 1


@frozen
class Quiz:
    """One element „Quiz“; ``use`` is "test", "exercise" or "survey"."""

    ref: str
    name: str
    section: int
    use: str
    instructions: str
    questions: tuple[Asked, ...]
    attempts: int = 0
    seconds: int = 0
    graded: bool = False
    sources: tuple[Mapped, ...] = field(default=())
