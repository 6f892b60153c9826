"""Puts values in the place of ``{{…}}``: facts and the texts of a variant; must not know blocks or editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from lernbuild.course.facts import NBSP, Fact, format_value, is_english, without_unit
from lernbuild.course.words import english_date, fold, german_date, listed, nearest
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import slotted
from lernbuild.markup.nodes import FactRef, FactValue, Node, Text
from lernbuild.source import Span

PARTS = ("norm", "stand", "wert")
"""``{{id.norm}}``, ``{{id.stand}}`` (first day of the value), ``{{id.wert}}`` (the value without its unit)."""


@slotted
class Values:
    """Looks keys up for one lesson: facts on ``day``, texts of one edition."""

    facts: Mapping[str, Fact]
    texts: Mapping[str, str]
    day: date
    all_texts: frozenset[str] = frozenset()
    """Keys that any variant has."""
    edition: str = "allgemein"
    problems: list[Diagnostic] = field(default_factory=list)
    language: str = "de"

    def value_of(self, ref: FactRef) -> tuple[Node, ...]:
        """The nodes in the place of ``{{key}}``; with an error the key itself, so that nothing vanishes."""
        key = ref.key.strip()
        name, _, part = key.partition(".")
        if key in self.facts:
            return self._fact(ref, self.facts[key], "")
        if name in self.facts:
            return self._fact(ref, self.facts[name], part)
        if key in self.texts:
            return (FactValue(ref.span, key, self.texts[key]),)
        self.problems.append(self._unknown(ref, key))
        return (FactValue(ref.span, key, f"{{{{{key}}}}}"),)

    def _fact(self, ref: FactRef, fact: Fact, part: str) -> tuple[Node, ...]:
        if part and part not in PARTS:
            self.problems.append(_unknown_part(ref, fact, part))
            return (FactValue(ref.span, fact.id, fact.id),)
        if part == "norm":
            return (Text(ref.span, fact.norm),)
        period = fact.at(self.day)
        if period is None:
            self.problems.append(_no_value(ref, fact, self.day))
            return (FactValue(ref.span, fact.id, "…"),)
        if part == "stand":
            since = (english_date if is_english(self.language) else german_date)(period.start).replace(" ", NBSP, 1)
            return (FactValue(ref.span, f"{fact.id}.stand", since, period.until),)
        if part == "wert":
            alone = without_unit(period.value, fact.unit, self.language)
            return (FactValue(ref.span, f"{fact.id}.wert", alone, period.until),)
        whole = format_value(period.value, fact.unit, self.language)
        return (FactValue(ref.span, fact.id, whole, period.until),)

    def _unknown(self, ref: FactRef, key: str) -> Diagnostic:
        if key in self.all_texts:
            message = f"Den Text „{key}“ gibt es in „varianten/{self.edition}.yaml“ nicht."
            return error("variant-text-unknown", message, ref.span, "Ergänzen Sie ihn in dieser Datei.")
        names = [*self.facts, *self.all_texts]
        same = next((name for name in names if fold(name) == fold(key)), None)
        meant = same or nearest(key, names)
        is_text = meant in self.all_texts if meant else "." in key
        kind = "Den Text" if is_text else "Den Fakt"
        code = "variant-text-unknown" if is_text else "fact-unknown"
        if meant is None:
            hint = "Legen Sie ihn unter „varianten“ an." if is_text else "Legen Sie ihn unter „fakten“ an."
            return error(code, f"{kind} „{key}“ gibt es nicht.", ref.span, hint)
        only_case = same is not None and same == key.lower()
        lead = "Schreiben Sie den Namen klein" if only_case else "Schreiben Sie"
        fix = (Edit(ref.span, f"{{{{{meant}}}}}"),) if same else ()
        message = f"{kind} „{key}“ gibt es nicht, gemeint ist wohl „{meant}“."
        return error(code, message, ref.span, f"{lead}: {{{{{meant}}}}}", fix=fix)


def _unknown_part(ref: FactRef, fact: Fact, part: str) -> Diagnostic:
    at = ref.span.text.rfind(part)
    start = ref.span.start + max(at, 0)
    span = Span(ref.span.file, start, start + len(part)) if at >= 0 else ref.span
    meant = nearest(part, PARTS) or PARTS[0]
    hint = f"Möglich sind {listed(PARTS)}, schreiben Sie: {{{{{fact.id}.{meant}}}}}"
    return error("fact-unknown-part", f"Beim Fakt „{fact.id}“ gibt es „{part}“ nicht.", span, hint)


def _no_value(ref: FactRef, fact: Fact, day: date) -> Diagnostic:
    file = fact.span.file.path
    later = [p for p in fact.periods if p.start > day]
    if len(later) == len(fact.periods):
        start = german_date(later[0].start)
        message = (
            f"Der Fakt „{fact.id}“ hat am Rechtsstand {german_date(day)} noch keinen Wert, sein erster gilt ab {start}."
        )
        hint = f"Ergänzen Sie in {file} den Wert, der vorher galt, oder ändern Sie den Rechtsstand."
    else:
        past = [p.until for p in fact.periods if p.until and p.until < day]
        ended = f", der letzte galt bis {german_date(max(past))}" if past else ""
        message = f"Der Fakt „{fact.id}“ hat am Rechtsstand {german_date(day)} keinen Wert{ended}."
        hint = f"Ergänzen Sie in {file} den Wert, der am {german_date(day)} gilt."
    return error("fact-no-value", message, ref.span, hint, related=(fact.span,))
