"""Judges the values of attributes that mean the same everywhere: widths and dates; knows no block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.markup.dates import DATES, read_date, read_dates
from lernbuild.markup.nodes import Attributes
from lernbuild.source import Span

_PERCENT = re.compile(r"(?:[1-9]\d?|100)%")
_VALUE = re.compile(r"\s*=\s*[\"'„“”]?([^\s\"'„“”}]*)")


def check_values(found: Attributes) -> list[Diagnostic]:
    """One message per value that cannot take effect."""
    return [*_widths(found), *_days(found)]


def value_span(key: Span) -> Span:
    """The place of the value behind a key's place; the key when there is none."""
    match = _VALUE.match(key.file.text, key.end)
    return Span(key.file, match.start(1), match.end(1)) if match and match[1] else key


def _pairs(found: Attributes) -> Iterator[tuple[str, str, Span]]:
    for (key, value), span in zip(found.items, found.spans, strict=True):
        yield key, (value or "").strip(), value_span(span)


def _widths(found: Attributes) -> Iterator[Diagnostic]:
    for key, value, span in _pairs(found):
        if key != "breite" or _PERCENT.fullmatch(value):
            continue
        message = f"Die Breite „{value}“ ist keine Angabe in Prozent." if value else "Der Breite fehlt die Zahl."
        good = f"{value}%" if _PERCENT.fullmatch(f"{value}%") else ""
        fix = (Edit(span, good),) if good else ()
        yield error("attr-value", message, span, f"Schreiben Sie: {{breite={good or '60%'}}}", fix=fix)


def _days(found: Attributes) -> Iterator[Diagnostic]:
    for key, value, span in _pairs(found):
        if key in DATES and read_date(value) is None:
            yield _no_date(key, value, span)
    dates = read_dates(found)
    if dates.valid_from and dates.valid_until and dates.valid_from > dates.valid_until:
        place = found.span("gueltig-bis")
        message = "Das Ende der Gültigkeit liegt vor ihrem Beginn."
        hint = "Berichtigen Sie eine der beiden Angaben: gueltig-ab, gueltig-bis"
        yield error("attr-value", message, value_span(place) if place else None, hint)


def _no_date(key: str, value: str, span: Span) -> Diagnostic:
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value)
    good = f"{german[3]}-{german[2]:0>2}-{german[1]:0>2}" if german else ""
    fix = (Edit(span, good),) if read_date(good) else ()
    good = good if read_date(good) else "2026-12-31"
    message = f"„{value}“ ist kein Datum in der Form Jahr-Monat-Tag." if value else f"Hinter „{key}“ fehlt das Datum."
    return error("attr-value", message, span, f"Schreiben Sie: {{{key}={good}}}", fix=fix)
