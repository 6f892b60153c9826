"""The hash of all that learners can see in a lesson; must not know editions or the lock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from lernbuild.course.facts import Fact, format_value
from lernbuild.markup.dates import read_dates
from lernbuild.markup.nodes import Block, FactRef, LineBreak, Node, Text
from lernbuild.markup.walking import children_of, kinds_in
from lernbuild.source import SourceFile, Span

_HOLDERS = frozenset({dict, list, set, frozenset})
"""Classes whose empty values count, unlike None, False and the empty text and tuple."""
_HIDDEN = ("span", "spans", "marker_span", "name_span", "raw")


def lesson_digest(
    title: str, blocks: tuple[Node, ...], footnotes: Iterable[Node], values: Iterable[tuple[str, str]]
) -> str:
    """SHA-256 over the text before variants are chosen, and over every value shown in it.

    The same for all editions: an approval covers all of them.
    """
    seen = "".join((title, "\n", *_words(blocks), *_words(tuple(footnotes))))
    parts = [" ".join(seen.split()), *(f"{key}={value}" for key, value in sorted(values))]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def shown_values(
    blocks: tuple[Node, ...], facts: Mapping[str, Fact], texts: Mapping[str, Mapping[str, str]], day: date
) -> Iterator[tuple[str, str]]:
    """Each fact in the text with its value on the day, and each text of a variant with the variants' values."""
    for key, own in _keys(blocks):
        fact = facts.get(key) or facts.get(key.partition(".")[0])
        if fact is not None:
            period = fact.at(own or day)
            name = f"{key}@{own}" if own else key
            yield name, f"{format_value(period.value, fact.unit)} {period.until} {fact.norm}" if period else ""
        else:
            for variant, values in texts.items():
                if key in values:
                    yield f"{key}@{variant}", values[key]


def _keys(blocks: tuple[Node, ...]) -> set[tuple[str, date | None]]:
    """Facts and texts in use, with the day of the innermost block around them that has a ``rechtsstand`` of its own."""
    found: set[tuple[str, date | None]] = set()
    if FactRef not in kinds_in(blocks):
        return found
    stack: list[tuple[Node, date | None]] = [(node, None) for node in blocks]
    while stack:
        node, day = stack.pop()
        if isinstance(node, FactRef):
            found.add((node.key.strip(), day))
        own = read_dates(node.attributes).legal if isinstance(node, Block) else None
        stack += [(below, own or day) for below in children_of(node)]
    return found


def _words(value: Any) -> list[str]:
    """The tree as text: contents between the names of what holds them; no places, no empty parts.

    How lines are wrapped does not show.
    """
    out: list[str] = []
    _gather(value, out)
    return out


def _gather(value: Any, out: list[str]) -> None:
    kind = value.__class__
    if kind is tuple or kind is list:
        for item in value:
            _gather(item, out)
    elif kind is str:
        out.append(value)
    elif kind is Text:
        out.append(value.value)
    elif kind is LineBreak and not value.hard:
        out.append(" ")
    elif kind is Span or kind is SourceFile:
        return
    elif (shown := _shown(kind)) is not None:
        head, names = shown
        out.append(head)
        for name, start in names:
            part = getattr(value, name)
            if part or part.__class__ in _HOLDERS:
                out.append(start)
                _gather(part, out)
        out.append(">")
    else:
        out.append(str(value))


@cache
def _shown(kind: Any) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """How a dataclass begins, and its fields with how each begins; None for any other class."""
    name = f"<{kind.__name__}"
    if not is_dataclass(kind):
        return None
    return name, tuple((f.name, f" {f.name}=") for f in fields(kind) if f.name not in _HIDDEN)


def words_digest(value: Any) -> str:
    """SHA-256 over any tree: the same for the same words and settings, wherever they stand."""
    return hashlib.sha256(" ".join("".join(_words(value)).split()).encode()).hexdigest()
