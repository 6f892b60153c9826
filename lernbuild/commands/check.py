"""``lernbuild check``: all diagnostics, nothing is built."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lernbuild.commands.against import AGAINST, compatible
from lernbuild.commands.german import Command
from lernbuild.commands.printing import FORMATS, print_report
from lernbuild.commands.usage import Day


@click.command("check", cls=Command, help="Prüft Kurse und meldet alles, was zu tun ist. Ohne Kurs: alle.")
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form der Meldungen.")
@click.option("--strict", is_flag=True, help="Auch Warnungen führen zu Exit-Code 1.")
@click.option("--fix", is_flag=True, help="Repariert, was ohne Rückfrage sicher ist.")
@click.option("--date", "today", type=Day(), help="Prüft, als wäre dieser Tag heute.")
@AGAINST
def command(
    courses: tuple[str, ...],
    root: Path,
    form: str,
    strict: bool,
    fix: bool,
    today: date | None,
    against: tuple[Path, ...],
) -> None:
    """All editions of the courses are checked, whatever a build would write."""
    from lernbuild.commands.choices import check_courses
    from lernbuild.course.edition import ALL
    from lernbuild.pipeline import check
    from lernbuild.run import Request

    check_courses(root, courses)
    request = Request(root=root, today=today or date.today(), courses=courses, variants=(ALL,))
    report = check(request).report
    if fix and report.diagnostics:
        from lernbuild.commands.fixing import write_fixes

        if write_fixes(report):
            report = check(request).report
    print_report(report, form)
    fits = compatible(root, courses, against, quiet=form != "text")
    if report.refuses(strict=strict) or not fits:
        raise SystemExit(1)
