"""What redcarpet reads as a sign, and how to write it as text; knows no node.

Source: redcarpet 3.5, ``markdown.c`` (``escape_chars``, ``is_headerline``, ``prefix_*``), with the extensions that
Xikolo turns on in ``app/helpers/markdown_helper.rb``: autolink, tables, strikethrough, fenced code, no intra emphasis,
hard wrap (every line end is a visible break).
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

_SIGNS = re.compile(r"[\\`*_\[\]~]")
_LINE_START = re.compile(r"^(\s*)([#+=-])")
_NUMBER_START = re.compile(r"^(\s*\d+)\.(?=\s|$)")
_AUTOLINK = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>()„“”]+[^\s<>()„“”.,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def escaped(text: str) -> str:
    """Text in the middle of a line; ``|`` as a character reference, since redcarpet's tables know no escape."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SIGNS.sub(lambda match: "\\" + match[0], shown).replace("|", "&#124;")


def line_start(line: str) -> str:
    """A line of a paragraph whose first signs would make a heading, a list or a rule."""
    line = _NUMBER_START.sub(r"\1\\.", line)
    return _LINE_START.sub(r"\1\\\2", line)


def addresses(text: str) -> list[tuple[str, str]]:
    """Text cut into (words, address); an address is what redcarpet would make a link by itself, else empty."""
    out: list[tuple[str, str]] = []
    at = 0
    for match in _AUTOLINK.finditer(text):
        out.append((text[at : match.start()], ""))
        out.append((match[0], _address(match[0])))
        at = match.end()
    out.append((text[at:], ""))
    return [(words, address) for words, address in out if words]


def _address(words: str) -> str:
    if "@" in words and "://" not in words:
        return f"mailto:{words}"
    return f"https://{words}" if words.startswith("www.") else words


def url(address: str) -> str:
    """An address that may stand in ``](…)``: blanks, brackets and signs as percent codes."""
    return quote(address, safe="/:?#@!$&',;=%~+-._")


def code(value: str) -> str:
    """A code span; its fence is longer than any run of backticks in it."""
    value = value.replace("\n", " ")
    longest = max((len(run) for run in re.findall(r"`+", value)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if value.startswith("`") or value.endswith("`") else ""
    return f"{fence}{pad}{value}{pad}{fence}"


def attribute(value: str) -> str:
    """A value between double quotes in HTML, on one line."""
    return html.escape(" ".join(value.split()), quote=True)


def in_html(text: str) -> str:
    """Text in HTML on one line; line ends become references, so that no block of Markdown begins inside."""
    return html.escape(text, quote=False).replace("\n", "&#10;")
