"""``lernbuild new``: writes a small, complete, commented example for authors."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from lernbuild.commands.german import Group

EXAMPLES = Path(__file__).parent / "examples"
COURSE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.group("new", cls=Group, help="Legt etwas Neues an.")
def command() -> None:
    """The group of all things that can be made."""


@command.command("course", help="Legt den Kurs ID an: ein kleines, vollständiges, erklärtes Beispiel.")
@click.argument("course_id", metavar="ID")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
def new_course(course_id: str, root: Path) -> None:
    """Writes ``courses/ID``; wrong usage (exit code 2) when the id is malformed or taken."""
    if not COURSE_ID.fullmatch(course_id):
        raise click.BadParameter(
            f"„{course_id}“ kann kein Kurs heißen. Erlaubt sind kleine Buchstaben ohne Umlaute, Ziffern und "
            f"Bindestriche, zum Beispiel: {_suggest(course_id)}"
        )
    folder = root / "courses" / course_id
    if folder.exists():
        raise click.BadParameter(f"Den Ordner {folder.as_posix()} gibt es schon. Nehmen Sie einen anderen Namen")
    title = course_id.replace("-", " ").capitalize()
    for source in sorted(p for p in (EXAMPLES / "course").rglob("*") if p.is_file()):
        text = source.read_text(encoding="utf-8")
        text = text.replace("%ID%", course_id).replace("%TITEL%", title).replace("%HEUTE%", date.today().isoformat())
        target = folder / source.relative_to(EXAMPLES / "course")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{folder.as_posix()} ist angelegt. Nächster Schritt: lernbuild build {course_id}")


def _suggest(wanted: str) -> str:
    plain = wanted.lower()
    for letter, spelt in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        plain = plain.replace(letter, spelt)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "mein-kurs"
