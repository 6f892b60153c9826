"""German quotes, dashes and ellipses for running text; knows no node and never sees code or addresses."""

from __future__ import annotations

import re

_CHANGE = re.compile(
    r"(?P<dots>(?<!\.)\.\.\.(?!\.))"
    r"|(?P<dash>(?<=\s)--(?=\s)|(?<=\s)--$|^--(?=\s)|(?<=[^\s-])--(?=[^\s-]))"
    r"|(?P<quote>[\"'])"
)
Change = tuple[int, int, str]


def changes(text: str) -> list[Change]:
    """What to replace in a paragraph's text, in order: start, end, new text.

    Places that must not change (escaped characters, code, links' addresses) stand in ``text`` as U+FFFC.
    """
    out: list[Change] = []
    opened: dict[str, int] = {}
    for m in _CHANGE.finditer(text):
        if m["dots"]:
            out.append((m.start(), m.end(), "…"))
        elif m["dash"]:
            out.append((m.start(), m.end(), "–"))
        else:
            _quote(text, m.start(), out, opened)
    for at in opened.values():
        out[at] = (out[at][0], out[at][1], text[out[at][0]] if text[out[at][0]] == '"' else "’")
    return [c for c in out if text[c[0] : c[1]] != c[2]]


def _quote(text: str, at: int, out: list[Change], opened: dict[str, int]) -> None:
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
        out.append((at, at + 1, "“" if sign == '"' else "‘"))
    elif can_open and sign not in opened:
        opened[sign] = len(out)
        out.append((at, at + 1, "„" if sign == '"' else "‚"))
    elif sign == "'" and not before.isspace() and not before.isdigit():
        out.append((at, at + 1, "’"))
