"""The build's bound on a learner's state is never below what the browser side writes, and not far above."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lernbuild.course import model
from lernbuild.course.model import Course, Lesson, Module, Settings
from lernbuild.course.state_size import LIMIT, worst_case
from lernbuild.questions.model import Question
from lernbuild.source import SourceFile, Span

_VECTORS = json.loads((Path(__file__).parent.parent / "runtime" / "size-vectors.json").read_text(encoding="utf-8"))
_FILE = SourceFile("lektion.md", "")


def _question(number: int) -> Question:
    return Question("choice", f"q{number}", (), (), None, Span(_FILE, 0, 0), number=number)


def _lesson(number: int, questions: list[Question], test: model.TestSettings | None = None) -> Lesson:
    kind = "test" if test else "lektion"
    return Lesson(f"l{number}", number, kind, "", (), tuple(questions), _FILE, date(2026, 1, 1), test=test)


def _course(
    lessons: int, practice: int, tests: int, questions: int, draw: int | dict[str, int] | None = None
) -> Course:
    own: list[list[Question]] = [[] for _ in range(lessons)]
    for n in range(practice):
        own[n % lessons].append(_question(n + 1))
    pages = [_lesson(n + 1, own[n]) for n in range(lessons)]
    for at in range(tests):
        first = practice + at * questions + 1
        asked = [_question(n) for n in range(first, first + questions)]
        pages.append(_lesson(lessons + at + 1, asked, model.TestSettings(draw=draw)))
    settings = Settings("kurs", "Kurs", "de", "1", date(2026, 1, 1))
    return Course(settings, (Module("m", "Modul", tuple(pages)),))


@pytest.mark.parametrize("vector", _VECTORS, ids=lambda vector: f"{vector['lessons']} lessons")
def test_bound(vector: dict[str, Any]) -> None:
    size = worst_case(_course(vector["lessons"], vector["practice"], vector["tests"], vector["questions"]))
    assert vector["bound"] <= size.bound <= vector["bound"] + 4 + vector["bound"] // 20
    assert size.fits


@pytest.mark.parametrize("seed", range(40))
def test_1000_lessons_and_3000_questions_fit(seed: int) -> None:
    """However the questions are spread over practice and up to thirty tests, with up to 600 of them open at once."""
    chance = random.Random(seed)
    tests = chance.randint(0, 30)
    drawn = chance.randint(1, 600 // tests) if tests else 0
    pool = chance.randint(drawn, 3 * drawn) if tests else 0
    draw: int | dict[str, int] = drawn if chance.random() < 0.5 else {"leicht": drawn}
    course = _course(1000, 3000 - tests * pool, tests, pool, draw)
    assert sum(len(lesson.questions) for lesson in course.lessons) == 3000
    assert worst_case(course).fits


def test_too_large() -> None:
    size = worst_case(_course(500, 8000, 0, 0))
    assert not size.fits
    assert size.bound > LIMIT
    assert size.largest == "fragen"
