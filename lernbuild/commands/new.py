"""``lernbuild new``: writes a small, complete, commented example for authors."""

from __future__ import annotations

import difflib
import re
from datetime import date
from pathlib import Path

import click

from lernbuild.commands.german import Command, Group
from lernbuild.commands.schema import write_schemas
from lernbuild.commands.usage import below_courses

EXAMPLES = Path(__file__).parent / "examples"
QUESTIONS = tuple(sorted(path.stem for path in (EXAMPLES / "questions").glob("*.md")))
COURSE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.group("new", cls=Group, help="Legt etwas Neues an.")
def command() -> None:
    """The group of all things that can be made."""


@command.command("course", cls=Command, help="Legt den Kurs ID an: ein kleines, vollständiges, erklärtes Beispiel.")
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
    title = " ".join(word.capitalize() for word in course_id.split("-"))
    for source in sorted(p for p in (EXAMPLES / "course").rglob("*") if p.is_file()):
        text = source.read_text(encoding="utf-8")
        text = text.replace("%ID%", course_id).replace("%TITEL%", title).replace("%HEUTE%", date.today().isoformat())
        target = folder / source.relative_to(EXAMPLES / "course")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    write_schemas(root)
    click.echo(f"{folder.as_posix()} ist angelegt. Nächster Schritt: lernbuild build {course_id}")


@command.command("lesson", cls=Command, help="Legt im Modul KURS/MODUL die Lektion NAME an, vor der Lernkontrolle.")
@click.argument("place", metavar="KURS/MODUL")
@click.argument("name", metavar="NAME")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
def new_lesson(place: str, name: str, root: Path) -> None:
    """Writes the next ``NN-name.md``; wrong usage when the module is missing or the name is taken in the course."""
    course, slash, module = below_courses(place).partition("/")
    folder = root / "courses" / course / module
    if not slash or not re.fullmatch(r"\d+-[^/]+", module) or not (folder.parent / "kurs.yaml").is_file():
        known = sorted((root / "courses").glob("*/[0-9]*-*/"))
        example = "/".join(known[0].parts[-2:]) if known else "mein-kurs/01-erstes-modul"
        raise click.BadParameter(f"„{place}“ ist kein Modul eines Kurses, zum Beispiel: {example}")
    slug = _suggest(name)
    taken = [path for path in folder.parent.glob("*/*.md") if path.stem.partition("-")[2] == slug]
    if taken:
        raise click.BadParameter(f"Eine Lektion „{slug}“ gibt es schon: {taken[0].as_posix()}")
    target = folder / f"{_next_number(folder):02d}-{slug}.md"
    text = (EXAMPLES / "lesson.md").read_text(encoding="utf-8").replace("%TITEL%", name.replace('"', "”"))
    folder.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{target.as_posix()} ist angelegt.")


@command.command("question", cls=Command, help=f"Zeigt eine Frage der Art ART zum Kopieren: {', '.join(QUESTIONS)}.")
@click.argument("kind", metavar="ART")
def new_question(kind: str) -> None:
    """Prints an example to standard output."""
    if kind not in QUESTIONS:
        near = difflib.get_close_matches(kind, QUESTIONS, n=1, cutoff=0.4)
        hint = f"Meinten Sie „{near[0]}“?" if near else f"Es gibt: {', '.join(QUESTIONS)}."
        raise click.BadParameter(f"Die Frageart „{kind}“ gibt es nicht. {hint}")
    click.echo((EXAMPLES / "questions" / f"{kind}.md").read_text(encoding="utf-8"), nl=False)


def _next_number(folder: Path) -> int:
    """A free number behind the module's lessons, before its test when there is room."""
    numbers = {path: int(found[1]) for path in folder.glob("*.md") if (found := re.match(r"(\d+)-.", path.name))}
    tests = [n for path, n in numbers.items() if "\ntyp: test" in path.read_text(encoding="utf-8", errors="replace")]
    before = max((n for n in numbers.values() if not tests or n < min(tests)), default=0) + 1
    return before if before not in numbers.values() else max(numbers.values()) + 1


def _suggest(wanted: str) -> str:
    plain = wanted.lower()
    for letter, spelt in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        plain = plain.replace(letter, spelt)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "mein-kurs"
