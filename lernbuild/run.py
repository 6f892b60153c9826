"""What goes into a run of the pipeline and what comes out; values only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lernbuild.build_record import Built
from lernbuild.course.edition import Edition
from lernbuild.course.kept import KeptTexts
from lernbuild.course.load import Project
from lernbuild.course.lock import Numbered
from lernbuild.diagnostics import Report
from lernbuild.frozen import frozen
from lernbuild.keep import Keep
from lernbuild.render import Theme


@frozen
class Request:
    """What is asked for; no courses: all, no variants: the general edition, no targets: those of the course."""

    root: Path
    today: date
    courses: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    out: Path = Path("dist")
    strict: bool = False
    locked: bool = False
    release: bool = False
    """Every lesson must be approved."""
    jobs: int = 1
    """Processes at most; they begin where many pages are to be made."""
    keep: Keep | None = None
    """What former runs have found out, where it is kept."""
    fresh: bool = False
    """Pictures that former runs have made are made anew, too."""
    before: Mapping[str, Any] | None = None
    """What targets that can tell changes compare with, as such a target wrote it."""


@frozen
class Checked:
    """All chosen editions with their numbers and themes, and everything that is to be said about their sources."""

    project: Project
    numbered: tuple[Numbered, ...]
    themed: tuple[tuple[Edition, Theme], ...]
    report: Report
    texts: KeptTexts | None = None
    """What is known of the lessons, to be saved when all is found out."""

    @property
    def pages(self) -> int:
        """Lessons of all editions together."""
        return sum(len(edition.course.lessons) for edition, _ in self.themed)


@frozen
class Result:
    """What a build wrote; nothing when the report refuses."""

    report: Report
    packages: tuple[Built, ...] = ()
    files: tuple[Path, ...] = ()
    """Everything that was written or found as it should be: packages, records, papers."""


@frozen
class Step:
    """Something a build has done: ``kind`` is „rendered“ or „written“, ``name`` that of an edition or a package."""

    kind: str
    name: str
    done: int
    total: int


Tell = Callable[[Step], None]


def silent(_: Step) -> None:
    """Tells nobody."""


class Steps:
    """Counts the steps of a build and tells of each."""

    __slots__ = ("_done", "_tell", "_total")

    def __init__(self, tell: Tell, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def done(self, kind: str, name: str) -> None:
        """One step more."""
        self._done += 1
        self._tell(Step(kind, name, self._done, self._total))
