"""``lernbuild validate``: judges packages for LMSs, own and foreign ones."""

from __future__ import annotations

from pathlib import Path

import click

from lernbuild.commands.german import Command
from lernbuild.commands.printing import FORMATS, print_report


@click.command("validate", cls=Command, help="Beurteilt Pakete (SCORM 1.2 und 2004, cmi5, xAPI), auch fremde.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DATEI…")
@click.option("--lms", type=click.Choice(["moodle", "ilias", "openedx", "all"]), default="all",
              help="Nur Hinweise zu dieser Lernplattform.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form der Meldungen.")
@click.option("--strict", is_flag=True, help="Auch Warnungen führen zu Exit-Code 1.")
def command(files: tuple[Path, ...], lms: str, form: str, strict: bool) -> None:
    """Several files: the worst counts; one that cannot be read is one with an error."""
    from lernbuild.diagnostics import Report
    from lernbuild.validate import validate_package

    judged = [validate_package(path, lms=lms).diagnostics for path in files]
    report = Report.of((one for found in judged for one in found), files=0 if any(judged) else len(files))
    print_report(report, form, outcome=_outcome(sum(map(bool, judged)), len(files)))
    if report.refuses(strict=strict):
        raise SystemExit(1)


def _outcome(touched: int, files: int) -> str:
    """How many packages are meant; the report counts the files in them."""
    return f"Betroffen: {touched} von {files} Paketen." if touched and files > 1 else ""
