"""The editions of a course with the numbers that a build would give them; must not know pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lernbuild.course.assemble import assemble_course
from lernbuild.course.edition import ALL, Edition, chosen_editions
from lernbuild.course.load import Project, load_project
from lernbuild.course.lock import Lock, Numbered, number_editions
from lernbuild.diagnostics import Diagnostic


def numbered_editions(
    project: Project, course_id: str, variants: Sequence[str], *, locked: bool = False
) -> tuple[Numbered, list[Diagnostic]]:
    """The chosen editions of a course, assembled and numbered, and what is wrong with its sources."""
    said: list[Diagnostic] = []
    drafts: list[Edition] = []
    for variant in chosen_editions(project, course_id, variants):
        course, problems = assemble_course(project, course_id, variant=variant)
        said += problems
        if course is not None:
            drafts.append(Edition(course_id, variant, course))
    numbered, problems = number_editions(project, course_id, drafts, locked=locked)
    return numbered, said + problems


def present_editions(root: Path, course_id: str) -> Numbered:
    """All editions of a course as the sources are now; none when these do not allow it."""
    project = load_project(root)
    if course_id not in project.course_ids:
        return Numbered(course_id, (), Lock())
    return numbered_editions(project, course_id, (ALL,))[0]
