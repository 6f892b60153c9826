"""A report for people on a terminal; knows no other format."""

from __future__ import annotations

import unicodedata

from lernbuild.diagnostics.model import Diagnostic, Report, Severity
from lernbuild.source import Span

_WORDS = {Severity.ERROR: "Fehler", Severity.WARNING: "Warnung", Severity.INFO: "Hinweis"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_WIDTH = 8
_MAX_LINE = 160
_TAB = "    "


def render(report: Report, *, colour: bool = False, outcome: str = "") -> str:
    """All messages with their lines, then one sentence that sums up.

    ``outcome`` says what became of the packages („Kein Paket geschrieben.“) and ends that sentence's line.
    """
    pieces = [_one(d, colour) for d in report.diagnostics]
    closing = " ".join(part for part in (_summary(report), outcome) if part)
    return "\n\n".join([*pieces, closing] if closing else pieces)


def _summary(report: Report) -> str:
    if not report.diagnostics:
        return f"Keine Beanstandung in {_number(report.files, 'Datei', 'Dateien')}." if report.files else ""
    parts = [
        _number(report.count(Severity.ERROR), "Fehler", "Fehler"),
        _number(report.count(Severity.WARNING), "Warnung", "Warnungen"),
        _number(report.count(Severity.INFO), "Hinweis", "Hinweise"),
    ]
    said = ", ".join(part for part in parts if not part.startswith("0 "))
    touched = len({d.span.file.path for d in report.diagnostics if d.span is not None})
    if not touched:
        return said + "."
    if report.files >= touched and report.files > 1:
        return f"{said} in {touched} von {report.files} Dateien."
    return f"{said} in {_number(touched, 'Datei', 'Dateien')}."


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _one(diagnostic: Diagnostic, colour: bool) -> str:
    word = _WORDS[diagnostic.severity]
    label = word.ljust(_WIDTH - 1) + " "
    if colour:
        label = f"\x1b[1;{_COLOURS[diagnostic.severity]}m{word}\x1b[0m" + " " * (len(label) - len(word))
    place = diagnostic.span.place if diagnostic.span is not None else "Projekt"
    lines = [f"{label}{place}  [{diagnostic.code}]", *_indented(diagnostic.message)]
    if diagnostic.span is not None:
        lines += _excerpt(diagnostic.span, diagnostic.severity, colour)
    for other in diagnostic.related:
        lines.append(" " * _WIDTH + f"Siehe auch {other.place}")
    if diagnostic.hint:
        lines += _indented("Tipp: " + diagnostic.hint)
    return "\n".join(line.rstrip() for line in lines)


def _indented(text: str) -> list[str]:
    return [" " * _WIDTH + line for line in text.split("\n")]


def _excerpt(span: Span, severity: Severity, colour: bool) -> list[str]:
    """The source line and a row of carets below the wrong part, aligned also behind tabs and wide signs."""
    number, column = span.file.position(span.start)
    line = span.file.line(number)
    if not line.strip() and column > len(line):
        return []
    first = column - 1
    last = min(first + max(span.end - span.start, 1), max(len(line), first + 1))
    cut = max(0, first - _MAX_LINE // 2) if len(line) > _MAX_LINE else 0
    shown = line[cut : cut + _MAX_LINE]
    lead = "… " if cut else ""
    tail = " …" if cut + _MAX_LINE < len(line) else ""
    before = _wide(line[cut:first]) + len(lead)
    carets = "^" * max(_wide(line[first : min(last, cut + _MAX_LINE)]), 1)
    if colour:
        carets = f"\x1b[{_COLOURS[severity]}m{carets}\x1b[0m"
    gutter = f"{number:>5} | "
    blank = " " * (len(gutter) - 2) + "| "
    return [gutter + lead + _visible(shown) + tail, blank + " " * before + carets]


def _visible(text: str) -> str:
    """Tabs as blanks, control characters as a sign, so that nothing moves the cursor."""
    return "".join(_TAB if ch == "\t" else "\ufffd" if unicodedata.category(ch) in ("Cc", "Cs") else ch for ch in text)


def _wide(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(_columns(ch) for ch in text)


def _columns(ch: str) -> int:
    if ch == "\t":
        return len(_TAB)
    if unicodedata.combining(ch) or unicodedata.category(ch) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in ("W", "F") else 1
