"""Marks of a question's options, ``(x)`` and its kin, with their near misses; knows no question."""

from __future__ import annotations

import re

from lernbuild.diagnostics import Edit, error
from lernbuild.frozen import frozen
from lernbuild.markup.context import Context
from lernbuild.markup.positions import OffsetMap
from lernbuild.source import Span

_RIGHT = re.compile(r"(?:\((?P<s>[ xX]|richtig|falsch|wahr|true|false)\)|\[(?P<m>[ xX])\])(?=\s|$)", re.IGNORECASE)
_GLUED = re.compile(r"(?:\((?:[ xX]|richtig|falsch|wahr)\)|\[[ xX]\])(?=[^\s(])")
_NEAR = re.compile(r"(?P<open>[(\[])(?P<in>[ \t\u00a0]*[xX]?[ \t\u00a0]*|[vV✓✔*+]|[rfwRFW])(?P<close>[)\]])(?=\s|$)")
_SAME = {"(wahr)": "(richtig)", "(true)": "(richtig)", "(false)": "(falsch)"}
_SIGNS = {"✅": "[x]", "❌": "[ ]", "☒": "[x]", "☑": "[x]", "☐": "[ ]", "✓": "[x]", "✔": "[x]", "□": "[ ]", "■": "[x]"}


@frozen
class Marker:
    """``canonical`` is one of the forms of ListItem.marker; ``cut`` characters of the content belong to it."""

    canonical: str
    span: Span
    cut: int


def read_marker(context: Context, content: str, places: OffsetMap) -> Marker | None:
    """The mark at the start of an option; None when there is none."""
    m = _RIGHT.match(content)
    if m:
        return _marker(context, places, _canonical(m[0]), m.end(), content)
    g = _GLUED.match(content)
    if g:
        _report_glued(context, content, places, g.end())
        return _marker(context, places, _canonical(g[0]), g.end(), content)
    if content[:1] in _SIGNS:
        return _sign(context, content, places)
    n = _NEAR.match(content)
    return _near(context, content, places, n) if n else None


def _canonical(typed: str) -> str:
    return _SAME.get(typed.lower(), typed.lower())


def _marker(context: Context, places: OffsetMap, canonical: str, end: int, content: str) -> Marker:
    cut = end
    while cut < len(content) and content[cut] in " \t":
        cut += 1
    return Marker(canonical, context.span(places.at(0), places.end(end)), cut)


def _line(context: Context, place: int) -> tuple[int, int]:
    """Start (behind the indent) and end of the source line that holds a place, as parsed offsets."""
    text = context.source.text
    at = place + context.base
    start = text.rfind("\n", 0, at) + 1
    while text[start : start + 1] in (" ", "\t", ">"):
        start += 1
    end = text.find("\n", at)
    return start - context.base, (len(text) if end == -1 else end) - context.base


def _report_glued(context: Context, content: str, places: OffsetMap, end: int) -> None:
    start, stop = _line(context, places.at(0))
    span = context.span(start, stop)
    place = context.span(places.end(end), places.end(end))
    right = f"- {content[:end]} {content[end:].splitlines()[0]}"
    message = "Hinter der Klammer fehlt ein Leerzeichen."
    context.report(error("quiz-option-blank", message, span, f"Schreiben Sie: {right}", fix=(Edit(place, " "),)))


def _rest(content: str, end: int) -> str:
    return content[end:].split("\n")[0].strip()


def _sign(context: Context, content: str, places: OffsetMap) -> Marker:
    canonical = _SIGNS[content[0]]
    marker = _marker(context, places, canonical, 1, content)
    message = "Die Kästchen aus Word werden hier nicht als Antworten erkannt."
    hint = f"Schreiben Sie [x] vor richtige und [ ] vor falsche Antworten: - {canonical} {_rest(content, 1)}"
    text = canonical if content[1:2] in (" ", "\t") else canonical + " "
    context.report(error("quiz-marker", message, marker.span, hint, fix=(Edit(marker.span, text),)))
    return marker


def _near(context: Context, content: str, places: OffsetMap, m: re.Match[str]) -> Marker:
    inside = m["in"].strip(" \t\u00a0")
    pair = "()" if m["open"] == "(" else "[]"
    safe = True
    if inside.lower() in ("r", "w", "f") and m["open"] == "(":
        canonical = "(falsch)" if inside.lower() == "f" else "(richtig)"
        message = f"Die Abkürzung {m[0]} wird nicht erkannt."
        lead = "Schreiben Sie das Wort aus"
    elif inside and inside not in "xX":
        canonical = f"{pair[0]}x{pair[1]}"
        message = f"Eine richtige Antwort wird mit x markiert, hier steht {inside}."
        lead, safe = "Schreiben Sie", False
    elif inside:
        canonical = f"{pair[0]}x{pair[1]}"
        message = "In der Klammer steht neben dem X ein Leerzeichen."
        lead = "Schreiben Sie"
    else:
        canonical = f"{pair[0]} {pair[1]}"
        message = "Zwischen den Klammern fehlt ein Leerzeichen."
        if m["in"]:
            message = "Zwischen den Klammern steht mehr als ein Leerzeichen."
        lead = "Schreiben Sie"
    if (m["open"] == "(") != (m["close"] == ")"):
        message, safe = "Die beiden Klammern der Antwort passen nicht zueinander.", False
    marker = _marker(context, places, canonical, m.end(), content)
    fix = (Edit(marker.span, canonical),) if safe else ()
    hint = f"{lead}: - {canonical} {_rest(content, m.end())}".rstrip()
    context.report(error("quiz-marker", message, marker.span, hint, fix=fix))
    return marker
