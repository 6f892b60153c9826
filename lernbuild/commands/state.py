"""``lernbuild state decode``: says in words what a learner's stored state holds, for support."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lernbuild.commands.german import Command, Group
from lernbuild.commands.package_data import course_data


@click.group("state", cls=Group, help="Erklärt gespeicherte Lernstände.")
def command() -> None:
    """The group of all that can be done with a state."""


@command.command("decode", cls=Command, help="Erklärt, was der Lernstand TEXT im Paket DATEI.zip bedeutet.")
@click.argument("package", type=click.Path(path_type=Path), metavar="DATEI.zip")
@click.argument("text", metavar="TEXT")
def decode(package: Path, text: str) -> None:
    """Wrong usage (exit code 2) when the file is no package of ours or the text no state."""
    from lernbuild.course.state import StateError, decode_state
    from lernbuild.course.state_words import state_words

    course = course_data(package)
    try:
        state = decode_state(_state_in(text))
    except StateError as problem:
        raise click.BadParameter(
            "Der Text ist kein Lernstand von lernbuild. Kopieren Sie den ganzen Wert aus „suspend_data“ (bei cmi5 und "
            "xAPI: „state“ im Dokument „lernbuild“); er beginnt mit lb1;"
        ) from problem
    for line in state_words(course, state):
        click.echo(line)


def _state_in(text: str) -> str:
    """The state itself; a record store keeps it in a document (docs/xapi.md), which may be given whole."""
    try:
        document = json.loads(text)
    except ValueError:
        return text
    return str(document.get("state", "")) if isinstance(document, dict) else text
