"""Slips that are seen line by line before Markdown is read; repairs keep every character's place.

Knows no tree: a Word bullet becomes ``-``, a no-break space behind a bullet a blank, each with its message, so that
what follows reads the text as it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from itertools import groupby

from lernbuild.diagnostics import Diagnostic, Edit, error, warning
from lernbuild.frozen import frozen, slotted
from lernbuild.markup.context import Context
from lernbuild.markup.fences import read_fence
from lernbuild.markup.names import QUESTIONS, canonical_block

_CODE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_NO_WIDTH = re.compile(r"[ \t>]*([\u200b\u200c\u200e\u200f\u2060\ufeff]+)")
_LEADING = re.compile(
    r"(?P<lead>[ \t>]*)(?P<blank>[\u00a0\u00ad\u2000-\u200a\u202f\u3000][\u00a0\u00ad\u2000-\u200a\u202f\u3000 \t]*)"
    r"(?P<sign>\||:{3,}|#{1,6}(?=[ \t])|[-*+](?=[ \t])|\d{1,3}[.)](?=[ \t]))(?P<text>.*)"
)
_BULLET = re.compile(
    r"(?P<lead>[ \t>]*)"
    r"(?P<sign>[•·▪▫◦‣●○∙⁃➢➤❖\uf0a7\uf0b7\uf0d8\uf0fc]|[o§ü](?=\t)|[–—](?=[ \t\u00a0]+[(\[][ xX]?[)\]]))"
    r"(?P<blank>[ \t\u00a0\u202f]+)(?P<text>\S.*)"
)
_NBSP = re.compile(
    r"(?P<lead>[ \t>]*)(?P<sign>[-*+]|\d{1,3}[.)]|#{1,6})"
    r"(?P<blank>[ \t]*[\u00a0\u202f][ \t\u00a0\u202f]*)(?P<text>\S.*)"
)
_LONE_HEADING = re.compile(r"(?P<lead> {0,3})(?P<signs>#)(?P<text>[A-ZÄÖÜ][^#]*)")
_GLUED_HEADING = re.compile(r"(?P<lead> {0,3})(?P<signs>#{2,6})(?P<text>[^\s#].*)")
_ROW = re.compile(r" {0,3}\|.*\|[ \t]*")
_RULE_ROW = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_TABBED = re.compile(r"[^\s|>#:•-][^\t]*(?:\t[^\t]+)+")


@frozen
class _Line:
    start: int
    text: str
    question: bool
    code: bool


@slotted
class _Pass:
    context: Context
    edits: dict[int, str] = field(default_factory=dict)
    out: list[Diagnostic] = field(default_factory=list)


def mend_lines(context: Context, text: str) -> str:
    """The text as it was meant, as long as before; what was mended is reported."""
    behind = f"\n{text}"
    checks = [check for possible, check in _CHECKS if possible(behind)]
    if not checks:
        return text
    work = _Pass(context)
    lines = list(_lines(text))
    for check in checks:
        check(work, lines)
    context.diagnostics.extend(work.out)
    return _apply(text, work.edits)


def _lines(text: str) -> Iterator[_Line]:
    fence = ""
    stack: list[bool] = []
    questions = 0
    at = 0
    has_code = "```" in text or "~~~" in text
    for line in text.split("\n"):
        if not has_code and ":" not in line:
            yield _Line(at, line, questions > 0, False)
            at += len(line) + 1
            continue
        mark = _CODE.match(line)
        stripped = line.strip(" \t>")
        code = bool(fence) or mark is not None
        if mark and not fence:
            fence = mark[1]
        elif fence and stripped.startswith(fence) and not stripped.strip(fence[0]):
            fence = ""
        elif not fence:
            questions += _track(stack, stripped)
        yield _Line(at, line, questions > 0, code)
        at += len(line) + 1


def _track(stack: list[bool], stripped: str) -> int:
    """How many questions more are open behind a line."""
    found = read_fence(stripped)
    if found is None:
        return 0
    if found.kind == "open":
        stack.append(canonical_block(found.name) in QUESTIONS)
        return int(stack[-1])
    return -int(stack.pop()) if found.kind != "one-line" and stack else 0


def _apply(text: str, edits: dict[int, str]) -> str:
    if not edits:
        return text
    out: list[str] = []
    at = 0
    for place, new in sorted(edits.items()):
        out += (text[at:place], new)
        at = place + len(new)
    return "".join([*out, text[at:]])


def _runs(lines: list[_Line], pattern: re.Pattern[str]) -> Iterator[list[tuple[_Line, re.Match[str]]]]:
    """Lines next to each other that match; blank lines between do not part them."""
    run: list[tuple[_Line, re.Match[str]]] = []
    for line in lines:
        m = None if line.code else pattern.fullmatch(line.text)
        if m:
            run.append((line, m))
        elif run and line.text.strip():
            yield run
            run = []
    if run:
        yield run


def _invisible(work: _Pass, lines: list[_Line]) -> None:
    """A sign without width at the start of a line hides what the line is."""
    for line in lines:
        m = None if line.code else _NO_WIDTH.match(line.text)
        if not m:
            continue
        start, end = line.start + m.start(1), line.start + m.end(1)
        work.edits[start] = " " * (end - start)
        span = work.context.span(start, end)
        message = "Am Anfang dieser Zeile steht ein unsichtbares Zeichen."
        hint = f"Löschen Sie die Zeile und tippen Sie sie neu: {line.text[m.end() :].strip()[:80]}"
        work.out.append(warning("invisible-character", message, span, hint, fix=(Edit(span, ""),)))


def _leading(work: _Pass, lines: list[_Line]) -> None:
    """A blank of another kind at the start of a line hides a table, a list, a heading or a block."""
    runs = [run for whole in _runs(lines, _LEADING) for run in _alike(whole)]
    for run in runs:
        edits: list[Edit] = []
        for line, m in run:
            start, end = line.start + m.start("blank"), line.start + m.end("blank")
            edits.append(Edit(work.context.span(start, end), ""))
            if end - start <= _CODE_INDENT:
                work.edits[start] = " " * (end - start)
        line, m = run[0]
        what = _what_is(m["sign"])
        message = f"Am Anfang dieser Zeile steht ein geschütztes Leerzeichen, deshalb wird {what} nicht erkannt."
        hint = f"Löschen Sie es, die Zeile beginnt so: {(m['sign'] + m['text']).rstrip()[:80]}"
        make = error if line.question else warning
        work.out.append(make("invisible-character", message, edits[0].span, hint, fix=tuple(edits)))


_CODE_INDENT = 3
"""More blanks than these would make the line source text."""


def _alike(run: list[tuple[_Line, re.Match[str]]]) -> Iterator[list[tuple[_Line, re.Match[str]]]]:
    """The parts of a run that are one table, one list, one heading."""
    for _, part in groupby(run, key=lambda one: _what_is(one[1]["sign"])):
        yield list(part)


def _what_is(sign: str) -> str:
    if sign == "|":
        return "die Tabelle"
    if sign.startswith(":"):
        return "der Block"
    return "die Überschrift" if sign.startswith("#") else "die Liste"


def _bullets(work: _Pass, lines: list[_Line]) -> None:
    for run in _runs(lines, _BULLET):
        edits: list[Edit] = []
        for line, m in run:
            at = line.start + m.start("sign")
            edits.append(Edit(work.context.span(at, line.start + m.end("blank")), "- "))
            work.edits[at] = "-" + " " * min(len(m["blank"]), 1) + m["blank"][1:].replace("\u00a0", " ")
        line, m = run[0]
        place = work.context.span(line.start + m.start("sign"), line.start + m.end("sign"))
        hint = f"Schreiben Sie: - {m['text'].rstrip()}"
        if line.question:
            message = f"Die Antworten beginnen mit dem Zeichen {m['sign']} statt mit einem Strich."
            work.out.append(error("list-bullet", message, place, hint, fix=tuple(edits)))
        else:
            message = (
                f"Die Zeilen beginnen mit dem Zeichen {m['sign']} statt mit einem Strich "
                "und laufen deshalb zu einem Absatz zusammen."
            )
            work.out.append(warning("list-bullet", message, place, hint, fix=tuple(edits)))


def _blanks(work: _Pass, lines: list[_Line]) -> None:
    for line in lines:
        m = None if line.code else _NBSP.fullmatch(line.text)
        if not m:
            continue
        start, end = line.start + m.start("blank"), line.start + m.end("blank")
        work.edits[start] = " " * (end - start)
        message = _blank_message(m["sign"], question=line.question)
        hint = f"Ersetzen Sie es durch ein gewöhnliches: {m['sign']} {m['text'].rstrip()}"
        make = error if line.question else warning
        span = work.context.span(start, end)
        work.out.append(make("invisible-character", message, span, hint, fix=(Edit(span, " "),)))


def _blank_message(sign: str, *, question: bool) -> str:
    if sign.startswith("#"):
        return f"Hinter {sign} steht ein geschütztes Leerzeichen, deshalb ist die Zeile keine Überschrift."
    where = "dem Strich" if sign in "-*+" else "der Nummer"
    what = "die Antwort nicht" if question else "die Zeile nicht als Listenpunkt"
    return f"Hinter {where} steht ein geschütztes Leerzeichen, deshalb wird {what} erkannt."


def _headings(work: _Pass, lines: list[_Line]) -> None:
    for i, line in enumerate(lines):
        m = None if line.code else _GLUED_HEADING.fullmatch(line.text)
        if m is None and line.text.startswith("#") and not line.code:
            alone = not any(other.text.strip() for other in lines[max(i - 1, 0) : i + 2] if other is not line)
            m = _LONE_HEADING.fullmatch(line.text) if alone else None
        if not m:
            continue
        span = work.context.span(line.start + m.start("signs"), line.start + len(line.text))
        behind = line.start + m.end("signs")
        message = f"Hinter {m['signs']} fehlt ein Leerzeichen, deshalb ist die Zeile keine Überschrift."
        more = "#" if m["signs"] == "#" else ""
        hint = f"Schreiben Sie: {m['signs']}{more} {m['text'].rstrip()}"
        fix = (Edit(work.context.span(behind, behind), more + " "),)
        work.out.append(warning("heading-without-blank", message, span, hint, fix=fix))


def _tables(work: _Pass, lines: list[_Line]) -> None:
    """Rows of a table without the line below its head, and columns parted by tabs."""
    before = ""
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        first = "|" in line.text and "|" not in before and not line.code
        if after is not None and first and _ROW.fullmatch(line.text) and _ROW.fullmatch(after.text):
            if not _RULE_ROW.fullmatch(after.text):
                _report_no_rule(work, line)
            elif _width(line.text) != _width(after.text):
                _report_width(work, line, after)
        elif after is not None and not line.code and _starts_tabbed(before, line.text, after.text):
            _report_tabs(work, line)
        before = line.text


def _width(row: str) -> int:
    return len(re.split(r"(?<!\\)\|", row.strip().strip("|")))


def _report_width(work: _Pass, line: _Line, rule: _Line) -> None:
    width, wrong = _width(line.text), _width(rule.text)
    span = work.context.span(rule.start, rule.start + len(rule.text.rstrip()))
    columns = "1 Spalte" if wrong == 1 else f"{wrong} Spalten"
    message = f"Die Zeile mit den Strichen hat {columns}, der Kopf hat {width}; so entsteht keine Tabelle."
    right = "|" + "---|" * width
    work.out.append(warning("table-cells", message, span, f"Schreiben Sie: {right}"))


def _starts_tabbed(before: str, line: str, after: str) -> bool:
    if "\t" not in line or "\t" not in after:
        return False
    return bool(not _TABBED.fullmatch(before) and _TABBED.fullmatch(line) and _TABBED.fullmatch(after))


def _report_no_rule(work: _Pass, line: _Line) -> None:
    cells = re.split(r"(?<!\\)\|", line.text.strip().strip("|"))
    rule = "|" + "---|" * len(cells)
    end = work.context.span(line.start + len(line.text), line.start + len(line.text))
    lead = len(line.text) - len(line.text.lstrip())
    message = "Unter der Kopfzeile der Tabelle fehlt die Zeile mit den Strichen."
    span = work.context.span(line.start + lead, line.start + len(line.text))
    hint = f"Setzen Sie gleich darunter: {rule}"
    work.out.append(warning("table-without-line", message, span, hint, fix=(Edit(end, f"\n{' ' * lead}{rule}"),)))


def _report_tabs(work: _Pass, line: _Line) -> None:
    cells = [cell.strip() for cell in line.text.split("\t")]
    shown = cells[:2] if len(cells) > 2 else cells
    message = "Diese Zeilen sind mit Tabulatoren getrennt und erscheinen nicht als Tabelle."
    hint = f"Trennen Sie die Spalten mit senkrechten Strichen: | {' | '.join(shown)} |"
    span = work.context.span(line.start, line.start + len(line.text))
    work.out.append(warning("table-tabs", message, span, hint))


_SIGNS = "•·▪▫◦‣●○∙⁃➢➤❖\uf0a7\uf0b7\uf0d8\uf0fc\t–—"
_BLANKS = re.compile("[\u00a0\u00ad\u2000-\u200a\u202f\u3000]")
_GLUED = re.compile(r"\n {0,3}#{1,6}[^#\s]")
_TABLE = re.compile(r"\n {0,3}\|")

_CHECKS: tuple[tuple[Callable[[str], bool], Callable[[_Pass, list[_Line]], None]], ...] = (
    (lambda text: any(sign in text for sign in "\u200b\u200c\u200e\u200f\u2060\ufeff"), _invisible),
    (lambda text: _BLANKS.search(text) is not None, _leading),
    (lambda text: any(sign in text for sign in _SIGNS), _bullets),
    (lambda text: "\u00a0" in text or "\u202f" in text, _blanks),
    (lambda text: _GLUED.search(text) is not None, _headings),
    (lambda text: "\t" in text or _TABLE.search(text) is not None, _tables),
)
"""Whether a text (behind a line end) could hold something for a check, and the check."""
