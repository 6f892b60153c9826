"""What a table of keys is made of, and what a mapping gives when read; must not read anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import YamlEntry, YamlValue
from lernbuild.source import Span


@frozen
class Field:
    """One allowed key. ``kind`` names a reader below; ``label`` begins a German sentence about the value.

    ``low`` and ``high`` bound numbers; ``hint`` stands before the text to copy; ``fields`` are the parts of a mapping.
    """

    key: str
    kind: str
    label: str
    required: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    low: float | None = None
    high: float | None = None
    hint: str = ""
    example: str = ""
    description: str = ""


@frozen
class Subject:
    """What a mapping describes: prefix of rule names and the German words of „Der Lektion fehlt …“."""

    prefix: str
    lacks: str


@frozen
class Record:
    """A mapping as read: Python values by canonical key, and the entries they come from."""

    values: Mapping[str, Any]
    entries: Mapping[str, YamlEntry]
    known: bool = True

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def key_span(self, key: str) -> Span | None:
        entry = self.entries.get(key)
        return entry.span if entry else None

    def value_span(self, key: str) -> Span | None:
        entry = self.entries.get(key)
        return entry.value.span if entry else None


@frozen
class Context:
    """A value under way: its field, the key as written, and where messages go."""

    field: Field
    entry: YamlEntry
    value: YamlValue
    subject: Subject
    out: list[Diagnostic]

    def fail(self, code: str, message: str, hint: str, replacement: str | None = None) -> None:
        fix = () if replacement is None else (Edit(self.value.span, replacement),)
        self.out.append(error(code, message, self.value.span, hint, fix=fix))

    def line(self, text: str) -> str:
        return f"{self.field.key}: {text}"
