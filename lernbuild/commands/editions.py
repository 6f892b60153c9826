"""All editions of the courses asked for, for commands that look into them; refuses what cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lernbuild.commands.choices import check_courses
from lernbuild.commands.printing import print_report

if TYPE_CHECKING:
    from lernbuild.course.edition import Edition


def all_editions(root: Path, courses: tuple[str, ...]) -> list[Edition]:
    """Every edition with its numbers; with errors in the sources these are printed, and the exit code is 1."""
    from lernbuild.course.edition import ALL
    from lernbuild.pipeline import check
    from lernbuild.run import Request

    check_courses(root, courses)
    checked = check(Request(root=root, today=date.today(), courses=courses, variants=(ALL,)))
    if checked.report.refuses():
        print_report(checked.report, "text")
        raise SystemExit(1)
    return [edition for edition, _ in checked.themed]
