"""Writes safe repairs back to the sources; knows reports and files, nothing of courses."""

from __future__ import annotations

from pathlib import Path

from lernbuild.diagnostics import Report
from lernbuild.diagnostics.fixes import apply_fixes


def write_fixes(report: Report) -> list[str]:
    """Repairs all files of the report that have safe fixes, UTF-8 with ``\\n``; gives back their paths."""
    from lernbuild.package.disk import write_file

    repaired = apply_fixes(report.diagnostics)
    for path, text in repaired.items():
        write_file(Path(path).resolve(), [text.encode()])
    return sorted(repaired)
