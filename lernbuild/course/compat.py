"""Whether learners keep what they did when a published edition is replaced by the present one; reads no file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from lernbuild.course.lock_entries import LAND, LESSON, OBJECTIVE, OPTION, QUESTION, Entry, Lock
from lernbuild.course.outline import Outline, OutlineLesson, OutlineQuestion
from lernbuild.course.state_size import LIMIT, worst_case
from lernbuild.course.words import fold, similarity
from lernbuild.frozen import frozen

ALIKE = 0.55
"""Similarity from which a new name of a number counts as a change of words, as kurs.lock does it."""


class Weight(Enum):
    """How much a finding matters; the value is the word before it."""

    BREAK = "Bruch"
    WARNING = "Warnung"
    INFO = "Hinweis"


@frozen
class Finding:
    weight: Weight
    text: str


@frozen
class Comparison:
    """What was found; ``size`` and ``size_before`` are the longest states in characters."""

    findings: tuple[Finding, ...]
    size: int
    size_before: int

    @property
    def compatible(self) -> bool:
        return all(finding.weight is not Weight.BREAK for finding in self.findings)


def compare(old: Outline, now: Outline, lock: Lock) -> Comparison:
    """The published edition beside the present one; ``lock`` holds the numbers of all present editions."""
    book = _Book(lock)
    findings = [*_identities(old, now)]
    findings += _lessons(old, now, book)
    findings += _questions(old, now, book)
    findings += _named(book, OBJECTIVE, "Das Lernziel", old.objectives)
    findings += _named(book, LAND, "Das Land", old.lands)
    findings += _rules(old, now)
    order = list(Weight)
    findings.sort(key=lambda finding: order.index(finding.weight))
    return Comparison(tuple(findings), worst_case(now).bound, worst_case(old).bound)


def size_in_words(comparison: Comparison) -> str:
    """The longest state now and before."""
    now, before = comparison.size, comparison.size_before
    change = "wie bisher" if now == before else f"bisher {before}"
    return f"Lernstand: höchstens {now} von {LIMIT} Zeichen, {change}"


class _Book:
    """The lock's entries by number and by key."""

    def __init__(self, lock: Lock) -> None:
        self._by_slot = {entry.slot: entry for entry in lock.entries}
        self._by_key = {entry.identity: entry for entry in lock.entries if not entry.gone}
        self._options: dict[int, dict[int, str]] = {}
        for entry in lock.entries:
            if entry.kind == OPTION and not entry.gone:
                self._options.setdefault(entry.owner, {})[entry.number] = entry.key

    def at(self, kind: str, number: int) -> Entry | None:
        return self._by_slot.get((kind, 0, number))

    def of(self, kind: str, key: str, owner: int = 0) -> Entry | None:
        return self._by_key.get((kind, owner, key))

    def options(self, question: int) -> Mapping[int, str]:
        return self._options.get(question, {})


def _identities(old: Outline, now: Outline) -> Iterator[Finding]:
    if old.course_id != now.course_id:
        text = f"Die Kennung des Kurses war „{old.course_id}“ und ist „{now.course_id}“."
        yield Finding(Weight.BREAK, f"{text} Lernplattformen löschen dann alle Lernstände.")
    elif old.item and now.item and old.item != now.item:
        text = f"Das Paket nennt den Kurs „{old.item}“, ein neues „{now.item}“."
        yield Finding(Weight.BREAK, f"{text} Lernplattformen löschen dann alle Lernstände.")
    if old.address and now.address and old.address != now.address:
        text = f"Die Adresse des Kurses (iri) war „{old.address}“ und ist „{now.address}“."
        yield Finding(Weight.BREAK, f"{text} Bisherige Ergebnisse gehören dann zu einem anderen Kurs.")


def _moved(thing: str, number: int, other: int) -> Finding:
    text = f"{thing} hatte die Nummer {number} und hat jetzt {other}: Was Lernende dort getan haben, geht verloren."
    return Finding(Weight.BREAK, text)


def _taken(thing: str, number: int, other: str) -> Finding:
    text = f"Die Nummer {number} gehörte zu: {thing}. Sie gehört jetzt zu „{other}“ und bringt fremde Ergebnisse mit."
    return Finding(Weight.BREAK, text)


def _unknown(thing: str, number: int) -> Finding:
    text = f"{thing} fällt weg, und kurs.lock kennt die Nummer {number} nicht mehr; sie könnte neu vergeben werden."
    return Finding(Weight.WARNING, text)


def _gone(thing: str) -> Finding:
    return Finding(Weight.INFO, f"{thing} fällt weg.")


def _named(book: _Book, kind: str, thing: str, old: Mapping[int, str]) -> Iterator[Finding]:
    """Objectives and Laender: their keys are ids, so another key is another thing."""
    for number, key in old.items():
        held, own = book.at(kind, number), book.of(kind, key)
        if own is not None and own.number != number:
            yield _moved(f"{thing} „{key}“", number, own.number)
        elif own is None and held is not None and not held.gone:
            yield _taken(f"{thing} „{key}“", number, held.key)
        elif own is None:
            yield _gone(f"{thing} „{key}“")


def _lessons(old: Outline, now: Outline, book: _Book) -> Iterator[Finding]:
    present = {lesson.number: lesson for lesson in now.lessons}
    for lesson in old.lessons:
        thing = f"Die Lektion „{lesson.title}“"
        held, own = book.at(LESSON, lesson.number), book.of(LESSON, lesson.key)
        if own is not None and own.number != lesson.number:
            yield _moved(thing, lesson.number, own.number)
        elif held is None:
            yield _unknown(thing, lesson.number)
        elif held.gone or lesson.number not in present:
            yield _gone(thing)
        elif held.key != lesson.key and not _same_lesson(lesson, present[lesson.number]):
            yield _taken(thing, lesson.number, present[lesson.number].title)
        elif (lesson.kind == "test") != (present[lesson.number].kind == "test"):
            change = "war ein Test" if lesson.kind == "test" else "ist jetzt ein Test"
            yield Finding(Weight.WARNING, f"{thing} {change}.")


def _same_lesson(old: OutlineLesson, now: OutlineLesson) -> bool:
    before = {question.key for question in old.questions}
    shared = before & {question.key for question in now.questions}
    alike = max(similarity(old.key, now.key), similarity(old.title, now.title))
    return alike >= ALIKE or (bool(before) and 2 * len(shared) >= len(before))


def _questions(old: Outline, now: Outline, book: _Book) -> Iterator[Finding]:
    present = {question.number: question for lesson in now.lessons for question in lesson.questions}
    for lesson in old.lessons:
        for question in lesson.questions:
            thing = f"Die Frage „{question.key}“ in „{lesson.title}“"
            held = book.at(QUESTION, question.number)
            own = book.of(QUESTION, question.key, lesson.number)
            if own is not None and own.number != question.number:
                yield _moved(thing, question.number, own.number)
            elif held is None:
                yield _unknown(thing, question.number)
            elif held.gone or question.number not in present:
                yield _gone(thing)
            elif held.key != question.key and not _same_question(question, present[question.number], book):
                yield _taken(thing, question.number, held.key)
            else:
                yield from _changes(thing, question, present[question.number], book)


def _same_question(old: OutlineQuestion, now: OutlineQuestion, book: _Book) -> bool:
    options = book.options(now.number)
    shared = sum(number in options and _says(text, options[number]) for number, text in old.options.items())
    return similarity(old.key, now.key) >= ALIKE or (bool(old.options) and 2 * shared >= len(old.options))


def _changes(thing: str, old: OutlineQuestion, now: OutlineQuestion, book: _Book) -> Iterator[Finding]:
    if old.kind != now.kind:
        yield Finding(Weight.INFO, f"{thing} ist von anderer Art: Gespeicherte Antworten zeigt sie nicht mehr.")
        return
    if old.points != now.points:
        yield Finding(Weight.INFO, f"{thing} hatte {_points(old.points)}, jetzt {_points(now.points)}.")
    options = book.options(now.number)
    for number, text in old.options.items():
        if not text or (number in options and _says(text, options[number])):
            continue
        other = next((n for n, key in options.items() if _says(text, key)), None)
        if other is not None:
            yield _moved(f"{thing}: Die Antwort „{text}“", number, other)


def _points(points: int) -> str:
    return "1 Punkt" if points == 1 else f"{points} Punkte"


def _says(shown: str, key: str) -> bool:
    """The words of a page are those of a key: pages may say more after them, a key of a case more before them."""
    shown, key = (re.sub(r"\W+", "", fold(text)) for text in (shown, key))
    return bool(shown and key) and (shown.startswith(key) or key.endswith(shown))


def _rules(old: Outline, now: Outline) -> Iterator[Finding]:
    if old.pass_percent != now.pass_percent:
        marks = f"{_percent(old.pass_percent)}, jetzt ab {_percent(now.pass_percent)} Prozent"
        yield Finding(Weight.INFO, f"Bestanden war ab {marks}; wer bestanden hat, bleibt es.")
    titles = {lesson.number: lesson.title for lesson in (*old.lessons, *now.lessons)}
    for number in old.tests:
        if number not in now.tests:
            yield Finding(Weight.WARNING, f"Der Test „{titles[number]}“ zählt nicht mehr zum Ergebnis.")
    for number in now.tests:
        if number not in old.tests:
            text = f"Der Test „{titles[number]}“ zählt neu zum Ergebnis; wer bestanden hat, bleibt es."
            yield Finding(Weight.INFO, text)


def _percent(value: float) -> str:
    return f"{value:g}".replace(".", ",")
