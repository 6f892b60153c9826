"""``lernbuild solutions``: the right answers of courses as pages to print, beside the packages."""

from __future__ import annotations

from pathlib import Path

import click

from lernbuild.commands.german import Command


@click.command(
    "solutions", cls=Command, help="Schreibt die Lösungen als Seite zum Drucken nach dist/. Ohne Kurs: alle Kurse."
)
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
@click.option("--out", type=click.Path(path_type=Path), help="Zielordner, sonst dist/ neben courses/.")
def command(courses: tuple[str, ...], root: Path, out: Path | None) -> None:
    """One line per page on standard output."""
    from lernbuild.commands.editions import all_editions
    from lernbuild.papers.solutions import solutions

    folder = out or root / "dist"
    for edition in all_editions(root, courses):
        course = edition.course
        stem = ".".join(part for part in (course.settings.id, course.variant) if part)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stem}.loesungen.html"
        path.write_bytes(solutions(course).encode())
        click.echo(path.as_posix())
