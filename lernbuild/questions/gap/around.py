"""The words around each gap, for its label: who hears „Lücke 2“ alone does not know where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lernbuild.markup.nodes import Block, Cell, Definition, Gap, Heading, Node, Paragraph
from lernbuild.markup.walking import children_of, plain_text, walk

_WORDS = 5
_GAP = "___"


def words_around(prompt: Sequence[Node], body: Sequence[Node]) -> list[tuple[str, str]]:
    """For each gap in reading order, up to five words before and behind it in its own paragraph or cell."""
    found: list[tuple[str, str]] = []
    for nodes in (tuple(prompt), *_texts(body)):
        if any(isinstance(node, Gap) for node in walk(nodes)):
            found += _pairs(plain_text(nodes))
    return found


def _texts(nodes: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    for node in nodes:
        if isinstance(node, Paragraph | Cell | Heading):
            yield node.children
        elif isinstance(node, Block):
            yield node.title
            yield from _texts(node.children)
        elif isinstance(node, Definition):
            yield node.term
            for detail in node.details:
                yield from _texts(detail)
        else:
            yield from _texts(tuple(children_of(node)))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    parts = text.split(_GAP)
    for before, after in pairwise(parts):
        yield " ".join(before.split()[-_WORDS:]), re.sub(r"\s+([.,;:!?])", r"\1", " ".join(after.split()[:_WORDS]))
