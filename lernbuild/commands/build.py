"""``lernbuild build``: check, then write packages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lernbuild.commands.against import AGAINST, compatible
from lernbuild.commands.german import Command
from lernbuild.commands.printing import print_report, size_in_words
from lernbuild.commands.usage import Day

if TYPE_CHECKING:
    from lernbuild.build_record import Built


@click.command("build", cls=Command, help="Prüft Kurse und schreibt ihre Pakete nach dist/. Ohne Kurs: alle.")
@click.argument("courses", nargs=-1, metavar="[KURS]…")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
@click.option("--target", "targets", multiple=True, help="Nur dieses Format (mehrfach möglich), zum Beispiel scorm12.")
@click.option("--variant", "variants", multiple=True, help="Nur diese Variante (mehrfach möglich); „alle“ baut alle.")
@click.option("--out", type=click.Path(path_type=Path), help="Zielordner, sonst dist/ neben courses/.")
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
    strict: bool,
    locked: bool,
    release: bool,
    form: str,
    today: date | None,
    against: tuple[Path, ...],
) -> None:
    """One line per package on standard output; messages on standard error."""
    from lernbuild.commands.choices import check_courses, check_targets
    from lernbuild.commands.trouble import TROUBLE, in_words
    from lernbuild.pipeline import build, check
    from lernbuild.run import Request

    check_targets(targets)
    check_courses(root, courses, variants)
    request = Request(
        root=root,
        today=today or date.today(),
        courses=courses,
        variants=variants,
        targets=targets,
        out=out or root / "dist",
        strict=strict or release,
        locked=locked or release,
        release=release,
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
    if form == "json":
        from lernbuild.diagnostics.as_json import render

        click.echo(render(result.report, packages=[built.entry() for built in result.packages]))
    else:
        print_report(result.report, "text", outcome="Kein Paket geschrieben." if refused else "", strict=request.strict)
        for built in result.packages:
            click.echo(package_line(built))
    if refused:
        raise SystemExit(1)


def package_line(built: Built) -> str:
    """Path, size and standard of a package, and whether it was there already."""
    path = built.written.path.as_posix() + ("/" if built.target.folder else "")
    note = "" if built.written.changed else ", unverändert"
    return f"{path}  {size_in_words(built.written.size)}  {built.target.label}{note}"
