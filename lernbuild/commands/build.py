"""``lernbuild build``: check, then write packages."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lernbuild.commands.against import AGAINST, compatible
from lernbuild.commands.german import Command
from lernbuild.commands.printing import print_report, size_in_words, wants_colour
from lernbuild.commands.record import Run, Speech, note_sources, remember, repeat
from lernbuild.commands.usage import Day

if TYPE_CHECKING:
    from lernbuild.build_record import Built
    from lernbuild.run import Result


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
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form der Ausgabe.")
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
    form: str,
    today: date | None,
    against: tuple[Path, ...],
) -> None:
    """One line per package on standard output; messages on standard error."""
    day = today or date.today()
    wanted = {"courses": courses, "targets": targets, "variants": variants, "out": (out or root / "dist").resolve()}
    flags = {"strict": strict, "locked": locked, "release": release, "form": form, "colour": wants_colour()}
    run = Run("build", root, day.isoformat(), wanted | flags)
    if not against and (code := repeat(run)) is not None:
        raise SystemExit(code)
    sources, speech = note_sources(root, now=time.time_ns()), Speech()
    from lernbuild.commands.choices import check_courses, check_targets
    from lernbuild.commands.trouble import TROUBLE, in_words
    from lernbuild.pipeline import build, check
    from lernbuild.run import Request

    check_targets(targets)
    check_courses(root, courses, variants)
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
    )
    if not compatible(root, courses, against, quiet=form != "text"):
        print_report(check(request).report, form, outcome="Kein Paket geschrieben.", strict=strict)
        raise SystemExit(1)
    try:
        result = build(request)
    except TROUBLE as problem:
        click.echo(in_words(problem), err=True)
        raise SystemExit(1) from problem
    refused = result.report.refuses(strict=request.strict)
    _print(result, form, strict=request.strict, speech=speech)
    if not against:
        remember(run, sources, result.files, speech, int(refused))
    if refused:
        raise SystemExit(1)


def _print(result: Result, form: str, *, strict: bool, speech: Speech) -> None:
    if form == "json":
        from lernbuild.diagnostics.as_json import render

        speech.say(render(result.report, packages=[built.entry() for built in result.packages]))
        return
    outcome = "Kein Paket geschrieben." if result.report.refuses(strict=strict) else ""
    print_report(result.report, "text", outcome=outcome, strict=strict, speech=speech)
    for built in result.packages:
        speech.say(package_line(built), next_time=package_line(built, changed=False))


def package_line(built: Built, *, changed: bool | None = None) -> str:
    """Path, size and standard of a package, and whether it was there already."""
    path = built.written.path.as_posix() + ("/" if built.target.folder else "")
    note = "" if (built.written.changed if changed is None else changed) else ", unverändert"
    return f"{path}  {size_in_words(built.written.size)}  {built.target.label}{note}"
