"""``lernbuild build``: check, then write packages."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lernbuild.commands.against import AGAINST, compatible
from lernbuild.commands.exported import export_at, say_changes
from lernbuild.commands.german import Command
from lernbuild.commands.printing import print_report, size_in_words, wants_colour
from lernbuild.commands.progress import event, followed, say_events, say_start
from lernbuild.commands.record import Run, Speech, note_sources, remember, repeat
from lernbuild.commands.usage import Day

if TYPE_CHECKING:
    from lernbuild.build_record import Built
    from lernbuild.run import Result

_SINCE = "Nur Kurse, die sich seit diesem Stand in git geändert haben; bei EXPORT.json: was neu zu übertragen ist."

_NO_CACHE = "Rechnet alles neu und lässt .lernbuild/ außer Acht."


@click.command("build", cls=Command, help="Prüft Kurse und schreibt ihre Pakete nach dist/. Ohne Kurs: alle.")
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
@click.option("--target", "targets", multiple=True, help="Nur dieses Format (mehrfach möglich), zum Beispiel scorm12.")
@click.option("--variant", "variants", multiple=True, help="Nur diese Variante (mehrfach möglich); „alle“ baut alle.")
@click.option("--out", type=click.Path(path_type=Path), help="Zielordner, sonst dist/ neben courses/.")
@click.option(
    "--jobs", type=click.IntRange(min=0), default=0, help="Höchstens so viele Prozesse; 0: so viele wie Kerne."
)
@click.option("--strict", is_flag=True, help="Auch Warnungen verhindern Pakete.")
@click.option("--locked", is_flag=True, help="Eine nötige Änderung an kurs.lock ist ein Fehler (für CI).")
@click.option("--release", is_flag=True, help="Wie --strict --locked, und jede Lektion muss freigegeben sein.")
@click.option("--since", metavar="STAND", help=_SINCE)
@click.option("--force", is_flag=True, help="Baut auch, wenn sich seit dem letzten Mal nichts geändert hat.")
@click.option("--no-cache", "cache", is_flag=True, flag_value=False, default=True, help=_NO_CACHE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form der Ausgabe.")
@click.option("--events", is_flag=True, help="Schreibt jeden Schritt als eine Zeile JSON (für Programme).")
@click.option("--date", "today", type=Day(), help="Prüft, als wäre dieser Tag heute.")
@AGAINST
def command(
    courses: tuple[str, ...],
    root: Path,
    targets: tuple[str, ...],
    variants: tuple[str, ...],
    out: Path | None,
    jobs: int,
    strict: bool,
    locked: bool,
    release: bool,
    since: str | None,
    force: bool,
    cache: bool,
    form: str,
    events: bool,
    today: date | None,
    against: tuple[Path, ...],
) -> None:
    """One line per package on standard output; messages on standard error."""
    if events and form != "text":
        raise click.UsageError("--events und --format schließen sich aus.")
    day = today or date.today()
    wanted = {"courses": courses, "targets": targets, "variants": variants, "out": (out or root / "dist").resolve()}
    flags = {"strict": strict, "locked": locked, "release": release, "form": form, "events": events}
    run = Run("build", root, day.isoformat(), wanted | flags | {"colour": wants_colour()})
    alike = not (against or since)  # what these two compare with may change without a change of the sources
    if alike and cache and not force and (code := repeat(run)) is not None:
        raise SystemExit(code)
    sources, speech = note_sources(root, now=time.time_ns()), Speech()
    from lernbuild.commands.choices import check_courses, check_targets
    from lernbuild.commands.keeping import open_keep
    from lernbuild.commands.trouble import TROUBLE, in_words
    from lernbuild.pipeline import build, check
    from lernbuild.run import Request

    check_targets(targets)
    check_courses(root, courses, variants)
    if events:
        say_start(speech)
    before = export_at(since)
    if since and before is None:
        from lernbuild.commands.since import touched_courses

        if not (courses := touched_courses(root, since, courses)):
            _say_nothing_touched(since, form, events=events)
            return
    request = Request(
        root=root,
        today=day,
        courses=courses,
        variants=variants,
        targets=targets,
        out=out or root / "dist",
        strict=strict or release,
        locked=locked or release,
        release=release,
        jobs=jobs or os.cpu_count() or 1,
        keep=open_keep(run, sources) if cache else None,
        fresh=not cache,
        before=before,
    )
    if not compatible(root, courses, against, quiet=events or form != "text"):
        report = check(request).report
        print_report(report, form, outcome="Kein Paket geschrieben.", strict=strict)
        if events:
            say_events(report, (), 1, speech)
        raise SystemExit(1)
    try:
        with followed(events=events) as tell:
            result = build(request, tell)
    except BrokenPipeError:
        raise  # who read the lines of --events has gone; nothing is wrong with the packages
    except TROUBLE as problem:
        click.echo(in_words(problem), err=True)
        if events:
            click.echo(event("end", code=1, trouble=in_words(problem)))
        raise SystemExit(1) from problem
    refused = result.report.refuses(strict=request.strict)
    _print(result, form, strict=request.strict, speech=speech, events=events)
    if before is not None and not refused:
        say_changes(result, before, speech, quiet=events or form != "text")
    if alike:
        remember(run, sources, result.files, speech, int(refused))
    if refused:
        raise SystemExit(1)


def _say_nothing_touched(since: str, form: str, *, events: bool) -> None:
    from lernbuild.diagnostics import Report
    from lernbuild.diagnostics.as_json import render

    click.echo(f"Seit „{since}“ hat sich kein Kurs geändert.", err=True)
    if form == "json":
        click.echo(render(Report.of([])))
    if events:
        click.echo(event("end", code=0))


def _print(result: Result, form: str, *, strict: bool, speech: Speech, events: bool) -> None:
    if form == "json":
        from lernbuild.diagnostics.as_json import render

        speech.say(render(result.report, packages=[built.entry() for built in result.packages]))
        return
    outcome = "Kein Paket geschrieben." if result.report.refuses(strict=strict) else ""
    print_report(result.report, "text", outcome=outcome, strict=strict, speech=speech)
    if events:
        say_events(result.report, result.packages, int(result.report.refuses(strict=strict)), speech)
        return
    for built in result.packages:
        speech.say(package_line(built), next_time=package_line(built, changed=False))


def package_line(built: Built, *, changed: bool | None = None) -> str:
    """Path, size and standard of a package, and whether it was there already."""
    path = built.written.path.as_posix() + ("/" if built.target.folder else "")
    note = "" if (built.written.changed if changed is None else changed) else ", unverändert"
    return f"{path}  {size_in_words(built.written.size)}  {built.target.label}{note}"
