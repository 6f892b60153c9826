"""A place in a picture: answers with ``@ links,oben – rechts,unten`` in percent, which are a choice as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Figure, Image, ListItem, Node, Text
from lernbuild.markup.walking import walk
from lernbuild.questions.identity import key_of
from lernbuild.questions.lines import trim
from lernbuild.questions.markers import first_line, read_marker, words_behind_marker
from lernbuild.questions.mistakes import question_line
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import (
    answer_items,
    doubled,
    empty_option,
    item_place,
    marker_kinds,
    none_right,
    number_options,
    numbers_of,
    split_item,
    two_right,
)
from lernbuild.questions.regions import REGION, has_regions, region_of
from lernbuild.source import Span

name = "hotspot"
words: tuple[str, ...] = ("bild", "bildstelle", "hotspot")
owns_text = True
takes_body = True

_EXAMPLE = "@ 55,30 – 85,42"
_ROOM = 9
"""Percent of the picture that a number needs, on a phone, too."""


@frozen
class Place:
    """An answer and its place: left, top, width and height in percent of the picture."""

    option: Option
    left: float
    top: float
    width: float
    height: float

    @property
    def side(self) -> str:
        """Where the number stands so that it hides nothing of the place: beside it, else above or below."""
        rooms = {
            "left": self.left,
            "right": 100 - self.left - self.width,
            "above": self.top,
            "below": 100 - self.top - self.height,
        }
        return next((side for side, room in rooms.items() if room >= _ROOM), "inside")


@frozen
class Hotspot:
    """The picture, the rest of the question's text, and the places; ``several`` for ``[ ]``."""

    picture: Image
    text: tuple[Node, ...]
    places: tuple[Place, ...]
    several: bool


def claims(draft: Draft) -> bool:
    return marker_kinds(draft) in ({"one"}, {"many"}) and has_regions(draft)


def parse(draft: Draft) -> tuple[Hotspot | None, list[Diagnostic]]:
    items = answer_items(draft)
    diagnostics = [problem for item in items for problem in _region_problems(item)]
    picture, text = _take_picture(draft.body)
    if picture is None and not diagnostics:
        message = "Die Antworten nennen Stellen in einem Bild, aber die Frage hat kein Bild."
        hint = "Setzen Sie unter die erste Zeile ein Bild: ![Beschreibung](medien/eat.png)"
        diagnostics = [error("quiz-region", message, question_line(draft.block), hint)]
    if diagnostics or picture is None:
        return None, diagnostics
    several = marker_kinds(draft) == {"many"}
    empty = [empty_option(item) for item in items if not split_item(item)[0]]
    if empty:
        return None, empty
    places = tuple(_place(item) for item in items)
    options = [place.option for place in places]
    diagnostics = doubled(options) or none_right(options, "[x]" if several else "(x)")
    if not several:
        diagnostics = diagnostics or two_right(options)
    return (None if diagnostics else Hotspot(picture, text, places, several)), diagnostics


def _take_picture(body: tuple[Node, ...]) -> tuple[Image | None, tuple[Node, ...]]:
    """The first picture of the body, and the body without it."""
    for at, node in enumerate(body):
        if isinstance(node, Figure):
            return node.image, (*body[:at], *body[at + 1 :])
        image = next((inner for inner in walk(node) if isinstance(inner, Image)), None)
        if image is not None:
            return image, (*body[:at], *body[at + 1 :])
    return None, body


def _region_problems(item: ListItem) -> list[Diagnostic]:
    match, place = region_of(item), item_place(item)
    if match is None:
        message = "Bei dieser Antwort fehlt die Stelle im Bild, bei der anderen steht sie."
        line = f"- {item.marker} {words_behind_marker(item)}"
        if "@" in first_line(item):
            message = "Die Stelle im Bild ist so nicht zu verstehen."
            line = line.split("@")[0].strip()
        example = f"{line} @ 60,5 – 95,15"
        return [error("quiz-region", message, place, f"Ergänzen Sie die Stelle in Prozent, zum Beispiel: {example}")]
    numbers = [float(match[name]) for name in ("left", "top", "right", "bottom")]
    area = Span(place.file, item.span.start + match.start("area"), item.span.start + match.end("area"))
    hint = f"Schreiben Sie links,oben – rechts,unten in Prozent, zum Beispiel: {_EXAMPLE}"
    big = next((number for number in numbers if number > 100), None)
    if big is not None:
        message = f"Die Stelle im Bild wird in Prozent angegeben, {big:g} ist größer als 100."
        return [error("quiz-region", message, area, hint)]
    if numbers[0] >= numbers[2] or numbers[1] >= numbers[3]:
        message = "Die Stelle im Bild hat keine Fläche: Rechts muss größer als links sein, unten größer als oben."
        return [error("quiz-region", message, area, hint)]
    return []


def _place(item: ListItem) -> Place:
    match = region_of(item)
    assert match is not None
    left, top, right, bottom = (float(match[name]) for name in ("left", "top", "right", "bottom"))
    content, feedback, _ = split_item(item)
    text = _without_region(content)
    marker = read_marker(item.marker)
    option = Option(key_of(text), text, item_place(item), bool(marker and marker.right), feedback)
    return Place(option, left, top, right - left, bottom - top)


def _without_region(content: tuple[Node, ...]) -> tuple[Node, ...]:
    last = content[-1]
    if not isinstance(last, Text):
        return content
    value = REGION.sub("", last.value) if REGION.search(last.value) else re.sub(r"\s@\s.*$", "", last.value)
    return trim((*content[:-1], replace(last, value=value)))


def options(content: Hotspot) -> tuple[Option, ...]:
    return tuple(place.option for place in content.places)


def with_numbers(content: Hotspot, numbers: Mapping[str, int]) -> Hotspot:
    numbered = number_options(options(content), numbers)
    places = tuple(replace(p, option=option) for p, option in zip(content.places, numbered, strict=True))
    return replace(content, places=places)


def interaction(content: Hotspot) -> Interaction:
    return Interaction("choice", [str(number) for number in numbers_of(options(content), right=True)])


def key(content: Hotspot) -> Mapping[str, Any]:
    found = options(content)
    return {"options": numbers_of(found), "right": numbers_of(found, right=True), "several": content.several}
