"""In real lessons every node's place holds exactly what the node says."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from lernbuild.markup.nodes import CodeSpan, FactRef, Gap, Image, Link, ListItem, Node, Text, walk
from lernbuild.markup.parser import parse_document
from lernbuild.markup.read import decode_source

ROOT = Path(__file__).parents[2]
LESSONS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("courses/*/[0-9]*/*.md"))
_TYPED = str.maketrans({"„": '"', "“": '"', "‚": "'", "‘": "'", "’": "'"})


def check_place(node: Node) -> None:
    there = node.span.text
    match node:
        case Text(value=value, joins=()):
            assert there.translate(_TYPED) == value.translate(_TYPED)
        case Text(value=value, joins=joins):
            for (start, _), (end, _) in pairwise(joins):
                piece = node.place(start, end).text
                assert piece.translate(_TYPED) == value[start:end].translate(_TYPED) or end - start == 1
        case Link(target=target, target_span=place) | Image(target=target, target_span=place):
            assert place is not None and target in place.text
        case FactRef(key=key):
            assert there.strip("{} ") == key
        case Gap(source=source):
            assert there == f"[[{source}]]" or "\\|" in there
        case CodeSpan(value=value):
            assert value in there.replace("\n", " ")
        case ListItem(marker=marker, marker_span=place) if place is not None:
            assert place.text.lower().replace("(wahr)", "(richtig)") == marker


@pytest.mark.parametrize("path", LESSONS)
def test_places(path: str) -> None:
    source, found = decode_source(path, (ROOT / path).read_bytes())
    assert source is not None and found == []
    document, _ = parse_document(source)
    for node in walk([*document.blocks, *document.footnotes]):
        check_place(node)
