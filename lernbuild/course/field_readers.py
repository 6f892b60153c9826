"""Reads one value of each kind of field; must not know which keys exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lernbuild.course import aliases
from lernbuild.course.dates import read_date
from lernbuild.course.field_model import Context
from lernbuild.course.words import fold, listed, nearest
from lernbuild.course.yaml_values import keyword_items, list_items, scalar_text
from lernbuild.diagnostics import error
from lernbuild.markup.nodes import YamlValue
from lernbuild.source import Span


def _text(at: Context) -> str | None:
    text = scalar_text(at.value)
    if text is None:
        at.fail(f"{at.subject.prefix}-value", f"{at.field.label} muss ein Text sein.", f"Schreiben Sie: {at.line('…')}")
    return text


def _date(at: Context) -> date | None:
    text = scalar_text(at.value) or ""
    return read_date(text, at.field.key, at.value.span, at.out)


def _whole(at: Context) -> int | None:
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


def _bounded(at: Context, number: float) -> bool:
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


def _percent(at: Context) -> float | None:
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


def _yes(at: Context) -> bool | None:
    if isinstance(at.value.value, bool):
        return at.value.value
    found = _TRUTH.get((scalar_text(at.value) or "").lower())
    if found is None:
        text = scalar_text(at.value) or ""
        message = f"{at.field.label} „{text}“ ist weder „ja“ noch „nein“."
        at.fail(f"{at.subject.prefix}-value", message, f"Schreiben Sie ja oder nein: {at.line('ja')}")
    return found


def _choice(at: Context) -> str | None:
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


def _language(at: Context) -> str | None:
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


def _list(at: Context) -> tuple[str, ...] | None:
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


def _words(at: Context) -> tuple[tuple[str, Span], ...] | None:
    if isinstance(at.value.value, dict):
        message = f"{at.field.label} besteht aus Wörtern mit Komma dazwischen."
        at.fail(f"{at.subject.prefix}-value", message, f"Schreiben Sie zum Beispiel: {at.line('[eins, zwei]')}")
        return None
    return tuple(keyword_items(at.value))


def _raw(at: Context) -> YamlValue:
    return at.value


READERS: Mapping[str, Callable[[Context], Any]] = {
    "text": _text,
    "date": _date,
    "whole": _whole,
    "percent": _percent,
    "yes": _yes,
    "choice": _choice,
    "language": _language,
    "list": _list,
    "words": _words,
    "raw": _raw,
}
