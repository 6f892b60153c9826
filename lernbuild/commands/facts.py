"""``lernbuild facts``: all facts with their values, sources and uses, and what is out of date on a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lernbuild.commands.german import Command
from lernbuild.commands.usage import Day

if TYPE_CHECKING:
    from lernbuild.course.facts import Fact
    from lernbuild.course.uses import FactUse


@click.command(
    "facts", cls=Command, help="Zeigt die Fakten mit Werten, Quellen und Fundstellen. Ohne Kurs: alle Kurse."
)
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
@click.option("--on", "day", type=Day(), help="Nur Werte, die an diesem Tag überholt sind, mit ihren Fundstellen.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form der Ausgabe.")
def command(courses: tuple[str, ...], root: Path, day: date | None, form: str) -> None:
    """Exit code 1 only when the sources cannot be read."""
    from lernbuild.commands.editions import all_editions
    from lernbuild.course.uses import fact_uses

    editions = all_editions(root, courses)
    facts = {key: fact for edition in editions for key, fact in edition.course.facts.items()}
    uses: dict[str, list[FactUse]] = {}
    for edition in editions:
        for use in fact_uses(edition.course):
            known = uses.setdefault(use.fact, [])
            if all(one.span != use.span for one in known):
                known.append(use)
    if day is not None:
        uses = {key: [one for one in found if one.until and one.until < day] for key, found in uses.items()}
        facts = {key: fact for key, fact in facts.items() if uses.get(key)}
    rows = [_row(fact, uses.get(key, []), day) for key, fact in sorted(facts.items())]
    if form == "json":
        click.echo(json.dumps({"version": 1, "facts": rows}, ensure_ascii=False, indent=2))
        return
    for line in _lines(rows, day):
        click.echo(line)


def _row(fact: Fact, uses: Iterable[FactUse], day: date | None) -> dict[str, Any]:
    from lernbuild.course.facts import format_value

    new = fact.at(day) if day else None
    return {
        "id": fact.id,
        "statement": fact.statement,
        "norm": fact.norm,
        "source": fact.source,
        "state": fact.state,
        "values": [
            {
                "from": period.start.isoformat(),
                "until": period.until.isoformat() if period.until else None,
                "value": format_value(period.value, fact.unit),
            }
            for period in fact.periods
        ],
        "next": format_value(new.value, fact.unit) if new else None,
        "uses": [
            {
                "lesson": use.lesson.key,
                "question": use.question or None,
                "value": use.value,
                "until": use.until.isoformat() if use.until else None,
                "place": use.span.place,
            }
            for use in uses
        ],
    }


def _lines(rows: list[dict[str, Any]], day: date | None) -> Iterator[str]:
    if not rows:
        yield "Kein Wert ist dann überholt." if day else "Hier gibt es keine Fakten."
    for row in rows:
        yield f"{row['id']}  {row['statement']}"
        for value in row["values"]:
            end = f" bis {value['until']}" if value["until"] else ""
            yield f"    ab {value['from']}{end}: {value['value']}"
        yield f"    {row['norm'] or 'ohne Norm'}; {row['state']}; {row['source'] or 'ohne Quelle'}"
        if day:
            yield f"    am {day.isoformat()}: {row['next'] or 'noch kein neuer Wert hinterlegt'}"
        for use in row["uses"]:
            where = f", Frage „{use['question']}“" if use["question"] else ""
            yield f"    {use['place']}  {use['value']}{where}"
