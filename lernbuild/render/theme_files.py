"""Whether the files of somebody's own theme can be read at all; knows no template and no style."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from lernbuild.diagnostics import Diagnostic, error

_TEXTS = (".yaml", ".css", ".json", ".html", ".svg")
_OUTSIDE = "führt aus dem Ordner der Themes hinaus"
_DEEPEST = 40
"""Blocks of a style sheet in one another; CSS has a use for three or four."""


def unreadable_files(folder: Path) -> list[Diagnostic]:
    """An error for each file that leads out of the folder of the themes, is none, or holds something else."""
    top = os.path.realpath(folder.parent)
    if not Path(os.path.realpath(folder)).is_relative_to(top):
        return [_error(folder, folder.name, _OUTSIDE, "Kopieren Sie das Theme dorthin.")]
    return [problem for path in sorted(folder.rglob("*")) for problem in _judge(folder, path, top)]


def _judge(folder: Path, path: Path, top: str) -> Iterator[Diagnostic]:
    name = path.relative_to(folder).as_posix()
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
        yield _error(folder, name, _OUTSIDE, "Kopieren Sie die Datei dorthin.")
    elif path.is_dir():
        return
    elif not path.is_file():
        yield _error(folder, name, "ist keine Datei", "Löschen Sie den Eintrag.")
    elif path.suffix in _TEXTS:
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            hint = "Speichern Sie sie im Editor unter „Speichern unter“ mit der Codierung UTF-8."
            yield _error(folder, name, "ist nicht als UTF-8 gespeichert", hint)
            return
        if path.suffix == ".json" and path.parent.name == "messages" and not _is_words(text):
            hint = 'So sieht sie aus: {"start.begin": "Beginnen"}'
            yield _error(folder, name, "besteht nicht aus Namen mit Texten", hint)
        if path.suffix == ".css" and _depth(text) > _DEEPEST:
            yield _error(folder, name, "hat zu viele Blöcke ineinander", "Schließen Sie jede { mit einer }.")


def _is_words(text: str) -> bool:
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(words, dict) and all(isinstance(word, str) for word in words.values())


def _depth(css: str) -> int:
    depth = deepest = 0
    for sign in css:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest


def _error(folder: Path, name: str, what: str, hint: str) -> Diagnostic:
    return error("theme-file", f"Im Theme „{folder.name}“: „{name}“ {what}.", None, hint)
