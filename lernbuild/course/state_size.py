"""How long a learner's state of a course can become, before any learner has one; must not know pages or LMSs.

The sizes follow the format at the head of ``runtime/state.ts`` and the order of loss of ``runtime/fit.ts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from lernbuild.course.state import PREFIX, UNITS
from lernbuild.frozen import frozen

LIMIT = 4000
"""Characters that every LMS keeps (SCORM 1.2: 4,096; some SCORM 2004: 4,000)."""

_COUNTER = 2**24
_DAYS = 2**16
_CONFIRM = 2**21
_SUBMISSIONS = 2**12
_SYMBOLS = 4
"""Symbols of the dense form (section 6) for each number of checks, beside "not present" and "right"."""
_EXACT = 12
_ANSWER = 120
"""Bits of a usual response: five options, or a short number."""


@frozen
class StateSize:
    """Characters: ``bound`` is never exceeded (responses left out), ``usual`` holds the responses of tests, too.

    ``largest`` names what takes most of it: "fragen", "lektionen" or "pruefungen".
    """

    bound: int
    usual: int
    largest: str

    @property
    def fits(self) -> bool:
        return self.bound <= LIMIT


class Question(Protocol):
    """What of a question bears on the size."""

    @property
    def number(self) -> int: ...
    @property
    def points(self) -> int: ...
    @property
    def attempts(self) -> int | None: ...


class Test(Protocol):
    """What of a test page's settings bears on the size."""

    @property
    def attempts(self) -> int: ...
    @property
    def draw(self) -> int | Mapping[str, int] | None: ...


class Lesson(Protocol):
    """What of a lesson bears on the size."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def questions(self) -> Sequence[Question]: ...
    @property
    def test(self) -> Test | None: ...


class Sized(Protocol):
    """A course, or the outline of a published one."""

    @property
    def lessons(self) -> Sequence[Lesson]: ...


def worst_case(course: Sized) -> StateSize:
    """The size of the state when everything was opened, answered partly right and handed in as often as possible."""
    lessons = course.lessons
    tests = [lesson for lesson in lessons if lesson.kind == "test"]
    parts = {
        "lektionen": _section(_lessons(lessons)),
        "fragen": _section(_questions(lessons)) if any(lesson.questions for lesson in lessons) else 0,
        "pruefungen": _section(_varint(len(tests)) + sum(_test(test) for test in tests)) if tests else 0,
    }
    core = _section(_core(lessons))
    answers = sum(_open_at_once(test) for test in tests) * _ANSWER
    hashes = 12 * len(lessons)
    largest = max(parts, key=lambda name: parts[name])
    bound = core + sum(parts.values())
    return StateSize(_characters(bound), _characters(bound + hashes + answers), largest)


def _core(lessons: Iterable[Lesson]) -> int:
    bookmark = max((lesson.number for lesson in lessons), default=0)
    numbers = (_COUNTER, bookmark, _DAYS, 2**8, _CONFIRM)
    return sum(_varint(number) for number in numbers) + 1 + 2 + 1 + 14 + 30


def _lessons(lessons: Iterable[Lesson]) -> int:
    """Seen and done; the content hashes are given up in time."""
    numbers = [lesson.number for lesson in lessons]
    return 1 + _table(numbers) + 2 * len(numbers)


def _questions(lessons: Iterable[Lesson]) -> int:
    """The shorter of both forms, as the browser side chooses."""
    lessons = tuple(lessons)
    return min(_plain(lessons), _dense(lessons))


def _dense(lessons: tuple[Lesson, ...]) -> int:
    questions = [question for lesson in lessons for question in lesson.questions]
    numbers = [question.number for question in questions]
    size = max(numbers) - min(numbers) + 1
    most = max(_checks(question) for question in questions)
    width = ((2 + _SYMBOLS * most) ** 3 - 1).bit_length()
    exact = sum(_open_at_once(lesson) for lesson in lessons if lesson.kind == "test") * _EXACT
    return _varint(min(numbers)) + _varint(size) + _varint(most) + (size + 2) // 3 * width + exact


def _checks(question: Question) -> int:
    """Checks that are counted when room is short: as many as are allowed, of unlimited ones two."""
    return 2 if question.attempts is None else question.attempts or 2


def _plain(lessons: tuple[Lesson, ...]) -> int:
    bits = _table([question.number for lesson in lessons for question in lesson.questions])
    for lesson in lessons:
        if lesson.kind == "test":
            most = _open_at_once(lesson)
            bits += sum(sorted((_graded(question) for question in lesson.questions), reverse=True)[:most])
        else:
            bits += sum(_practice(question) for question in lesson.questions)
    return bits


def _graded(question: Question) -> int:
    """Verdict, exact part, checks."""
    attempts = 1 if question.attempts is None else question.attempts
    return 2 + 13 + 2 + (6 if attempts == 0 or attempts > 2 else 0)


def _practice(question: Question) -> int:
    """Verdict with "part not known"; of unlimited checks only two are counted when room is short."""
    attempts = 2 if question.attempts is None else question.attempts
    return 2 + 1 + 2 + (6 if attempts > 2 else 0)


def _open_at_once(test: Lesson) -> int:
    """Questions of one attempt; a new attempt empties the ones of the last."""
    draw = test.test.draw if test.test else None
    if draw is None:
        return len(test.questions)
    wanted = draw if isinstance(draw, int) else sum(draw.values())
    return min(wanted, len(test.questions))


def _test(test: Lesson) -> int:
    points = sum(question.points for question in test.questions) * UNITS
    submissions = (test.test.attempts if test.test else 0) or _SUBMISSIONS
    return _varint(test.number) + _varint(submissions) + 1 + 1 + 26 + 2 * _varint(points)


def _table(numbers: list[int]) -> int:
    if not numbers:
        return 2 * _varint(0)
    size = max(numbers) - min(numbers) + 1
    return _varint(min(numbers)) + _varint(size) + size


def _section(payload: int) -> int:
    return _varint(5) + _varint(payload) + payload


def _varint(value: int) -> int:
    return 5 * max(1, (value.bit_length() + 3) // 4)


def _characters(bits: int) -> int:
    return len(PREFIX) + (bits + 5) // 6
