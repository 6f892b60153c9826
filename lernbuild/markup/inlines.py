"""Inline tokens -> inline nodes, each with its place; knows nothing of blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lernbuild.frozen import slotted
from lernbuild.markup.addresses import MARKUP
from lernbuild.markup.context import Context
from lernbuild.markup.nodes import (
    Attributes,
    CodeSpan,
    Emphasis,
    FactRef,
    FootnoteRef,
    Gap,
    Image,
    LineBreak,
    Link,
    Math,
    Node,
    Phrase,
    Strong,
    Text,
)
from lernbuild.markup.positions import OffsetMap
from lernbuild.markup.quotes import changes
from lernbuild.source import Span

_Changes = dict[int, list[tuple[int, int, str]]]


@slotted
class _Piece:
    """Text as it stands in the content: ``frozen`` pieces (escapes, entities) keep every character."""

    value: str
    start: int
    end: int
    frozen: bool = False


@slotted
class _Frame:
    """An element that is open: its nodes so far, and how it is made when it closes."""

    start: int
    nodes: list[Node | _Piece] = field(default_factory=list)
    token: Token | None = None


@slotted
class InlineBuilder:
    """Builds the nodes of one inline token."""

    md: MarkdownIt
    context: Context
    content: str
    places: OffsetMap
    cursor: int = 0
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(0)])

    def span(self, start: int, end: int) -> Span:
        return self.context.span(self.places.at(start), self.places.end(end) if end > start else self.places.at(start))

    def build(self, tokens: Sequence[Token]) -> tuple[Node, ...]:
        for token in tokens:
            if token.type == "text":
                inside = self.frames[-1].token
                frozen = inside is not None and inside.info == "auto"
                self._text(token.content, self.cursor, self.cursor + len(token.content), frozen=frozen)
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._leaf(token)
        while len(self.frames) > 1:
            last = self.frames.pop()
            self.frames[-1].nodes.extend(last.nodes)
        pieces = self.frames[0].nodes
        return self._finish(pieces)

    def _text(self, value: str, start: int, end: int, *, frozen: bool) -> None:
        self.cursor = end
        if value:
            self.frames[-1].nodes.append(_Piece(value, start, end, frozen))

    def _open(self, token: Token) -> None:
        start = token.meta.get("pos", self.cursor)
        self.frames.append(_Frame(start, token=token))
        if token.markup == MARKUP:
            self.cursor = start
        else:
            self.cursor = start + (1 if token.type in ("link_open", "phrase_open") else len(token.markup))

    def _close(self, token: Token) -> None:
        if len(self.frames) == 1:
            return
        frame = self.frames.pop()
        label_end = self.cursor
        self.cursor = token.meta.get("end", self.cursor + len(token.markup))
        opened = frame.token
        span = self.span(frame.start, self.cursor)
        children = tuple(frame.nodes)
        made: Node
        if opened is not None and opened.type == "link_open":
            target = str(opened.attrs.get("href", ""))
            title = str(opened.attrs.get("title", ""))
            where = span if opened.info == "auto" else self._target_span(label_end, self.cursor)
            made = Link(span, target, children, title, where)  # type: ignore[arg-type]
        elif opened is not None and opened.type == "phrase_open":
            language = str(opened.meta["language"])
            made = Phrase(span, language, self._finish(frame.nodes, language))
        elif opened is not None and opened.type == "strong_open":
            made = Strong(span, children)  # type: ignore[arg-type]
        else:
            made = Emphasis(span, children)  # type: ignore[arg-type]
        self.frames[-1].nodes.append(made)

    def _target_span(self, label_end: int, end: int) -> Span:
        """The place of the address in ``](address "title")``; the whole link when it is elsewhere."""
        at = label_end + 2
        if self.content[label_end : label_end + 2] != "](":
            return self.span(label_end, end)
        while at < end and self.content[at] in " \t\n":
            at += 1
        found = self.md.helpers.parseLinkDestination(self.content, at, end)
        angle = self.content.startswith("<", at)
        stop = found.pos if found.ok else end - 1
        return self.span(at + angle, max(stop - angle, at + angle))

    def _leaf(self, token: Token) -> None:
        start, end = token.meta.get("pos", self.cursor), token.meta.get("end", self.cursor)
        if token.type == "text_special":
            self._text(token.content, start, end, frozen=True)
            return
        make = _LEAVES.get(token.type)
        if make is not None:
            start = min(start, self.cursor) if token.type in ("softbreak", "hardbreak") else start
            self.frames[-1].nodes.append(make(self, token, self.span(start, end)))
        self.cursor = end

    def image(self, token: Token, span: Span) -> Image:
        alt = plain(token.children or [])
        pos, end = token.meta["pos"], token.meta["end"]
        label = self._label_end(pos + 2, end)
        return Image(
            span,
            str(token.attrs.get("src", "")),
            alt,
            str(token.attrs.get("title", "")),
            token.meta.get("attributes", Attributes()),
            self._target_span(label, end),
        )

    def _label_end(self, start: int, end: int) -> int:
        depth = 0
        i = start
        while i < end:
            ch = self.content[i]
            if ch == "\\":
                i += 1
            elif ch == "[":
                depth += 1
            elif ch == "]":
                if not depth:
                    return i
                depth -= 1
            i += 1
        return start

    def _finish(self, nodes: list[Node | _Piece], language: str = "") -> tuple[Node, ...]:
        pieces = _pieces(nodes)
        by_piece = _changes_of(pieces, language or self.context.language)
        return self._merge(nodes, by_piece)

    def _merge(self, nodes: Sequence[Node | _Piece], by_piece: _Changes) -> tuple[Node, ...]:
        out: list[Node] = []
        run: list[_Piece] = []
        for node in nodes:
            if isinstance(node, _Piece):
                run.append(node)
                continue
            if run:
                out.append(self._joined(run, by_piece))
                run = []
            out.append(self._deep(node, by_piece))
        if run:
            out.append(self._joined(run, by_piece))
        return tuple(out)

    def _deep(self, node: Node, by_piece: _Changes) -> Node:
        if isinstance(node, Link):
            return Link(node.span, node.target, self._merge(node.children, by_piece), node.title, node.target_span)
        if isinstance(node, (Strong, Emphasis)):
            return type(node)(node.span, self._merge(node.children, by_piece))
        return node

    def _joined(self, run: list[_Piece], by_piece: _Changes) -> Text:
        values: list[str] = []
        joins: list[tuple[int, int]] = []
        size = 0

        def add(value: str, place: int) -> None:
            nonlocal size
            joins.append((size, self.places.at(place) + self.context.base))
            values.append(value)
            size += len(value)

        for piece in run:
            at = 0
            for a, b, new in by_piece.get(id(piece), ()):
                if a > at:
                    add(piece.value[at:a], piece.start + at)
                add(new, piece.start + a)
                at = b
            if at < len(piece.value):
                add(piece.value[at:], piece.start + at)
        span = self.span(run[0].start, run[-1].end)
        even = all(place - span.start == offset for offset, place in joins)
        return Text(span, "".join(values), () if even else tuple(joins))


def _pieces(nodes: Sequence[Node | _Piece]) -> list[_Piece | None]:
    """All text of a paragraph in order; None for anything that is no text but takes its place."""
    out: list[_Piece | None] = []
    stack: list[Node | _Piece] = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if isinstance(node, _Piece):
            out.append(node)
        elif isinstance(node, (Link, Strong, Emphasis)):
            stack.extend(reversed(node.children))
        elif isinstance(node, LineBreak):
            out.append(_Piece(" ", 0, 0, frozen=True))
        else:
            out.append(None)
    return out


def _changes_of(pieces: list[_Piece | None], language: str) -> _Changes:
    """Quotes, dashes and dots to set, by piece; a pair may open in one piece and close in another."""
    starts: list[int] = []
    text: list[str] = []
    size = 0
    for piece in pieces:
        starts.append(size)
        shown = "\ufffc" if piece is None else piece.value
        if piece is not None and piece.frozen:
            shown = shown.replace('"', "\ufffc").replace("'", "\ufffc").replace(".", "\ufffc").replace("-", "\ufffc")
        text.append(shown)
        size += len(shown)
    out: _Changes = {}
    i = 0
    for a, b, new in changes("".join(text), language):
        while i + 1 < len(starts) and starts[i + 1] <= a:
            i += 1
        piece = pieces[i]
        if piece is not None and b - starts[i] <= len(piece.value):
            out.setdefault(id(piece), []).append((a - starts[i], b - starts[i], new))
    return out


def plain(tokens: Sequence[Token]) -> str:
    """The words of inline tokens, for alternative texts."""
    out: list[str] = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline", "math_inline"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif token.type == "fact":
            out.append("{{" + token.content + "}}")
        elif token.type == "image":
            out.append(plain(token.children or []))
    return "".join(out)


_LEAVES: dict[str, Callable[[InlineBuilder, Token, Span], Node]] = {
    "softbreak": lambda b, t, s: LineBreak(s),
    "hardbreak": lambda b, t, s: LineBreak(s, True),
    "code_inline": lambda b, t, s: CodeSpan(s, t.content),
    "math_inline": lambda b, t, s: Math(s, t.content),
    "fact": lambda b, t, s: FactRef(s, t.content),
    "gap": lambda b, t, s: Gap(s, t.content),
    "footnote_ref": lambda b, t, s: FootnoteRef(s, str(t.meta.get("label", ""))),
    "image": InlineBuilder.image,
}
