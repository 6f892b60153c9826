"""``lernbuild law``: where the courses cite which law, and what a change of law touches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lernbuild.commands.german import Command, Group

if TYPE_CHECKING:
    from lernbuild.course.edition import Edition
    from lernbuild.course.uses import LawUse

_ROOT = click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
_FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form der Ausgabe.")


@click.group("law", cls=Group, help="Zeigt, wo die Kurse welches Recht zitieren.")
def command() -> None:
    """The group of all questions about law."""


@command.command("index", cls=Command, help="Gesetz, Vorschrift, Lektionen und Fragen. Ohne Kurs: alle Kurse.")
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--law", metavar="GESETZ", help="Nur dieses Gesetz, zum Beispiel AufenthG.")
@click.option("--section", metavar="VORSCHRIFT", help="Nur diese Vorschrift, zum Beispiel 18g.")
@_FORM
@_ROOT
def index(courses: tuple[str, ...], law: str | None, section: str | None, form: str, root: Path) -> None:
    """One entry per section with every place that cites it."""
    from lernbuild.commands.editions import all_editions

    rows = _rows(all_editions(root, courses), law, section)
    if form == "json":
        click.echo(json.dumps({"version": 1, "sections": rows}, ensure_ascii=False, indent=2))
        return
    for line in _index_lines(rows):
        click.echo(line)


@command.command(
    "impact", cls=Command, help="Was eine Änderung der Vorschrift berührt, als Markdown für den Austausch."
)
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--section", "cited", required=True, metavar="ZITAT", help='Zum Beispiel: --section "§ 18g AufenthG"')
@_FORM
@_ROOT
def impact(courses: tuple[str, ...], cited: str, form: str, root: Path) -> None:
    """Lessons, questions, editions and packages; wrong usage when the citation is none."""
    from lernbuild.commands.editions import all_editions

    match = re.fullmatch(r"\s*(?:§+|Art\.?|Artikel)?\s*(\d+[a-z]*)\b.*?\s([A-ZÄÖÜ][\w/-]*(?:\s[A-Z]{2,})?)\s*", cited)
    if match is None:
        raise click.BadParameter(f'„{cited}“ ist kein Zitat. Schreiben Sie zum Beispiel: --section "§ 18g AufenthG"')
    editions = all_editions(root, courses)
    rows = _rows(editions, match[2], match[1])
    touched = _touched(editions, match[2], match[1])
    if form == "json":
        click.echo(json.dumps({"version": 1, "sections": rows, "editions": touched}, ensure_ascii=False, indent=2))
        return
    sign = "Art." if cited.lstrip().startswith("Art") else "§"
    click.echo(_impact_text(f"{sign} {match[1]} {match[2]}", rows, touched), nl=False)


def _uses(editions: list[Edition], law: str | None, section: str | None) -> Iterator[tuple[Edition, LawUse]]:
    from lernbuild.course.uses import law_uses

    for edition in editions:
        for use in law_uses(edition.course):
            if (law is None or use.law == law) and (section is None or use.section == section):
                yield edition, use


def _rows(editions: list[Edition], law: str | None, section: str | None) -> list[dict[str, Any]]:
    from lernbuild.course.uses import section_key

    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for edition, use in _uses(editions, law, section):
        place = {
            "course": edition.course_id,
            "lesson": use.lesson.key,
            "title": use.lesson.title,
            "question": use.question or None,
            "place": use.span.place,
        }
        found.setdefault((use.law, use.section), {}).setdefault(use.span.place, place)
    ordered = sorted(found.items(), key=lambda item: (item[0][0].casefold(), section_key(item[0][1])))
    return [{"law": law, "section": section, "uses": list(uses.values())} for (law, section), uses in ordered]


def _touched(editions: list[Edition], law: str, section: str) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], Edition] = {}
    for edition, _ in _uses(editions, law, section):
        found.setdefault((edition.course_id, edition.variant), edition)
    return [
        {"course": course, "variant": variant or None, "targets": list(edition.course.settings.targets)}
        for (course, variant), edition in found.items()
    ]


def _index_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    if not rows:
        yield "Dazu gibt es in den Kursen kein Zitat."
    law = ""
    for row in rows:
        if row["law"] != law:
            law = row["law"]
            yield law
        yield f"  {row['section']}"
        for use in row["uses"]:
            where = f", Frage „{use['question']}“" if use["question"] else ""
            yield f"    {use['place']}  {use['title']}{where}"


def _impact_text(section: str, rows: list[dict[str, Any]], touched: list[dict[str, Any]]) -> str:
    if not rows:
        return f"Kein Kurs zitiert {section}.\n"
    lines = [f"# Was eine Änderung von {section} berührt", ""]
    lessons: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for use in (use for row in rows for use in row["uses"]):
        lessons.setdefault((use["course"], use["title"]), []).append(use)
    lines += ["| Kurs | Lektion | Stellen | Fragen |", "| --- | --- | --- | --- |"]
    for (course, title), uses in lessons.items():
        questions = sorted({use["question"] for use in uses if use["question"]})
        lines.append(f"| {course} | {title} | {len(uses)} | {', '.join(questions) or '–'} |")
    lines += ["", "Pakete, die danach neu zu bauen sind:", ""]
    for one in touched:
        name = f"{one['course']}.{one['variant']}" if one["variant"] else one["course"]
        lines.append(f"- {name}: {', '.join(one['targets'])}")
    return "\n".join(lines) + "\n"
