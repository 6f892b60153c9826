"""A report as JSON (product.md section 4); knows no other format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lernbuild.diagnostics.model import Diagnostic, Report

VERSION = 1


def render(report: Report, *, packages: Sequence[Mapping[str, Any]] = ()) -> str:
    """One object: version, diagnostics in order, packages that were written."""
    data = {
        "version": VERSION,
        "diagnostics": [as_object(d) for d in report.diagnostics],
        "packages": [dict(p) for p in packages],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic; places count from 1, the end is exclusive; without a place they are null."""
    span = diagnostic.span
    line, col = span.file.position(span.start) if span else (None, None)
    end_line, end_col = span.file.position(span.end) if span else (None, None)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": span.file.path if span else None,
        "line": line,
        "col": col,
        "end_line": end_line,
        "end_col": end_col,
    }
