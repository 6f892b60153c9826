"""Prints reports and package lines; knows terminals and formats, nothing of courses."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from lernbuild.commands.record import Speech

if TYPE_CHECKING:
    from lernbuild.diagnostics import Report

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


def wants_colour() -> bool:
    """Colour only on a terminal, and never with NO_COLOR (no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def print_report(
    report: Report, form: str, *, outcome: str = "", strict: bool = False, speech: Speech | None = None
) -> None:
    """Writes a report: text to standard error, machine formats to standard output.

    ``outcome`` ends the text form: what became of the packages.
    """
    speech = speech or Speech()
    if form == "text":
        from lernbuild.diagnostics.as_text import render

        text = render(report, colour=wants_colour(), outcome=outcome)
        if text:
            speech.say(text, err=True)
        return
    module = importlib.import_module(f"lernbuild.diagnostics.as_{form}")
    speech.say(module.render(report))


def size_in_words(size: int) -> str:
    """A file size in German: „812 Bytes“, „94 kB“, „1,3 MB“ (decimal units)."""
    if size < 1000:
        return f"{size} Bytes"
    if size < 1_000_000:
        return f"{round(size / 1000)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
