"""``lernbuild changes``: what differs since a revision or a day, as Markdown for the quarterly exchange or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lernbuild.commands.german import Command

if TYPE_CHECKING:
    from lernbuild.course.changes import Change, Changes, FactChange
    from lernbuild.course.edition import Edition
    from lernbuild.course.facts import Fact

_KINDS = {"added": "neu", "removed": "entfallen", "changed": "geändert"}


@click.command("changes", cls=Command, help="Zeigt, was sich seit einem Stand in git oder seit einem Tag geändert hat.")
@click.option("--since", required=True, metavar="STAND|TAG", help="Zum Beispiel: --since v1.0 oder --since 2026-10-01")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form der Ausgabe.")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
def command(since: str, form: str, root: Path) -> None:
    """Compares the sources of that time with those on the disk; exit code 2 when there is nothing to compare with."""
    from lernbuild.commands.past import sources_at
    from lernbuild.course.changes import compare, same_courses, state_of
    from lernbuild.course.load import load_project, seen_beside

    present = load_project(root)
    with sources_at(root, since) as before:
        same = same_courses(load_project(before), present)
        now = state_of(present, same)
        past = seen_beside(load_project(before), present)
        changes = compare(state_of(past, same), now)
    if form == "json":
        click.echo(json.dumps({"version": 1, "since": since, **_data(changes)}, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_text(changes, since)))


def _packages(edition: Edition) -> list[str]:
    from lernbuild.build_record import package_name
    from lernbuild.targets import chosen_targets

    return [package_name(edition, target) for target in chosen_targets(edition.course.settings.targets)]


# ---- data ---------------------------------------------------------------------


def _data(changes: Changes) -> dict[str, Any]:
    return {
        "lessons": [_change(one) for one in changes.lessons],
        "questions": [{**_change(one), "question": one.question} for one in changes.questions],
        "facts": [_fact(one) for one in changes.facts],
        "texts": [
            {"variant": one.variant, "key": one.key, "old": one.old or None, "new": one.new or None}
            for one in changes.texts
        ],
        "packages": [
            {"course": one.course_id, "variant": one.variant or None, "files": _packages(one)}
            for one in changes.editions
        ],
    }


def _change(one: Change) -> dict[str, Any]:
    return {"change": one.kind, "course": one.course, "lesson": one.lesson, "title": one.title,
            "old": one.old or None, "new": one.new or None}  # fmt: skip


def _fact(one: FactChange) -> dict[str, Any]:
    wordings = [
        {"course": w.course, "lesson": w.lesson, "title": w.title, "question": w.question or None,
         "old": w.old or None, "new": w.new or None}
        for w in one.wordings
    ]  # fmt: skip
    return {"id": one.id, "old": _record(one.old), "new": _record(one.new), "wordings": wordings}


def _record(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {"statement": fact.statement, "norm": fact.norm, "source": fact.source, "state": fact.state,
            "values": list(_values(fact))}  # fmt: skip


def _values(fact: Fact) -> Iterator[str]:
    from lernbuild.course.facts import format_value
    from lernbuild.course.words import german_date

    for period in fact.periods:
        until = f" bis {german_date(period.until)}" if period.until else ""
        value = format_value(period.value, fact.unit).replace("\u00a0", " ")
        yield f"{value} (ab {german_date(period.start)}{until})"


# ---- Markdown -----------------------------------------------------------------


def _text(changes: Changes, since: str) -> Iterator[str]:
    yield f"# Was sich seit {since} geändert hat"
    if not any((changes.lessons, changes.questions, changes.facts, changes.texts, changes.editions)):
        yield from ("", "Nichts: Lektionen, Fragen, Fakten, Varianten und Pakete sind gleich geblieben.")
        return
    rows = ((f"{one.course}/{one.lesson}", one.title, _KINDS[one.kind]) for one in changes.lessons)
    yield from _table("Lektionen", ("Lektion", "Titel", "Änderung"), rows)
    yield from _table("Fragen", ("Frage", "Änderung", "bisher", "jetzt"), (_question(one) for one in changes.questions))
    if changes.facts:
        yield from ("", "## Fakten")
    for fact in changes.facts:
        yield from _fact_text(fact)
    texts = ((one.variant, one.key, one.old, one.new) for one in changes.texts)
    yield from _table("Texte der Länder und Behörden", ("Variante", "Text", "bisher", "jetzt"), texts)
    if changes.editions:
        yield from ("", "## Neue Pakete", "")
        yield from (f"- {', '.join(_packages(one))}" for one in changes.editions)


def _question(one: Change) -> tuple[str, ...]:
    name = f"{one.course}/{one.lesson}: {one.question}"
    if one.kind == "changed" and one.old == one.new:
        return name, "geändert", one.old, "Antworten, Rückmeldung oder Angaben geändert"
    return name, _KINDS[one.kind], one.old, one.new


def _fact_text(one: FactChange) -> Iterator[str]:
    fact = one.new or one.old
    yield from (
        "",
        f"### {fact.statement if fact else one.id} ({one.id})",
        "",
        "| | bisher | jetzt |",
        "| --- | --- | --- |",
    )
    for label, name in (("Aussage", "statement"), ("Norm", "norm"), ("Quelle", "source"), ("Prüfstatus", "state")):
        old, new = (getattr(side, name) if side else "" for side in (one.old, one.new))
        if old != new:
            yield _row((label, old, new))
    yield _row(("Werte", *("; ".join(_values(side)) if side else "" for side in (one.old, one.new))))
    for wording in one.wordings:
        where = f"{wording.course}/{wording.lesson}" + (f", Frage {wording.question}" if wording.question else "")
        yield _row((where, wording.old, wording.new))


def _table(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield from ("", f"## {title}", "", _row(head), "| " + " | ".join("---" for _ in head) + " |")
        yield from (_row(row) for row in found)


def _row(cells: tuple[str, ...]) -> str:
    """A row of a table; texts of several lines, an address say, stand in one."""
    return "| " + " | ".join("<br>".join(cell.strip().splitlines()).replace("|", "\\|") or "–" for cell in cells) + " |"
