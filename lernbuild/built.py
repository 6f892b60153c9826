"""Reads what was built with the wheel: scripts, fonts, schema files; knows neither courses nor targets."""

from __future__ import annotations

import json
from pathlib import Path

from lernbuild.frozen import frozen

ROOT = Path(__file__).resolve().parent / "_built"


class BuiltMissing(Exception):
    """The browser side was not built; the message is German and says what to do."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Der Browserteil fehlt („{path}“). "
            "Bauen Sie ihn einmal mit „./dev build“ oder installieren Sie das Paket neu."
        )


@frozen
class Source:
    """A package of npm from which something was taken; ``licence`` is an SPDX id."""

    name: str
    version: str
    licence: str


def read(path: str) -> bytes:
    """A built file by its path below ``_built``."""
    try:
        return (ROOT / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise BuiltMissing(path) from None


def chunk(name: str) -> bytes:
    """A script: ``core``, ``lms-<standard>``, ``question-<kind>``, ``extra-<name>`` or ``part-<name>``."""
    return read(f"js/{name}.js")


def adapters() -> list[bytes]:
    """The scripts of all targets that talk to an LMS or a store."""
    return [data for name, data in folder("js").items() if name.startswith("lms-")]


def fonts() -> dict[str, bytes]:
    """The font files and their licence, by file name."""
    return folder("fonts")


def schemas(name: str) -> dict[str, bytes]:
    """The schema files of a standard: ``scorm12``, ``scorm2004-3rd`` or ``scorm2004-4th``, by path."""
    return folder(f"schemas/{name}")


def sources() -> dict[str, Source]:
    """What fonts, properties and schema files were taken from, by name."""
    found = json.loads(read("sources.json"))
    return {one["name"]: Source(one["name"], one["version"], one["licence"]) for one in found}


def folder(path: str) -> dict[str, bytes]:
    """All files below a folder of ``_built``, by path, sorted."""
    root = ROOT / path
    if not root.is_dir():
        raise BuiltMissing(path)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}
