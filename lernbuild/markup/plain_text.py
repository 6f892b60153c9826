"""Running text without any mark becomes nodes at once; knows no token."""

from __future__ import annotations

import re

from lernbuild.markup.context import Context
from lernbuild.markup.nodes import LineBreak, Node, Text
from lernbuild.markup.positions import OffsetMap
from lernbuild.source import Span

_MARK = re.compile(r"[\\`*_\[<&{$\"']")
"""What an inline rule or a quote could begin with."""
_BLANK_AT_END = re.compile(r"[ \t\n]\n|\n[ \t]")
"""Blanks at line ends are shortened or mean a break."""


def plain_nodes(context: Context, content: str, places: OffsetMap) -> tuple[Node, ...] | None:
    """The nodes of a text that no inline rule says anything about; None when one could."""
    if _MARK.search(content) is not None:
        return None
    if "..." in content or "--" in content or "://" in content:  # dots and dashes that are set, addresses
        return None
    if not content:
        return ()
    source, base, at = context.source, context.base, places.at
    if "\n" not in content:
        start = at(0) + base
        return (Text(Span(source, start, at(len(content) - 1) + base + 1), content),)
    if _BLANK_AT_END.search(content) is not None:
        return None
    out: list[Node] = []
    offset = 0
    for line in content.split("\n"):
        if offset:
            place = at(offset - 1) + base
            out.append(LineBreak(Span(source, place, place + 1)))
        end = offset + len(line)
        out.append(Text(Span(source, at(offset) + base, at(end - 1) + base + 1), line))
        offset = end + 1
    return tuple(out)
