"""The sentences that show a fact, as they were and as they are; must not know where the two states come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import zip_longest
from typing import Any

from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import FactValue, Node, Text
from lernbuild.markup.walking import plain_text
from lernbuild.source import SourceFile, Span


@frozen
class Wording:
    """One sentence or cell with a fact; ``question`` is empty in running text, ``old``, ``new`` where it is missing.

    ``value``: it shows another value than before, not only other words around it.
    """

    course: str
    lesson: str
    title: str
    question: str
    old: str
    new: str
    value: bool


def changed_wordings(course_id: str, old: Course, new: Course) -> Iterator[tuple[str, Wording]]:
    """Each fact with a place that shows it in other words than before; places are matched by their order."""
    before = {lesson.key: lesson for lesson in old.lessons}
    for lesson in new.lessons:
        if lesson.key not in before:
            continue
        olds, news = _shown(before[lesson.key]), _shown(lesson)
        for fact, question in dict.fromkeys((*news, *olds)):
            pairs = zip_longest(olds.get((fact, question), ()), news.get((fact, question), ()), fillvalue=_NOTHING)
            for (was, shown_then), (now, shown_now) in pairs:
                if was != now:
                    differs = bool(shown_then and shown_now and shown_then != shown_now)
                    yield fact, Wording(course_id, lesson.key, lesson.title, question, was, now, differs)


_NOTHING: tuple[str, tuple[str, ...]] = ("", ())


def _shown(lesson: Lesson) -> dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]]:
    """The words around each fact and the values they show, by fact and question."""
    out: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    parts: list[tuple[str, Any]] = [("", (lesson.blocks, lesson.footnotes))]
    parts += [(question.key, question) for question in lesson.questions]
    for question, value in parts:
        if not find(value, FactValue):
            continue
        for run in _runs(value):
            values: dict[str, list[str]] = {}
            for node in find(run, FactValue):
                values.setdefault(node.key.strip().partition(".")[0], []).append(node.value)
            for fact, shown in values.items():
                out.setdefault((fact, question), []).append((" ".join(plain_text(run).split()), tuple(shown)))
    return out


def _runs(value: Any) -> Iterator[tuple[Node, ...]]:
    """Sequences of running text below a value, in reading order."""
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple | list):
            if any(isinstance(one, Text | FactValue) for one in item):
                yield tuple(item)
            else:
                stack.extend(reversed(item))
        elif is_dataclass(item) and not isinstance(item, type | Span | SourceFile):
            stack.extend(reversed([getattr(item, one.name) for one in fields(item)]))
