"""``lernbuild check``: all diagnostics, nothing is built."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import click

from lernbuild.commands.against import AGAINST, compatible
from lernbuild.commands.german import Command
from lernbuild.commands.printing import FORMATS, print_report, wants_colour
from lernbuild.commands.record import Run, Speech, note_sources, remember, repeat
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
    day = today or date.today()
    options = {"courses": courses, "form": form, "strict": strict, "colour": wants_colour()}
    run = Run("check", root, day.isoformat(), options)
    own = not (against or fix)
    if own and (code := repeat(run)) is not None:
        raise SystemExit(code)
    sources, speech = note_sources(root, now=time.time_ns()), Speech()
    from lernbuild.commands.choices import check_courses
    from lernbuild.course.edition import ALL
    from lernbuild.pipeline import check
    from lernbuild.run import Request

    project = check_courses(root, courses)
    request = Request(root=root, today=day, courses=courses, variants=(ALL,))
    report = check(request, project).report
    if fix and report.diagnostics:
        from lernbuild.commands.fixing import write_fixes

        if write_fixes(report):
            report = check(request).report
    print_report(report, form, speech=speech)
    refused = report.refuses(strict=strict)
    if own:
        remember(run, sources, (), speech, int(refused))
    if not compatible(root, courses, against, quiet=form != "text") or refused:
        raise SystemExit(1)
