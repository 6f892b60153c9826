"""``loesungen.html``: the right answers of a course on a page of their own, for trainers; made only on request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lernbuild.course.model import Course, Lesson
from lernbuild.markup.nodes import Node
from lernbuild.markup.walking import plain_text
from lernbuild.papers.questions import right_answer
from lernbuild.questions import type_of
from lernbuild.questions.model import Question
from lernbuild.templates import PAPER, environment


def solutions(course: Course) -> str:
    """A whole HTML page without script; every value of the course is escaped."""
    template = environment(PAPER, Path(__file__).parent).get_template("solutions.html")
    lessons = [(lesson.title, list(_rows(lesson))) for lesson in course.lessons]
    return template.render(
        title=" – ".join(part for part in (course.settings.title, course.variant_name) if part),
        version=course.settings.version,
        lessons=[(title, rows) for title, rows in lessons if rows],
    )


def answer_and_reason(question: Question) -> tuple[str, str]:
    """The right answer as the page says it after the last attempt, and why; empty where nothing is right or wrong."""
    return _answer(question), _text((*question.feedback.right, *question.feedback.always))


def _rows(lesson: Lesson) -> Iterator[tuple[str, str, str, str]]:
    """Question, points, right answer, reason; without surveys, where nothing is right or wrong."""
    for question in lesson.questions:
        answer, reason = answer_and_reason(question)
        if answer:
            yield _text(question.prompt) or _text(question.body), _points(question, lesson), answer, reason


def _points(question: Question, lesson: Lesson) -> str:
    """Only tests give points (tracking.md, section 2)."""
    if lesson.kind != "test" or not question.points:
        return "Übung ohne Punkte"
    return "1 Punkt" if question.points == 1 else f"{question.points} Punkte"


def _answer(question: Question) -> str:
    """As the page says it after the last attempt; a type may say it in its own words."""
    kind = type_of(question.kind)
    if own := getattr(kind, "solution", None):
        return str(own(question.content))
    key = kind.key(question.content)
    if key.get("model"):
        return _text(question.content.model)
    return key.get("solution") or right_answer(question) or " | ".join(key.get("patterns", ()))


def _text(nodes: tuple[Node, ...]) -> str:
    return " ".join(plain_text(nodes).split())
