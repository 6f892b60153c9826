"""The document tree: frozen records, each with its place; knows nothing of parsing or HTML."""

from __future__ import annotations

import sys
from bisect import bisect_right
from dataclasses import field
from datetime import date
from typing import Any

from lernbuild.frozen import frozen
from lernbuild.source import SourceFile, Span


@frozen
class Node:
    """Anything in the tree; ``span`` is its place in the source."""

    span: Span


# ---- inline ---------------------------------------------------------------


@frozen
class Text(Node):
    """Running text; German quotes and dashes are already set, no-break spaces are not.

    ``joins`` says where value and source run apart (``...`` became ``…``, ``\\*`` became ``*``):
    pairs of an offset in ``value`` and the source offset it stands at. Ask ``place`` for spans.
    """

    value: str
    joins: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)

    def place(self, start: int, end: int) -> Span:
        """The source of ``value[start:end]``."""
        return Span(self.span.file, self._at(start), self._at(end - 1) + 1 if end > start else self._at(start))

    def _at(self, offset: int) -> int:
        if not self.joins:
            return self.span.start + offset
        i = max(bisect_right(self.joins, (offset, sys.maxsize)) - 1, 0)
        return min(self.joins[i][1] + offset - self.joins[i][0], self.span.end)


@frozen
class LineBreak(Node):
    """``hard``: a visible break; else a line end in the source, shown as a blank."""

    hard: bool = False


@frozen
class Emphasis(Node):
    children: tuple[Node, ...]


@frozen
class Strong(Node):
    children: tuple[Node, ...]


@frozen
class Phrase(Node):
    """``[Text]{lang=en}``: words in another language than the text around them; ``language`` is a BCP 47 tag."""

    language: str
    children: tuple[Node, ...]


@frozen
class CodeSpan(Node):
    value: str


@frozen
class Link(Node):
    """``target`` as written. Empty children mean: text is to be found automatically."""

    target: str
    children: tuple[Node, ...]
    title: str = ""
    target_span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class Image(Node):
    """Image, film or sound by the suffix of ``target``; alone in a paragraph it is a Figure."""

    target: str
    alt: str
    title: str = ""
    attributes: Attributes = field(default_factory=lambda: Attributes())
    target_span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class FactRef(Node):
    """``{{key}}`` or ``{{key.part}}`` as written: a fact or a text of the variant, not yet looked up."""

    key: str


@frozen
class FactValue(Node):
    """A looked-up fact, formatted in German; ``until`` is the last day on which the value holds."""

    key: str
    value: str
    until: date | None = None


@frozen
class Term(Node):
    """A glossary term in running text; ``key`` is the term's headword."""

    key: str
    children: tuple[Node, ...]


@frozen
class Citation(Node):
    """A citation of law; ``parts`` alternate text and the address it leads to (None: no link)."""

    law: str
    sections: tuple[str, ...]
    parts: tuple[tuple[str, str | None], ...]


@frozen
class FootnoteRef(Node):
    label: str


@frozen
class Math(Node):
    """TeX source; ``display`` is a formula on a line of its own."""

    source: str
    display: bool = False


@frozen
class Gap(Node):
    """``[[…]]`` in running text: the raw inside, read by the question type."""

    source: str


# ---- blocks ---------------------------------------------------------------


@frozen
class Attributes:
    """``{id=… .klasse breite=60% pflicht}``: key and value in order, with their places.

    A bare word has the value None. ``spans`` holds the place of each key.
    """

    items: tuple[tuple[str, str | None], ...] = ()
    spans: tuple[Span, ...] = field(default=(), compare=False)

    def get(self, key: str, default: str | None = None) -> str | None:
        for name, value in self.items:
            if name == key:
                return value
        return default

    def classes(self) -> str | None:
        """All classes, as HTML writes them; None when there are none."""
        return " ".join(v for k, v in self.items if k == "klasse" and v) or None

    def has(self, key: str) -> bool:
        return bool(self.items) and any(k == key for k, _ in self.items)

    def span(self, key: str) -> Span | None:
        return next((s for (k, _), s in zip(self.items, self.spans, strict=False) if k == key), None)


@frozen
class Paragraph(Node):
    children: tuple[Node, ...]


@frozen
class Heading(Node):
    """``level`` 1 to 6; ``anchor`` from ``{#anchor}``, else made from the text."""

    level: int
    children: tuple[Node, ...]
    anchor: str = ""


@frozen
class ListItem(Node):
    """``marker`` is what stands between the bullet and the text of a question's option:
    ``( )``, ``(x)``, ``[ ]``, ``[x]``, ``(richtig)``, ``(falsch)``; empty elsewhere.
    ``number`` is the number as written in an ordered list. ``children`` are blocks."""

    children: tuple[Node, ...]
    marker: str = ""
    marker_span: Span | None = None
    number: int | None = None


@frozen
class List(Node):
    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True


@frozen
class Quote(Node):
    children: tuple[Node, ...]


@frozen
class CodeBlock(Node):
    value: str
    language: str = ""


@frozen
class Rule(Node):
    """A horizontal rule."""


@frozen
class Cell(Node):
    children: tuple[Node, ...]
    align: str = ""


@frozen
class Table(Node):
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    attributes: Attributes = field(default_factory=Attributes)


@frozen
class Definition(Node):
    """One term with its explanations (each a tuple of blocks)."""

    term: tuple[Node, ...]
    details: tuple[tuple[Node, ...], ...]


@frozen
class DefinitionList(Node):
    items: tuple[Definition, ...]


@frozen
class Figure(Node):
    """An image alone in its paragraph; the image's title is the caption."""

    image: Image
    caption: tuple[Node, ...] = ()


@frozen
class Footnote(Node):
    """The body of a footnote; collected in Document.footnotes."""

    label: str
    children: tuple[Node, ...]


@frozen
class Block(Node):
    """``::: name Titel {…}`` … ``:::``. ``name`` is canonical (German, lower case), ``title`` inline nodes.

    ``title_span`` is the place of the title, ``name_span`` that of the name.
    """

    name: str
    title: tuple[Node, ...]
    children: tuple[Node, ...]
    attributes: Attributes = field(default_factory=Attributes)
    name_span: Span | None = None


@frozen
class QuestionPlace(Node):
    """Where a question stands: its place in ``Lesson.questions`` (from 0)."""

    index: int


# ---- front matter and YAML --------------------------------------------------


@frozen
class YamlValue(Node):
    """A YAML value with its place.

    ``value`` is None, bool, int, float, str, a tuple of YamlValue (list) or a dict from
    key to YamlEntry (mapping). ``raw`` is a scalar exactly as written.
    """

    value: Any
    raw: str = ""


@frozen
class YamlEntry(Node):
    """One ``key: value``; ``span`` is the place of the key."""

    key: str
    value: YamlValue


@frozen
class Document:
    """A parsed Markdown file: its front matter, blocks in order, and footnotes."""

    file: SourceFile
    front: YamlValue
    blocks: tuple[Node, ...]
    footnotes: tuple[Footnote, ...] = ()
