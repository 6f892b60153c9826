"""Where a course uses facts and cites law: values with places; must not print or judge anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from lernbuild.course.model import Course, Lesson
from lernbuild.markup.nodes import Citation, FactValue, Node
from lernbuild.source import SourceFile, Span


@dataclass(frozen=True, slots=True)
class FactUse:
    """One place that shows a fact. ``question`` is the question's key, empty in running text."""

    fact: str
    value: str
    until: date | None
    lesson: Lesson
    question: str
    span: Span


@dataclass(frozen=True, slots=True)
class LawUse:
    """One place that cites a section of a law (``section`` as written: „18g“, „6“)."""

    law: str
    section: str
    lesson: Lesson
    question: str
    span: Span


def fact_uses(course: Course) -> Iterator[FactUse]:
    """Every place in the edition that shows a fact, in reading order."""
    for lesson, question, node in _nodes(course):
        if isinstance(node, FactValue):
            yield FactUse(node.key, node.value, node.until, lesson, question, node.span)


def law_uses(course: Course) -> Iterator[LawUse]:
    """Every citation in the edition, one per section, in reading order."""
    for lesson, question, node in _nodes(course):
        if isinstance(node, Citation) and node.law:
            for section in dict.fromkeys(node.sections):
                yield LawUse(node.law, section, lesson, question, node.span)


def section_key(section: str) -> list[tuple[int, str]]:
    """Sorts 2, 18a, 18g, 81 as people do."""
    return [(int(number or 0), letters) for number, letters in re.findall(r"(\d*)(\D*)", section) if number or letters]


def _nodes(course: Course) -> Iterator[tuple[Lesson, str, Node]]:
    for lesson in course.lessons:
        for node in _inside((lesson.blocks, lesson.footnotes)):
            yield lesson, "", node
        for question in lesson.questions:
            for node in _inside(question):
                yield lesson, question.key, node


def _inside(value: Any) -> Iterator[Node]:
    """All nodes in a value, also inside the content of question types."""
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, (str, int, float, Span, SourceFile)) or item is None:
            continue
        if isinstance(item, Node):
            yield item
        if isinstance(item, (tuple, list)):
            stack.extend(reversed(item))
        elif is_dataclass(item) and not isinstance(item, type):
            stack.extend(reversed([getattr(item, one.name) for one in fields(item)]))
