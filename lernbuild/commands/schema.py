"""``lernbuild schema``: JSON Schemas, with which editors complete and check YAML while typing."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lernbuild.commands.german import Command

FOLDER = Path(".lernbuild") / "schema"


@click.command("schema", cls=Command, help="Schreibt Schemas für Editoren nach .lernbuild/schema/ oder zeigt eines.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="Ordner, in dem courses/ liegt.")
def command(name: str | None, root: Path) -> None:
    """Without a name all are written; with one it is printed to standard output."""
    from lernbuild.course.schema import SCHEMAS

    if name is not None and name not in SCHEMAS:
        raise click.BadParameter(f"Das Schema „{name}“ gibt es nicht. Es gibt: {', '.join(SCHEMAS)}.")
    if name is not None:
        click.echo(_text(name), nl=False)
        return
    for path in write_schemas(root):
        click.echo(path.as_posix())


def write_schemas(root: Path) -> list[Path]:
    """Writes all schemas below root; gives back their paths."""
    from lernbuild.course.schema import SCHEMAS

    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in SCHEMAS:
        path = folder / f"{name}.json"
        path.write_text(_text(name), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _text(name: str) -> str:
    from lernbuild.course.schema import schema

    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
