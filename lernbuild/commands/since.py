"""Which courses differ from a revision of git; knows files, not what stands in them."""

from __future__ import annotations

from pathlib import Path

from lernbuild.commands.past import sources_at


def touched_courses(root: Path, since: str, courses: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``courses`` (none: all) whose packages may differ from a build of that revision, in order.

    A course is touched by its own files, by one of another course that it names, and by whatever all courses share:
    facts, glossary, snippets, laws, Länder and offices, themes. Files that git does not know yet count, too. Raises
    click's UsageError when there is no git or no such revision.
    """
    from lernbuild.course.changes import same_courses
    from lernbuild.course.load import load_project

    present = load_project(root)
    wanted = courses or present.course_ids
    with sources_at(root, since, "themes") as before:
        if _files(before / "themes") != _files(root / "themes"):
            return wanted
        same = same_courses(load_project(before), present)
    return tuple(course for course in wanted if course not in same)


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
