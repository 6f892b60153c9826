"""Reads the state that a package leaves in an LMS (``suspend_data``); must not know pages, LMSs or who asks.

The format is told at the head of ``runtime/state.ts``; ``tests/runtime/state-vectors.json`` holds both to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from lernbuild.frozen import slotted

PREFIX = "lb1;"
UNITS = 2520
"""Parts of one point that are counted."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_NUMBERS = {letter: number for number, letter in enumerate(_LETTERS)}
_SUCCESSES = ("unknown", "passed", "failed")
_VERDICTS = ("open", "right", "wrong", "partly")
_KINDS = ("open", "wrong", "partly", "exact")
_TOGETHER = 3
_LARGEST = 100_000
_MOST_CHECKS = 1_000
_LONGEST_ANSWER = 4_000
_EPOCH = date(2020, 1, 1)

_Entry = TypeVar("_Entry")


class StateError(ValueError):
    """The text is not a state, or it ends too early."""


@slotted
class LessonState:
    seen: bool
    done: bool
    content_hash: int
    """First 12 bits of the content hash at the last visit; 0 = not known."""


@slotted
class AnswerState:
    numbers: list[int]
    text: str | None = None


@slotted
class QuestionState:
    verdict: str
    units: int | None
    """2520ths of the question's points; None: partly right, part not known."""
    checks: int
    answer: AnswerState | None = None


@slotted
class TestState:
    submissions: int
    closed: bool
    started: int
    """Minutes since 2020-01-01 UTC; 0 = not started."""
    best: int
    best_of: int
    """Best submission, and what could be reached in it, in 2520ths of a point."""

    @property
    def started_at(self) -> datetime | None:
        moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=self.started)
        return moment if self.started else None


@slotted
class CourseState:
    """What a learner has done, by numbers of kurs.lock. ``damaged``: the text broke off, what stood before is here."""

    counter: int = 0
    bookmark: int = 0
    last_visit: date | None = None
    land: int = 0
    completed: bool = False
    success: str = "unknown"
    score: float | None = None
    """Percent, at the last hand-in of a counting test."""
    confirm: int = 0
    seed: int = 0
    lessons: dict[int, LessonState] = field(default_factory=dict)
    questions: dict[int, QuestionState] = field(default_factory=dict)
    tests: dict[int, TestState] = field(default_factory=dict)
    core_rest: str = ""
    """Bits behind the core that a newer version wrote."""
    unknown: list[tuple[int, str]] = field(default_factory=list)
    """Sections of newer versions: tag and bits."""
    damaged: bool = False


class _Bits:
    def __init__(self, bits: str) -> None:
        self._bits = bits
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._bits) - self._at

    def take(self, count: int) -> str:
        if count > self.left:
            raise StateError("the state ends too early")
        self._at += count
        return self._bits[self._at - count : self._at]

    def bit(self) -> bool:
        return self.take(1) == "1"

    def number(self, width: int) -> int:
        return int(self.take(width), 2) if width else 0

    def varint(self) -> int:
        value, shift = 0, 0
        while True:
            more = self.bit()
            value += self.number(4) << shift
            if not more:
                return value
            shift += 4

    def signed(self) -> int:
        value = self.varint()
        return -(value + 1) // 2 if value % 2 else value // 2


def decode_state(text: str) -> CourseState:
    """The learner's state; raises ``StateError`` when ``text`` is none."""
    text = text.strip()
    if not text.startswith(PREFIX):
        raise StateError(f"a state begins with {PREFIX}")
    state = CourseState()
    sections = 0
    try:
        bits = _Bits(_bits_of(text.removeprefix(PREFIX)))
        while bits.left >= 10:
            tag = bits.varint()
            if tag == 0:
                break
            _read_section(state, tag, bits.take(bits.varint()))
            sections += 1
    except StateError:
        state.damaged = True
    if not sections:
        raise StateError("the text holds nothing that can be read")
    return state


def _bits_of(letters: str) -> str:
    unknown = next((letter for letter in letters if letter not in _NUMBERS), None)
    if unknown is not None:
        raise StateError(f"not a letter of the state: {unknown!r}")
    return "".join(f"{_NUMBERS[letter]:06b}" for letter in letters)


def _read_section(state: CourseState, tag: int, payload: str) -> None:
    bits = _Bits(payload)
    if tag == 1:
        _read_core(bits, state)
    elif tag == 2:
        hashes = bits.bit()
        state.lessons = _read_table(bits, lambda: _read_lesson(bits, hashes))
    elif tag == 3:
        _add_questions(state, _read_table(bits, lambda: _read_question(bits)))
    elif tag == 6:
        _add_questions(state, _read_dense(bits))
    elif tag == 4:
        for _, question in sorted(state.questions.items()):
            question.answer = _read_answer(bits) if bits.bit() else None
    elif tag == 5:
        state.tests = dict(_read_test(bits) for _ in range(bits.varint()))
    else:
        state.unknown.append((tag, payload))


def _add_questions(state: CourseState, read: dict[int, QuestionState]) -> None:
    """Sections 3 and 6 stand side by side when a package that does not know section 6 has written the state."""
    old = state.questions
    news = {number: record for number, record in read.items() if number not in old or record.verdict == "right"}
    state.questions = dict(sorted((old | news).items()))


def _read_core(bits: _Bits, state: CourseState) -> None:
    state.counter = bits.varint()
    state.bookmark = bits.varint()
    days = bits.varint()
    state.last_visit = _EPOCH + timedelta(days=days) if 0 < days < _LARGEST else None
    state.land = bits.varint()
    state.completed = bits.bit()
    state.success = (*_SUCCESSES, "unknown")[bits.number(2)]
    state.score = min(bits.number(14), 10_000) / 100 if bits.bit() else None
    state.confirm = bits.varint()
    state.seed = bits.number(30)
    state.core_rest = bits.take(bits.left)


def _read_table(bits: _Bits, read: Callable[[], _Entry]) -> dict[int, _Entry]:
    first, size = bits.varint(), bits.varint()
    if first + size > _LARGEST:
        raise StateError("a number of the state is too large")
    return {number: read() for number in range(first, first + size) if bits.bit()}


def _read_lesson(bits: _Bits, hashes: bool) -> LessonState:
    seen = bits.bit()
    done = seen and bits.bit()
    return LessonState(seen, done, bits.number(12) if seen and hashes else 0)


def _read_question(bits: _Bits) -> QuestionState:
    verdict = _VERDICTS[bits.number(2)]
    units: int | None = UNITS if verdict == "right" else 0
    if verdict == "partly":
        units = min(bits.number(12), UNITS) if bits.bit() else None
    few = bits.number(2)
    return QuestionState(verdict, units, few if few < 3 else 3 + bits.number(6))


def _read_dense(bits: _Bits) -> dict[int, QuestionState]:
    first, size, most = bits.varint(), bits.varint(), bits.varint()
    if first + size > _LARGEST or most > _MOST_CHECKS:
        raise StateError("a number of the state is too large")
    symbols = 2 + len(_KINDS) * most
    width = (symbols**_TOGETHER - 1).bit_length()
    found: list[int] = []
    for _ in range(0, size, _TOGETHER):
        value = bits.number(width)
        found += [value // symbols**place % symbols for place in range(_TOGETHER)]
    records = {first + at: _dense_question(symbol) for at, symbol in enumerate(found[:size]) if symbol}
    for at, symbol in enumerate(found[:size]):
        if symbol > 1 and _KINDS[(symbol - 2) % len(_KINDS)] == "exact":
            records[first + at].units = min(bits.number(12), UNITS)
    return records


def _dense_question(symbol: int) -> QuestionState:
    if symbol == 1:
        return QuestionState("right", UNITS, 1)
    kind = _KINDS[(symbol - 2) % len(_KINDS)]
    partly = kind in ("partly", "exact")
    return QuestionState("partly" if partly else kind, None if partly else 0, 1 + (symbol - 2) // len(_KINDS))


def _read_answer(bits: _Bits) -> AnswerState:
    count = bits.varint()
    if count > _LONGEST_ANSWER:
        raise StateError("a number of the state is too large")
    numbers: list[int] = []
    if count:
        smallest, width = bits.signed(), bits.number(6)
        numbers = [smallest + bits.number(width) for _ in range(count)]
    if not bits.bit():
        return AnswerState(numbers)
    data = bytes(bits.number(8) for _ in range(bits.varint()))
    return AnswerState(numbers, data.decode(errors="replace"))


def _read_test(bits: _Bits) -> tuple[int, TestState]:
    number, submissions, closed = bits.varint(), bits.varint(), bits.bit()
    started = bits.number(26) if bits.bit() else 0
    return number, TestState(submissions, closed, started, bits.varint(), bits.varint())
