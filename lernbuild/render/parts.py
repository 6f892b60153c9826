"""Takes the content of a block apart: steps, cards, columns, header lines; makes no HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Block, Heading, LineBreak, List, ListItem, Node, Paragraph, Rule, Strong, Text
from lernbuild.markup.walking import plain_text

_LINE = re.compile(r"^([A-ZÄÖÜ0-9][^:\n]{0,40}):(?:\s+|$)")
_AFTER_TITLE = re.compile(r"^\s*(?:[:.–]\s*)?")


@frozen
class Part:
    """A step, card or column: its title (inline nodes, may be empty) and its blocks."""

    title: tuple[Node, ...]
    children: tuple[Node, ...]
    anchor: str = ""


def split(children: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Part, ...], tuple[Node, ...]]:
    """Lead, parts and rest: parts begin at headings, else they are the items of the first list."""
    headings = [i for i, node in enumerate(children) if isinstance(node, Heading)]
    if headings:
        ends = [*headings[1:], len(children)]
        return (
            tuple(children[: headings[0]]),
            tuple(_from_heading(children[a:b]) for a, b in zip(headings, ends, strict=True)),
            (),
        )
    for i, node in enumerate(children):
        if isinstance(node, List):
            parts = tuple(_from_item(item.children) for item in node.items)
            return tuple(children[:i]), parts, tuple(children[i + 1 :])
    return (), tuple(_from_block(node) for node in children), ()


def columns(children: Sequence[Node]) -> tuple[tuple[Node, ...], ...]:
    """Columns stand between horizontal rules; without a rule each block is one."""
    if not any(isinstance(node, Rule) for node in children):
        return tuple((node,) for node in children)
    out: list[list[Node]] = [[]]
    for node in children:
        if isinstance(node, Rule):
            out.append([])
        else:
            out[-1].append(node)
    return tuple(tuple(column) for column in out if column)


def _from_heading(nodes: Sequence[Node]) -> Part:
    head = nodes[0]
    assert isinstance(head, Heading)
    return Part(head.children, tuple(nodes[1:]), head.anchor)


def _from_item(nodes: tuple[Node, ...]) -> Part:
    """An item that begins with bold words has them as its title."""
    first = nodes[0] if nodes else None
    if not isinstance(first, Paragraph) or not first.children or not isinstance(first.children[0], Strong):
        return Part((), nodes)
    rest = first.children[1:]
    while rest and isinstance(rest[0], LineBreak):
        rest = rest[1:]
    if rest and isinstance(rest[0], Text):
        value = _AFTER_TITLE.sub("", rest[0].value, count=1)
        rest = (Text(rest[0].span, value), *rest[1:]) if value else rest[1:]
    body = (Paragraph(first.span, rest), *nodes[1:]) if rest else nodes[1:]
    return Part(_no_stop(first.children[0].children), body)


def _no_stop(title: tuple[Node, ...]) -> tuple[Node, ...]:
    """A title without the full stop or colon that set it off from its sentence."""
    last = title[-1] if title else None
    if not isinstance(last, Text) or not last.value.rstrip().endswith((".", ":")):
        return title
    return (*title[:-1], Text(last.span, last.value.rstrip()[:-1]))


def _from_block(node: Node) -> Part:
    if isinstance(node, Block) and node.name in {"karte", "schritt", "spalte", "reiter-seite"}:
        return Part(node.title, node.children, node.attributes.get("id") or "")
    return Part((), (node,))


def lines(node: Node) -> tuple[tuple[Node, ...], ...]:
    """The lines of a paragraph."""
    if not isinstance(node, Paragraph):
        return ()
    out: list[list[Node]] = [[]]
    for child in node.children:
        if isinstance(child, LineBreak):
            out.append([])
        else:
            out[-1].append(child)
    return tuple(tuple(line) for line in out if line)


def fields(node: Node, least: int = 2) -> tuple[tuple[str, tuple[Node, ...]], ...]:
    """``Von: …`` / ``An: …`` lines of a paragraph as pairs; empty when any line is different."""
    pairs = [_field(line) for line in lines(node)]
    if len(pairs) < least or any(pair is None for pair in pairs):
        return ()
    return tuple(pair for pair in pairs if pair is not None)


def _field(line: tuple[Node, ...]) -> tuple[str, tuple[Node, ...]] | None:
    first = line[0]
    if isinstance(first, Strong) and (words := plain_text(first.children).strip()).endswith(":"):
        return words[:-1], line[1:]
    if not isinstance(first, Text) or (match := _LINE.match(first.value)) is None:
        return None
    rest = first.value[match.end() :]
    return match[1], ((Text(first.span, rest), *line[1:]) if rest else line[1:])


_BOX = re.compile(r"^\[([ xX])\]\s+")


def tick(item: ListItem) -> tuple[bool | None, tuple[Node, ...]]:
    """Whether a box (``[ ]``, ``[x]``) is ticked, and the item without it; None: there is no box."""
    if item.marker:
        return item.marker.strip().lower() in {"[x]", "(x)"}, item.children
    first = item.children[0] if item.children else None
    head = first.children[0] if isinstance(first, Paragraph) and first.children else None
    if not isinstance(first, Paragraph) or not isinstance(head, Text) or not (match := _BOX.match(head.value)):
        return None, item.children
    rest = head.value[match.end() :]
    inline = (Text(head.span, rest), *first.children[1:]) if rest else first.children[1:]
    return match[1] in "xX", (Paragraph(first.span, inline), *item.children[1:])


def has_boxes(node: Node) -> bool:
    """True for a list of boxes to tick."""
    return isinstance(node, List) and any(tick(item)[0] is not None for item in node.items)


def first_word(title: tuple[Node, ...]) -> tuple[str, tuple[Node, ...]]:
    """The first word of a title and what follows it."""
    if not title or not isinstance(title[0], Text):
        return "", title
    word, _, rest = title[0].value.strip().partition(" ")
    return word, ((Text(title[0].span, rest.strip()), *title[1:]) if rest.strip() else title[1:])
