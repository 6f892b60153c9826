"""Known sections of laws, from the project's tables; must not know texts or where a table comes from.

A table is a file ``courses/recht/NAME.yaml`` with ``kurz``, ``stand`` and ``vorschriften``;
``tools/gesetz_tabelle.py`` makes it from the public XML of a statute.
"""

from __future__ import annotations

from dataclasses import replace

from lernbuild.course.fields import Field, Subject, read_fields
from lernbuild.course.words import german_date
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.markup.law import Laws
from lernbuild.markup.nodes import YamlValue

FOLDER = "recht"

_TABLE = Subject("law", "Der Tabelle")
_FIELDS = (
    Field("kurz", "text", "Das Kürzel", required=True, example="AufenthG"),
    Field("stand", "date", "Der Stand", required=True, example="2026-08-19"),
    Field("vorschriften", "list", "Die Angabe „vorschriften“", required=True, example="[1, 2, 3, 3a]"),
)


def with_sections(laws: Laws, value: YamlValue) -> tuple[Laws, list[Diagnostic]]:
    """The laws with one table's sections."""
    record, problems = read_fields(value, _FIELDS, _TABLE, missing_at=value.span.file.span(0))
    name, day = record.get("kurz"), record.get("stand")
    sections = frozenset(record.get("vorschriften", ()))
    if not record.known:
        hint = "Beginnen Sie mit: kurz: AufenthG"
        return laws, [error("law-required", "Diese Datei ist keine Tabelle von Vorschriften.", value.span, hint)]
    if not name or day is None or not sections:
        return laws, problems
    if name not in laws:
        hint = "Ist das Kürzel richtig, ergänzen Sie das Gesetz in courses/recht.yaml."
        message = f"Das Gesetz „{name}“ ist nicht bekannt, seine Tabelle wirkt nicht."
        return laws, [*problems, error("law-value", message, record.value_span("kurz"), hint)]
    known = replace(laws[name], sections=sections, sections_of=german_date(day))
    return {key: known if law == laws[name] else law for key, law in laws.items()}, problems
