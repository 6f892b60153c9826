"""Asks every lesson of a course the same question, and each only once for the same text; must not know any rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from lernbuild.course.model import Course, Lesson

T = TypeVar("T")


def of_each(course: Course, name: str, look: Callable[[Lesson], Iterable[T]]) -> list[T]:
    """What ``look`` finds in each lesson, in order.

    It may look at nothing but the lesson, and gives plain values without trees; ``name`` tells it from all others.
    """
    return [one for lesson in course.lessons for one in lesson.memo.once(name, _looked, look, lesson)]


def _looked(look: Callable[[Lesson], Iterable[T]], lesson: Lesson) -> list[T]:
    return list(look(lesson))
