"""Writes a tree as text, for the fixture files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.nodes import (
    Attributes,
    Block,
    Cell,
    CodeBlock,
    CodeSpan,
    FactRef,
    Footnote,
    FootnoteRef,
    Gap,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Node,
    Phrase,
    Text,
    YamlValue,
)
from lernbuild.markup.walking import children_of
from lernbuild.source import Span


def dump_tree(nodes: Sequence[Node], depth: int = 0) -> Iterator[str]:
    """One line per node: kind, place, what it holds."""
    for node in nodes:
        details = " ".join(_details(node))
        yield f"{'  ' * depth}{type(node).__name__} {_place(node.span)} {details}".rstrip()
        yield from dump_tree(list(children_of(node)), depth + 1)


def _place(span: Span) -> str:
    line, column = span.file.position(span.start)
    end_line, end_column = span.file.position(span.end)
    return f"{line}:{column}-{end_column}" if line == end_line else f"{line}:{column}-{end_line}:{end_column}"


def _details(node: Node) -> Iterator[str]:
    match node:
        case Text(value=value) | CodeSpan(value=value):
            yield repr(value)
        case Heading(level=level, anchor=anchor):
            yield f"{level} #{anchor}"
        case Phrase(language=language):
            yield language
        case LineBreak(hard=hard):
            yield "hard" if hard else "soft"
        case Link(target=target, title=title):
            yield repr(target) + (f" {title!r}" if title else "")
        case Image(target=target, alt=alt, title=title):
            yield f"{target!r} alt={alt!r}" + (f" {title!r}" if title else "")
            yield from _attributes(node.attributes)
        case FactRef(key=key):
            yield key
        case FootnoteRef(label=label) | Footnote(label=label):
            yield label
        case Math(source=source, display=display):
            yield repr(source) + (" display" if display else "")
        case Gap(source=source):
            yield repr(source)
        case CodeBlock(value=value, language=language):
            yield f"{language} {value!r}".strip()
        case List(ordered=ordered, tight=tight):
            yield ("ordered" if ordered else "bullet") + ("" if tight else " loose")
        case ListItem(marker=marker, number=number):
            yield " ".join(filter(None, (marker, "" if number is None else str(number))))
        case Cell(align=align):
            yield align
        case Block(name=name):
            yield name
            yield from _attributes(node.attributes)


def _attributes(attributes: Attributes) -> Iterator[str]:
    if attributes.items:
        yield "{" + " ".join(k if v is None else f"{k}={v!r}" for k, v in attributes.items) + "}"


def dump_yaml(value: YamlValue, depth: int = 0) -> Iterator[str]:
    """One line per scalar, key and item."""
    blank = "  " * depth
    if isinstance(value.value, dict):
        for entry in value.value.values():
            yield f"{blank}{entry.key} {_place(entry.span)}:"
            yield from dump_yaml(entry.value, depth + 1)
    elif isinstance(value.value, tuple):
        for item in value.value:
            yield f"{blank}-"
            yield from dump_yaml(item, depth + 1)
    else:
        yield f"{blank}{type(value.value).__name__} {_place(value.span)} {value.value!r}"


def dump_diagnostics(found: Sequence[Diagnostic]) -> Iterator[str]:
    """Two lines per message: where and what, then the hint."""
    for d in found:
        place = _place(d.span) if d.span else "-"
        yield f"! {d.severity.value} {d.code} {place} {d.message}"
        if d.hint:
            yield "  " + d.hint.replace("\n", "\n  ")
