"""``lernbuild approve``: notes who has read which lesson, and lists what is approved, stale or missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lernbuild.commands.german import Command
from lernbuild.commands.usage import Day, below_courses
from lernbuild.frozen import frozen

if TYPE_CHECKING:
    from lernbuild.course.approvals import Approval, Approvals
    from lernbuild.course.edition import Edition
    from lernbuild.course.model import Lesson

ALL = "alle"
_ROLES = ("fachlich", "redaktionell")
_WORDS = {"missing": "fehlt", "stale": "überholt"}


@frozen
class _Course:
    """A course's lessons of all editions, each once, and its approvals."""

    id: str
    lessons: tuple[Lesson, ...]
    approvals: Approvals


@click.command("approve", cls=Command, help="Gibt Lektionen frei (KURS/LEKTION, KURS/MODUL/DATEI oder KURS/alle).")
@click.argument("names", nargs=-1, metavar="LEKTION…")
@click.option("--by", metavar="NAME", help="Wer die Lektion gelesen hat.")
@click.option(
    "--role", type=click.Choice(_ROLES), help="fachlich (stimmt es?) oder redaktionell (ist es verständlich?)."
)
@click.option("--date", "day", type=Day(), help="Tag der Freigabe, sonst heute.")
@click.option("--list", "listing", is_flag=True, help="Zeigt, was freigegeben, überholt oder offen ist. Dann: [KURS]…")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form der Liste.")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
def command(
    names: tuple[str, ...], by: str | None, role: str | None, day: date | None, listing: bool, form: str, root: Path
) -> None:
    """Two roles: the draft banner goes with the expert's approval, a release asks for both."""
    if listing:
        _list(_courses(root, names), form)
        return
    name = " ".join((by or "").split())
    if not names or not name or role is None:
        raise click.UsageError(
            'Schreiben Sie zum Beispiel: lernbuild approve kurs/lektion --by "Erika Beispiel" --role fachlich'
        )
    for course, lessons in _chosen(root, names):
        _approve(root, course, lessons, name, role, day or date.today())


# ---- reading ------------------------------------------------------------------


def _courses(root: Path, ids: tuple[str, ...]) -> list[_Course]:
    from lernbuild.commands.editions import all_editions

    by_course: dict[str, list[Edition]] = {}
    for edition in all_editions(root, ids):
        by_course.setdefault(edition.course_id, []).append(edition)
    return [_course(course, editions) for course, editions in by_course.items()]


def _course(course: str, editions: list[Edition]) -> _Course:
    found = {lesson.key: lesson for edition in editions for lesson in edition.course.lessons}
    order = [one.key for one in editions[0].course.all_lessons]
    lessons = tuple(found[key] for key in order if key in found)
    return _Course(course, lessons, editions[0].course.approvals)


def _chosen(root: Path, names: tuple[str, ...]) -> Iterator[tuple[_Course, list[Lesson]]]:
    """The courses and lessons that are named; wrong usage when one does not exist."""
    parts = [below_courses(name) for name in names]
    for name, part in zip(names, parts, strict=True):
        if "/" not in part:
            raise click.BadParameter(f"„{name}“ nennt keine Lektion. Schreiben Sie zum Beispiel: {part}/alle")
    courses = {one.id: one for one in _courses(root, tuple(dict.fromkeys(part.split("/")[0] for part in parts)))}
    wanted: dict[str, dict[str, Lesson]] = {}
    for part in parts:
        course, _, rest = part.partition("/")
        for lesson in _matching(courses[course], rest):
            wanted.setdefault(course, {})[lesson.key] = lesson
    for course, lessons in wanted.items():
        yield courses[course], list(lessons.values())


def _matching(course: _Course, rest: str) -> list[Lesson]:
    from lernbuild.course.words import nearest

    if rest == ALL:
        return list(course.lessons)
    path = rest.removesuffix(".md")
    for lesson in course.lessons:
        if lesson.key == rest or lesson.file.path.removesuffix(".md").endswith(f"courses/{course.id}/{path}"):
            return [lesson]
    meant = nearest(rest.rpartition("/")[2], [lesson.key for lesson in course.lessons])
    hint = f"Meinten Sie „{course.id}/{meant}“?" if meant else f"Es gibt: lernbuild approve --list {course.id}"
    raise click.BadParameter(f"Die Lektion „{rest}“ gibt es im Kurs „{course.id}“ nicht. {hint}")


# ---- writing ------------------------------------------------------------------


def _approve(root: Path, course: _Course, lessons: list[Lesson], name: str, role: str, day: date) -> None:
    from lernbuild.course.approvals import FILE, Approval, write_approvals
    from lernbuild.package.disk import write_file

    entries = {(one.lesson, one.role): one for roles in course.approvals.values() for one in roles.values()}
    said: list[str] = []
    for lesson in lessons:
        old = entries.get((lesson.key, role))
        if old is not None and old.digest == lesson.digest and old.name == name:
            said.append(f"{course.id}/{lesson.key}  {role}: war schon freigegeben{_signed(old)}")
            continue
        entries[lesson.key, role] = Approval(lesson.key, lesson.digest, name, role, day)
        said.append(f"{course.id}/{lesson.key}  {role}: freigegeben{_signed(entries[lesson.key, role])}")
    path = root / "courses" / course.id / FILE
    write_file(path, [write_approvals(entries.values()).encode()])
    for line in said:
        click.echo(line)


def _signed(approval: Approval) -> str:
    from lernbuild.course.words import german_date

    return f" ({approval.name}{', ' + german_date(approval.day) if approval.day else ''})"


# ---- the list -----------------------------------------------------------------


def _list(courses: list[_Course], form: str) -> None:
    rows = [_row(course, lesson) for course in courses for lesson in course.lessons]
    if form == "json":
        click.echo(json.dumps({"version": 1, "lessons": rows}, ensure_ascii=False, indent=2))
        return
    for course in courses:
        mine = [row for row in rows if row["course"] == course.id]
        click.echo(course.id)
        for row in mine:
            standing = "; ".join(f"{role}: {_in_words(row['roles'][role])}" for role in _ROLES)
            click.echo(f"  {row['lesson']}  {standing}")
        counts = [sum(row["roles"][role]["state"] == "approved" for row in mine) for role in _ROLES]
        click.echo(f"  fachlich {counts[0]}, redaktionell {counts[1]} von {len(mine)} Lektionen freigegeben")


def _row(course: _Course, lesson: Lesson) -> dict[str, Any]:
    roles = {role: _standing(course.approvals.get(lesson.key, {}).get(role), lesson) for role in _ROLES}
    return {"course": course.id, "lesson": lesson.key, "title": lesson.title, "hash": lesson.digest, "roles": roles}


def _standing(approval: Approval | None, lesson: Lesson) -> dict[str, Any]:
    if approval is None:
        return {"state": "missing", "by": None, "date": None}
    state = "approved" if approval.digest == lesson.digest else "stale"
    return {"state": state, "by": approval.name, "date": approval.day.isoformat() if approval.day else None}


def _in_words(standing: dict[str, Any]) -> str:
    word = _WORDS.get(standing["state"], "")
    if standing["by"] is None:
        return word
    signed = ", ".join(part for part in (standing["by"], standing["date"]) if part)
    return f"{word} ({signed})" if word else signed
