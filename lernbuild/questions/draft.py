"""Takes a question block apart: prompt, body, answer lists, keyword lines; knows no question type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace
from itertools import pairwise

from lernbuild.frozen import slotted
from lernbuild.markup.nodes import Block, Gap, List, ListItem, Node, Paragraph, Quote
from lernbuild.markup.walking import walk
from lernbuild.questions.keywords import read_keyword
from lernbuild.questions.lines import Line, join_lines, lines_of, source_with_facts, trim, without_prefix
from lernbuild.questions.markers import first_line
from lernbuild.questions.model import Draft, Keyword
from lernbuild.source import Span

_TAKES_BLOCKS = ("musterloesung", "rueckmeldung", "hinweis")
_ARROW = re.compile(r"=>|(?<![-<])->|→|⇒")


@slotted
class _Parts:
    """Blocks in order; a list is an answer list or text, which only the whole tells."""

    blocks: list[Node] = field(default_factory=list)
    keywords: list[Keyword] = field(default_factory=list)
    open: bool = False
    """True while blocks belong to the last keyword."""


def is_marked(node: Node) -> bool:
    """True for a list of which at least one item carries a marker or an arrow."""
    return isinstance(node, List) and any(item.marker or _ARROW.search(first_line(item)) for item in node.items)


def make_draft(block: Block) -> Draft:
    """The block taken apart; nothing is judged here."""
    parts = _Parts()
    for node in block.children:
        if isinstance(node, Paragraph):
            _take_paragraph(parts, node)
        elif parts.open and not is_marked(node):
            last = parts.keywords[-1]
            parts.keywords[-1] = replace(last, blocks=(*last.blocks, node))
        elif isinstance(node, List):
            parts.open = False
            _take_list(parts, node)
        else:
            parts.open = False
            parts.blocks.append(node)
    return _finish(block, parts)


def _take_list(parts: _Parts, node: List) -> None:
    """A list; keyword lines right below an answer, without a blank line, belong to the question."""
    keywords: list[Keyword] = []
    items = tuple(replace(item, children=_without_keywords(item.children, keywords)) for item in node.items)
    parts.blocks.append(replace(node, items=items) if keywords else node)
    parts.keywords += keywords


def _without_keywords(children: Sequence[Node], keywords: list[Keyword]) -> tuple[Node, ...]:
    kept: list[Node] = []
    for child in children:
        if isinstance(child, Quote):
            child = replace(child, children=_without_keywords(child.children, keywords))
        elif isinstance(child, Paragraph):
            text, found = _split_paragraph(child)
            keywords += found
            if text is None:
                continue
            child = text
        kept.append(child)
    return tuple(kept)


def _take_paragraph(parts: _Parts, node: Paragraph) -> None:
    text, keywords = _split_paragraph(node)
    if text and parts.open:
        last = parts.keywords[-1]
        parts.keywords[-1] = replace(last, blocks=(*last.blocks, text))
    elif text:
        parts.blocks.append(text)
    if keywords:
        parts.keywords += keywords
        parts.open = keywords[-1].name.startswith(_TAKES_BLOCKS)


def _split_paragraph(node: Paragraph) -> tuple[Paragraph | None, list[Keyword]]:
    """The text of a paragraph up to its first keyword line, and the keywords."""
    lines = list(lines_of(node.children))
    starts = [i for i, line in enumerate(lines) if (found := read_keyword(line.text)) and found.right]
    if not starts:
        return node, []
    keywords = [_keyword(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
    return (_paragraph(lines[: starts[0]]) if starts[0] else None), keywords


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    return Paragraph(_around(lines), join_lines(lines))


def _around(lines: Sequence[Line]) -> Span:
    return Span(lines[0].span.file, lines[0].span.start, lines[-1].span.end)


def _keyword(lines: Sequence[Line]) -> Keyword:
    found = read_keyword(lines[0].text)
    assert found is not None
    whole = _around(lines)
    text = Span(whole.file, min(whole.start + found.length, whole.end), whole.end)
    content = trim(without_prefix(join_lines(lines), found.length))
    return Keyword(found.name, content, (), whole, source_with_facts(text, content).strip(), text)


def _finish(block: Block, parts: _Parts) -> Draft:
    lists, body = _split_lists(block, parts)
    prompt = trim(block.title)
    if not prompt and body and isinstance(body[0], Paragraph):
        prompt = trim(body[0].children)
        body = body[1:]
    keywords: dict[str, list[Keyword]] = {}
    for keyword in parts.keywords:
        keywords.setdefault(keyword.name, []).append(keyword)
    return Draft(block, prompt, tuple(body), tuple(lists), keywords)


def _split_lists(block: Block, parts: _Parts) -> tuple[list[Node], list[Node]]:
    """Answer lists and the rest: a plain list is an answer list only when nothing else answers the question."""
    named = {keyword.name for keyword in parts.keywords}
    answered = (
        any(is_marked(node) for node in parts.blocks)
        or bool(named & {"antwort", "musterloesung"})
        or any(isinstance(node, Gap) for node in walk((*block.title, *parts.blocks)))
    )
    lists: list[Node] = []
    body: list[Node] = []
    previous: Node | None = None
    for node in parts.blocks:
        if not isinstance(node, List) or (answered and not is_marked(node)):
            body.append(node)
        elif lists and previous is lists[-1] and _same_kind(lists[-1], node):
            lists[-1] = node = replace(node, items=(*_items(lists[-1]), *node.items), span=_join(lists[-1], node))
        else:
            lists.append(node)
        previous = node
    return lists, body


def _same_kind(one: Node, other: List) -> bool:
    return isinstance(one, List) and one.ordered == other.ordered


def _items(node: Node) -> tuple[ListItem, ...]:
    return node.items if isinstance(node, List) else ()


def _join(one: Node, other: Node) -> Span:
    return Span(one.span.file, one.span.start, other.span.end)
