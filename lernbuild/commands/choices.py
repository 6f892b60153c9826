"""Refuses names on the command line that do not exist (exit code 2), with the nearest one that does."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from lernbuild.course.edition import ALL
from lernbuild.course.load import Project, load_project
from lernbuild.course.shared import course_head
from lernbuild.targets import NAMES


def check_courses(root: Path, courses: Sequence[str], variants: Sequence[str] = ()) -> Project:
    """The project. Raises click.BadParameter for a course or a variant that it does not have."""
    project = load_project(root)
    if courses and not project.course_ids:
        raise click.BadParameter(
            "Hier gibt es keinen Kurs. Öffnen Sie das Fenster in dem Ordner, in dem courses/ liegt, "
            "oder nennen Sie ihn mit --root"
        )
    for course in courses:
        _refuse(course, project.course_ids, f"Den Kurs „{course}“ gibt es nicht")
    if not variants:
        return project
    heads = [course_head(project, course)[0] for course in courses or project.course_ids]
    offered = {one for head in heads if head for one in head.settings.variants} | {ALL, "allgemein"}
    for variant in variants:
        _refuse(variant, sorted(offered), f"Die Variante „{variant}“ gibt es nicht")
    return project


def check_targets(targets: Sequence[str]) -> None:
    """Raises click.BadParameter for a target that lernbuild does not have."""
    for name in targets:
        _refuse(name, NAMES, f"Das Format „{name}“ gibt es nicht")


def _refuse(name: str, known: Iterable[str], sentence: str) -> None:
    names = list(known)
    if name in names:
        return
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"Meinten Sie „{near[0]}“?" if near else f"Es gibt: {', '.join(names)}." if names else ""
    raise click.BadParameter(f"{sentence}. {hint}".rstrip())
