"""In real lessons every node's place holds exactly what the node says."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from lernbuild.markup.nodes import CodeSpan, FactRef, Gap, Image, Link, ListItem, Node, Text
from lernbuild.markup.parser import parse_document
from lernbuild.markup.read import decode_source
from lernbuild.markup.walking import walk

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


HOLDERS = {
    "paragraph": "Text @ Ende",
    "table": "| A | B |\n|---|---|\n| ä | Text @ |",
    "list": "- eins\n- zwei\n\n  Text @",
    "ordered": "1. eins\n2. Text @",
    "quote in a list": "- eins\n  > Text @",
    "nested block": "::: merke T\n- eins\n\n::: hinweis\n> Text @\n:::\n:::",
    "title": "::: merke Titel @\nText\n:::",
    "heading": "## Titel @",
    "footnote": "Wort[^1]\n\n[^1]: Eine Note @",
    "definition": "Begriff\n: Text @",
    "code over lines": "Vor `code\nüber Zeilen` und @",
    "option": "::: frage Was?\n- (x) Ja @\n- ( ) Nein\n:::",
    "tab": "-\teins @",
}
BEFORE = {"plain": "", "umlauts": "Größe ", "emoji": "😀👩‍💻 ", "no-break": "§\u00a018 ", "combined": "a\u0308 "}


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("holder", HOLDERS)
def test_a_message_stands_where_the_author_sees_it(holder: str, before: str) -> None:
    """Line and column count characters of the file, whatever its line ends and with or without a byte order mark."""
    text = HOLDERS[holder].replace("@", f"{BEFORE[before]}{{{{keine zahl}}}}")
    lines = text.split("\n")
    line = next(n for n, one in enumerate(lines, 1) if "{{" in one)
    expected = (line, lines[line - 1].index("{{") + 1)
    for data in (text, text.replace("\n", "\r\n"), "\ufeff" + text, "\ufeff" + text.replace("\n", "\r\n")):
        source, found = decode_source("a.md", data.encode())
        assert source is not None
        found = [*found, *parse_document(source)[1]]
        places = [d.span.file.position(d.span.start) for d in found if d.code == "fact-braces" and d.span]
        assert (places, {d.code for d in found}) == ([expected], {"fact-braces"})
