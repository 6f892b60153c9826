"""What the script knows of a course (CourseData in runtime/types.ts), whole; how it is written: compact.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lernbuild.course.model import Course, Lesson, Module, TestSettings
from lernbuild.questions.model import Question
from lernbuild.render.languages import foreign_to
from lernbuild.render.page import LANDS, href_of

KINDS = {"lektion": "lesson", "test": "test", "umfrage": "survey", "fall": "case"}
PRIVACY = {"minimal": "minimal", "standard": "standard", "voll": "full"}
LESSON_ATTEMPTS = 2
TEST_ATTEMPTS = 1

Json = dict[str, Any]


def course_data(course: Course, texts: Mapping[str, str]) -> Json:
    """CourseData of runtime/types.ts."""
    settings = course.settings
    return {
        "format": 1,
        "id": settings.id,
        "title": settings.title,
        "language": settings.language,
        "version": settings.version,
        "legalDate": settings.legal_date.isoformat(),
        **({"checkBy": settings.check_by.isoformat()} if settings.check_by else {}),
        "rules": rules(course),
        "modules": [
            {
                "title": module_title(module, i, course),
                "lessons": [_lesson(lesson, course) for lesson in module.lessons],
            }
            for i, module in enumerate(course.modules, 1)
        ],
        "objectives": [{"n": o.number, "id": o.key, "title": o.text} for o in course.objectives],
        "lands": [{"id": key, "n": land_number(key, course), "name": name} for key, name in course.lands],
        "texts": dict(sorted(texts.items())),
        "draft": is_draft(course),
    }


def module_title(module: Module, number: int, course: Course) -> str:
    """„5. Der Titel läuft ab“; a course of one module needs no number."""
    return f"{number}. {module.title}" if len(course.modules) > 1 else module.title


def land_number(key: str, course: Course) -> int:
    """The number of a Land in the state: from kurs.lock, else its place in the official order."""
    keys = list(LANDS)
    return course.land_numbers.get(key) or (keys.index(key) + 1 if key in keys else 0)


def is_draft(course: Course) -> bool:
    """True until every lesson is approved."""
    return not all(lesson.approved for lesson in course.lessons)


def counting_tests(course: Course) -> tuple[Lesson, ...]:
    """The test pages that make the course result."""
    tests = tuple(lesson for lesson in course.lessons if lesson.kind == "test")
    named = course.settings.completion.test
    return tuple(lesson for lesson in tests if lesson.key == named) if named else tests


def rules(course: Course) -> Json:
    done = course.settings.completion
    numbers = {lesson.key: lesson.number for lesson in course.lessons}
    lessons: str | list[int]
    if isinstance(done.lessons, str):
        lessons = "none" if done.lessons == "keine" else "all"
    else:
        lessons = [numbers[key] for key in done.lessons if key in numbers]
    return {
        "pass": done.pass_percent,
        "lessons": lessons,
        "tests": [lesson.number for lesson in counting_tests(course)],
        "privacy": PRIVACY.get(course.settings.privacy, "standard"),
        "confirmAgain": course.settings.confirm_again,
    }


def _lesson(lesson: Lesson, course: Course) -> Json:
    lands = lands_of(lesson.only, lesson.except_for, course)
    return {
        "n": lesson.number,
        "id": lesson.key,
        "href": href_of(lesson),
        "title": lesson.title,
        **({"short": lesson.short_title} if lesson.short_title else {}),
        "kind": KINDS[lesson.kind],
        **({"lang": tongue} if (tongue := foreign_to(course, lesson)) else {}),
        **({"minutes": lesson.minutes} if lesson.minutes else {}),
        "hash": lesson.digest[:6],
        **({"required": True} if lesson.required else {}),
        **({"lands": lands} if lands is not None else {}),
        **({"objectives": taught} if (taught := _taught(lesson, course)) else {}),
        **({"test": _test(lesson.test, course)} if lesson.kind == "test" else {}),
        "questions": [_question(question, lesson, course) for question in lesson.questions],
    }


def _taught(lesson: Lesson, course: Course) -> list[int]:
    """Numbers of the course's objectives that the lesson names, by their key or their words."""
    return [o.number for o in course.objectives if o.key in lesson.objectives or o.text in lesson.objectives]


def lands_of(only: tuple[str, ...], except_for: tuple[str, ...], course: Course) -> list[str] | None:
    """The Laender something is for, where learners choose one; None: all."""
    if not course.lands or not (only or except_for):
        return None
    keys = [key for key, _ in course.lands]
    return [key for key in keys if (not only or key in only) and key not in except_for]


def _test(settings: TestSettings | None, course: Course) -> Json:
    test = settings or TestSettings(attempts=course.settings.completion.attempts)
    numbers = {objective.key: objective.number for objective in course.objectives}
    draw: Any = test.draw
    if isinstance(test.draw, Mapping):
        draw = {str(numbers.get(key, 0)): count for key, count in test.draw.items()}
    return {
        **({"pass": test.pass_percent} if test.pass_percent is not None else {}),
        "attempts": test.attempts,
        **({"draw": draw} if draw is not None else {}),
        "shuffle": test.shuffle,
        "minutes": test.minutes,
        "feedback": "end" if test.feedback == "ende" else "each",
    }


def question_id(question: Question, lesson: Lesson) -> str:
    """Identity within the course for an LMS, ``[A-Za-z0-9_.-]``."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", f"{lesson.key}_{question.key}")


def attempts_of(question: Question, lesson: Lesson) -> int:
    """Checks allowed; 0 is unlimited."""
    if question.attempts is not None:
        return question.attempts
    return TEST_ATTEMPTS if lesson.kind == "test" else LESSON_ATTEMPTS


def _question(question: Question, lesson: Lesson, course: Course) -> Json:
    objective = next((o.number for o in course.objectives if o.key == question.objective), None)
    lands = lands_of(question.only, question.except_for, course)
    dates = question.dates
    return {
        "n": question.number,
        "id": question_id(question, lesson),
        "key": question.key,
        "kind": question.kind,
        "points": question.points,
        "attempts": attempts_of(question, lesson),
        **({"required": True} if question.required else {}),
        **({"objective": objective} if objective is not None else {}),
        **({"lands": lands} if lands is not None else {}),
        **({"from": dates.valid_from.isoformat()} if dates.valid_from else {}),
        **({"until": dates.valid_until.isoformat()} if dates.valid_until else {}),
    }
