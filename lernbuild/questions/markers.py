"""What the markers before answers mean: ``( )`` ``[x]`` ``(richtig)``; knows no question type."""

from __future__ import annotations

import re

from lernbuild.frozen import frozen
from lernbuild.markup.nodes import ListItem

_BULLET = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s*")
_MARK = re.compile(r"(?:\([^()\[\]]{0,8}\)|\[[^()\[\]]{0,3}\]|[^\w\s(])\s*")
_STATEMENTS = {"(richtig)": True, "(falsch)": False}
_BRACKETS = {"( )": ("one", False), "(x)": ("one", True), "[ ]": ("many", False), "[x]": ("many", True)}


@frozen
class Marker:
    """``kind`` is "one" for ( ), "many" for [ ], "statement" for (richtig); ``right`` as marked."""

    kind: str
    right: bool


def read_marker(mark: str) -> Marker | None:
    """What the marker of a list item says; None for an item without one."""
    low = mark.lower()
    if low in _STATEMENTS:
        return Marker("statement", _STATEMENTS[low])
    return Marker(*_BRACKETS[low]) if low in _BRACKETS else None


def first_line(item: ListItem) -> str:
    """The first source line of a list item: bullet, marker, words."""
    return item.span.text.split("\n", 1)[0]


def words_behind_marker(item: ListItem) -> str:
    """What an author typed behind the bullet and the marker, in the first line."""
    rest = _BULLET.sub("", first_line(item), count=1)
    return (_MARK.sub("", rest, count=1) if item.marker else rest).strip()
