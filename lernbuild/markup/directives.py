"""``::: name Titel {…}`` … ``:::``: finds blocks and their ends; knows not what a block means."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from lernbuild.diagnostics import Edit, error
from lernbuild.frozen import slotted
from lernbuild.markup.attributes import read_attributes
from lernbuild.markup.block_slips import (
    report_close_with_text,
    report_colons,
    report_indented_code,
    report_one_line,
    report_stray,
    report_unclosed,
    report_unknown,
    report_without_blank,
    report_wrong_place,
)
from lernbuild.markup.context import Context, context_of
from lernbuild.markup.fences import Fence, read_fence
from lernbuild.markup.names import CALLOUTS, QUESTIONS, attributes_of, canonical_block, nearest
from lernbuild.markup.nodes import Attributes
from lernbuild.markup.positions import straight

_CODE = re.compile(r"(`{3,}|~{3,})")
_BULLET = re.compile(r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+(?=:::)")
_ATTRIBUTES = re.compile(r"(?<!\{)\{([^{}]*)\}[ \t]*$")


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule of markdown-it."""
    if state.is_code_block(start):
        return False
    fence = read_fence(_text(state, start))
    if fence is None or (fence.kind == "close" and fence.nearly):
        return False
    if silent:
        return True
    context = context_of(state.env)
    place = state.bMarks[start] + state.tShift[start]
    if fence.kind in ("close", "end"):
        if context.forgiven:
            context.forgiven -= 1
        else:
            report_stray(context, place, state.eMarks[start])
        state.line = start + 1
        state.push("stray", "", 0).map = [start, start + 1]
        return True
    _open(state, context, fence, start, end, place)
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _open(state: StateBlock, context: Context, fence: Fence, start: int, end: int, place: int) -> None:
    eol = state.eMarks[start]
    name = canonical_block(fence.name) or ""
    before = len(context.diagnostics)
    _check_line(context, fence, name, place, eol)
    one_line = fence.kind == "one-line"
    last, closed, excused = (start + 1, True, True) if one_line else _find_end(state, fence, start, end)
    if not closed and not excused and len(context.diagnostics) == before:
        follower = _text(state, last) if last < end else ""
        report_unclosed(context, fence.name, name, place, eol, last, follower, state.eMarks[start])
    name = name or nearest(fence.name, ("frage", "umfrage", "fall")) or "hinweis"
    token = state.push("block_open", "div", 1)
    token.map = [start, last + 1 if closed and not one_line else last]
    token.info = name
    token.meta["unknown"] = fence.name if canonical_block(fence.name) is None else ""
    token.meta["name"] = (place + fence.name_at, place + fence.name_at + len(fence.name))
    _title(state, context, fence, start, place, name)
    _inside(state, context, name, start + 1, last)
    state.push("block_close", "div", -1)
    state.line = min(last + (1 if closed and not one_line else 0), end)
    _note_close(context, state, last, closed, fence)


def _check_line(context: Context, fence: Fence, name: str, place: int, eol: int) -> None:
    if fence.kind == "one-line":
        report_one_line(context, fence.name, fence.rest, place, eol)
    elif fence.nearly:
        report_colons(context, fence.name, fence.colons, fence.rest, place)
    elif not name:
        report_unknown(context, fence.name, fence.rest, place, eol)
    elif not fence.blank or any(ch in "\u00a0\u202f" for ch in fence.blank):
        report_without_blank(context, fence.name, fence.rest, fence.blank, fence.colons, place, eol)
    else:
        report_wrong_place(context, name, place, eol)


def _find_end(state: StateBlock, fence: Fence, start: int, end: int) -> tuple[int, bool, bool]:
    """The line of the closing colons and True; else the line where the unclosed block had best end, and False.

    Last, True when an unclosed code block hides the closing colons: then that is the mistake.
    """
    name = canonical_block(fence.name) or ""
    known: dict[int, _End] = state.env.setdefault("lernbuild-fences", {}).setdefault((end, state.blkIndent), {})
    place = state.bMarks[start] + state.tShift[start]
    if place not in known:
        _pair_fences(state, start, end, known)
    found = known[place]
    if found.closed or found.given_up:
        return found.line, found.closed, False
    if name == "einbinden":
        return start + 1, False, False
    if found.next_open and not found.in_code and (name in CALLOUTS or name in QUESTIONS or not name):
        return found.next_open, False, False
    return found.line, False, found.in_code


@slotted
class _End:
    """Where a block ends. ``given_up``: another page of tabs begins there."""

    name: str
    line: int = 0
    closed: bool = False
    given_up: bool = False
    next_open: int = 0
    in_code: bool = False
    indent: int = 0
    """Of a block behind a bullet: lines with fewer blanks are outside."""


def _pair_fences(state: StateBlock, start: int, end: int, known: dict[int, _End]) -> None:
    """Find the end of every block from a line on, in one pass: colons alone close the innermost."""
    stack: list[_End] = []
    last: _End | None = None
    code = ""
    line = start
    while line < end:
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        text = _text(state, line)
        bullet = _BULLET.match(text)
        text = text[bullet.end() :] if bullet else text
        mark = _CODE.match(text) if text[:1] in ("`", "~") else None
        fence = None if mark or code else read_fence(text)
        if fence is not None:
            _leave_items(stack, line, state.sCount[line])
        if mark:
            code = _code_after(code, mark[1], text)
        elif fence is not None and fence.kind == "open":
            last = _push(stack, last, fence, line)
            last.indent = state.sCount[line] + bullet.end() if bullet else 0
            known[state.bMarks[line] + state.tShift[line] + (bullet.end() if bullet else 0)] = last
        elif fence is not None and fence.kind != "one-line" and stack:
            closing = stack.pop()
            closing.line, closing.closed = line, True
        line += 1
    for unclosed in stack:
        unclosed.line, unclosed.in_code = line, bool(code)


def _leave_items(stack: list[_End], line: int, indent: int) -> None:
    """Blocks that stand behind a bullet end with its item."""
    while stack and indent < stack[-1].indent:
        stack.pop().line = line


def _code_after(code: str, mark: str, text: str) -> str:
    """The fence of the code block that is open behind a line of backticks; empty: none."""
    if not code:
        return mark
    return "" if text.startswith(code) and not text.strip(code[0]).strip() else code


def _push(stack: list[_End], last: _End | None, fence: Fence, line: int) -> _End:
    name = canonical_block(fence.name) or ""
    if stack and name == stack[-1].name == "reiter-seite":
        before = stack.pop()
        before.line, before.given_up = line, True
    if last is not None:
        last.next_open = line
    made = _End(name)
    stack.append(made)
    return made


def _note_close(context: Context, state: StateBlock, last: int, closed: bool, fence: Fence) -> None:
    if not closed or fence.kind == "one-line":
        return
    closing = read_fence(_text(state, last))
    if closing is not None and closing.kind == "end":
        place = state.bMarks[last] + state.tShift[last]
        report_close_with_text(context, _text(state, last).lstrip(": \t"), place, state.eMarks[last])
    elif closing is not None and closing.nearly:
        report_colons(context, "", closing.rest_at, "", state.bMarks[last] + state.tShift[last])


def _title(state: StateBlock, context: Context, fence: Fence, start: int, place: int, name: str) -> None:
    rest = fence.rest.rstrip()
    if rest.startswith(":"):
        rest = " " + rest[1:]
    if fence.kind == "one-line":
        rest = rest.rstrip(":").rstrip()
    at = place + fence.rest_at
    found = Attributes()
    m = _ATTRIBUTES.search(rest)
    if m:
        of = "bei einer Frage" if name == "frage" else f"beim Block „{name}“"
        base = at + context.base
        found, diagnostics = read_attributes(
            context.source, base + m.start(1), base + m.end(1), attributes_of(name), of
        )
        context.diagnostics.extend(diagnostics)
        rest = rest[: m.start()]
    state.tokens[-1].meta["attributes"] = found
    cut = len(rest) - len(rest.lstrip(" \t\u00a0\u202f"))
    title = rest.strip(" \t\u00a0\u202f")
    token = state.push("inline", "", 0)
    token.map = [start, start + 1]
    token.content = title
    token.children = []
    token.meta["title"] = True
    token.meta["map"] = straight(at + cut)
    token.meta["question"] = name in QUESTIONS
    token.meta["start"], token.meta["end"] = at + cut, at + cut + len(title)


def _inside(state: StateBlock, context: Context, name: str, first: int, last: int) -> None:
    parent, line_max, tight = state.parentType, state.lineMax, state.tight
    state.parentType, state.lineMax = "directive", last
    context.open_blocks.append(name)
    if first < last:
        state.md.block.tokenize(state, first, last)
    context.open_blocks.pop()
    state.parentType, state.lineMax, state.tight = parent, line_max, tight


def report_indented(context: Context, lines: list[tuple[str, int, int]]) -> None:
    """Say which ``:::`` lines stand in an indented code block: text, start and end of its lines."""
    depth = 0
    first: tuple[str, int, int] | None = None
    edits: list[Edit] = []
    for text, start, end in lines:
        fence = read_fence(text)
        if fence is not None and fence.kind == "open" and canonical_block(fence.name):
            depth += 1
            first = first or (fence.name, start, end)
        elif fence is not None and fence.kind in ("close", "end") and depth:
            depth -= 1
        if first is not None:
            before = context.source.text.rfind("\n", 0, start + context.base) + 1 - context.base
            edits.append(Edit(context.span(max(before, 0), start), ""))
    if first is None:
        report_indented_code(context, lines[0][1], lines[0][2])
        return
    context.forgiven += depth
    name, start, end = first
    width = edits[0].span.end - edits[0].span.start
    many = f"um {_SMALL.get(width, str(width))} Leerzeichen" if " " * width == edits[0].span.text else "so weit"
    message = f"Der Block „{name}“ ist {many} eingerückt und erschiene deshalb als Programmtext."
    hint = f"Beginnen Sie die Zeile ganz links: {context.span(start, end).text.rstrip()}"
    context.report(error("block-indented", message, context.span(start, end), hint, fix=tuple(edits)))


_SMALL = {4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht"}
