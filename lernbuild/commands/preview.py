"""``lernbuild preview``: a small LMS on one's own computer, with live reload."""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lernbuild.commands.german import Command
from lernbuild.commands.usage import Day

if TYPE_CHECKING:
    from lernbuild.preview.guard import Doors

PORT = 8765
EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "zed": "zed://file/{path}:{line}:{column}",
    "keiner": "",
}
NEEDED = ("starlette", "uvicorn", "watchfiles", "platformdirs")


@click.command(
    "preview", cls=Command, help="Zeigt Kurse wie im LMS und lädt bei jedem Speichern neu. Spielt auch fremde Pakete."
)
@click.argument("what", nargs=-1, metavar="[KURS|DATEI.zip]…")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
@click.option("--target", help="Mit diesem Format beginnen, zum Beispiel scorm12.")
@click.option("--variant", default="", help="Mit dieser Variante beginnen, zum Beispiel bw.")
@click.option("--port", type=click.IntRange(0, 65535), help=f"Port, sonst {PORT}; 0 nimmt einen freien.")
@click.option("--open/--no-open", "show", default=True, help="Öffnet den Browser (oder nicht).")
@click.option("--editor", default="vscode", envvar="LERNBUILD_EDITOR",
              help="Womit sich Fundstellen öffnen: vscode, vscodium, cursor, zed, keiner oder eine Adresse mit "
                   "{path}, {line}, {column}.")  # fmt: skip
@click.option("--poll/--no-poll", "poll", default=None, help="Fragt das Laufwerk ab (sonst nur bei Netzlaufwerken).")
@click.option("--forget", is_flag=True, help="Speichert keine Versuche.")
@click.option("--date", "today", type=Day(), help="Prüft, als wäre dieser Tag heute.")
@click.pass_context
def command(
    ctx: click.Context,
    what: tuple[str, ...],
    root: Path,
    target: str | None,
    variant: str,
    port: int | None,
    show: bool,
    editor: str,
    poll: bool | None,
    forget: bool,
    today: date | None,
) -> None:
    """Serves until Ctrl-C; exit code 1 when the port is taken."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise click.UsageError(
            f"Der Vorschau fehlt {', '.join(missing)}. Installieren Sie es mit: pip install {' '.join(missing)}"
        )
    from lernbuild.preview.attempts import store_path
    from lernbuild.preview.library import Library
    from lernbuild.preview.serve import Options, PortBusy, serve
    from lernbuild.preview.workshop import Workshop

    zips = [Path(one) for one in what if one.lower().endswith(".zip")]
    courses = [one for one in what if not one.lower().endswith(".zip")]
    _check(root, courses, zips, target, variant)
    workshop = Workshop(root, today or date.today()) if courses or not zips or (root / "courses").is_dir() else None
    library = Library(workshop, zips)
    if zips and not library.foreign:
        raise click.UsageError(" ".join(library.problems))
    start: dict[str, Any] = {"course": next(iter(courses), ""), "variant": variant, "target": target or ""}
    if zips and not courses:
        start = {"file": zips[0].name}
    options = Options(
        library=library,
        places=[root / "courses", root / "themes"],
        start=start,
        port=PORT if port is None else port,
        store=None if forget else store_path(),
        editor=EDITORS.get(editor, editor),
        poll=poll,
    )

    def defect(problem: BaseException) -> None:
        from lernbuild.commands.defect import report_defect

        click.echo(report_defect(problem, ["preview", *what]), err=True)

    gc.set_threshold(50_000, 10, 10)  # other commands end before garbage matters; this one stays
    try:
        serve(options, lambda doors: _ready(doors, show), defect)
    except PortBusy as busy:
        click.echo(_busy(*busy.args), err=True)
        raise SystemExit(1) from busy
    click.echo("Vorschau beendet.", err=True)


def _busy(number: int, taken: bool) -> str:
    free = "nehmen Sie einen freien Port: lernbuild preview --port 0"
    if not taken:
        return f"Port {number} ist auf diesem Computer nicht erlaubt. Bitte {free}"
    return (
        f"Auf Port {number} läuft schon ein anderes Programm, vielleicht eine zweite Vorschau. "
        f"Beenden Sie es, oder {free}"
    )


def _check(root: Path, courses: Sequence[str], zips: Sequence[Path], target: str | None, variant: str) -> None:
    from lernbuild.commands.choices import check_courses, check_targets

    for path in zips:
        if not path.is_file():
            raise click.BadParameter(f"Die Datei {path.as_posix()} gibt es nicht")
    check_targets([target] if target else [])
    _check_playable(target)
    if not zips and not (root / "courses").is_dir():
        raise click.UsageError(
            f"In {root.resolve().as_posix()} gibt es keinen Ordner courses/. Wechseln Sie in den Ordner Ihrer Kurse, "
            "nennen Sie ihn mit --root, oder öffnen Sie ein Paket: lernbuild preview DATEI.zip"
        )
    if courses or variant:
        check_courses(root, courses, [variant] if variant else [])


def _check_playable(target: str | None) -> None:
    from lernbuild.targets import playable_targets

    known = [one.name for one in playable_targets()]
    if target and target not in known:
        raise click.BadParameter(f"Das Format „{target}“ spielt die Vorschau nicht. Möglich sind: {', '.join(known)}")


def _ready(doors: Doors, show: bool) -> None:
    click.echo(f"Vorschau: {doors.address}")
    click.echo("Beenden mit Strg+C.", err=True)
    if show:
        import webbrowser

        webbrowser.open(doors.address)
