"""Reads a YAML mapping against a table of keys, with every problem; must not know kurs.yaml or any other file."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lernbuild.course import aliases
from lernbuild.course.words import MONTHS, fold, listed, nearest
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.markup.nodes import YamlEntry, YamlValue
from lernbuild.source import Span


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Subject:
    """What a mapping describes: prefix of rule names and the German words of „Der Lektion fehlt …“."""

    prefix: str
    lacks: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class _Context:
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
        found = READERS[field.kind](_Context(field, entry, entry.value, subject, out))
        if found is not None:
            values[field.key] = found
    return Record(values, entries), out


def _missing(field: Field, subject: Subject, span: Span) -> Diagnostic:
    hint = field.hint or "Ergänzen Sie eine Zeile"
    return error(
        f"{subject.prefix}-required",
        f"{subject.lacks} fehlt {field.description or f'die Angabe „{field.key}“'}.",
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
        meant = _meant(entry.key, keys)
        out.append(_unknown_key(entry, meant, keys, subject))
        if meant and meant not in entries:
            entries[meant] = entry
    return entries


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


# ---- readers: one per kind ----------------------------------------------------


def scalar_text(value: YamlValue) -> str | None:
    """A scalar as text, numbers and truth values exactly as written; None for lists, mappings and nothing."""
    if isinstance(value.value, str):
        return value.value.strip()
    if isinstance(value.value, bool | int | float):
        return value.raw.strip() or str(value.value)
    return None


def _text(at: _Context) -> str | None:
    text = scalar_text(at.value)
    if text is None:
        at.fail(f"{at.subject.prefix}-value", f"{at.field.label} muss ein Text sein.", f"Schreiben Sie: {at.line('…')}")
    return text


def _date(at: _Context) -> date | None:
    text = scalar_text(at.value) or ""
    return read_date(text, at.field.key, at.value.span, at.out)


def read_date(text: str, key: str, span: Span, out: list[Diagnostic]) -> date | None:
    """A date of the form 2026-06-01; else None and a message."""
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    swapped = re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", text)
    if swapped:
        year, month, day = int(swapped[3]), int(swapped[2]), int(swapped[1])
    elif parts:
        year, month, day = int(parts[1]), int(parts[2]), int(parts[3])
    else:
        hint = f"Schreiben Sie das Jahr zuerst, zum Beispiel: {key}: 2026-06-01"
        out.append(error("date-format", f"„{text}“ ist kein Datum in der Form Jahr-Monat-Tag.", span, hint))
        return None
    if not (1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]):
        out.append(_impossible(year, month, day, key, span))
        return None
    found = date(year, month, day)
    if text != found.isoformat():
        message = f"Das Datum {text} steht nicht in der Form Jahr-Monat-Tag."
        hint = f"Schreiben Sie: {key}: {found.isoformat()}"
        out.append(error("date-format", message, span, hint, fix=(Edit(span, found.isoformat()),)))
    return found


def _impossible(year: int, month: int, day: int, key: str, span: Span) -> Diagnostic:
    if not 1 <= month <= 12:
        message = f"Einen {month}. Monat gibt es nicht."
        hint = f"Die Reihenfolge ist Jahr-Monat-Tag, zum Beispiel: {key}: {year}-06-01"
        return error("date-impossible", message, span, hint)
    last = monthrange(max(year, 1), month)[1]
    name = MONTHS[month - 1]
    return error(
        "date-impossible",
        f"Den {day}. {name} {year} gibt es nicht.",
        span,
        f"Der {name} hat {last} Tage; schreiben Sie zum Beispiel: {key}: {year:04}-{month:02}-{last:02}",
    )


def _whole(at: _Context) -> int | None:
    number = at.value.value
    if isinstance(number, int) and not isinstance(number, bool):
        return number if _bounded(at, number) else None
    text = scalar_text(at.value) or ""
    digits = re.search(r"\d+", text)
    lead = at.field.hint or "Schreiben Sie nur die Zahl"
    at.fail(
        f"{at.subject.prefix}-number",
        f"{at.field.label} „{text}“ ist keine ganze Zahl.",
        f"{lead}: {at.line(digits[0] if digits else at.field.example or '10')}",
    )
    return None


def _bounded(at: _Context, number: float) -> bool:
    low, high = at.field.low, at.field.high
    if (low is None or number >= low) and (high is None or number <= high):
        return True
    bounds = f"von {low:g} bis {high:g}" if high is not None else f"ab {low:g}"
    text = f"{number:g}".replace(".", ",")
    at.fail(
        f"{at.subject.prefix}-number",
        f"{at.field.label} {text} liegt außerhalb des Möglichen.",
        f"Möglich sind Zahlen {bounds}, zum Beispiel: {at.line(at.field.example or '10')}",
    )
    return False


def _percent(at: _Context) -> float | None:
    number = at.value.value
    if isinstance(number, int | float) and not isinstance(number, bool):
        if 0 < number <= 1:
            text = at.value.raw.replace(".", ",")
            message = f"{at.field.label} {text} ist zu klein, sie wird in Prozent angegeben."
            at.fail(f"{at.subject.prefix}-number", message, f"Schreiben Sie: {at.line(f'{number * 100:g}')}")
            return None
        return float(number) if _bounded(at, number) else None
    text = scalar_text(at.value) or ""
    code, message = f"{at.subject.prefix}-number", f"{at.field.label} „{text}“ ist keine ganze Zahl."
    percent = re.fullmatch(r"(\d{1,3})\s*(?:%|Prozent)", text)
    if percent:
        at.fail(code, message, f"Schreiben Sie die Zahl ohne Prozentzeichen: {at.line(percent[1])}", percent[1])
        return float(percent[1])
    at.fail(code, message, f"Schreiben Sie nur die Zahl, zum Beispiel: {at.line('75')}")
    return None


_TRUTH = {"ja": True, "nein": False, "true": True, "false": False, "yes": True, "no": False}


def _yes(at: _Context) -> bool | None:
    if isinstance(at.value.value, bool):
        return at.value.value
    found = _TRUTH.get((scalar_text(at.value) or "").lower())
    if found is None:
        text = scalar_text(at.value) or ""
        message = f"{at.field.label} „{text}“ ist weder „ja“ noch „nein“."
        at.fail(f"{at.subject.prefix}-value", message, f"Schreiben Sie ja oder nein: {at.line('ja')}")
    return found


def _choice(at: _Context) -> str | None:
    text = scalar_text(at.value) or ""
    key = at.field.key
    word = text if text in at.field.choices else aliases.VALUES.get(key, {}).get(text, text)
    if word in at.field.choices:
        return word
    likely = aliases.LIKELY.get(key, {}).get(fold(text))
    same = next((c for c in at.field.choices if fold(c) == fold(text)), None)
    meant = same or likely or nearest(text, at.field.choices)
    message = at.field.description.format(text=text) or f"Die Angabe „{text}“ gibt es bei „{key}“ nicht."
    options = f"Möglich sind {listed(at.field.choices)}"
    if at.field.hint and likely:
        hint = f"{options}; {at.field.hint}: {at.line(likely)}"
    elif meant and len(at.field.choices) > 8:
        hint = f"Schreiben Sie: {at.line(meant)}"
    else:
        hint = f"{options}, zum Beispiel: {at.line(meant or at.field.choices[0])}"
    at.fail(f"{at.subject.prefix}-value", message, hint, same)
    return same or likely


def _language(at: _Context) -> str | None:
    text = scalar_text(at.value) or ""
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        return text
    likely = aliases.LIKELY["sprache"].get(fold(text)) or (text.lower() if len(text) in (2, 3) else None)
    at.fail(
        f"{at.subject.prefix}-value",
        f"Die Sprache „{text}“ ist nicht bekannt.",
        f"Schreiben Sie{'' if likely else ' ein Kürzel, zum Beispiel'}: {at.line(likely or 'de')}",
        likely,
    )
    return likely


def list_items(value: YamlValue) -> tuple[YamlValue, ...]:
    """The items of a list; a single value is a list of one."""
    if isinstance(value.value, tuple):
        return value.value
    return () if value.value is None else (value,)


def _list(at: _Context) -> tuple[str, ...] | None:
    found: list[str] = []
    for item in list_items(at.value):
        text = _list_text(item)
        if text is None:
            message = f"{at.field.label} besteht aus Texten, einer je Zeile."
            at.out.append(error(f"{at.subject.prefix}-value", message, item.span, "Schreiben Sie je Zeile:   - Text"))
        elif text:
            found.append(text)
    return tuple(found)


def _list_text(item: YamlValue) -> str | None:
    """A list item as text; „Begriff: Text“ without quotes is read as the text it looks like."""
    if isinstance(item.value, dict) and len(item.value) == 1:
        entry = next(iter(item.value.values()))
        rest = scalar_text(entry.value)
        return None if rest is None else f"{entry.key}: {rest}"
    return scalar_text(item)


def keyword_items(value: YamlValue) -> list[tuple[str, Span]]:
    """Words of a keyword list with their places: list items, each split at commas."""
    found: list[tuple[str, Span]] = []
    for item in list_items(value):
        text = scalar_text(item)
        if text is None:
            continue
        at = item.span.text.find(text) if text in item.span.text else 0
        for part in re.finditer(r"[^,]*[^,\s][^,]*", text):
            word = part[0].strip()
            start = item.span.start + at + part.start() + part[0].index(word)
            found.append((word, Span(item.span.file, start, start + len(word))))
    return found


def _words(at: _Context) -> tuple[tuple[str, Span], ...] | None:
    if isinstance(at.value.value, dict):
        message = f"{at.field.label} besteht aus Wörtern mit Komma dazwischen."
        at.fail(f"{at.subject.prefix}-value", message, f"Schreiben Sie zum Beispiel: {at.line('[eins, zwei]')}")
        return None
    return tuple(keyword_items(at.value))


def _mapping(at: _Context) -> Record | None:
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


def _raw(at: _Context) -> YamlValue:
    return at.value


READERS: Mapping[str, Callable[[_Context], Any]] = {
    "text": _text,
    "date": _date,
    "whole": _whole,
    "percent": _percent,
    "yes": _yes,
    "choice": _choice,
    "language": _language,
    "list": _list,
    "words": _words,
    "mapping": _mapping,
    "raw": _raw,
}
