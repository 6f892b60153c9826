"""Facts with periods of validity: reading, looking up by date, German format; must not know lessons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lernbuild.course import tables
from lernbuild.course.fields import list_items, read_fields, scalar_text
from lernbuild.course.words import english_date, german_date
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import YamlValue
from lernbuild.source import Span

NBSP = "\u00a0"
UNSURE = ("modellwissen", "offen")
"""States of checking on which no question may rest."""


@frozen
class Period:
    """One value and the days on which it holds, both inclusive; ``until`` None: no end known."""

    start: date
    until: date | None
    value: Decimal | str
    span: Span


@frozen
class Fact:
    """One fact; ``periods`` are sorted by their first day."""

    id: str
    statement: str
    unit: str
    norm: str
    source: str
    state: str
    periods: tuple[Period, ...]
    span: Span

    def at(self, day: date) -> Period | None:
        """The value that holds on a day: of several, the one that began last."""
        holding = [p for p in self.periods if p.start <= day and (p.until is None or day <= p.until)]
        return holding[-1] if holding else None

    @property
    def sure(self) -> bool:
        return self.state not in UNSURE


def read_facts(value: YamlValue) -> tuple[dict[str, Fact], list[Diagnostic]]:
    """The facts of one file by id."""
    facts: dict[str, Fact] = {}
    out: list[Diagnostic] = []
    if value.value is None:
        return facts, out
    if not isinstance(value.value, tuple):
        hint = "Beginnen Sie jeden Fakt mit einem Strich: - id: mindestgehalt"
        return facts, [error("fact-value", "Eine Faktendatei ist eine Liste von Fakten.", value.span, hint)]
    for item in value.value:
        fact, problems = _read_fact(item)
        out += problems
        if fact is None:
            continue
        if fact.id in facts:
            out.append(duplicate(fact, facts[fact.id]))
            continue
        facts[fact.id] = fact
    return facts, out


def duplicate(fact: Fact, first: Fact) -> Diagnostic:
    """Two facts with one id."""
    file, line = first.span.file, first.span.line
    where = f"in Zeile {line}" if file.path == fact.span.file.path else f"in „{file.path}“, Zeile {line}"
    message = f"Den Fakt „{fact.id}“ gibt es schon {where}."
    return error("fact-duplicate", message, fact.span, "Geben Sie ihm eine eigene Kennung.", related=(first.span,))


def _read_fact(item: YamlValue) -> tuple[Fact | None, list[Diagnostic]]:
    first_line = item.span.file.span(item.span.start)
    record, out = read_fields(item, tables.FACT_FIELDS, tables.FACT, missing_at=first_line)
    if not record.known:
        hint = "Beginnen Sie jeden Fakt mit: - id: mindestgehalt"
        return None, [error("fact-value", "Dieser Eintrag ist kein Fakt.", item.span, hint)]
    periods, problems = _read_periods(record.get("werte"), record.get("einheit", ""))
    out += problems
    key = record.get("id")
    if not key or not periods:
        return None, out
    if not re.fullmatch(r"[A-Za-z0-9_-]+", key):
        message = f"Die Kennung „{key}“ darf nur Buchstaben ohne Umlaute, Ziffern und Striche enthalten."
        hint = f"Schreiben Sie zum Beispiel: id: {re.sub(r'[^A-Za-z0-9_-]+', '-', key).strip('-')}"
        out.append(error("fact-value", message, record.value_span("id"), hint))
        return None, out
    fact = Fact(
        key,
        record.get("aussage", ""),
        record.get("einheit", ""),
        record.get("norm", ""),
        record.get("quelle", ""),
        record.get("pruefstatus", "offen"),
        periods,
        record.value_span("id") or item.span,
    )
    return fact, out


def _read_periods(value: YamlValue | None, unit: str) -> tuple[tuple[Period, ...], list[Diagnostic]]:
    periods: list[Period] = []
    out: list[Diagnostic] = []
    if value is None:
        return (), out
    for item in list_items(value):
        first_line = item.span.file.span(item.span.start)
        record, problems = read_fields(item, tables.VALUE_FIELDS, tables.FACT, missing_at=first_line)
        if cents := _cents_apart(item):
            out.append(cents)
            if start := record.get("ab"):  # the number is clear enough that nobody misses the fact
                periods.append(Period(start, record.get("bis"), Decimal(cents.fix[0].text), item.span))
            continue
        out += problems
        if not record.known:
            hint = "Schreiben Sie je Wert: - {ab: 2026-01-01, wert: 411}"
            out.append(error("fact-value", "Ein Wert besteht aus ab, bis und wert.", item.span, hint))
            continue
        start, until, raw = record.get("ab"), record.get("bis"), record.get("wert")
        if start is None or raw is None:
            continue
        number, problems = _read_value(raw, unit)
        out += problems
        if until is not None and until < start:
            out.append(_reversed(start, until, raw, record.value_span("bis")))
        elif number is not None:
            periods.append(Period(start, until, number, item.span))
    return tuple(sorted(periods, key=lambda p: p.start)), out


def _cents_apart(item: YamlValue) -> Diagnostic | None:
    """``{ab: …, wert: 98,50}``: in braces the comma ends the value, and what stands behind it is another key."""
    entries = item.value if isinstance(item.value, dict) else {}
    cents = next((e for key, e in entries.items() if re.fullmatch(r"\d{1,2}", key) and e.value.value is None), None)
    euros = entries.get("wert") or entries.get("value")
    if cents is None or euros is None or not re.fullmatch(r"-?\d+|-?\d{1,3}(?:\.\d{3})+", euros.value.raw or ""):
        return None
    span = Span(item.span.file, euros.value.span.start, cents.span.end)
    bare = f"{euros.value.raw.replace('.', '')}.{cents.key}"
    hint = f"Schreiben Sie ohne Punkt für die Tausender und mit Punkt vor den Cent: wert: {bare}"
    return error("fact-number-format", f"„{span.text}“ ist hier keine Zahl.", span, hint, fix=(Edit(span, bare),))


def _reversed(start: date, until: date, raw: YamlValue, span: Span | None) -> Diagnostic:
    message = f"Der Wert endet am {german_date(until)}, bevor er am {german_date(start)} beginnt."
    value = raw.raw or scalar_text(raw) or ""
    hint = f"Vertauschen Sie die beiden Tage: {{ab: {until.isoformat()}, bis: {start.isoformat()}, wert: {value}}}"
    return error("date-order", message, span, hint)


_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+")
_GERMAN_DECIMAL = re.compile(r"-?\d{1,3}(?:\.?\d{3})*,\d+")


def _read_value(value: YamlValue, unit: str) -> tuple[Decimal | str | None, list[Diagnostic]]:
    """A number or a text; German number signs are errors, for YAML reads them differently or not at all."""
    text = scalar_text(value)
    if text is None:
        hint = "Schreiben Sie: wert: 411"
        return None, [error("fact-value", "Der Wert ist eine Zahl oder ein Text.", value.span, hint)]
    quoted = value.span.text[:1] in "\"'"
    if quoted and not unit:
        return text, []
    if _THOUSANDS.fullmatch(text):
        bare = text.replace(".", "")
        read = f"{Decimal(text).normalize():f}".replace(".", ",") if text.count(".") == 1 else ""
        message = f"„{text}“ wird hier als {read} gelesen." if read else f"„{text}“ ist hier keine Zahl."
        hint = f"Schreiben Sie die Zahl ohne Punkt: wert: {bare}"
        return Decimal(bare), [error("fact-number-format", message, value.span, hint)]
    if _GERMAN_DECIMAL.fullmatch(text):
        bare = text.replace(".", "").replace(",", ".")
        hint = f"Schreiben Sie ohne Punkt für die Tausender und mit Punkt vor den Cent: wert: {bare}"
        message = f"„{text}“ ist hier keine Zahl."
        problem = error("fact-number-format", message, value.span, hint, fix=(Edit(value.span, bare),))
        return Decimal(bare), [problem]
    if not quoted and re.fullmatch(r"-?\d+(?:\.\d+)?", text) and not re.fullmatch(r"0\d+", text):
        return Decimal(text), []
    return text, []


# ---- format -------------------------------------------------------------------


def format_value(value: Decimal | str, unit: str, language: str = "de") -> str:
    """The value as it is printed: „50.700 Euro“, „45.934,20 Euro“, „3 Monate“, „1. März 2026“.

    English texts have English number signs and dates; other languages keep the German ones.
    """
    text = without_unit(value, unit, language)
    return f"{text}{NBSP}{unit}" if unit else text


def without_unit(value: Decimal | str, unit: str, language: str = "de") -> str:
    """The value alone: „50.700“; for „nach 3 Jahren“, where the unit must change its form."""
    if isinstance(value, Decimal):
        return format_number(value, money=unit in ("Euro", "EUR", "€"), english=is_english(language))
    return _format_text(value, english=is_english(language))


def is_english(language: str) -> bool:
    return language.split("-")[0].lower() == "en"


def format_number(number: Decimal, *, money: bool = False, english: bool = False) -> str:
    """German (or English) number signs; money has none or exactly two decimals, other numbers those written."""
    if money:
        number = number.quantize(Decimal("0.01"))
        if number == number.to_integral_value():
            number = number.quantize(Decimal(1))
    text = f"{number:,f}"
    return text if english else text.translate(str.maketrans(",.", ".,"))


def _format_text(text: str, *, english: bool) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            day = date.fromisoformat(text)
            return (english_date(day) if english else german_date(day)).replace(" ", NBSP, 1)
        except ValueError:
            return text
    return text


def all_facts(
    files: Mapping[str, tuple[dict[str, Fact], list[Diagnostic]]],
) -> tuple[dict[str, Fact], list[Diagnostic]]:
    """Facts of all files together; the first of two with one id stays."""
    facts: dict[str, Fact] = {}
    out: list[Diagnostic] = []
    for name in sorted(files):
        found, problems = files[name]
        out += problems
        for key, fact in found.items():
            if key in facts:
                out.append(duplicate(fact, facts[key]))
            else:
                facts[key] = fact
    return facts, out
