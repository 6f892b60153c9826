"""Mistakes in the templates of a theme as messages; knows no page."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.render.theme import Theme
from lernbuild.render.words import UnknownText

MISTAKES = (TemplateError, UnknownText)


def template_error(theme: Theme, problem: Exception) -> Diagnostic:
    """What is wrong, in which template and line."""
    name, line = _place(problem)
    where = f"in der Vorlage „{name}“, Zeile {line}," if name else "in einer Vorlage"
    return error("theme-template", f"Im Theme „{theme.name}“ ist {where} ein Fehler: {_what(problem)}.", None)


def _place(problem: Exception) -> tuple[str, int]:
    if isinstance(problem, TemplateSyntaxError):
        return problem.name or "", problem.lineno
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename.endswith(".html")]
    return (Path(frames[-1].filename).name, frames[-1].lineno or 0) if frames else ("", 0)


def _what(problem: Exception) -> str:
    if isinstance(problem, UnknownText):
        return f"Den Text „{problem.args[0]}“ gibt es in „messages“ nicht"
    if isinstance(problem, TemplateNotFound):
        return f"Die Vorlage „{problem.name}“ gibt es nicht"
    if isinstance(problem, UndefinedError):
        return f"Diesen Namen kennt die Seite nicht ({problem.message})"
    if isinstance(problem, SecurityError):
        return f"Eine Vorlage darf nur nutzen, was die Seite ihr gibt ({problem.message})"
    return str(problem).rstrip(".")
