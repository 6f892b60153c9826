"""Reads a YAML mapping against a table of keys, with every problem; must not know kurs.yaml or any other file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lernbuild.course import aliases
from lernbuild.course.field_model import Context, Field, Record, Subject
from lernbuild.course.field_readers import READERS
from lernbuild.course.words import fold, listed, nearest
from lernbuild.course.yaml_values import keyword_items, list_items, scalar_text
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.markup.nodes import YamlEntry, YamlValue
from lernbuild.source import Span

__all__ = ["Field", "Record", "Subject", "keyword_items", "list_items", "read_fields", "scalar_text"]


def read_fields(
    value: YamlValue, table: Sequence[Field], subject: Subject, *, missing_at: Span | None = None
) -> tuple[Record, list[Diagnostic]]:
    """The values that could be read, and all problems; a broken value is left out."""
    out: list[Diagnostic] = []
    if not isinstance(value.value, dict):
        return Record({}, {}, known=False), out
    entries = _entries(value.value, table, subject, out)
    values: dict[str, Any] = {}
    for field in table:
        entry = entries.get(field.key)
        if entry is None or entry.value.value is None:
            if field.required:
                out.append(_missing(field, subject, missing_at or value.span))
            continue
        if field.required and isinstance(entry.value.value, str) and not entry.value.value.strip():
            out.append(_missing(field, subject, entry.value.span))
            continue
        read = _mapping if field.kind == "mapping" else READERS[field.kind]
        found = read(Context(field, entry, entry.value, subject, out))
        if found is not None:
            values[field.key] = found
    return Record(values, entries), out


def _missing(field: Field, subject: Subject, span: Span) -> Diagnostic:
    hint = field.hint or "Ergänzen Sie eine Zeile"
    named = "" if field.kind == "choice" else field.description
    return error(
        f"{subject.prefix}-required",
        f"{subject.lacks} fehlt {named or f'die Angabe „{field.key}“'}.",
        span,
        f"{hint}: {field.key}: {field.example}".rstrip(),
    )


def _entries(
    written: Mapping[str, YamlEntry], table: Sequence[Field], subject: Subject, out: list[Diagnostic]
) -> dict[str, YamlEntry]:
    """Entries by canonical key; a near miss counts as the key it resembles, so that it brings no second message."""
    keys = [field.key for field in table]
    entries: dict[str, YamlEntry] = {}
    unknown: list[YamlEntry] = []
    for name, entry in written.items():
        key = name if name in keys else aliases.KEYS.get(name, name)
        if key not in keys or key in entries:
            unknown.append(entry)
        else:
            entries[key] = entry
    for entry in unknown:
        whole = next((f.key for f in table if entry.key in (part.key for part in f.fields)), None)
        if whole is not None:
            out.append(_outside(entry, whole, subject))
            continue
        meant = _meant(entry.key, keys)
        out.append(_unknown_key(entry, meant, keys, subject))
        if meant and meant not in entries:
            entries[meant] = entry
    return entries


def _outside(entry: YamlEntry, whole: str, subject: Subject) -> Diagnostic:
    """A part of another entry that is not indented, so that it stands for itself."""
    message = f"Die Angabe „{entry.key}“ gehört zu „{whole}“, ist aber nicht eingerückt."
    hint = f"Schreiben Sie sie unter die Zeile „{whole}:“, mit zwei Leerzeichen davor:   {entry.key}: "
    return error(f"{subject.prefix}-unknown-key", message, entry.span, f"{hint}{_one_line(entry.value)}".rstrip())


def _meant(key: str, keys: Sequence[str]) -> str | None:
    return next((k for k in keys if fold(k) == fold(key)), None) or nearest(key, keys)


def _unknown_key(entry: YamlEntry, meant: str | None, keys: Sequence[str], subject: Subject) -> Diagnostic:
    code = f"{subject.prefix}-unknown-key"
    if meant is None:
        message = f"Die Angabe „{entry.key}“ gibt es nicht."
        return error(code, message, entry.span, f"Möglich sind {listed(keys)}.")
    lead = "Schreiben Sie die Angabe klein" if entry.key.lower() == meant else "Schreiben Sie"
    same = fold(entry.key) == fold(meant)
    return error(
        code,
        f"Die Angabe „{entry.key}“ gibt es nicht, gemeint ist wohl „{meant}“.",
        entry.span,
        f"{lead}: {meant}: {_one_line(entry.value)}".rstrip(),
        fix=(Edit(entry.span, meant),) if same else (),
    )


def _one_line(value: YamlValue) -> str:
    return value.span.text.strip() if isinstance(value.value, str | int | float) else ""


def _mapping(at: Context) -> Record | None:
    parts = [field.key for field in at.field.fields]
    if not isinstance(at.value.value, dict):
        text = scalar_text(at.value) or ""
        part = _likely_part(text, parts)
        hint = f"Schreiben Sie: {at.line('{' + part + ': ' + (text or '…') + '}')}"
        replacement = "{" + f"{part}: {text}" + "}" if re.fullmatch(r"[^\s,{}\[\]:#]+(?:://\S+)?", text) else None
        message = f"Die Angabe „{at.field.key}“ besteht aus den Teilen {listed(parts)}."
        at.fail(f"{at.subject.prefix}-value", message, hint, replacement)
        return None
    record, problems = read_fields(at.value, at.field.fields, at.subject)
    at.out.extend(problems)
    return record


def _likely_part(text: str, parts: Sequence[str]) -> str:
    if "mail" in parts and re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        return "mail"
    if "url" in parts and "://" in text:
        return "url"
    return "text" if "text" in parts else parts[0]
