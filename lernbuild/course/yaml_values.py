"""Texts, lists and keyword lists out of YAML values; must not know keys."""

from __future__ import annotations

import re

from lernbuild.markup.nodes import YamlValue
from lernbuild.source import Span


def scalar_text(value: YamlValue) -> str | None:
    """A scalar as text, numbers and truth values exactly as written; None for lists, mappings and nothing."""
    if isinstance(value.value, str):
        return value.value.strip()
    if isinstance(value.value, bool | int | float):
        return value.raw.strip() or str(value.value)
    return None


def list_items(value: YamlValue) -> tuple[YamlValue, ...]:
    """The items of a list; a single value is a list of one."""
    if isinstance(value.value, tuple):
        return value.value
    return () if value.value is None else (value,)


def keyword_items(value: YamlValue) -> list[tuple[str, Span]]:
    """Words of a keyword list with their places: list items, each split at commas."""
    found: list[tuple[str, Span]] = []
    for item in list_items(value):
        text = scalar_text(item)
        if text is None:
            continue
        at = item.span.text.find(text) if text in item.span.text else 0
        for part in re.finditer(r"[^,]*[^,\s][^,]*", text):
            word = part[0].strip()
            start = item.span.start + at + part.start() + part[0].index(word)
            found.append((word, Span(item.span.file, start, start + len(word))))
    return found
