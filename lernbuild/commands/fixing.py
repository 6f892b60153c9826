"""Writes safe repairs back to the sources; knows reports and files, nothing of courses."""

from __future__ import annotations

from pathlib import Path

from lernbuild.diagnostics import Report
from lernbuild.diagnostics.fixes import apply_fixes


def write_fixes(report: Report) -> list[str]:
    """Repairs all files of the report that have safe fixes, UTF-8 with ``\\n``; gives back their paths."""
    repaired = apply_fixes(report.diagnostics)
    for path, text in repaired.items():
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    return sorted(repaired)
