"""Rules: judgements about a whole course, one function per rule; the list stands here in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from lernbuild.course.load import Project
from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic, error

Rule = Callable[[Course, date], "list[Diagnostic]"]

RULES: tuple[Rule, ...] = ()


def check_course(course: Course, *, today: date) -> list[Diagnostic]:
    """What every rule says about one edition of a course."""
    return [diagnostic for rule in RULES for diagnostic in rule(course, today)]


def check_project(project: Project, courses: Sequence[str] = ()) -> list[Diagnostic]:
    """What is wrong with the project as a whole: no course at all."""
    if project.course_ids:
        return []
    hint = "Legen Sie einen an: lernbuild new course mein-kurs"
    return [error("project-empty", "Hier gibt es keinen Kurs (courses/…/kurs.yaml).", None, hint)]
