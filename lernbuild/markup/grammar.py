"""The Markdown dialect: markdown-it with our rules, every token with its place; knows no node."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from lernbuild.diagnostics import error
from lernbuild.markup.addresses import bare_address
from lernbuild.markup.block_slips import report_open_code
from lernbuild.markup.context import context_of
from lernbuild.markup.directives import directive, report_indented
from lernbuild.markup.dispatch import dispatching
from lernbuild.markup.html import html_comment, html_tag
from lernbuild.markup.inline_rules import braces, bracket_guard, gap, phrase
from lernbuild.markup.positions import OffsetMap, of_lines, split_cells, straight
from lernbuild.markup.table_slips import report_cells

MAX_NESTING = 50
_UNSAFE = re.compile(r"\s*(?:vbscript|javascript|data):", re.IGNORECASE)
_DAY = re.compile(
    r"\d{1,2}\.[ \t]+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_OPTION = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_ANCHOR = re.compile(r"\{#([^\s{}]+)\}[ \t]*")
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


class _Parser(MarkdownIt):
    """Links stay as written; addresses that run code make no link."""

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link

    def validateLink(self, url: str) -> bool:
        return not _UNSAFE.match(url)


class _Blocks(ParserBlock):
    """Says so when markdown-it drops text because it is nested too deeply."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level >= MAX_NESTING and startLine < endLine:
            _report_depth(state, startLine)
        super().tokenize(state, startLine, endLine)


def _report_depth(state: StateBlock, line: int) -> None:
    context = context_of(state.env)
    if context.too_deep or state.isEmpty(line):
        return
    context.too_deep = True
    place = state.bMarks[line] + state.tShift[line]
    message = f"Hier sind mehr als {MAX_NESTING // 2} Listen, Zitate oder Blöcke ineinander geschachtelt."
    hint = "Lösen Sie die innersten auf; was tiefer steht, ginge verloren."
    context.report(error("nesting-too-deep", message, context.span(place, state.eMarks[line]), hint))


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """The one parser; it keeps nothing between two texts."""
    md = _Parser("commonmark", {"maxNesting": MAX_NESTING})
    blocks = _Blocks()
    blocks.ruler = md.block.ruler
    md.block = blocks
    md.enable("table")
    md.disable(["html_block", "html_inline", "text_join", "fragments_join"])
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_labels=False)
    paragraph_like: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "directive", directive, paragraph_like)
    md.block.ruler.before("directive", "comment", html_comment, paragraph_like)
    md.inline.ruler.before("link", "gap", gap)
    md.inline.ruler.after("gap", "bracket_guard", bracket_guard)
    md.inline.ruler.after("bracket_guard", "phrase", phrase)
    md.inline.ruler.before("escape", "braces", braces)
    md.inline.ruler.before("escape", "address", bare_address)
    md.inline.ruler.after("autolink", "html_tag", html_tag)
    _wrap_blocks(md)
    _wrap_inlines(md)
    md.block.ruler = dispatching(md.block.ruler)
    return md


def _wrap_blocks(md: MarkdownIt) -> None:
    for rule in list(md.block.ruler.__rules__):
        inner = {"list": _not_a_day, "code": _not_a_block, "fence": _closed_fence}.get(rule.name, _as_it_is)(rule.fn)
        wrapped = _placed_block(inner)
        md.block.ruler.at(rule.name, wrapped, {"alt": rule.alt})


def _as_it_is(fn: BlockRule) -> BlockRule:
    return fn


def _not_a_block(fn: BlockRule) -> BlockRule:
    """A ``::: block`` that is indented so far that it would be shown as code gets its message.

    In a question indented options stay options.
    """

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not silent and state.is_code_block(start) and _indented_options(state, start, end):
            return True
        if not fn(state, start, end, silent):
            return False
        if not silent:
            lines = ((state.bMarks[n] + state.tShift[n], state.eMarks[n]) for n in range(start, state.line))
            report_indented(context_of(state.env), [(state.src[a:b], a, b) for a, b in lines])
        return True

    return rule


def _indented_options(state: StateBlock, start: int, end: int) -> bool:
    place = state.bMarks[start] + state.tShift[start]
    if not context_of(state.env).in_question or not _OPTION.match(state.src, place):
        return False
    indent, state.blkIndent = state.blkIndent, state.sCount[start]
    found = list_block(state, start, end, False)
    state.blkIndent = indent
    return found


def _closed_fence(fn: BlockRule) -> BlockRule:
    """Code that nothing closes would swallow the rest of the lesson."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not fn(state, start, end, silent):
            return False
        if not silent:
            mark, last = state.tokens[-1].markup, state.line - 1
            text = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]].strip()
            if last == start or not text.startswith(mark) or text.strip(mark[0]):
                place = state.bMarks[start] + state.tShift[start]
                report_open_code(context_of(state.env), place, state.eMarks[start], mark)
        return True

    return rule


def _not_a_day(fn: BlockRule) -> BlockRule:
    """„1. Juni 2024“ at the start of a line is a date, no list."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if _DAY.match(state.src, state.bMarks[start] + state.tShift[start]):
            return False
        return fn(state, start, end, silent)

    return rule


def _placed_block(fn: BlockRule) -> BlockRule:
    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:
            return fn(state, start, end, True)
        count = len(state.tokens)
        if not fn(state, start, end, False):
            return False
        _place_tokens(state, count)
        return True

    return rule


def _place_tokens(state: StateBlock, first: int) -> None:
    """Note where the new tokens stand; tokens of inner rules have been noted before."""
    if first >= len(state.tokens):
        return
    opened = state.tokens[first]
    if opened.type == "table_open" and opened.map is not None:
        _place_cells(state, first)
    for i in range(first, len(state.tokens)):
        token = state.tokens[i]
        if token.map is None or "start" in token.meta:
            continue
        line = token.map[0]
        token.meta["start"] = state.bMarks[line] + state.tShift[line]
        token.meta["end"] = _end_of(state, line, token.map[1])
        if token.type == "inline":
            if state.tokens[i - 1].type == "heading_open":
                _take_anchor(state.tokens[i - 1], token)
            if "map" not in token.meta:
                token.meta["map"] = _map_of(state, token, state.tokens[i - 1])
            token.meta["question"] = context_of(state.env).in_question


def _end_of(state: StateBlock, first: int, behind: int) -> int:
    last = max(behind - 1, first)
    while last > first and state.isEmpty(last):
        last -= 1
    line = state.src[state.bMarks[last] : state.eMarks[last]]
    return state.bMarks[last] + len(line.rstrip())


def _take_anchor(heading: Token, inline: Token) -> None:
    at = inline.content.rfind("{#")
    m = _ANCHOR.fullmatch(inline.content, at) if at != -1 else None
    if m:
        heading.meta["anchor"] = m[1]
        inline.content = inline.content[:at].rstrip(" \t")


def _map_of(state: StateBlock, token: Token, opener: Token) -> OffsetMap:
    first, behind = token.map or (0, 0)
    firsts = [state.bMarks[n] + state.tShift[n] for n in range(first, max(behind, first + 1))]
    if opener.type == "heading_open" and opener.markup.startswith("#"):
        found = state.src.find(token.content, firsts[0] + len(opener.markup))
        return straight(found if found != -1 else firsts[0])
    return of_lines(token.content, firsts, state.src)


def _place_cells(state: StateBlock, first: int) -> None:
    cells: list[tuple[str, OffsetMap]] = []
    column = width = 0
    for token in state.tokens[first:]:
        if token.type == "tr_open" and token.map is not None:
            line = token.map[0]
            place = state.bMarks[line] + state.tShift[line]
            cells = split_cells(state.src[place : state.eMarks[line]], place)
            column = 0
            if not width:
                width = len(cells)
            elif len(cells) > width:
                report_cells(context_of(state.env), place, state.eMarks[line], len(cells), width)
        elif token.type == "inline" and "map" not in token.meta:
            if column < len(cells):
                token.content, token.meta["map"] = cells[column]
            else:
                token.meta["map"] = straight(state.eMarks[token.map[0] if token.map else 0])
            column += 1


def _wrap_inlines(md: MarkdownIt) -> None:
    for rule in list(md.inline.ruler.__rules__):
        if rule.name not in ("text",):
            md.inline.ruler.at(rule.name, _placed_inline(rule.fn), {"alt": rule.alt})


def _placed_inline(fn: InlineRule) -> InlineRule:
    def rule(state: StateInline, silent: bool) -> bool:
        if silent:
            return fn(state, True)
        at, count = state.pos, len(state.tokens)
        if not fn(state, False):
            return False
        for token in state.tokens[count:]:
            if token.type != "text" and "pos" not in token.meta:
                token.meta["pos"], token.meta["end"] = at, state.pos
        return True

    return rule
