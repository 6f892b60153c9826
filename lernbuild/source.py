"""Source text and places in it; knows nothing of Markdown, courses or the disk."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from lernbuild.frozen import frozen
from lernbuild.later import Later


@dataclass(frozen=True, slots=True)
class SourceFile(Later):
    """One text file: its path as printed in messages and its text.

    ``text`` has no byte order mark and only ``\\n`` line ends, so that offsets,
    lines and columns never count a BOM or a carriage return.
    """

    path: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", line_starts(self.text))

    def __hash__(self) -> int:
        return hash(self.path)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, in characters."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_start(self, line: int) -> int:
        """Offset of the first character of a line (from 1); the end of the text behind the last."""
        if line > len(self._starts):
            return len(self.text)
        return self._starts[max(line, 1) - 1]

    def line(self, number: int) -> str:
        """Text of a line (from 1) without its line end; empty behind the last."""
        start = self.line_start(number)
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end == -1 else end]

    @property
    def line_count(self) -> int:
        return len(self._starts)

    def span(self, start: int, end: int | None = None) -> Span:
        """The piece from start to end; without an end, to the end of start's line."""
        if end is None:
            found = self.text.find("\n", start)
            end = len(self.text) if found == -1 else found
        return Span(self, start, end)


def line_starts(text: str) -> tuple[int, ...]:
    """Offsets at which the lines of a text begin."""
    starts = [0]
    find = text.find
    at = find("\n")
    while at != -1:
        starts.append(at + 1)
        at = find("\n", at + 1)
    return tuple(starts)


@frozen
class Span:
    """A piece of a file: offsets into its text, end exclusive."""

    file: SourceFile = field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.file.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.file.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.file.text[self.start : self.end]

    @property
    def place(self) -> str:
        """``path:line:column``, as an editor or terminal can follow it."""
        line, column = self.file.position(self.start)
        return f"{self.file.path}:{line}:{column}"
