"""Source lines of a question's parts: what an author typed, with places; knows no question type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lernbuild.frozen import frozen
from lernbuild.markup.nodes import FactValue, LineBreak, Node, Text
from lernbuild.markup.walking import walk
from lernbuild.source import SourceFile, Span

_FACT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@frozen
class Line:
    """One source line of a paragraph: its nodes without the line break, and its place."""

    nodes: tuple[Node, ...]
    span: Span

    @property
    def text(self) -> str:
        return self.span.text


def lines_of(nodes: Sequence[Node]) -> Iterator[Line]:
    """The nodes of a paragraph cut at line ends."""
    current: list[Node] = []
    for node in nodes:
        if isinstance(node, LineBreak):
            if current:
                yield _line(current)
            current = []
        else:
            current.append(node)
    if current:
        yield _line(current)


def _line(nodes: list[Node]) -> Line:
    first, last = nodes[0].span, nodes[-1].span
    return Line(tuple(nodes), Span(first.file, first.start, max(first.end, last.end)))


def join_lines(lines: Sequence[Line]) -> tuple[Node, ...]:
    """The nodes of lines in a row, with soft line breaks between them."""
    out: list[Node] = []
    for line in lines:
        if out:
            end = out[-1].span.end
            out.append(LineBreak(Span(line.span.file, end, end + 1)))
        out.extend(line.nodes)
    return tuple(out)


def without_prefix(nodes: Sequence[Node], length: int) -> tuple[Node, ...]:
    """The nodes without the first characters of their text (a keyword, a marker)."""
    out = list(nodes)
    while out and length > 0:
        first = out[0]
        if not isinstance(first, Text):
            break
        if len(first.value) > length:
            span = Span(first.span.file, min(first.span.start + length, first.span.end), first.span.end)
            out[0] = replace(first, value=first.value[length:], span=span)
            break
        length -= len(first.value)
        out.pop(0)
    return tuple(out)


def without_suffix(nodes: Sequence[Node], length: int) -> tuple[Node, ...]:
    """The nodes without the last characters of their text (a place in a picture, attributes)."""
    out = list(nodes)
    while out and length > 0:
        last = out[-1]
        if not isinstance(last, Text):
            break
        if len(last.value) > length:
            out[-1] = replace(last, value=last.value[:-length])
            break
        length -= len(last.value)
        out.pop()
    return trim(out)


def trim(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes without blanks at their ends."""
    out = list(nodes)
    while out and isinstance(out[0], Text) and not out[0].value.strip():
        out.pop(0)
    while out and isinstance(out[-1], Text) and not out[-1].value.strip():
        out.pop()
    if out and isinstance(out[0], Text):
        out[0] = replace(out[0], value=out[0].value.lstrip())
    if out and isinstance(out[-1], Text):
        out[-1] = replace(out[-1], value=out[-1].value.rstrip())
    return tuple(out)


def source_with_facts(span: Span, nodes: Sequence[Node]) -> str:
    """The source of a piece with looked-up facts in the place of ``{{…}}``."""
    values = {node.key: node.value for node in walk(nodes) if isinstance(node, FactValue)}
    return _FACT.sub(lambda m: values.get(m[1], m[0]), span.text)


def line_span(file: SourceFile, offset: int) -> Span:
    """The whole source line that holds an offset, without its indent."""
    start = file.line_start(file.position(offset)[0])
    while file.text[start : start + 1] in {" ", "\t"}:
        start += 1
    span = file.span(start)
    return Span(file, start, start + len(span.text.rstrip()))
