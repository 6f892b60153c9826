"""A report in GitLab's Code Quality format; knows no other format."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from lernbuild.diagnostics.model import Diagnostic, Report, Severity

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """A JSON list of issues; a fingerprint stays when only the line number changes."""
    seen: dict[str, int] = {}
    return json.dumps([_one(d, seen) for d in report.diagnostics], ensure_ascii=False, indent=2)


def _one(diagnostic: Diagnostic, seen: dict[str, int]) -> dict[str, Any]:
    span = diagnostic.span
    path = span.file.path if span else "."
    key = "\0".join((diagnostic.code, path, diagnostic.message, span.text if span else ""))
    seen[key] = seen.get(key, 0) + 1
    fingerprint = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "replace")).hexdigest()[:32]
    begin, end = (span.line, span.file.position(span.end)[0]) if span else (1, 1)
    return {
        "type": "issue",
        "check_name": diagnostic.code,
        "description": diagnostic.message + (f" {diagnostic.hint}" if diagnostic.hint else ""),
        "categories": ["Style" if diagnostic.severity is Severity.INFO else "Bug Risk"],
        "severity": _SEVERITIES[diagnostic.severity],
        "fingerprint": fingerprint,
        "location": {"path": path, "lines": {"begin": begin, "end": end}},
    }
