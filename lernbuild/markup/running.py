"""Adjacent text nodes read as one string, and what is found in it put back; knows nothing of what is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lernbuild.frozen import frozen
from lernbuild.markup.nodes import LineBreak, Node, Text
from lernbuild.source import Span


@frozen
class Run:
    """Text and soft line ends in a row: ``text`` with a line feed for each line end."""

    nodes: tuple[Text | LineBreak, ...]
    text: str

    def pieces(self) -> Iterator[tuple[int, Text | LineBreak]]:
        """Each node with its offset in the text."""
        at = 0
        for node in self.nodes:
            yield at, node
            at += len(node.value) if isinstance(node, Text) else 1

    def cut(self, start: int, end: int) -> tuple[Node, ...]:
        """The nodes between two offsets, those at the edges shortened."""
        out: list[Node] = []
        for at, node in self.pieces():
            length = len(node.value) if isinstance(node, Text) else 1
            low, high = max(start - at, 0), min(end - at, length)
            if low >= high:
                continue
            if isinstance(node, LineBreak) or (low == 0 and high == length):
                out.append(node)
            else:
                out.append(Text(piece_span(node, low, high), node.value[low:high]))
        return tuple(out)

    def span(self, start: int, end: int) -> Span:
        """The place in the source of a piece of the text."""
        first = last = None
        for at, node in self.pieces():
            length = len(node.value) if isinstance(node, Text) else 1
            if (first is None and at <= start < at + length) or (first is None and start == end == at + length):
                first = _offset(node, start - at)
            if at < end <= at + length:
                last = _offset(node, end - at, behind=True)
        file = self.nodes[0].span.file
        begin = self.nodes[0].span.start if first is None else first
        stop = last if last is not None and last >= begin else begin + (end - start)
        return Span(file, begin, stop)

    def exact(self, start: int, end: int) -> bool:
        """True when the source holds these words just so, so that an edit there is safe."""
        return self.span(start, end).text == self.text[start:end]


def runs(nodes: Sequence[Node]) -> Iterator[Run | Node]:
    """The nodes with texts in a row gathered."""
    row: list[Text | LineBreak] = []
    for node in nodes:
        if isinstance(node, Text) or (isinstance(node, LineBreak) and not node.hard and row):
            if row and node.span.file is not row[0].span.file:
                yield _run(row)
                row = []
            row.append(node)
            continue
        if row:
            yield _run(row)
            row = []
        yield node
    if row:
        yield _run(row)


def _run(row: Iterable[Text | LineBreak]) -> Run:
    nodes = tuple(row)
    return Run(nodes, "".join(node.value if isinstance(node, Text) else "\n" for node in nodes))


def piece_span(node: Text, start: int, end: int) -> Span:
    """The place of a piece of a text node; exact when the source holds the text as it is."""
    return Span(node.span.file, _offset(node, start), _offset(node, end, behind=True))


def _offset(node: Text | LineBreak, at: int, *, behind: bool = False) -> int:
    """The offset in the source of a place in a node's text; ``behind``: the end of a piece."""
    span = node.span
    if isinstance(node, LineBreak):
        return span.start + at
    length = span.end - span.start
    if length == len(node.value):
        return span.start + at
    written, value = span.text, node.value
    if behind:
        tail = value[at:][:12]
        found = written.find(tail, max(0, at - 4)) if tail else length
        return span.start + (found if found >= 0 else min(at, length))
    tail = value[at : at + 12]
    found = written.find(tail, max(0, at - 4)) if tail else length
    return span.start + (found if found >= 0 else min(at, length))
