"""German words for wrong usage of the command line; knows click's exceptions only."""

from __future__ import annotations

import difflib

import click

from lernbuild.cli import COMMANDS


def german_message(problem: click.ClickException) -> str:
    """One or two German sentences: what is wrong with the call, and what to type."""
    hint = "Hilfe: lernbuild --help"
    ctx = getattr(problem, "ctx", None)
    if ctx is not None and ctx.command_path:
        hint = f"Hilfe: {ctx.command_path} --help"
    return f"{_sentence(problem)} {hint}"


def _sentence(problem: click.ClickException) -> str:
    if isinstance(problem, click.NoSuchOption):
        near = f" Meinten Sie „{problem.possibilities[0]}“?" if problem.possibilities else ""
        return f"Die Option „{problem.option_name}“ gibt es nicht.{near}"
    if isinstance(problem, click.MissingParameter):
        name = problem.param.make_metavar(problem.ctx) if problem.param and problem.ctx else "Angabe"
        return f"Es fehlt: {name}."
    if isinstance(problem, click.BadParameter):
        return problem.message if problem.message.endswith(".") else f"{problem.message}."
    text = problem.message
    if text.startswith("No such command"):
        name = text.split("'")[1] if "'" in text else text
        near_names = difflib.get_close_matches(name, COMMANDS, n=1)
        near = f" Meinten Sie „{near_names[0]}“?" if near_names else ""
        return f"Den Befehl „{name}“ gibt es nicht.{near}"
    if text.startswith("Missing command"):
        return "Es fehlt der Befehl, zum Beispiel: lernbuild build."
    if text.startswith("Got unexpected extra argument"):
        return "Hinter dem Befehl steht zu viel."
    if "requires an argument" in text:
        return f"Hinter der Option fehlt ein Wert ({text})."
    return text if text.endswith(".") else f"{text}."
