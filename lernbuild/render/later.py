"""What scripts that are fetched later bring along: their words and their data; knows no page and no launch."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from lernbuild.course.model import Course
from lernbuild.markup.typography import polish
from lernbuild.render import views
from lernbuild.render.data import counting_tests, module_title
from lernbuild.render.pages import Pages
from lernbuild.render.search_index import law_passages, passages_of, search_files
from lernbuild.render.theme import Theme

WORDS: Mapping[str, tuple[str, ...]] = {
    "search": ("search.",),
    "certificate": ("certificate.",),
    "comfort": ("comfort.",),
}
"""Beginnings of the keys that only these scripts ask for; ``course.js`` does not hold them."""


def first_words(words: Mapping[str, str]) -> dict[str, str]:
    """The words that the launch needs."""
    later = tuple(start for starts in WORDS.values() for start in starts)
    return {key: text for key, text in words.items() if not key.startswith(later)}


def search_scripts(course: Course, pages: Pages) -> dict[str, bytes]:
    """The parts of the search index, by chunk name."""
    sheets: dict[str, list[str]] = {}
    for sheet in pages.sheets:
        match = re.match(r"lektion/(.+)\.html#", sheet["href"])
        sheets.setdefault(match[1] if match else "", []).append(sheet["href"])
    groups = passages_of(course, sheets, views.term_ids(course.glossary))
    return search_files([*groups, law_passages(pages.laws)])


def data_before(course: Course, pages: Pages, theme: Theme, parts: list[str]) -> dict[str, bytes]:
    """What stands before each script, by its name: words into the course's texts, data into the registry."""
    data: dict[str, Any] = {
        "search": parts,
        "certificate": _certificate(course, pages, theme),
        "comfort": {"contact": dict(course.settings.contact)},
    }
    return {name: _script(name, starts, pages.texts.words, data[name]) for name, starts in WORDS.items()}


def _script(name: str, starts: tuple[str, ...], words: Mapping[str, str], data: Any) -> bytes:
    own = {key: text for key, text in sorted(words.items()) if key.startswith(starts)}
    return (
        f"Object.assign(globalThis.lernbuild.course.texts,{_json(own)});\n"
        f"globalThis.lernbuild.chunks[{_json(f'{name}-data')}]={_json(data)};"
    ).encode()


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _certificate(course: Course, pages: Pages, theme: Theme) -> dict[str, Any]:
    """What the certificate says of the course; the learner's part comes from the tracker."""
    settings = course.settings
    funding = settings.funding
    emblem = str(pages.env.globals["emblem"])
    statement = pages.texts("funding.eu").split("{line}") if emblem == "eu" else []
    return {
        "topics": [polish(module_title(module, i, course)) for i, module in enumerate(course.modules, 1)],
        "subtitle": polish(settings.subtitle),
        "edition": course.variant_name,
        "publisher": polish(settings.publisher),
        "planned": polish(views.duration(course, pages.book).split(" in ")[0]) if settings.minutes else "",
        "tested": bool(counting_tests(course)),
        "funding": polish(funding.text) if funding else "",
        "emblem": _picture(theme.file("eu-emblem.svg")) if emblem == "eu" else emblem,
        "emblemText": " ".join(statement) or ((funding.alt or funding.text) if funding else ""),
        "statement": statement,
    }


def _picture(svg: str) -> str:
    if "xmlns=" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
