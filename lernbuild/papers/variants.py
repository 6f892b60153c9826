"""``varianten.md`` and ``varianten.json``: what differs between the editions of a course, and why; German texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lernbuild.course.limits import Differences, Limit
from lernbuild.course.model import Course
from lernbuild.course.variants import GENERAL
from lernbuild.course.words import listed

FORMAT = 1
_KINDS = {"lesson": "Lektion", "question": "Frage", "block": "Abschnitt"}


def variants_text(course: Course, differences: Differences) -> str:
    """The report for people."""
    names = {one.variant: one.name for one in differences.editions}
    lines = [f"# Was sich zwischen den Ausgaben unterscheidet: {course.settings.title}", "", _mode(differences), ""]
    lines += _editions(differences)
    lines += ["", "## Unterschiede nach Land", ""]
    if not differences.limits:
        lines += ["Kein Abschnitt, keine Frage und keine Lektion gilt nur für einzelne Länder.", ""]
    for variant, name in names.items():
        mine = [limit for limit in differences.limits if variant in (*limit.only, *limit.except_for)]
        if mine:
            lines += [f"### {name}", "", "| Was | Lektion | Gilt | Inhalt | Grund | Stelle |",
                      "| --- | --- | --- | --- | --- | --- |"]  # fmt: skip
            lines += [_row(limit, names) for limit in mine]
            lines.append("")
    lines += _texts(differences, names)
    return "\n".join(lines).rstrip() + "\n"


def variants_data(course: Course, differences: Differences) -> bytes:
    """The same for programs."""
    data = {
        "format": FORMAT,
        "course": course.settings.id,
        "mode": differences.mode,
        "editions": [
            {
                "variant": one.variant or None,
                "name": one.name,
                "left_out_lessons": list(one.left_out_lessons),
                "left_out_questions": [{"lesson": lesson, "question": key} for lesson, key in one.left_out_questions],
            }
            for one in differences.editions
        ],
        "differences": [_entry(limit) for limit in differences.limits],
        "texts": [{"key": key, "values": dict(values)} for key, values in differences.texts],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _mode(differences: Differences) -> str:
    if differences.mode == "auswahl":
        return (
            "Alle Länder stecken in einem Paket: Wer lernt, wählt das Land. Die Ausgaben eines einzelnen Landes "
            "enthalten nur, was dort gilt."
        )
    return (
        "Jedes Land hat sein eigenes Paket. Die allgemeine Ausgabe nennt bei Abschnitten, für welches Land sie gelten."
    )


def _editions(differences: Differences) -> Iterator[str]:
    yield "| Ausgabe | Lektionen weggelassen | Fragen weggelassen |"
    yield "| --- | --- | --- |"
    for one in differences.editions:
        questions = ", ".join(f"{key} ({lesson})" for lesson, key in one.left_out_questions)
        yield f"| {one.name} | {', '.join(one.left_out_lessons) or '–'} | {questions or '–'} |"


def _row(limit: Limit, names: dict[str, str]) -> str:
    question = f" „{limit.question}“" if limit.question else ""
    cells = (f"{_KINDS[limit.kind]}{question}", limit.title, _where(limit, names), limit.words or "–",
             limit.reason or "kein Grund genannt", _place(limit))  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _where(limit: Limit, names: dict[str, str]) -> str:
    only = f"nur in {listed([names.get(one, one) for one in limit.only])}" if limit.only else ""
    outside = f"nicht in {listed([names.get(one, one) for one in limit.except_for])}" if limit.except_for else ""
    return ", ".join(part for part in (only, outside) if part)


def _place(limit: Limit) -> str:
    """The file below ``courses/`` and the line; no machine shows."""
    line = limit.span.file.position(limit.span.start)[0]
    return f"{limit.span.file.path.rpartition('courses/')[2]}:{line}"


def _texts(differences: Differences, names: dict[str, str]) -> Iterator[str]:
    if not differences.texts:
        return
    yield "## Texte, die je Ausgabe anders lauten können"
    yield ""
    columns = [GENERAL, *(one.variant for one in differences.editions if one.variant)]
    yield "| Text | " + " | ".join("Allgemein" if one == GENERAL else names.get(one, one) for one in columns) + " |"
    yield "| --- |" + " --- |" * len(columns)
    for key, values in differences.texts:
        found = dict(values)
        yield f"| {key} | " + " | ".join(found.get(one, "").replace("|", "\\|") or "–" for one in columns) + " |"


def _entry(limit: Limit) -> dict[str, Any]:
    return {
        "kind": limit.kind,
        "lesson": limit.lesson,
        "question": limit.question or None,
        "only": list(limit.only),
        "except": list(limit.except_for),
        "reason": limit.reason or None,
        "words": limit.words,
        "place": _place(limit),
    }
