"""Quotes of the language, dashes and ellipses for running text; knows no node and never sees code or addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CHANGE = re.compile(
    r"(?P<dots>(?<!\.)\.\.\.(?!\.))"
    r"|(?P<dash>(?<=\s)--(?=\s)|(?<=\s)--$|^--(?=\s)|(?<=[^\s-])--(?=[^\s-]))"
    r"|(?P<quote>[\"'])"
)
Change = tuple[int, int, str]
_NARROW = "\u202f"
_SIGNS = {
    "de": "„“‚‘", "en": "“”‘’", "fr": f"«{_NARROW},{_NARROW}»,‹{_NARROW},{_NARROW}›", "es": "«»“”", "it": "«»“”",
    "pl": "„”‚’", "nl": "“”‘’", "ru": "«»„“", "uk": "«»„“", "cs": "„“‚‘",
}  # fmt: skip
"""Opening and closing quotes, then those inside, by language. Source: CLDR, delimiters."""


def signs_of(language: str) -> tuple[str, str, str, str]:
    """The quotes of a language tag: opening, closing, inner opening, inner closing; English for unknown ones."""
    found = _SIGNS.get(language.split("-")[0].lower(), _SIGNS["en"])
    signs = found.split(",") if "," in found else list(found)
    return signs[0], signs[1], signs[2], signs[3]


def changes(text: str, language: str = "de") -> list[Change]:
    """What to replace in a paragraph's text, in order: start, end, new text.

    Places that must not change (escaped characters, code, links' addresses) stand in ``text`` as U+FFFC.
    """
    out: list[Change] = []
    opened: dict[str, int] = {}
    signs = signs_of(language)
    for m in _CHANGE.finditer(text):
        if m["dots"]:
            out.append((m.start(), m.end(), "…"))
        elif m["dash"]:
            out.append((m.start(), m.end(), "–"))
        else:
            _quote(text, m.start(), out, opened, signs)
    for at in opened.values():
        out[at] = (out[at][0], out[at][1], text[out[at][0]] if text[out[at][0]] == '"' else "’")
    return [c for c in out if text[c[0] : c[1]] != c[2]]


def _quote(text: str, at: int, out: list[Change], opened: dict[str, int], signs: Sequence[str]) -> None:
    sign = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    can_open = not after.isspace() and (before.isspace() or before in "([{„‚–—-/“\"'\u00a0")
    can_close = not before.isspace() and sign in opened
    inside_word = before.isalnum() and after.isalnum()
    if sign == "'" and inside_word:
        out.append((at, at + 1, "’"))
    elif can_close and not (can_open and before in "([{"):
        del opened[sign]
        out.append((at, at + 1, signs[1] if sign == '"' else signs[3]))
    elif can_open and sign not in opened:
        opened[sign] = len(out)
        out.append((at, at + 1, signs[0] if sign == '"' else signs[2]))
    elif sign == "'" and not before.isspace() and not before.isdigit():
        out.append((at, at + 1, "’"))
