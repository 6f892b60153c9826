"""Reads ``varianten/behoerden.csv``, one row per office, as spreadsheets save it; must not know other variants."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from lernbuild.course.variants import Variant
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.source import SourceFile

_HEAD = "id;name;land;behoerde.name;behoerde.telefon"


def read_offices(shown: str, data: bytes) -> tuple[dict[str, Variant], list[Diagnostic]]:
    """The offices by id; the first line names the texts, ``id``, ``name`` and ``land`` among them.

    UTF-8, else Windows-1252, which is what Excel writes. A row without an id is reported and left out.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    file = SourceFile(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
    csv.field_size_limit(
        max(csv.field_size_limit(), len(file.text) + 1)
    )  # a quote that is never closed makes one field
    rows = csv.DictReader(io.StringIO(file.text, newline=""), delimiter=";")
    names = [(name or "").strip() for name in rows.fieldnames or ()]
    if "id" not in names:
        message = "In der ersten Zeile dieser Tabelle fehlt die Spalte „id“, oder die Spalten trennt kein Semikolon."
        return {}, [error("variant-required", message, file.span(0), f"Beginnen Sie die Datei so: {_HEAD}")]
    offices: dict[str, Variant] = {}
    out: list[Diagnostic] = []
    for row in rows:
        filled = ((key, value) for key, value in row.items() if key and isinstance(value, str))
        texts = {key.strip(): value.strip() for key, value in filled}
        if any(texts.values()):
            _take(texts, offices, out, file, rows.line_num)
    return offices, out


def _take(
    texts: Mapping[str, str], offices: dict[str, Variant], out: list[Diagnostic], file: SourceFile, line: int
) -> None:
    key, land, name = (texts.get(column, "") for column in ("id", "land", "name"))
    span = file.span(file.line_start(line))
    if not key:
        hint = "Schreiben Sie in die Spalte „id“ ein Kürzel, zum Beispiel: musterstadt"
        out.append(error("variant-required", "Dieser Behörde fehlt das Kürzel.", span, hint))
    elif key in offices:
        hint = f"Geben Sie dieser Behörde ein eigenes, zum Beispiel: {key}-2"
        out.append(error("variant-duplicate", f"Das Kürzel „{key}“ steht schon in einer Zeile darüber.", span, hint))
    else:
        own = {column: value for column, value in texts.items() if value and column not in ("id", "land", "name")}
        offices[key] = Variant(key, name or key, land, own)
