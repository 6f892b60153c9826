"""``lernbuild explain``: what a message means, why it matters, and how it looks when it is right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

import click

from lernbuild.commands.german import Command

_HEADING = re.compile(r"^## ([a-z0-9-]+)$", re.MULTILINE)


@click.command("explain", cls=Command, help="Erklärt eine Meldung; der Name steht in eckigen Klammern dahinter.")
@click.argument("code", metavar="NAME")
def command(code: str) -> None:
    """Also for codes of ``lernbuild validate``; wrong usage for an unknown one, with the nearest."""
    from lernbuild.rules import explanation
    from lernbuild.validate.codes import CODES

    name = code.strip("[] ")
    text = explanation(name) or CODES.get(name)
    if text is None:
        near = difflib.get_close_matches(name, sorted({*_known(), *CODES}), n=1)
        hint = f" Meinten Sie „{near[0]}“?" if near else ""
        raise click.BadParameter(f"Eine Meldung „{name}“ gibt es nicht.{hint}")
    click.echo(f"{name}\n\n{text}")


def _known() -> Iterator[str]:
    from importlib import resources

    from lernbuild.rules import PROJECT_RULES, RULES

    for rule in (*RULES, *PROJECT_RULES):
        yield rule.__name__.replace("_", "-")
    for room in ("lernbuild.rules", "lernbuild.questions"):
        yield from _HEADING.findall(resources.files(room).joinpath("explained.md").read_text(encoding="utf-8"))
