"""Finds the head of a lesson, the lines between two ``---``; knows nothing of its keys' meaning."""

from __future__ import annotations

import re
from collections.abc import Callable

from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen
from lernbuild.source import SourceFile, Span

_DASHES = re.compile(r"[ \t]*(?:[-–—−_]{1,}|(?:- ){2,}-)[ \t]*")
_KEY_LINE = re.compile(r"[^\W\d_][\w-]*[ \t]*:(?:[ \t].*|\S.*)?")
_LIKE_YAML = re.compile(r"[ \t]*|[ \t]*#.*|[ \t]*[-•·–][ \t].*|[ \t]+\S.*|[^\W\d_][\w-]*[ \t]*:.*")
_LESSON_KEY = re.compile(r"(?:titel|title|kurztitel|id|typ|type|dauer|duration|lernziele|rechtsstand)[ \t]*:", re.I)
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*")


@frozen
class Head:
    """``start`` and ``end`` enclose the YAML; ``body`` is where the text begins.

    ``title`` is given when the head is missing: what the title would be, so that nothing else is said about it.
    """

    start: int
    end: int
    body: int
    found: bool
    diagnostics: tuple[Diagnostic, ...] = ()
    title: str = ""


def find_head(source: SourceFile, *, required: bool) -> Head:
    """Where the head stands; with ``required``, its absence is an error."""
    first = next((n for n in range(1, source.line_count + 1) if source.line(n).strip()), 0)
    if not first:
        return _empty(source) if required else Head(0, 0, 0, False)
    line = source.line(first)
    if _DASHES.fullmatch(line) and _KEY_LINE.fullmatch(source.line(first + 1)):
        return _delimited(source, first)
    if line.rstrip() == "---" and source.line(first + 1).rstrip() == "---":
        return _between(source, first, first + 1, ())
    if line.rstrip() == "---" and required:
        last, closed = _find_close(source, first)
        if closed and all(source.line(n).strip() for n in range(first, last)):
            return _between(source, first, last, ())
    return _missing(source, first) if required else Head(0, 0, 0, False)


def _line(source: SourceFile, number: int) -> Span:
    start = source.line_start(number)
    return Span(source, start, start + len(source.line(number).rstrip()))


def _between(source: SourceFile, first: int, last: int, diagnostics: tuple[Diagnostic, ...]) -> Head:
    start, end = source.line_start(first + 1), source.line_start(last)
    return Head(start, end, source.line_start(last + 1), True, diagnostics)


def _delimited(source: SourceFile, first: int) -> Head:
    found: list[Diagnostic] = []
    last, closed = _find_close(source, first)
    if first > 1:
        found.append(_not_first(source, first))
    if not closed:
        message = "Der Kopf der Lektion ist nicht abgeschlossen: Die zweite Zeile mit drei Strichen fehlt."
        hint = f"Setzen Sie nach Zeile {last} eine eigene Zeile mit: ---"
        found.append(error("front-matter-not-closed", message, _line(source, first), hint))
        return Head(
            source.line_start(first + 1), source.line_start(last + 1), source.line_start(last + 1), True, tuple(found)
        )
    found += _check_dashes(source, first, last)
    return _between(source, first, last, tuple(found))


def _find_close(source: SourceFile, first: int) -> tuple[int, bool]:
    """The closing line and True; else the last line of the head and False."""
    blank = 0
    for number in range(first + 1, source.line_count + 1):
        line = source.line(number)
        if (_DASHES.fullmatch(line) and len(line.strip()) != 1) or line.strip() in ("—", "–", "..."):
            return number, True
        if not line.strip():
            blank = blank or number
        elif blank and not _LIKE_YAML.fullmatch(line):
            return blank - 1, False
    return (blank or source.line_count + 1) - 1, False


def _check_dashes(source: SourceFile, first: int, last: int) -> list[Diagnostic]:
    wrong = [n for n in (first, last) if source.line(n).rstrip() not in ("---", "..." if n == last else "---")]
    if not wrong:
        return []
    where = "erste Zeile" if wrong[0] == first else f"Zeile {last} am Ende des Kopfes"
    written = source.line(wrong[0]).strip()
    if set(written) <= set("–—"):
        message = f"Die {where} besteht aus einem langen Gedankenstrich statt aus drei Strichen."
    else:
        message = f"Die {where} besteht nicht aus genau drei Strichen."
    edits = tuple(Edit(_whole(source, n), "---") for n in wrong)
    hint = "Tippen Sie dreimal das Minuszeichen: ---"
    return [error("front-matter-dashes", message, _line(source, wrong[0]), hint, fix=edits)]


def _whole(source: SourceFile, number: int) -> Span:
    start = source.line_start(number)
    return Span(source, start, start + len(source.line(number)))


def _not_first(source: SourceFile, first: int) -> Diagnostic:
    message = "Vor dem Kopf der Lektion steht eine leere Zeile."
    if first > 2:
        message = "Vor dem Kopf der Lektion stehen leere Zeilen."
    fix = (Edit(Span(source, 0, source.line_start(first)), ""),)
    hint = "Löschen Sie alles vor der ersten Zeile mit ---"
    return error("front-matter-not-first", message, _line(source, first), hint, fix=fix)


def _empty(source: SourceFile) -> Head:
    hint = "Beginnen Sie mit dem Kopf:\n---\ntitel: Lektion\n---"
    return Head(
        0,
        0,
        len(source.text),
        False,
        (error("file-empty", "Diese Lektion ist leer.", source.span(0, 0), hint),),
        "Lektion",
    )


def _missing(source: SourceFile, first: int) -> Head:
    for check in _MISSING:
        head = check(source, first)
        if head is not None:
            return head
    message = "Der Lektion fehlt der Kopf mit dem Titel."
    hint = "Setzen Sie vor die erste Zeile diese drei Zeilen:\n---\ntitel: Titel der Lektion\n---"
    said = error("front-matter-missing", message, _line(source, first), hint)
    return Head(0, 0, 0, False, (said,), "Lektion")


def _without_dashes(source: SourceFile, first: int) -> Head | None:
    """Keys are there, the dashes are not."""
    if not _LESSON_KEY.match(source.line(first)):
        return None
    last = first
    while last < source.line_count and source.line(last + 1).strip() and not _DASHES.fullmatch(source.line(last + 1)):
        last += 1
    behind = last + 1
    closed = behind <= source.line_count and source.line(behind).strip() in ("---", "—", "–")
    message = "Vor und hinter den Angaben am Anfang der Datei fehlen die Zeilen mit drei Strichen."
    hint = f"Setzen Sie vor Zeile {first} und hinter Zeile {last} je eine eigene Zeile mit: ---"
    if closed:
        message = "Vor den Angaben am Anfang der Datei fehlt die Zeile mit drei Strichen."
        hint = f"Setzen Sie vor Zeile {first} eine eigene Zeile mit: ---"
    said = error("front-matter-missing", message, _line(source, first), hint)
    body = source.line_start(last + (2 if closed else 1))
    return Head(source.line_start(first), source.line_start(last + 1), body, True, (said,), "Lektion")


def _further_down(source: SourceFile, first: int) -> Head | None:
    """Text stands before the head."""
    for number in range(first + 1, min(first + 30, source.line_count)):
        if source.line(number).rstrip() == "---" and _LESSON_KEY.match(source.line(number + 1)):
            last, closed = _find_close(source, number)
            if not closed:
                return None
            message = "Vor dem Kopf der Lektion steht Text."
            hint = "Setzen Sie den Kopf ganz an den Anfang, den Text hinter die zweite Zeile mit ---"
            said = error("front-matter-not-first", message, _line(source, number), hint)
            return _between(source, number, last, (said,))
    return None


def _heading_only(source: SourceFile, first: int) -> Head | None:
    m = _HEADING.fullmatch(source.line(first))
    if m is None:
        return None
    message = "Der Lektion fehlt der Kopf mit dem Titel."
    hint = f"Ersetzen Sie die erste Zeile durch diese drei Zeilen:\n---\ntitel: {m[1]}\n---"
    said = error("front-matter-missing", message, _line(source, first), hint)
    return Head(0, 0, source.line_start(first + 1), False, (said,), m[1] or "Lektion")


_MISSING: tuple[Callable[[SourceFile, int], Head | None], ...] = (_without_dashes, _further_down, _heading_only)
