"""What can be opened: courses of the folder and zips that somebody brought; must not know HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lernbuild.diagnostics import Report
from lernbuild.frozen import frozen
from lernbuild.preview.contents import Contents, Files, Foreign, open_foreign
from lernbuild.preview.workshop import Key, Made, Workshop
from lernbuild.targets import find_target
from lernbuild.validate import validate_package

LIVE = 4
"""Packages that are rebuilt when a file changes, those opened last; others when they are opened again."""


@frozen
class Opened:
    """A package to play, or why there is none. ``key`` names it for attempts and news."""

    key: str
    title: str
    contents: Contents | None
    files: Files | None
    made: Made | None = None
    report: Report | None = None
    """What is to be said about a zip."""


class Library:
    """``workshop`` is None when only zips are shown."""

    def __init__(self, workshop: Workshop | None, zips: Sequence[Path]) -> None:
        self.workshop = workshop
        self.problems: list[str] = []
        self.foreign: dict[str, Foreign] = {}
        self.recent: list[Key] = []
        self._judged: dict[str, Report] = {}
        self.paths = tuple(zips)
        self.refresh_zips()

    def refresh_zips(self) -> None:
        """Opens the zips anew."""
        for old in self.foreign.values():
            old.files.close()
        self.foreign, self.problems = {}, []
        for path in self.paths:
            foreign, said = open_foreign(path)
            self.problems += said
            if foreign is not None:
                self.foreign[path.name] = foreign

    def close(self) -> None:
        for one in self.foreign.values():
            one.files.close()

    def listed(self) -> dict[str, Any]:
        """The courses with their editions and targets, and the zips."""
        offers = self.workshop.offers() if self.workshop else []
        return {
            "courses": [
                {
                    "id": one.id,
                    "title": one.title,
                    "variants": _pairs(one.variants),
                    "targets": _pairs(one.targets),
                    "lands": _pairs(one.lands),
                }
                for one in offers
            ],
            "files": [
                {"id": name, "title": one.contents.title or name, "standard": one.contents.standard}
                for name, one in self.foreign.items()
            ],
            "problems": self.problems,
        }

    def open_file(self, name: str) -> Opened | None:
        """A zip by its name; None when it is not one of those named at the start."""
        one = self.foreign.get(name)
        if one is None:
            return None
        if one.key not in self._judged:
            self._judged[one.key] = validate_package(one.path)
        return Opened(one.key, one.contents.title or name, one.contents, one.files, report=self._judged[one.key])

    def open_course(self, key: Key) -> Opened | None:
        """A package of a course; None when there is no such course or target."""
        if self.workshop is None or find_target(key[2]) is None:
            return None
        if key[0] not in self.workshop.course_ids():
            return None
        self.recent = [key, *(one for one in self.recent if one != key)][:LIVE]
        made = self.workshop.make(key)
        title = made.edition.course.settings.title if made.edition else key[0]
        return Opened("/".join(key), title, made.contents, made.files, made)


def _pairs(named: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": one, "label": label} for one, label in named]
