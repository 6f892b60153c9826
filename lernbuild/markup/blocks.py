"""Block tokens -> block nodes; knows nothing of courses, questions' meaning or HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lernbuild.frozen import slotted
from lernbuild.markup.anchors import anchor_of
from lernbuild.markup.attributes import read_attributes
from lernbuild.markup.block_slips import keyword_of
from lernbuild.markup.context import Context
from lernbuild.markup.inlines import InlineBuilder
from lernbuild.markup.markers import read_marker
from lernbuild.markup.names import TABLE_ATTRIBUTES
from lernbuild.markup.nodes import (
    Attributes,
    Block,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    Image,
    LineBreak,
    List,
    ListItem,
    Math,
    Node,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)
from lernbuild.markup.plain_text import plain_nodes
from lernbuild.markup.positions import OffsetMap, straight
from lernbuild.markup.tree_slips import report_braces, report_heading_by_dashes
from lernbuild.markup.walking import plain_text
from lernbuild.source import Span

_ALONE = re.compile(r"\{\s*(?:[.#][^\s{}]+|[\w-]+\s*=[^{}]*)(?:\s[^{}]*)?\}")
_ALIGN = re.compile(r"text-align:(\w+)")


@slotted
class _Open:
    token: Token | None
    children: list[Node] = field(default_factory=list)
    marker: tuple[str, Span | None] = ("", None)
    parts: list[object] = field(default_factory=list)
    loose: bool = False
    language: str = ""
    """What was spoken before a block with a language of its own."""


@slotted
class BlockBuilder:
    """Builds the tree of one document with a stack, without recursion."""

    md: MarkdownIt
    context: Context
    stack: list[_Open] = field(default_factory=lambda: [_Open(None)])
    footnotes: list[Footnote] = field(default_factory=list)

    def build(self, tokens: Sequence[Token]) -> tuple[Node, ...]:
        for token in tokens:
            if token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(frame := self.stack.pop())
                self.context.language = frame.language or self.context.language
            elif token.type == "inline":
                self._inline(token)
            else:
                self._leaf(token)
        return tuple(self.stack[0].children)

    def _open(self, token: Token) -> None:
        """A block with ``lang=`` has its own language until it closes."""
        own = _language_of(token)
        self.stack.append(_Open(token, language=self.context.language if own else ""))
        self.context.language = own or self.context.language

    def span_of(self, token: Token) -> Span:
        start = token.meta.get("start", 0)
        return self.context.span(start, max(token.meta.get("end", start), start))

    def inlines(self, content: str, places: OffsetMap, *, question: bool = False) -> tuple[Node, ...]:
        plain = plain_nodes(self.context, content, places)
        if plain is not None:
            return plain
        env = self.context_env
        env["lernbuild-map"], env["lernbuild-question"] = places, question
        tokens = self.md.inline.parse(content, self.md, env, [])
        return InlineBuilder(self.md, self.context, content, places).build(tokens)

    context_env: dict[str, object] = field(default_factory=dict)

    def _inline(self, token: Token) -> None:
        top = self.stack[-1]
        content, places = token.content, token.meta.get("map") or straight(token.meta.get("start", 0))
        if self._first_of_option(token):
            marker = read_marker(self.context, content, places)
            if marker is not None:
                self.stack[-2].marker = (marker.canonical, marker.span)
                content, places = content[marker.cut :], places.shifted(marker.cut)
        nodes = self.inlines(content, places, question=bool(token.meta.get("question")))
        if top.token is not None and top.token.type in ("th_open", "td_open"):
            top.token.meta.update(start=places.at(0), end=places.end(len(content)))
        if token.meta.get("title"):
            top.parts.append(nodes)
        else:
            top.children.extend(nodes)

    def _first_of_option(self, token: Token) -> bool:
        if not token.meta.get("question") or len(self.stack) < 2:
            return False
        item = self.stack[-2]
        return item.token is not None and item.token.type == "list_item_open" and not item.children

    def _leaf(self, token: Token) -> None:
        span = self.span_of(token)
        if token.type in ("fence", "code_block"):
            value = token.content
            self._add(CodeBlock(span, value, token.info.strip().split(" ")[0] if token.info else ""))
        elif token.type == "hr":
            self._add(Rule(span))
        elif token.type == "math_block":
            self._add(Paragraph(span, (Math(span, token.content.strip(), True),)))

    def _add(self, node: Node) -> None:
        siblings = self.stack[-1].children
        last = siblings[-1] if siblings else None
        if isinstance(node, List) and isinstance(last, List) and not node.ordered and not last.ordered:
            siblings[-1] = List(
                Span(last.span.file, last.span.start, node.span.end),
                False,
                last.items + node.items,
                last.start,
                last.tight and node.tight,
            )
            return
        siblings.append(node)

    def _close(self, frame: _Open) -> None:
        assert frame.token is not None
        make = _MAKERS.get(frame.token.type)
        if make is not None:
            make(self, frame, self.span_of(frame.token))
        else:
            self.stack[-1].children.extend(frame.children)

    def paragraph(self, frame: _Open, span: Span) -> None:
        assert frame.token is not None
        self.stack[-1].loose |= not frame.token.hidden
        children = _trimmed(frame.children)
        if not children or self._belongs_to_table(children):
            return
        if len(children) == 1 and isinstance(children[0], Image):
            self._add(Figure(span, children[0], self._caption(children[0])))
            return
        self._add(Paragraph(span, tuple(children)))

    def _caption(self, image: Image) -> tuple[Node, ...]:
        if not image.title:
            return ()
        text = image.span.text
        at = text.find(image.title, (image.target_span.end - image.span.start) if image.target_span else 0)
        if at == -1:
            return (Text(image.span, image.title),)
        return self.inlines(image.title, straight(image.span.start + at - self.context.base))

    def heading(self, frame: _Open, span: Span) -> None:
        assert frame.token is not None
        nodes = tuple(frame.children)
        anchor = frame.token.meta.get("anchor") or anchor_of(plain_text(nodes))
        if frame.token.markup == "-":
            report_heading_by_dashes(self.context, span)
        report_braces(self.context, nodes)
        self._add(Heading(span, int(frame.token.tag[1]), nodes, anchor))

    def quote(self, frame: _Open, span: Span) -> None:
        self._add(Quote(span, tuple(frame.children)))

    def item(self, frame: _Open, span: Span) -> None:
        assert frame.token is not None
        number = int(frame.token.info) if frame.token.info.isdigit() else None
        self.stack[-1].loose |= frame.loose
        self.stack[-1].children.append(ListItem(span, tuple(frame.children), *frame.marker, number))

    def make_list(self, frame: _Open, span: Span) -> None:
        assert frame.token is not None
        items = tuple(c for c in frame.children if isinstance(c, ListItem))
        ordered = frame.token.type == "ordered_list_open"
        start = (items[0].number if items else 1) if ordered else 1
        self._add(List(span, ordered, items, 1 if start is None else start, not frame.loose))

    def cell(self, frame: _Open, span: Span) -> None:
        assert frame.token is not None
        m = _ALIGN.match(str(frame.token.attrs.get("style", "")))
        self.stack[-1].parts.append(Cell(span, tuple(frame.children), m[1] if m else ""))

    def row(self, frame: _Open, span: Span) -> None:
        self.stack[-1].parts.append(tuple(frame.parts))

    def rows(self, frame: _Open, span: Span) -> None:
        self.stack[-1].parts.extend(frame.parts)

    def table(self, frame: _Open, span: Span) -> None:
        rows: list[tuple[Cell, ...]] = frame.parts  # type: ignore[assignment]
        attributes = Attributes()
        if len(rows) > 1 and rows[-1] and _ALONE.fullmatch(rows[-1][0].span.text):
            attributes = self._table_attributes(rows.pop()[0].span)
        self._add(Table(span, rows[0] if rows else (), tuple(rows[1:]), attributes))

    def _table_attributes(self, span: Span) -> Attributes:
        found, diagnostics = read_attributes(
            self.context.source, span.start + 1, span.end - 1, TABLE_ATTRIBUTES, "bei einer Tabelle"
        )
        self.context.diagnostics.extend(diagnostics)
        return found

    def _belongs_to_table(self, children: list[Node]) -> bool:
        """``{beschriftung="…"}`` alone in the paragraph below a table."""
        siblings = self.stack[-1].children
        place = Span(children[0].span.file, children[0].span.start, children[-1].span.end)
        if not siblings or not isinstance(siblings[-1], Table) or not _ALONE.fullmatch(place.text):
            return False
        siblings[-1] = replace(siblings[-1], attributes=self._table_attributes(place))
        return True

    def term(self, frame: _Open, span: Span) -> None:
        self.stack[-1].parts.append(tuple(frame.children))

    def detail(self, frame: _Open, span: Span) -> None:
        self.stack[-1].parts.append([*frame.children])

    def definitions(self, frame: _Open, span: Span) -> None:
        items: list[Definition] = []
        term: tuple[Node, ...] = ()
        details: list[tuple[Node, ...]] = []
        for part in [*frame.parts, None]:
            if isinstance(part, list):
                details.append(tuple(part))
                continue
            if details:
                start = term[0].span.start if term else span.start
                end = details[-1][-1].span.end if details[-1] else span.end
                items.append(Definition(Span(span.file, start, end), term, tuple(details)))
                details = []
            term = part if isinstance(part, tuple) else ()
        self._add(DefinitionList(span, tuple(items)))

    def footnote(self, frame: _Open, span: Span) -> None:
        assert frame.token is not None
        self.footnotes.append(Footnote(span, str(frame.token.meta["label"]), tuple(frame.children)))

    def block(self, frame: _Open, span: Span) -> None:
        assert frame.token is not None
        meta = frame.token.meta
        title: tuple[Node, ...] = frame.parts[0] if frame.parts else ()  # type: ignore[assignment]
        keyword = keyword_of(meta["unknown"]) if meta["unknown"] else ""
        if keyword:
            self.stack[-1].children.extend(_as_keyword(keyword, title, frame.children, span))
            return
        attributes: Attributes = meta.get("attributes", Attributes())
        name_span = self.context.span(*meta["name"])
        self._add(Block(span, frame.token.info, title, tuple(frame.children), attributes, name_span))


def _language_of(token: Token) -> str:
    attributes = token.meta.get("attributes") if token.type == "block_open" else None
    return (attributes.get("lang") or attributes.get("sprache") or "") if attributes else ""


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Without blank text and line ends at the ends, which are left where a tag stood."""
    kept = [i for i, node in enumerate(nodes) if not _is_blank(node)]
    return nodes[kept[0] : kept[-1] + 1] if kept else []


def _is_blank(node: Node) -> bool:
    return isinstance(node, LineBreak) or (isinstance(node, Text) and not node.value.strip(" \t\n"))


def _as_keyword(keyword: str, title: tuple[Node, ...], children: list[Node], span: Span) -> list[Node]:
    """``::: musterlösung`` read as the line ``Musterlösung: …`` so that its message stays the only one."""
    first = list(title)
    if not first and children and isinstance(children[0], Paragraph):
        first, children = list(children[0].children), children[1:]
    lead = Text(Span(span.file, span.start, span.start), f"{keyword}: ", ((0, span.start),))
    return [Paragraph(span, (lead, *first)), *children]


_MAKERS: dict[str, Callable[[BlockBuilder, _Open, Span], None]] = {
    "paragraph_open": BlockBuilder.paragraph,
    "heading_open": BlockBuilder.heading,
    "blockquote_open": BlockBuilder.quote,
    "list_item_open": BlockBuilder.item,
    "bullet_list_open": BlockBuilder.make_list,
    "ordered_list_open": BlockBuilder.make_list,
    "th_open": BlockBuilder.cell,
    "td_open": BlockBuilder.cell,
    "tr_open": BlockBuilder.row,
    "thead_open": BlockBuilder.rows,
    "tbody_open": BlockBuilder.rows,
    "table_open": BlockBuilder.table,
    "dt_open": BlockBuilder.term,
    "dd_open": BlockBuilder.detail,
    "dl_open": BlockBuilder.definitions,
    "footnote_reference_open": BlockBuilder.footnote,
    "block_open": BlockBuilder.block,
}
