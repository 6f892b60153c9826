"""What of an edition must hold still while learners use it: identities, points, marks; must not know pages or files.

An outline comes from the sources or out of a published package; two of them are compared in ``compat.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from lernbuild.course.model import Course
from lernbuild.frozen import frozen
from lernbuild.questions import type_of


@frozen
class OutlineQuestion:
    """``options`` are words by number; the words a page shows, or those of the sources."""

    number: int
    key: str
    kind: str
    points: int
    attempts: int | None = None
    options: Mapping[int, str] = field(default_factory=dict)


@frozen
class OutlineTest:
    """What of a test page bears on the size of the state."""

    attempts: int = 0
    draw: int | Mapping[str, int] | None = None


@frozen
class OutlineLesson:
    number: int
    key: str
    kind: str
    title: str
    questions: tuple[OutlineQuestion, ...]
    test: OutlineTest | None = None


@frozen
class Outline:
    """One edition. ``address`` is the identity under which statements (cmi5, xAPI) are kept; empty: not known.

    ``item`` is the identifier to which a SCORM LMS ties learners' data; ``tests`` are the numbers of the test pages
    that make the result; ``objectives`` and ``lands`` are keys by number.
    """

    course_id: str
    variant: str
    version: str
    pass_percent: float
    tests: tuple[int, ...]
    lessons: tuple[OutlineLesson, ...]
    objectives: Mapping[int, str]
    lands: Mapping[int, str]
    item: str = ""
    address: str = ""


def outline_of(course: Course) -> Outline:
    """The outline of a numbered edition."""
    done = course.settings.completion
    tests = [lesson for lesson in course.lessons if lesson.kind == "test"]
    return Outline(
        course_id=course.settings.id,
        variant=course.variant,
        version=course.settings.version,
        pass_percent=done.pass_percent,
        tests=tuple(lesson.number for lesson in tests if done.test in ("", None, lesson.key)),
        lessons=tuple(
            OutlineLesson(
                lesson.number,
                lesson.key,
                lesson.kind,
                lesson.title,
                tuple(
                    OutlineQuestion(
                        question.number,
                        question.key,
                        question.kind,
                        question.points,
                        question.attempts,
                        {one.number: one.key for one in type_of(question.kind).options(question.content)},
                    )
                    for question in lesson.questions
                ),
                OutlineTest(lesson.test.attempts, lesson.test.draw) if lesson.test else None,
            )
            for lesson in course.lessons
        ),
        objectives={one.number: one.key for one in course.objectives},
        lands={number: key for key, number in course.land_numbers.items()},
    )
