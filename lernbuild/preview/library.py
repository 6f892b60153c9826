"""What can be opened: courses of the folder and zips that somebody brought; must not know HTTP."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
        self.foreign: dict[str, Foreign] = {}
        self.recent: list[Key] = []
        self._judged: dict[str, Report] = {}
        self._said: dict[str, list[str]] = {}
        self.zips = _named(zips)
        self.refresh_zips(self.zips.values())

    def refresh_zips(self, paths: Collection[Path]) -> list[str]:
        """Opens these zips anew; the names of those that there are."""
        names = [name for name, path in self.zips.items() if path in paths]
        for name in names:
            foreign, said = open_foreign(self.zips[name])
            self.foreign.pop(name, None)
            if foreign is not None:
                self.foreign[name] = foreign
            self._said[name] = said if foreign is not None else [*said, *_reason(self.zips[name], said)]
        return names

    @property
    def problems(self) -> list[str]:
        """What is to be said about the zips, in German."""
        return [words for name in self.zips for words in self._said[name]]

    def why_not(self, name: str) -> str:
        """Why there is no such zip to open."""
        return " ".join(self._said.get(name, ())) or "Diesen Kurs oder dieses Paket gibt es nicht."

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
                for name in self.zips
                if (one := self.foreign.get(name)) is not None
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


def _reason(path: Path, said: Sequence[str]) -> list[str]:
    """The first mistake that a check of the whole package finds in one that cannot be played."""
    found = next((one for one in validate_package(path).diagnostics if one.severity.value == "error"), None)
    if found is None or found.message in said:
        return []
    inside = found.span.place.removeprefix(path.as_posix()) if found.span else ""
    place = f" ({inside[1:]})" if inside.startswith("/") else ""
    return [f"{found.message}{place}", *([found.hint] if found.hint else [])]


def _named(paths: Sequence[Path]) -> Mapping[str, Path]:
    """Zips by their names; a second one of the same name is named with its folder."""
    named: dict[str, Path] = {}
    for path in dict.fromkeys(paths):
        named[path.as_posix() if path.name in named else path.name] = path
    return named


def _pairs(named: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": one, "label": label} for one, label in named]
