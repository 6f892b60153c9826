"""The ways around markdown-it's rules give what the rules give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernbuild.markup import blocks, dispatch
from lernbuild.markup.grammar import markdown
from lernbuild.markup.parser import parse_document
from lernbuild.source import SourceFile

COURSES = Path(__file__).resolve().parents[2] / "courses"
_PIECES = (
    *(
        "Wort ",
        "wort\n",
        "\n",
        "\n\n",
        "  \n",
        " \n",
        "a",
        "§ 5 AufenthG",
        "1. ",
        "- ",
        "* ",
        "> ",
        "## ",
        "| a | b |\n",
    ),
    *(
        "| --- | --- |\n",
        "::: merke\n",
        ":::\n",
        "::: frage Was?\n",
        "- (x) Ja\n",
        ": ",
        "~ ",
        "=== ",
        "---\n",
        "```\n",
    ),
    *("~~~\n", "$$\n", "[^1]", "[^1]: ", "[a]: b\n", "[a](b.md)", "**", "*", "_", "`", "<b>", "<!-- x -->", "{{fakt}}"),
    *(
        "{nur=bw}",
        "[[x]]",
        '"',
        "'",
        "...",
        "--",
        "https://a.de",
        "&amp;",
        "\\",
        "\t",
        "    ",
        "\u00a0",
        "!",
        "x) ",
        "12) ",
    ),
)
texts = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


def _shown(text: str) -> str:
    return repr(parse_document(SourceFile("kurs/01-m/01-l.md", f"---\ntitel: T\n---\n\n{text}")))


def _long_way(monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    """The tree when every rule is asked about every line and every text."""
    with monkeypatch.context() as patch:
        patch.setattr(blocks, "plain_nodes", lambda *_: None)
        patch.setattr(dispatch, "_possible", lambda *_: True)
        markdown.cache_clear()
        try:
            return _shown(text)
        finally:
            markdown.cache_clear()


@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_random_texts(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        long = _long_way(monkeypatch, text)
    assert _shown(text) == long


def test_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three real lessons of each course."""
    found = [path for course in sorted(COURSES.iterdir()) for path in sorted(course.glob("[0-9]*/[0-9]*.md"))[:9:3]]
    assert len(found) >= 9
    for path in found:
        text = path.read_text("utf-8")
        assert _shown(text) == _long_way(monkeypatch, text)


def test_known_inline_rules() -> None:
    """A new inline rule must be thought of in ``plain_text``, which passes by all of them."""
    assert {rule.name for rule in markdown().inline.ruler.__rules__ if rule.enabled} == {
        *("text", "newline", "braces", "address", "escape", "backticks", "emphasis", "math_inline"),
        *("gap", "bracket_guard", "phrase", "link", "image", "footnote_ref", "autolink", "html_tag", "entity"),
    }
