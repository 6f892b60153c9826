"""A report as GitHub workflow commands, shown as annotations in a pull request; knows no other format."""

from __future__ import annotations

from lernbuild.diagnostics.model import Diagnostic, Report, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """One ``::error file=…::`` line per diagnostic."""
    return "\n".join(_one(d) for d in report.diagnostics)


def _one(diagnostic: Diagnostic) -> str:
    fields = {"title": diagnostic.code}
    if diagnostic.span is not None:
        source = diagnostic.span.file
        line, col = source.position(diagnostic.span.start)
        end_line, end_col = source.position(diagnostic.span.end)
        fields = {"file": source.path, "line": str(line), "endLine": str(end_line), "col": str(col), **fields}
        if line == end_line:
            fields["endColumn"] = str(max(end_col - 1, col))
    shown = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
    text = diagnostic.message + (f"\nTipp: {diagnostic.hint}" if diagnostic.hint else "")
    return f"::{_COMMANDS[diagnostic.severity]} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
