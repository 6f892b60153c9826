"""German words for wrong usage of the command line; knows click's exceptions only."""

from __future__ import annotations

import difflib
from datetime import date

import click

from lernbuild.cli import COMMANDS


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD; anything else is wrong usage."""

    name = "JJJJ-MM-TT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            option = param.opts[0] if param is not None else "--date"
            self.fail(
                f"„{value}“ ist kein Tag in der Form Jahr-Monat-Tag, zum Beispiel: {option} 2026-06-01", param, ctx
            )


def below_courses(name: str) -> str:
    """What somebody typed for something in ``courses/``, whatever the system's slash and from where they began."""
    return name.replace("\\", "/").removeprefix("./").removeprefix("courses/").strip("/")


def german_message(problem: click.ClickException) -> str:
    """One or two German sentences: what is wrong with the call, and what to type."""
    ctx = getattr(problem, "ctx", None)
    command = ctx.command_path if ctx is not None and ctx.command_path else "lernbuild"
    return f"{_sentence(problem)} Hilfe: {command} --help"


def _sentence(problem: click.ClickException) -> str:
    text = problem.message
    if isinstance(problem, click.NoSuchOption):
        near = f" Meinten Sie „{problem.possibilities[0]}“?" if problem.possibilities else ""
        return f"Die Option „{problem.option_name}“ gibt es nicht.{near}"
    if isinstance(problem, click.MissingParameter):
        name = problem.param.make_metavar(problem.ctx) if problem.param and problem.ctx else "eine Angabe"
        option = f"{problem.param.opts[0]} " if isinstance(problem.param, click.Option) else ""
        return f"Es fehlt: {option}{name}."
    if isinstance(problem, click.BadParameter) and isinstance(getattr(problem.param, "type", None), click.Choice):
        choices = ", ".join(str(one) for one in problem.param.type.choices)  # type: ignore[union-attr]
        return f"Bei {problem.param.opts[0]} ist möglich: {choices}."  # type: ignore[union-attr]
    if isinstance(problem, click.BadParameter) and isinstance(getattr(problem.param, "type", None), click.IntRange):
        kind: click.IntRange = problem.param.type  # type: ignore[union-attr,assignment]
        least = f"von {kind.min}" if kind.max is not None else f"ab {kind.min}"
        upto = f" bis {kind.max}" if kind.max is not None else ""
        return f"Bei {problem.param.opts[0]} ist eine ganze Zahl {least}{upto} möglich."  # type: ignore[union-attr]
    if text.startswith("No such command"):
        return _unknown_command(text)
    if text.startswith("Missing command"):
        return "Es fehlt der Befehl, zum Beispiel: lernbuild build."
    if text.startswith("Got unexpected extra argument"):
        return "Hinter dem Befehl steht zu viel."
    if "requires an argument" in text and isinstance(problem, click.BadOptionUsage):
        return f"Hinter {problem.option_name} fehlt ein Wert."
    return text if text.endswith((".", "?")) else f"{text}."


def _unknown_command(text: str) -> str:
    name = text.split("'")[1] if "'" in text else text
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    return f"Den Befehl „{name}“ gibt es nicht." + (f" Meinten Sie „{near[0]}“?" if near else "")
