"""Asks only those block rules that can begin with a line's first character; knows no rule's meaning.

markdown-it asks every rule about every line. Each rule looks at one or two characters first; here these stand in a
table, so that a line of prose goes to the paragraph at once. The rules, their order and their answers stay the same.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

BlockRule = Callable[[StateBlock, int, int, bool], bool]
_FIRST = {
    "directive": ":",
    "comment": "<",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "math_block": "$",
    "reference": "[",
    "heading": "#",
}
"""The characters with which what a rule finds begins."""
_CODE_INDENT = 4


def dispatching(ruler: Ruler[BlockRule]) -> Ruler[BlockRule]:
    """The rules of a ruler behind one that chooses; call it when all rules are in place."""
    chains = {name for rule in ruler.__rules__ for name in rule.alt}
    table = {"": [_chooser(ruler, "")], **{chain: [_chooser(ruler, chain)] for chain in chains}}
    chosen = _Chosen()
    chosen.__rules__ = ruler.__rules__
    chosen.chains = table
    return chosen


class _Chosen(Ruler[BlockRule]):
    chains: dict[str, list[BlockRule]]

    def getRules(self, chainName: str = "") -> list[BlockRule]:
        return self.chains.get(chainName, [])


def _chooser(ruler: Ruler[BlockRule], chain: str) -> BlockRule:
    """One rule for all of a chain: true when one of them is."""
    rules = [(rule.name, rule.fn) for rule in ruler.__rules__ if rule.enabled and (not chain or chain in rule.alt)]
    every = tuple(fn for _, fn in rules)
    tables: dict[tuple[str, bool, bool, bool], tuple[BlockRule, ...]] = {}

    def rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if state.sCount[line] - state.blkIndent >= _CODE_INDENT:
            return _asked(every, state, line, end, silent)
        below = _first(state, line + 1)
        further = below or (_first(state, line + 2) if not silent and line + 2 < len(state.bMarks) else "")
        key = (
            _first(state, line),
            below != "" and below in "|-:",
            further != "" and further in ":~",
            not silent and _underlined(state, line),
        )
        chosen = tables.get(key)
        if chosen is None:
            chosen = tables[key] = tuple(fn for name, fn in rules if _possible(name, *key))
        return _asked(chosen, state, line, end, silent)

    return rule


def _asked(rules: tuple[BlockRule, ...], state: StateBlock, line: int, end: int, silent: bool) -> bool:
    for fn in rules:  # noqa: SIM110 (any() makes a generator for each line)
        if fn(state, line, end, silent):
            return True
    return False


def _possible(name: str, first: str, ruled: bool, explained: bool, underlined: bool) -> bool:
    if name == "table":
        return ruled
    if name == "deflist":
        return explained or first in (":", "~")
    if name == "lheading":
        return underlined
    if name == "code":
        return False
    return name not in _FIRST or (first != "" and first in _FIRST[name])


def _first(state: StateBlock, line: int) -> str:
    """The first character of a line behind its indent; empty for a blank line."""
    place = state.bMarks[line] + state.tShift[line]
    return state.src[place] if place < state.eMarks[line] else ""


def _underlined(state: StateBlock, line: int) -> bool:
    """True when a line of the paragraph that may begin here could make a heading of it."""
    marks, shifts, ends, text = state.bMarks, state.tShift, state.eMarks, state.src
    last = len(marks) - 1
    line += 1
    while line < last:
        place = marks[line] + shifts[line]
        if place >= ends[line]:
            return False
        if text[place] in "-=":
            return True
        line += 1
    return False
