"""Reads the head of a lesson; must not know its text or the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from lernbuild.course import tables
from lernbuild.course.fields import Record, read_fields, scalar_text
from lernbuild.course.model import TestSettings
from lernbuild.course.settings import Goal, date_order, plain_words, read_goals
from lernbuild.course.words import readable
from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.frozen import frozen
from lernbuild.later import Later
from lernbuild.markup.nodes import YamlValue
from lernbuild.questions.identity import slug
from lernbuild.source import Span


@frozen
class LessonHead(Later):
    """The head of a lesson as read; ``only`` and ``except_for`` keep the place of each word."""

    title: str = ""
    short_title: str = ""
    id: str = ""
    kind: str = "lektion"
    minutes: int = 0
    goals: tuple[Goal, ...] = ()
    legal_date: date | None = None
    check_by: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    only: tuple[tuple[str, Span], ...] = ()
    except_for: tuple[tuple[str, Span], ...] = ()
    required: bool = False
    keywords: tuple[str, ...] = ()
    language: str = ""
    test: TestSettings | None = None
    record: Record = field(default_factory=lambda: Record({}, {}))


def read_head(value: YamlValue, name: str, *, quiet: bool = False) -> tuple[LessonHead, list[Diagnostic]]:
    """The head of the lesson file ``name`` (without suffix). ``quiet``: its YAML has errors already."""
    file = value.span.file
    record, out = read_fields(value, tables.LESSON_FIELDS, tables.LESSON, missing_at=file.span(0))
    if quiet or not record.known:
        out = [d for d in out if d.code != "front-matter-required"]
    out = [_with_example(d, name) for d in out]
    out += date_order(record, "gueltig-ab", "gueltig-bis")
    out += _contradiction(record)
    goals, problems = read_goals(record, "front-matter")
    out += problems
    test, problems = _read_test(record)
    out += problems
    head = LessonHead(
        title=record.get("titel") or readable(name),
        short_title=record.get("kurztitel", ""),
        id=record.get("id", ""),
        kind=record.get("typ", "lektion"),
        minutes=record.get("dauer", 0),
        goals=goals,
        legal_date=record.get("rechtsstand"),
        check_by=record.get("pruefen-bis"),
        valid_from=record.get("gueltig-ab"),
        valid_until=record.get("gueltig-bis"),
        only=record.get("nur", ()),
        except_for=record.get("ausser", ()),
        required=record.get("pflicht", False),
        keywords=plain_words(record.get("stichworte", ())),
        language=record.get("sprache", ""),
        test=test,
        record=record,
    )
    return head, out + _check_lesson_id(record)


def _with_example(diagnostic: Diagnostic, name: str) -> Diagnostic:
    """The title missing: the hint shows the file's own name as a title."""
    if diagnostic.code != "front-matter-required" or diagnostic.hint is None:
        return diagnostic
    hint = diagnostic.hint.replace("titel: Lektion", f"titel: {readable(name) or 'Lektion'}")
    return error(diagnostic.code, diagnostic.message, diagnostic.span, hint)


def _contradiction(record: Record) -> list[Diagnostic]:
    only, excluded = plain_words(record.get("nur", ())), plain_words(record.get("ausser", ()))
    if not only or not set(only) <= set(excluded):
        return []
    message = (
        f"„nur: {','.join(only)}“ und „ausser: {','.join(excluded)}“ zusammen lassen diese Lektion nirgends erscheinen."
    )
    return [error("variant-empty", message, record.key_span("ausser"), "Löschen Sie eine der beiden Zeilen.")]


def _check_lesson_id(record: Record) -> list[Diagnostic]:
    found = record.get("id")
    if not found or re.fullmatch(r"[a-z0-9-]+", found):
        return []
    good = slug(found) or "lektion"
    span = record.value_span("id")
    message = f"Die Kennung „{found}“ darf nur kleine Buchstaben von a bis z, Ziffern und Striche enthalten."
    return [error("front-matter-value", message, span, f"Schreiben Sie: id: {good}")]


def _read_test(record: Record) -> tuple[TestSettings | None, list[Diagnostic]]:
    if record.get("typ") != "test":
        return None, [_not_a_test(record, key) for key in tables.TEST_ONLY if record.get(key) is not None]
    draw, out = _read_draw(record)
    settings = TestSettings(
        pass_percent=record.get("bestehen"),
        attempts=record.get("versuche", 0),
        draw=draw,
        shuffle=record.get("mischen", True),
        minutes=record.get("zeit", 0),
        feedback=record.get("rueckmeldung", "sofort"),
    )
    return settings, out


def _not_a_test(record: Record, key: str) -> Diagnostic:
    message = f"Die Angabe „{key}“ wirkt nur auf einer Lernkontrolle."
    hint = "Löschen Sie die Zeile oder ergänzen Sie im Kopf: typ: test"
    if key == "pflicht":
        hint = "Welche Lektionen nötig sind, steht in kurs.yaml: abschluss: {lektionen: alle}"
    return warning("front-matter-test-only", message, record.key_span(key), hint)


def _read_draw(record: Record) -> tuple[int | Mapping[str, int] | None, list[Diagnostic]]:
    """``ziehen: 20`` or ``ziehen: {lernziel: 5}``."""
    value: YamlValue | None = record.get("ziehen")
    if value is None:
        return None, []
    if isinstance(value.value, dict):
        parts: dict[str, int] = {}
        out: list[Diagnostic] = []
        for entry in value.value.values():
            number = _count(entry.value.value)
            if number is None:
                out.append(_bad_draw(entry.value))
            else:
                parts[entry.key] = number
        return parts or None, out
    number = _count(value.value)
    return (number, []) if number is not None else (None, [_bad_draw(value)])


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _bad_draw(value: YamlValue) -> Diagnostic:
    text = scalar_text(value) or ""
    digits = re.search(r"[1-9]\d*", text)
    message = f"Die Zahl der Fragen „{text}“ ist keine ganze Zahl größer als 0."
    hint = f"Schreiben Sie nur die Zahl: ziehen: {digits[0] if digits else 10}"
    return error("front-matter-number", message, value.span, hint)
