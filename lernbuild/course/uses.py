"""Where a course uses facts and cites law: values with places; must not print or judge anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Citation, FactValue, Node
from lernbuild.source import Span

N = TypeVar("N", bound=Node)


@frozen
class FactUse:
    """One place that shows a fact. ``question`` is the question's key, empty in running text."""

    fact: str
    value: str
    until: date | None
    lesson: Lesson
    question: str
    span: Span


@frozen
class LawUse:
    """One place that cites a section of a law (``section`` as written: „18g“, „6“)."""

    law: str
    section: str
    lesson: Lesson
    question: str
    span: Span


def fact_uses(course: Course) -> Iterator[FactUse]:
    """Every place in the edition that shows a fact, in reading order."""
    for lesson in course.lessons:
        for key, value, until, question, span in lesson.memo.once("facts", _facts, lesson):
            yield FactUse(key, value, until, lesson, question, span)


def _facts(lesson: Lesson) -> list[tuple[str, str, date | None, str, Span]]:
    return [(node.key, node.value, node.until, asked, node.span) for asked, node in _nodes(lesson, FactValue)]


def law_uses(course: Course) -> Iterator[LawUse]:
    """Every citation in the edition, one per section, in reading order."""
    for lesson in course.lessons:
        for question, node in _nodes(lesson, Citation):
            if node.law:
                for section in dict.fromkeys(node.sections):
                    yield LawUse(node.law, section, lesson, question, node.span)


def section_key(section: str) -> list[tuple[int, str]]:
    """Sorts 2, 18a, 18g, 81 as people do."""
    return [(int(number or 0), letters) for number, letters in re.findall(r"(\d*)(\D*)", section) if number or letters]


def _nodes(lesson: Lesson, kind: type[N]) -> Iterator[tuple[str, N]]:
    for node in find((lesson.blocks, lesson.footnotes), kind):
        yield "", node
    for question in lesson.questions:
        for node in find(question, kind):
            yield question.key, node
