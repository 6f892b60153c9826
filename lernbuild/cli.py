"""The command line: finds the command and imports only what it needs; knows nothing of courses.

``--version`` and ``--help`` import click alone (start-up time is part of the contract).
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from lernbuild import __version__
from lernbuild.commands.german import Group

COMMANDS = {
    "approve": "Gibt Lektionen frei und zeigt, was freigegeben, überholt oder offen ist.",
    "build": "Prüft Kurse und schreibt ihre Pakete nach dist/.",
    "changes": "Zeigt, was sich seit einem Stand in git oder seit einem Tag geändert hat.",
    "check": "Prüft Kurse und meldet alles, was zu tun ist.",
    "explain": "Erklärt eine Meldung.",
    "facts": "Zeigt Fakten mit Werten und Fundstellen, auch was wann überholt ist.",
    "law": "Zeigt, wo die Kurse welches Recht zitieren.",
    "lock": "Vergibt fehlende Nummern in kurs.lock und behebt doppelte.",
    "new": "Legt einen neuen Kurs an.",
    "preview": "Zeigt Kurse wie im LMS und lädt bei jedem Speichern neu; spielt auch fremde Pakete.",
    "schema": "Schreibt Schemas, mit denen Editoren beim Tippen helfen.",
    "solutions": "Schreibt die Lösungen eines Kurses als Seite zum Drucken.",
    "state": "Erklärt gespeicherte Lernstände.",
    "validate": "Beurteilt Pakete (SCORM, cmi5, xAPI), auch fremde.",
}
"""Command names with their one-line help, so that ``--help`` imports no command."""

EXIT_DEFECT = 70
YOUNG = 2_000_000
"""New objects after which Python looks for cycles among them (it would after 700): trees hold none, pages few."""


class LazyGroup(Group):
    """A group whose commands live in ``lernbuild.commands`` and are imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"lernbuild.commands.{name}")
        command: click.Command = module.command
        return command

    def summary_of(self, ctx: click.Context, name: str) -> str:
        return COMMANDS[name]


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lernbuild", message="%(prog)s %(version)s", help="Zeigt die Version.")
@click.option("--debug", is_flag=True, help="Zeigt bei einem Fehler von lernbuild den ganzen Ablauf.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Macht aus Markdown-Kursen Pakete für Lernplattformen (SCORM und andere)."""
    ctx.obj = {"debug": debug}


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command and ends the process: 0 fine, 1 refused, 2 wrong usage, 70 a defect of lernbuild."""
    gc.set_threshold(YOUNG, 10, 10)
    atexit.register(gc.freeze)  # all memory goes with the process; Python would look through it for cycles first
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    argv = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = cli.main(argv, prog_name="lernbuild", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("Abgebrochen.", err=True)
        sys.exit(130)
    except click.ClickException as problem:
        _show_usage_problem(problem)
        sys.exit(2)
    except OSError as problem:
        if "--debug" in argv:
            raise
        from lernbuild.commands.trouble import refusal_in_words

        click.echo(refusal_in_words(problem), err=True)
        sys.exit(1)
    except Exception as defect:
        if "--debug" in argv:
            raise
        from lernbuild.commands.defect import report_defect

        click.echo(report_defect(defect, argv), err=True)
        sys.exit(EXIT_DEFECT)


def _nowhere() -> TextIO:
    """In the place of a stream that is closed (a service, a program without a console)."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _show_usage_problem(problem: click.ClickException) -> None:
    from lernbuild.commands.usage import german_message

    click.echo(german_message(problem), err=True)
