"""No input crashes the parser, loses its place or takes more than linear time."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernbuild.diagnostics import Diagnostic, Report
from lernbuild.diagnostics.fixes import apply_fixes
from lernbuild.markup.nodes import Document, Gap, Link, Text, YamlEntry, YamlValue
from lernbuild.markup.parser import parse_document
from lernbuild.markup.read import decode_source
from lernbuild.markup.walking import walk
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile, Span

LESSON = "courses/p/01-a/01-b.md"
PIECES = (
    """
--- | titel: x | : | ::: | ::: frage | ::: merke T {id=x} | :::: | ::: einbinden a.md | ::: reiter | ::: reiter-seite A
> | - | * | 1. | 2024. | •\t | -\u00a0 | ( ) | (x) | [ ] | [X ] | ☒ | (r) | # | ## H {#a} | ##H | === | ``` | ~~~ | `
* | ** | _ | __ | \\ | \\| | | | |---|---| | | a | b | | [a](b) | [a] (http://b) | ![a](b c.png) | ![](x.png){breite=6%}
[^1] | [^1]: x | [[a|b]] | [[ | ]] | {{f}} | {{f | {f} | {a=„b“, c} | <u> | </u> | <!-- | --> | <img src=a> | &amp;
$x$ | $$ | " | ' | ... | -- | ä | 😀 | \u00ad | \t |     | Begriff | : Erklärung | Antwort: x | § 18g AufenthG | Ã¼
\u2028 | \x85 | \ufeff | \u00a0 | https://a.de/b_c | a: "b | - c: [d | & | * x | ]
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)


def check_spans(document: Document, found: list[Diagnostic]) -> None:
    """Every place lies in the file, children in their parents, texts are what stands there."""
    size = len(document.file.text)
    for node in walk([document.front, *document.blocks, *document.footnotes]):
        assert 0 <= node.span.start <= node.span.end <= size, node
        match node:
            case Text(value=value, joins=()) if len(value) == len(node.span.text):
                assert node.span.text.translate(_QUOTES) == value.translate(_QUOTES)
            case Gap(source=source):
                written = node.span.text
                assert source in written or source in written.replace("\\|", "|") or "\n" in source
            case Link(target_span=Span() as place):
                assert node.span.start <= place.start <= place.end <= node.span.end
            case YamlValue(value=dict() as entries):
                assert all(isinstance(entry, YamlEntry) for entry in entries.values())
    for d in found:
        assert d.message.strip() and d.code
        assert d.span is not None and 0 <= d.span.start <= d.span.end <= size


_QUOTES = str.maketrans(
    {
        "„": '"',
        "“": '"',
        "‚": "'",
        "‘": "'",
        "’": "'",
        "–": "-",
        "…": ".",
        "\u00a0": " ",
        "\ufeff": " ",
        "•": "-",
        "\t": " ",
        "\0": "\ufffd",
    }
)


def parse_all(text: str) -> None:
    source = SourceFile(LESSON, text)
    document, found = parse_document(source)
    check_spans(document, found)
    value, said = parse_yaml(source)
    assert 0 <= value.span.start <= value.span.end <= len(text)
    for path, repaired in apply_fixes(Report.of([*found]).diagnostics).items():
        again = parse_document(SourceFile(path, repaired))[1]
        assert len(again) <= len(found) + 20
    assert all(d.span is not None and d.span.end <= len(text) for d in said)


@given(st.lists(st.sampled_from([*PIECES, " ", "\n", "\n\n", "wort"]), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_pieces(text: str) -> None:
    parse_all(text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    parse_all(text.replace("\r", ""))


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes(data: bytes) -> None:
    source, found = decode_source(LESSON, data)
    assert source is not None or found
    if source is not None:
        assert "\r" not in source.text and not source.text.startswith("\ufeff")
        parse_document(source)


def test_seeded_fuzzing() -> None:
    """2,000 mixed-up lessons, always the same ones; 200,000 with ``./dev test --full``."""
    dice = random.Random(20260701)
    for _ in range(200_000 if os.environ.get("LERNBUILD_FULL") else 2000):
        lines = [" ".join(dice.choices(PIECES, k=dice.randint(1, 4))) for _ in range(dice.randint(1, 12))]
        parse_all("\n".join(lines))


def test_places_behind_a_line_that_is_trimmed_away() -> None:
    """Found by the long fuzzing: a no-break space alone in a quote moved all places below it by one line."""
    for blank in ("\u00a0", "\u2028", "\u3000"):
        document, _ = parse_document(SourceFile("a.md", f"> {blank}\n> b\n> c"))
        texts = [node for node in walk(document.blocks) if isinstance(node, Text)]
        assert [(node.value, node.span.place) for node in texts] == [("b", "a.md:2:3"), ("c", "a.md:3:3")]


def test_safe_repairs_come_to_an_end() -> None:
    """Repairing again and again changes nothing more after a few rounds."""
    dice = random.Random(11)
    for _ in range(400):
        text = "\n".join(" ".join(dice.choices(PIECES, k=dice.randint(1, 4))) for _ in range(dice.randint(1, 8)))
        start = text
        for _ in range(9):
            repaired = apply_fixes(parse_document(SourceFile(LESSON, text))[1])
            if not repaired:
                break
            assert repaired[LESSON] != text, start
            text = repaired[LESSON]
        else:
            pytest.fail(start)


def test_words_survive() -> None:
    """Running text is never swallowed, whatever stands around it."""
    dice = random.Random(7)
    marks = ["*", "**", "_", "`", "> ", "- ", "1. ", "## ", "[", "]", "(", ")", '"', "| ", "\\", "{", "}", "$", "!"]
    for _ in range(500):
        line = "".join(dice.choice(marks) + f"wort{n}" + dice.choice(["", " ", "\n"]) for n in range(8))
        document, found = parse_document(SourceFile("a.md", line))
        shown = " ".join(repr(node) for node in walk(document.blocks))
        assert all(f"wort{n}" in shown for n in range(8)) or found, line


GROWING: dict[str, Callable[[int], str]] = {
    "quotes": lambda n: ">" * n + " a",
    "lists": lambda n: "- " * n + "a",
    "brackets": lambda n: "[" * n + "]" * n,
    "links": lambda n: "[a](b " * n,
    "images": lambda n: "![" * n,
    "stars": lambda n: "*a **a " * n,
    "ticks": lambda n: "".join("`" * (i % 200) + " " for i in range(n // 50)),
    "comments": lambda n: "<!-- \n" * n,
    "tags": lambda n: "<u a='" * n,
    "dollars": lambda n: "$a $$" * n,
    "braces": lambda n: "{{a {" * n,
    "open blocks": lambda n: "::: merke\n" * (n // 4),
    "closed blocks": lambda n: "::: merke\n" * (n // 40) + ":::\n" * (n // 40),
    "stray": lambda n: ":::\n" * n,
    "table": lambda n: "|" * n + "\n" + "|-" * n + "|\n" + "|\n" * 50,
    "footnotes": lambda n: "[^a" * n,
    "definitions": lambda n: "Begriff\n: x\n\n" * (n // 8),
    "quotation marks": lambda n: "\"a' " * n,
    "gaps": lambda n: "::: frage x\n" + "[[a " * n + "]]\n:::",
    "blanks": lambda n: "## a" + " " * n + "b\n\n[a](b" + " " * n + "c",
    "long words": lambda n: "[" + "wort" * n + "\n\n<u " + "a" * n + ">",
    "attributes": lambda n: "::: merke {" + "a " * n + "}\n:::",
    "paths": lambda n: "[a](" + "a. " * n,
    "garbled": lambda n: "Ã¼â€" * n,
    "one line": lambda n: "Das ist ein Satz - mit § 18g AufenthG. " * n,
}


@pytest.mark.parametrize("name", GROWING)
def test_time_is_linear(name: str) -> None:
    make = GROWING[name]
    source = SourceFile("a.md", make(4000))
    started = time.process_time()
    parse_document(source)
    assert time.process_time() - started < 4, name


@pytest.mark.parametrize(
    "text", ["a: b" + " " * 99000 + "c: d", "[" * 20000, "- " * 20000, "{a: " * 20000, 'a: "' * 20000, "a: &x [*x, *x]"]
)
def test_yaml_bombs(text: str) -> None:
    started = time.process_time()
    _, found = parse_yaml(SourceFile("a.yaml", text))
    assert found
    assert time.process_time() - started < 4


def test_ten_thousand_quotes() -> None:
    found = parse_document(SourceFile("a.md", ">" * 10_000 + " tief"))[1]
    assert [d.code for d in found] == ["nesting-too-deep"]


@pytest.mark.parametrize(
    ("piece", "times"),
    [("Das ist ein langer Satz in einer Zeile. ", 125_000), ("Mit *Betonung* und [Link](a.md). ", 3_000)],
)
def test_megabytes_in_one_line(piece: str, times: int) -> None:
    text = piece * times
    document, found = parse_document(SourceFile("a.md", text))
    assert document.blocks[0].span.end >= len(text) - 1
    assert found == []
