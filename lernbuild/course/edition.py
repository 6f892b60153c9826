"""Which editions of a course are built; must not know how one is made."""

from __future__ import annotations

from collections.abc import Sequence

from lernbuild.course.load import Project
from lernbuild.course.model import Course
from lernbuild.course.shared import course_head
from lernbuild.frozen import frozen

ALL = "alle"


@frozen
class Edition:
    """One edition of a course: ``variant`` is empty for the general one."""

    course_id: str
    variant: str
    course: Course


def chosen_editions(project: Project, course_id: str, variants: Sequence[str]) -> tuple[str, ...]:
    """The variants to build: the general edition alone, the named ones, or with „alle“ the general one and all."""
    if not variants:
        return ("",)
    head, _ = course_head(project, course_id)
    offered = head.settings.variants if head else ()
    if ALL in variants:
        return ("", *offered)
    return tuple(dict.fromkeys("" if one == "allgemein" else one for one in variants if one in (*offered, "allgemein")))
