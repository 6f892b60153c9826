"""A learner's stored state in German words, for support and the preview; must not know where it was stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lernbuild.course.state import UNITS, CourseState, LessonState, QuestionState, TestState


def state_words(course: Mapping[str, Any], state: CourseState) -> Iterator[str]:
    """German lines about a state; ``course`` is the package's CourseData (runtime/types.ts)."""
    lessons = {lesson["n"]: lesson for module in course["modules"] for lesson in module["lessons"]}
    yield f"Kurs: {course['title']} (Fassung {course['version']})"
    if state.damaged:
        yield "Achtung: Der Text bricht ab. Gelesen wurde, was davor steht."
    yield f"Stand: {_status(state)}"
    if state.last_visit:
        yield f"Letzter Besuch: {state.last_visit:%d.%m.%Y}"
    if state.bookmark:
        yield f"Lesezeichen: {_title(lessons.get(state.bookmark), state.bookmark)}"
    land = next((one["name"] for one in course["lands"] if one["n"] == state.land), "")
    if land:
        yield f"Land: {land}"
    for number, lesson in lessons.items():
        yield from _lesson(lesson, state.lessons.get(number), state)
    gone = sorted(set(state.lessons) - set(lessons))
    if gone:
        yield f"Nicht mehr im Kurs: {len(gone)} Lektionen (Nummern {', '.join(map(str, gone))})"


def _status(state: CourseState) -> str:
    parts = ["abgeschlossen" if state.completed else "noch nicht abgeschlossen"]
    parts += {"passed": ["bestanden"], "failed": ["nicht bestanden"]}.get(state.success, [])
    if state.score is not None:
        parts.append(f"{_number(state.score)} Prozent")
    return ", ".join(parts)


def _lesson(lesson: Mapping[str, Any], seen: LessonState | None, state: CourseState) -> Iterator[str]:
    word = "offen" if seen is None or not seen.seen else "abgeschlossen" if seen.done else "angefangen"
    yield f"- {_title(lesson, lesson['n'])}: {word}{_test(state.tests.get(lesson['n']))}"
    for question in lesson["questions"]:
        answered = state.questions.get(question["n"])
        if answered is not None and answered.checks:
            yield f"    Frage „{question['key']}“: {_answer(question, answered)}"


def _test(test: TestState | None) -> str:
    if test is None or not test.submissions:
        return ""
    best = f"{_number(test.best / UNITS)} von {_number(test.best_of / UNITS)} Punkten"
    return f", {test.submissions}-mal abgegeben, bestes Ergebnis {best}"


def _answer(question: Mapping[str, Any], answered: QuestionState) -> str:
    verdicts = {"right": "richtig", "partly": "teilweise richtig", "wrong": "nicht richtig", "open": "offen"}
    words = [verdicts.get(answered.verdict, answered.verdict), f"{answered.checks}-mal geprüft"]
    if answered.units is not None:
        words.append(f"{_number(answered.units / UNITS * question['points'])} von {question['points']} Punkten")
    if answered.answer is not None and answered.answer.numbers:
        words.append(f"Antwort {', '.join(map(str, answered.answer.numbers))}")
    if answered.answer is not None and answered.answer.text:
        words.append(f"Text „{answered.answer.text}“")
    return ", ".join(words)


def _title(lesson: Mapping[str, Any] | None, number: int) -> str:
    return f"{lesson['title']} (Nummer {number})" if lesson else f"Lektion {number}, nicht mehr im Kurs"


def _number(value: float) -> str:
    return f"{round(value, 2):g}".replace(".", ",")
