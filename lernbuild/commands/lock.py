"""``lernbuild lock``: brings kurs.lock up to date without building, and mends it after a merge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lernbuild.commands.german import Command
from lernbuild.commands.package_data import course_data

if TYPE_CHECKING:
    from lernbuild.course.lock import Entry


@click.command("lock", cls=Command, help="Vergibt fehlende Nummern in kurs.lock. Ohne Kurs: in allen.")
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
@click.option("--repair", is_flag=True, help="Behebt nach dem Zusammenführen doppelt vergebene Nummern.")
@click.option("--published", multiple=True, type=click.Path(path_type=Path), metavar="DATEI.zip",
              help="Zuletzt veröffentlichtes Paket: Seine Nummern bleiben (mehrfach möglich).")  # fmt: skip
def command(courses: tuple[str, ...], root: Path, repair: bool, published: tuple[Path, ...]) -> None:
    """Without ``--published`` the packages in dist/ say which numbers are out in the world."""
    from lernbuild.commands.choices import check_courses
    from lernbuild.commands.printing import print_report
    from lernbuild.course.lock import write_lock
    from lernbuild.pipeline import check
    from lernbuild.run import Request

    check_courses(root, courses)
    repaired = _repair(root, courses, published) if repair else set()
    checked = check(Request(root=root, today=date.today(), courses=courses))
    if checked.report.refuses():
        print_report(checked.report, "text", outcome="" if repaired else "kurs.lock ist unverändert.")
        raise SystemExit(1)
    for numbered in checked.numbered:
        word = "ergänzt" if write_lock(numbered) else "vollständig"
        word = "behoben" if numbered.course_id in repaired else word
        click.echo(f"courses/{numbered.course_id}/kurs.lock  {word}")


def _repair(root: Path, courses: tuple[str, ...], published: tuple[Path, ...]) -> set[str]:
    """Gives numbers back to one side; the courses in whose kurs.lock there was something to mend."""
    from lernbuild.course.load import load_project
    from lernbuild.course.lock import read_lock, repair_lock
    from lernbuild.package.disk import write_file

    project, repaired = load_project(root), set[str]()
    for course in courses or project.course_ids:
        path = root / "courses" / course / "kurs.lock"
        if f"{course}/kurs.lock" not in project.files:
            continue
        lock, _ = read_lock(project.source(f"{course}/kurs.lock")[0])
        packages = published or tuple(sorted((root / "dist").glob(f"{course}.scorm*.zip")))
        entries = [entry for package in packages for entry in _published(package, course)]
        mended = repair_lock(lock, entries).text().encode()
        if mended != path.read_bytes():
            write_file(path, [mended])
            repaired.add(course)
    return repaired


def _published(package: Path, course: str) -> Iterator[Entry]:
    """The lessons and questions of a package with their numbers."""
    from lernbuild.course.lock import Entry

    data = course_data(package)
    if data["id"] != course:
        return
    for module in data["modules"]:
        for lesson in module["lessons"]:
            yield Entry("lektion", lesson["n"], lesson["id"])
            for question in lesson["questions"]:
                yield Entry("frage", question["n"], question["key"], lesson["n"])
