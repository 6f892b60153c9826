"""Reads dates as authors write them; must not know where they stand."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from lernbuild.course.words import MONTHS
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.source import Span


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
