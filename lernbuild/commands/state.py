"""``lernbuild state decode``: says in words what a learner's stored state holds, for support."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lernbuild.commands.german import Command, Group
from lernbuild.commands.package_data import course_data

if TYPE_CHECKING:
    from lernbuild.course.state import CourseState, LessonState, QuestionState, TestState


@click.group("state", cls=Group, help="Erklärt gespeicherte Lernstände.")
def command() -> None:
    """The group of all that can be done with a state."""


@command.command("decode", cls=Command, help="Erklärt, was der Lernstand TEXT im Paket DATEI.zip bedeutet.")
@click.argument("package", type=click.Path(path_type=Path), metavar="DATEI.zip")
@click.argument("text", metavar="TEXT")
def decode(package: Path, text: str) -> None:
    """Wrong usage (exit code 2) when the file is no package of ours or the text no state."""
    from lernbuild.course.state import StateError, decode_state

    course = course_data(package)
    try:
        state = decode_state(text)
    except StateError as problem:
        raise click.BadParameter(
            "Der Text ist kein Lernstand von lernbuild. Kopieren Sie den ganzen Wert aus „suspend_data“; "
            "er beginnt mit lb1;"
        ) from problem
    for line in _words(course, state):
        click.echo(line)


def _words(course: dict[str, Any], state: CourseState) -> Iterator[str]:
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


def _lesson(lesson: dict[str, Any], seen: LessonState | None, state: CourseState) -> Iterator[str]:
    word = "offen" if seen is None or not seen.seen else "abgeschlossen" if seen.done else "angefangen"
    yield f"- {_title(lesson, lesson['n'])}: {word}{_test(state.tests.get(lesson['n']))}"
    for question in lesson["questions"]:
        answered = state.questions.get(question["n"])
        if answered is not None and answered.checks:
            yield f"    Frage „{question['key']}“: {_answer(question, answered)}"


def _test(test: TestState | None) -> str:
    if test is None or not test.submissions:
        return ""
    from lernbuild.course.state import UNITS

    best = f"{_number(test.best / UNITS)} von {_number(test.best_of / UNITS)} Punkten"
    return f", {test.submissions}-mal abgegeben, bestes Ergebnis {best}"


def _answer(question: dict[str, Any], answered: QuestionState) -> str:
    from lernbuild.course.state import UNITS

    verdicts = {"right": "richtig", "partly": "teilweise richtig", "wrong": "nicht richtig", "open": "offen"}
    words = [verdicts.get(answered.verdict, answered.verdict), f"{answered.checks}-mal geprüft"]
    if answered.units is not None:
        words.append(f"{_number(answered.units / UNITS * question['points'])} von {question['points']} Punkten")
    if answered.answer is not None and answered.answer.numbers:
        words.append(f"Antwort {', '.join(map(str, answered.answer.numbers))}")
    if answered.answer is not None and answered.answer.text:
        words.append(f"Text „{answered.answer.text}“")
    return ", ".join(words)


def _title(lesson: dict[str, Any] | None, number: int) -> str:
    return f"{lesson['title']} (Nummer {number})" if lesson else f"Lektion {number}, nicht mehr im Kurs"


def _number(value: float) -> str:
    return f"{round(value, 2):g}".replace(".", ",")
