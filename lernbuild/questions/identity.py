"""Names for things by their words: slugs and option keys; knows no file and no numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lernbuild.markup.nodes import Block, Cell, FactValue, Heading, List, ListItem, Node, Paragraph, Quote, Table
from lernbuild.markup.walking import children_of, plain_text

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue", "é": "e"})
_LONGEST = 60
_BLOCKS = (Block, Cell, Heading, List, ListItem, Paragraph, Quote, Table)


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 60 characters, cut between words."""
    words = re.findall(r"[a-z0-9]+", text.lower().translate(_UMLAUTS))
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word
        if len(longer) > _LONGEST:
            break
        out = longer
    return out or "-".join(words)[:_LONGEST]


def words_of(nodes: Sequence[Node]) -> str:
    """The words as a learner reads them, blanks joined, one blank between blocks."""
    out: list[str] = []
    for node in nodes:
        inner = tuple(children_of(node)) if isinstance(node, _BLOCKS) else ()
        out.append(f" {words_of(inner)} " if inner else plain_text(node))
    return " ".join("".join(out).split())


def key_of(nodes: Sequence[Node]) -> str:
    """The words as identity: a fact counts by its name, so that a new value keeps the number in kurs.lock."""
    return " ".join(_identity(nodes).split())


def _identity(nodes: Sequence[Node]) -> str:
    out: list[str] = []
    for node in nodes:
        if isinstance(node, FactValue):
            out.append("{{" + node.key + "}}")
            continue
        inner = tuple(children_of(node))
        out.append(_identity(inner) if inner else plain_text(node))
    return "".join(out)
