"""A report as SARIF 2.1.0 for code scanning tools; knows no other format.

Source: OASIS SARIF 2.1.0, sections 3.14 (run), 3.27 (result), 3.30 (region), 3.55 (fix).
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from lernbuild import __version__
from lernbuild.diagnostics.model import Diagnostic, Report, Severity
from lernbuild.source import Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """One log with one run."""
    codes = sorted({d.code for d in report.diagnostics})
    driver = {"name": "lernbuild", "version": __version__, "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, codes) for d in report.diagnostics],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(diagnostic: Diagnostic, codes: list[str]) -> dict[str, Any]:
    text = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
    out: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
    }
    if diagnostic.span is not None:
        out["locations"] = [{"physicalLocation": _location(diagnostic.span)}]
    if diagnostic.related:
        out["relatedLocations"] = [{"physicalLocation": _location(span)} for span in diagnostic.related]
    if diagnostic.fix:
        out["fixes"] = [_fix(diagnostic)]
    return out


def _fix(diagnostic: Diagnostic) -> dict[str, Any]:
    files: dict[str, list[dict[str, Any]]] = {}
    for edit in diagnostic.fix:
        change = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        files.setdefault(edit.span.file.path, []).append(change)
    changes = [{"artifactLocation": {"uri": quote(path)}, "replacements": r} for path, r in files.items()]
    return {"description": {"text": diagnostic.hint or diagnostic.message}, "artifactChanges": changes}


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": quote(span.file.path)}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    line, column = span.file.position(span.start)
    end_line, end_column = span.file.position(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
