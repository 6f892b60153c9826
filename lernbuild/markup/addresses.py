"""Addresses that stand in running text as they are become links; knows no node and no page."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

MARKUP = "address"
"""What tells such a link from ``<https://…>``."""
_SCHEME = re.compile(r"(?i)(?:^|[^a-z0-9.+-])(https?)$")
_ADDRESS = re.compile(r"(?i)https?://[^\W_][^\s<>\"„“”‚‘’«»`|{}\[\]\\]*")
_BEHIND = ".,;:!?*_~'…"
_BROKEN_LINK = re.compile(r"\][ \t]*\(\Z")


def bare_address(state: StateInline, silent: bool) -> bool:
    """``https://www.bamf.de`` without brackets. Source: GitHub Flavored Markdown 0.29, 6.9 (extended autolinks).

    The rule is asked at the colon, as the scheme is plain text up to there.
    """
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending)
    if scheme is None:
        return False
    start = state.pos - len(scheme[1])
    found = _ADDRESS.match(state.src, start, state.posMax)
    if found is None:
        return False
    words = without_trailing(found[0])
    address = state.md.normalizeLink(words)
    if _in_broken_link(state.src, start, start + len(words)) or not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        opened = state.push("link_open", "a", 1)
        opened.attrs, opened.markup, opened.info = {"href": address}, MARKUP, "auto"
        opened.meta["pos"], opened.meta["end"] = start, start
        state.push("text", "", 0).content = words
        closed = state.push("link_close", "a", -1)
        closed.markup, closed.info = MARKUP, "auto"
    state.pos = start + len(words)
    return True


def _in_broken_link(text: str, start: int, end: int) -> bool:
    """``[Wort] (https://…)`` and ``(Wort)[https://…]`` are slips with messages of their own."""
    if text.startswith("]", end):
        return text[max(start - 2, 0) : start] == ")["
    return bool(_BROKEN_LINK.search(text, max(start - 20, 0), start))


def without_trailing(address: str) -> str:
    """The address without the sentence's signs behind it, and without a bracket that it does not open."""
    while True:
        cut = address.rstrip(_BEHIND)
        if cut.endswith(")") and cut.count(")") > cut.count("("):
            cut = cut[:-1]
        if cut == address:
            return address
        address = cut
