"""Which scripts a course holds besides the one that is loaded at launch; knows no page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lernbuild import built
from lernbuild.course.model import Course


def question_kinds(course: Course) -> tuple[str, ...]:
    """The question types that a course uses, sorted."""
    return tuple(sorted({question.kind for lesson in course.lessons for question in lesson.questions}))


def _asks(course: Course) -> bool:
    return any(lesson.questions or lesson.kind in {"test", "umfrage"} for lesson in course.lessons)


def _always(course: Course) -> bool:
    return True


EXTRAS: Mapping[str, Callable[[Course], bool]] = {
    "questions": _asks,
    "search": _always,
    "certificate": _always,
    "comfort": _always,
}
"""Names below ``runtime/extra`` and the courses that need each; how to write one: ``runtime/chunks.ts``."""


def extra_scripts(course: Course, before: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scripts fetched when first needed, by their path in the package; ``before`` stands ahead of each."""
    return {
        f"assets/{name}.js": b"\n".join(part for part in (before.get(name), _script(name, course)) if part)
        for name, needed in EXTRAS.items()
        if needed(course)
    }


def _script(name: str, course: Course) -> bytes:
    """What asks questions comes behind the question types in use, so that they are there when it says so."""
    chunks = [f"question-{kind}" for kind in question_kinds(course)] if name == "questions" else []
    return b"\n".join(built.chunk(chunk).strip() for chunk in [*chunks, f"extra-{name}"]) + b"\n"
