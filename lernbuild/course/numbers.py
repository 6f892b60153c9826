"""Gives numbers from kurs.lock to a course, keeping those of changed texts; must not know files or pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lernbuild.course.lock_entries import LAND, LESSON, OBJECTIVE, OPTION, QUESTION, Entry, Lock, one_line
from lernbuild.course.model import Course, Lesson, QuestionIdentity
from lernbuild.course.words import similarity
from lernbuild.diagnostics import Diagnostic, info, warning
from lernbuild.frozen import frozen
from lernbuild.later import changed
from lernbuild.questions import type_of
from lernbuild.questions.model import Question
from lernbuild.source import Span

SAME = 0.8
"""Similarity from which a changed text counts as the same."""
DOUBT = 0.55
"""Similarity from which the author is asked."""


@frozen
class Wanted:
    """Something of the course that needs a number; ``evidence`` are words that tell whether it is an old one."""

    key: str
    span: Span | None = None
    explicit: bool = False
    evidence: frozenset[str] = frozenset()


class _Book:
    """The lock while it is brought up to date; entries are found by their owner, with their place in ``entries``."""

    __slots__ = ("_by_owner", "_highest", "entries", "problems")

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Diagnostic] = []
        self._by_owner: dict[tuple[str, int], dict[int, Entry]] = {}
        self._highest: dict[tuple[str, int], int] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._note(entry, len(self.entries) - 1)

    def _note(self, entry: Entry, place: int) -> None:
        self._by_owner.setdefault((entry.kind, entry.owner), {})[place] = entry
        room = entry.slot[:2]
        self._highest[room] = max(self._highest.get(room, 0), entry.number)

    def of(self, kind: str, owner: int = 0) -> list[Entry]:
        """The entries of a kind that belong to an owner, in the order of the file."""
        found = self._by_owner.get((kind, owner), {})
        return [found[place] for place in sorted(found)]

    def settled(self, kind: str, owner: int, wanted: Collection[str]) -> dict[str, int] | None:
        """The numbers of an owner's entries by key, if they are just the wanted ones: none is new or lost."""
        found = [entry for entry in self._by_owner.get((kind, owner), {}).values() if not entry.gone]
        numbers = {entry.key: entry.number for entry in found}
        return numbers if len(numbers) == len(found) and numbers.keys() == set(wanted) else None

    def next(self, kind: str, owner: int = 0) -> int:
        return self._highest.get((kind, owner if kind == OPTION else 0), 0) + 1

    def replace(self, old: Entry, new: Entry) -> None:
        found = self._by_owner[old.kind, old.owner]
        place = min(place for place, entry in found.items() if entry == old)
        del found[place]
        self.entries[place] = new
        self._note(new, place)


@frozen
class Numbers:
    """The numbers of all lessons, questions, options, objectives and Länder of a course, in its order."""

    lessons: tuple[int, ...]
    questions: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]
    objectives: tuple[int, ...]
    lands: tuple[int, ...]


def update_lock(lock: Lock, course: Course) -> tuple[Lock, Numbers, list[Diagnostic]]:
    """The lock with everything the course holds in any edition, and the numbers."""
    book = _Book(lock.entries)
    lessons = _lessons(book, course)
    _move_questions(book, course, lessons)
    questions: dict[tuple[str, str], int] = {}
    options: dict[tuple[str, str], dict[str, int]] = {}
    by_lesson: dict[str, list[QuestionIdentity]] = {}
    for question in course.all_questions:
        by_lesson.setdefault(question.lesson, []).append(question)
    for lesson in course.all_lessons:
        inside = by_lesson.get(lesson.key, [])
        numbers = book.settled(QUESTION, lessons[lesson.key], [q.key for q in inside])
        if numbers is None:
            numbers = _assign(book, QUESTION, [_wanted(q) for q in inside], lessons[lesson.key], _QUESTION_WORDS)
        for question in inside:
            key = (lesson.key, question.key)
            questions[key] = numbers[question.key]
            lines = {option: one_line(option) for option in question.options}
            given = book.settled(OPTION, questions[key], lines.values())
            if given is None:
                wanted = [Wanted(line) for line in dict.fromkeys(lines.values())]
                given = _assign(book, OPTION, wanted, questions[key], None)
            options[key] = {option: given[line] for option, line in lines.items()}
    _retire_orphans(book, set(lessons.values()), set(questions.values()))
    goals = _assign(book, OBJECTIVE, [Wanted(goal.key, explicit=True) for goal in course.objectives], 0, None)
    lands = _assign(book, LAND, [Wanted(one, explicit=True) for one in course.settings.variants], 0, None)
    found = Numbers(
        tuple(lessons[lesson.key] for lesson in course.all_lessons),
        tuple(questions[one.lesson, one.key] for one in course.all_questions),
        tuple(tuple(options[one.lesson, one.key][key] for key in one.options) for one in course.all_questions),
        tuple(goals[goal.key] for goal in course.objectives),
        tuple(lands[one] for one in course.settings.variants),
    )
    return Lock(tuple(book.entries)), found, book.problems


def identities_of(course: Course) -> tuple[Any, ...]:
    """All of a course that its numbers depend on besides the lock, as plain values."""
    return (
        [(lesson.key, lesson.explicit) for lesson in course.all_lessons],
        [(one.lesson, one.key, one.options, one.explicit) for one in course.all_questions],
        [goal.key for goal in course.objectives],
        course.settings.variants,
    )


def _move_questions(book: _Book, course: Course, lessons: Mapping[str, int]) -> None:
    """A question that went to another lesson takes its number along, when its words and options are the same."""
    present = {(lessons[question.lesson], question.key) for question in course.all_questions}
    held = {(entry.owner, entry.key) for entry in book.entries if entry.kind == QUESTION and not entry.gone}
    by_key: dict[str, list[Entry]] = {}
    for entry in book.entries:
        if entry.kind == QUESTION and not entry.gone and (entry.owner, entry.key) not in present:
            by_key.setdefault(entry.key, []).append(entry)
    for question in course.all_questions:
        owner = lessons[question.lesson]
        if (owner, question.key) in held:
            continue
        wanted = {one_line(option) for option in question.options}
        left = [
            entry
            for entry in by_key.get(question.key, ())
            if entry in book.of(QUESTION, entry.owner)
            and {option.key for option in book.of(OPTION, entry.number) if not option.gone} == wanted
        ]
        if len(left) == 1:
            book.replace(left[0], replace(left[0], owner=owner))
            held.add((owner, question.key))


def _wanted(question: QuestionIdentity) -> Wanted:
    return Wanted(question.key, question.span, question.explicit, frozenset(question.options))


@frozen
class _Words:
    """How messages speak of a kind."""

    thing: str
    same: str


_QUESTION_WORDS = _Words("Die Frage", "Ist dies dieselbe Frage?")
_LESSON_WORDS = _Words("Die Lektion", "Ist dies dieselbe Lektion?")


def _lessons(book: _Book, course: Course) -> dict[str, int]:
    keys: dict[str, set[str]] = {}
    for question in course.all_questions:
        keys.setdefault(question.lesson, set()).add(question.key)
    wanted = [Wanted(x.key, x.span, x.explicit, frozenset(keys.get(x.key, ()))) for x in course.all_lessons]
    return _assign(book, LESSON, wanted, 0, _LESSON_WORDS)


def _assign(book: _Book, kind: str, wanted: Sequence[Wanted], owner: int, words: _Words | None) -> dict[str, int]:
    """A number for each; entries that nothing claims are marked as gone."""
    numbers: dict[str, int] = {}
    by_key = {entry.key: entry for entry in sorted(book.of(kind, owner), key=lambda e: not e.gone)}
    claimed: set[Entry] = set()
    for one in wanted:
        entry = by_key.get(one.key)
        if entry is None:
            continue
        numbers[one.key] = entry.number
        claimed.add(entry)
        if entry.gone:
            book.replace(entry, replace(entry, gone=False))
    new = [one for one in wanted if one.key not in numbers]
    lost = [e for e in book.of(kind, owner) if not e.gone and e.key not in numbers]
    for one, entry in _pairs(book, kind, new, lost, words):
        numbers[one.key] = entry.number
        book.replace(entry, replace(entry, key=one.key))
        lost.remove(entry)
    for entry in lost:
        book.replace(entry, replace(entry, gone=True))
    for one in wanted:
        if one.key not in numbers:
            numbers[one.key] = book.next(kind, owner)
            book.add(Entry(kind, numbers[one.key], one.key, owner))
    return numbers


def _pairs(
    book: _Book, kind: str, new: Sequence[Wanted], lost: Sequence[Entry], words: _Words | None
) -> list[tuple[Wanted, Entry]]:
    """Changed keys that keep a lost entry's number: each new one with the lost one most like it."""
    free, open_ = list(lost), list(new)
    found: list[tuple[Wanted, Entry]] = []
    scored = sorted(
        (
            (_likeness(book, one, entry), -n, one, entry)
            for n, one in enumerate(new)
            for entry in lost
            if not one.explicit
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    for score, _, one, entry in scored:
        if entry not in free or one not in open_:
            continue
        alone = kind == OPTION and len(new) == len(lost) == 1
        if score >= SAME or alone:
            free.remove(entry)
            open_.remove(one)
            found.append((one, entry))
            if words:
                book.problems.append(_kept(words, one, entry))
        elif score >= DOUBT and words:
            open_.remove(one)
            book.problems.append(_asked(words, one, entry))
    return found


def _likeness(book: _Book, one: Wanted, entry: Entry) -> float:
    """How much a new key looks like a lost entry: by its words, or by what it holds."""
    words = similarity(one.key, entry.key)
    if not one.evidence:
        return words
    below = {LESSON: QUESTION, QUESTION: OPTION}[entry.kind]
    held = {e.key for e in book.of(below, entry.number) if not e.gone}
    if not held:
        return words
    shared = len(one.evidence & held) / max(len(held), len(one.evidence))
    return max(words, min(shared + 0.3, 1.0) if shared >= 0.5 else shared)


def _kept(words: _Words, one: Wanted, entry: Entry) -> Diagnostic:
    message = f"{words.thing} hieß bisher „{entry.key}“ und behält ihre Nummer {entry.number}."
    return info(
        "lock-renamed", message, one.span, f"Ist es eine neue, geben Sie ihr eine eigene Kennung: id={one.key}-neu"
    )


def _asked(words: _Words, one: Wanted, entry: Entry) -> Diagnostic:
    message = f"{words.same} Bisher gab es hier „{entry.key}“."
    write = f"{{id={entry.key}}}" if entry.kind == QUESTION else f"id: {entry.key}"
    hint = f"Wenn ja, behält sie die Ergebnisse der Lernenden, sobald Sie schreiben: {write}"
    return warning("lock-same", message, one.span, hint)


def _retire_orphans(book: _Book, lessons: set[int], questions: set[int]) -> None:
    """Questions of lost lessons and options of lost questions are gone as well."""
    for entry in list(book.entries):
        lost = (entry.kind == QUESTION and entry.owner not in lessons) or (
            entry.kind == OPTION and entry.owner not in questions
        )
        if lost and not entry.gone:
            book.replace(entry, replace(entry, gone=True))


# ---- the course with its numbers ----------------------------------------------


def with_numbers(course: Course, numbers: Numbers) -> Course:
    """The course with the numbers that were found for it."""
    lessons = {lesson.key: number for lesson, number in zip(course.all_lessons, numbers.lessons, strict=True)}
    found = zip(course.all_questions, numbers.questions, numbers.options, strict=True)
    questions = {(one.lesson, one.key): (one.options, number, options) for one, number, options in found}

    def lesson_with(lesson: Lesson) -> Lesson:
        given = [questions[lesson.key, question.key] for question in lesson.questions]
        inside = tuple(_question(question, *its) for question, its in zip(lesson.questions, given, strict=True))
        shown = repr([(number, options) for _, number, options in given])
        return changed(lesson, number=lessons[lesson.key], questions=inside, numbers=shown)

    modules = (replace(module, lessons=tuple(map(lesson_with, module.lessons))) for module in course.modules)
    goals = zip(course.objectives, numbers.objectives, strict=True)
    return replace(
        course,
        modules=tuple(modules),
        objectives=tuple(replace(goal, number=number) for goal, number in goals),
        land_numbers=dict(zip(course.settings.variants, numbers.lands, strict=True)),
    )


def _question(question: Question, keys: Sequence[str], number: int, options: Sequence[int]) -> Question:
    return changed(question, {"content": lambda: _numbered_content(question, keys, options)}, number=number)


def _numbered_content(question: Question, keys: Sequence[str], options: Sequence[int]) -> Any:
    given = dict(zip(keys, options, strict=True))
    return type_of(question.kind).with_numbers(question.content, given)
