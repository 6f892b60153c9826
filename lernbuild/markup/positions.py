"""From a place in an inline token's text back to its place in the file; knows no token and no node."""

from __future__ import annotations

from bisect import bisect_right

from markdown_it.common.utils import MD_TRIM_CHARS

from lernbuild.frozen import frozen


@frozen
class OffsetMap:
    """Pieces of content and where each begins in the source; pieces run one to one."""

    starts: tuple[int, ...]
    places: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Source offset of the character at ``offset`` of the content."""
        i = max(bisect_right(self.starts, offset) - 1, 0)
        return self.places[i] + offset - self.starts[i]

    def end(self, offset: int) -> int:
        """Source offset behind the last character before ``offset``."""
        return self.at(offset - 1) + 1 if offset > 0 else self.at(0)

    def shifted(self, cut: int) -> OffsetMap:
        """The map of the content without its first ``cut`` characters."""
        starts, places = [0], [self.at(cut)]
        for s, p in zip(self.starts, self.places, strict=True):
            if s > cut:
                starts.append(s - cut)
                places.append(p)
        return OffsetMap(tuple(starts), tuple(places))


def straight(place: int) -> OffsetMap:
    """The map of content that stands in the source as it is."""
    return OffsetMap((0,), (place,))


def of_lines(content: str, firsts: list[int], text: str) -> OffsetMap:
    """The map of content whose lines were stripped; ``firsts`` are the offsets in ``text`` of each first non-blank."""
    while len(firsts) > 1 and not text[firsts[0] : firsts[1]].partition("\n")[0].strip(MD_TRIM_CHARS):
        firsts = firsts[1:]
    if firsts and content:
        firsts = [max(text.find(content.partition("\n")[0], firsts[0]), firsts[0]), *firsts[1:]]
    starts: list[int] = []
    places: list[int] = []
    at = 0
    for line, first in zip(content.split("\n"), firsts, strict=False):
        blank = len(line) - len(line.lstrip(" \t"))
        starts.append(at)
        places.append(first - blank)
        at += len(line) + 1
    return OffsetMap(tuple(starts), tuple(places)) if starts else straight(0)


def split_cells(row: str, place: int) -> list[tuple[str, OffsetMap]]:
    """The cells of a table row, trimmed, ``\\|`` read as ``|``; ``place`` is the row's source offset.

    Empty pieces before the first and behind the last ``|`` are no cells (as in markdown-it's table rule).
    """
    lead = len(row) - len(row.lstrip(" \t"))
    row, place = row.strip(" \t"), place + lead
    raw: list[tuple[int, int]] = []
    start, escaped = 0, False
    for i, ch in enumerate(row):
        if ch == "|" and not escaped:
            raw.append((start, i))
            start = i + 1
        escaped = ch == "\\"
    raw.append((start, len(row)))
    if raw and raw[0][0] == raw[0][1]:
        raw.pop(0)
    if raw and raw[-1][0] == raw[-1][1]:
        raw.pop()
    return [_cell(row, a, b, place) for a, b in raw]


def _cell(row: str, start: int, end: int, place: int) -> tuple[str, OffsetMap]:
    while start < end and row[start] in " \t":
        start += 1
    while end > start and row[end - 1] in " \t":
        end -= 1
    text: list[str] = []
    starts, places = [0], [place + start]
    size = 0
    at = start
    while (cut := row.find("\\|", at, end)) != -1:
        text.append(row[at:cut])
        size += cut - at
        starts.append(size)
        places.append(place + cut + 1)
        at = cut + 1
    text.append(row[at:end])
    return "".join(text), OffsetMap(tuple(starts), tuple(places))
