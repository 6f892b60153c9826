"""The rule about Arbeitshilfen: one A4 page each; estimates what the print style needs, must not know pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.diagnostics import Diagnostic, warning
from lernbuild.markup.nodes import Block, DefinitionList, Heading, List, Node, Paragraph, Table
from lernbuild.markup.walking import plain_text
from lernbuild.rules.each import of_each

PAGE = 751.0
"""Points of A4 between the margins of 16 mm (themes/standard/theme.css, print)."""
_WIDTH = 493.0
_LINE, _GAP = 16.7, 15.0
_SIGN = 5.7
"""Mean width of a character of 11.5 point Fira Sans, with what the end of a line leaves empty."""
_HEAD_AND_FOOT = 134.0


def sheet_too_long(course: Course, today: date) -> list[Diagnostic]:
    """Eine Arbeitshilfe passt nicht auf eine Seite A4.

    Warum: Ein Blatt liegt neben der Tastatur oder hängt an der Wand. Ein zweites geht verloren.

    Schlecht: ein Blatt mit 40 Kästchen und drei Tabellen.

    Gut:

        ::: arbeitshilfe Checkliste Vorsprache
        - [ ] Pass angesehen
        - [ ] Bescheinigung geprüft
        :::
    """
    return of_each(course, "sheet-too-long", _too_long)


def _too_long(lesson: Lesson) -> Iterator[Diagnostic]:
    for node in find(lesson.blocks, Block):
        if node.name == "arbeitshilfe" and (pages := pages_of(node)) > 1:
            share = f"{pages:.1f}".replace(".", ",")
            message = f"Diese Arbeitshilfe braucht etwa {share} Seiten A4; sie soll auf eine passen."
            hint = "Kürzen Sie sie oder machen Sie zwei daraus. Lange Erklärungen gehören in die Lektion."
            yield warning("sheet-too-long", message, node.span, hint)


def pages_of(sheet: Block) -> float:
    """How many A4 pages an Arbeitshilfe needs, by an estimate that comes within a tenth of what Chromium prints."""
    return (_HEAD_AND_FOOT + _stack(sheet.children, _WIDTH, _GAP)) / PAGE


def _stack(nodes: tuple[Node, ...], width: float, gap: float) -> float:
    heights = [_height(node, width) for node in nodes]
    return sum(heights) + gap * max(0, len(heights) - 1)


def _height(node: Node, width: float) -> float:
    if isinstance(node, List):
        boxes = any(item.marker for item in node.items)
        items = [max(_LINE, _stack(item.children, width - 20, 6)) for item in node.items]
        return sum(items) + (9 if boxes else 6) * max(0, len(items) - 1)
    if isinstance(node, Table):
        rows = [node.head, *node.rows] if any(cell.children for cell in node.head) else list(node.rows)
        return sum(_row([plain_text(cell.children) for cell in row], width) for row in rows)
    if isinstance(node, Heading):
        return 15.0 * _lines(plain_text(node.children), width, _SIGN * 1.1)
    if isinstance(node, DefinitionList):
        return sum(_LINE + sum(_stack(one, width - 12, 6) for one in item.details) + 9 for item in node.items)
    if isinstance(node, Block):
        return 54.0 + _stack(node.children, width - 40, 9)
    if isinstance(node, Paragraph):
        return _LINE * _lines(plain_text(node.children), width, _SIGN)
    return _LINE * _lines(plain_text((node,)), width, _SIGN)


def _row(cells: list[str], width: float) -> float:
    """A row of a table, whose columns share the width by their words."""
    column = width / max(1, len(cells)) - 11
    return 11.0 + 14.7 * max((_lines(cell, column, _SIGN * 0.92) for cell in cells), default=1)


def _lines(text: str, width: float, sign: float) -> int:
    return sum(max(1, ceil(len(line) * sign / max(width, 40))) for line in text.split("\n")) or 1
