"""Keeps the courses of a folder built: reads what changed, builds what is looked at; must not know browsers or LMSs."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lernbuild.course.assemble import assemble_course
from lernbuild.course.edition import Edition
from lernbuild.course.load import Project, load_project
from lernbuild.course.lock import number_editions
from lernbuild.course.shared import course_head, variants_of
from lernbuild.course.variants import Variants
from lernbuild.diagnostics import Diagnostic, Report
from lernbuild.preview.contents import Contents, MemoryFiles, read_contents
from lernbuild.render import check_formulas, load_theme, render_site, theme_places
from lernbuild.render.site import Site
from lernbuild.rules import check_course, check_project
from lernbuild.targets import TARGETS, find_target

_ASIDE = re.compile(r"lernbuild\.json|imsmanifest\.xml|assets/search[\w-]*\.js")
"""Files that no page reads before somebody searches."""
_HASHES = re.compile(rb'"hash":"[^"]*"')

Key = tuple[str, str, str]
"""Course, variant (empty: the general edition), target."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A course of the folder as the list shows it: variants and targets as (id, label)."""

    id: str
    title: str
    variants: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A package ready to be played, or what it was when it could last be built.

    ``files`` and ``contents`` are None when it never could; ``fresh`` is False when the report refuses and the last
    good package stays. ``changed`` are the paths that differ from the package before.
    """

    key: Key
    report: Report
    edition: Edition | None
    files: MemoryFiles | None
    contents: Contents | None
    fresh: bool
    changed: tuple[str, ...] = ()
    gentle: bool = False
    """Only words on pages changed: no script, no style, nothing that the script knows of the course."""


@dataclass(slots=True)
class _Rendered:
    edition: Edition | None
    site: Site | None
    report: Report


@dataclass(slots=True)
class Workshop:
    """``today`` decides about diagnostics only. Safe to call from several threads; one builds at a time."""

    root: Path
    today: date
    project: Project | None = None
    _rendered: dict[tuple[str, str], _Rendered] = field(default_factory=dict)
    _made: dict[Key, Made] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refresh(self) -> None:
        """Forgets what the disk has changed since; unchanged files are not read again, untouched courses stay built."""
        with self._lock:
            before = self._current()
            self.project = load_project(self.root, before)
            touched = _touched(before, self.project)
            courses = {*before.course_ids, *self.project.course_ids}
            for key in [key for key in self._rendered if key[0] in touched or not touched <= courses]:
                del self._rendered[key]

    def offers(self) -> list[Offer]:
        """The courses of the folder; one whose kurs.yaml cannot be read is listed under its folder's name."""
        with self._lock:
            project = self._current()
            known = variants_of(project)[0]
            return [_offer(project, course, known) for course in project.course_ids]

    def course_ids(self) -> tuple[str, ...]:
        with self._lock:
            return self._current().course_ids

    def make(self, key: Key) -> Made:
        """The package, built now if it has to be; never raises for what authors write."""
        with self._lock:
            known = self._made.get(key)
            rendered = self._rendered.get(key[:2])
            if known is not None and rendered is not None and known.report is rendered.report:
                return known
            made = self._make(key, known)
            self._made[key] = made
            return made

    def _current(self) -> Project:
        if self.project is None:
            self.project = load_project(self.root)
        return self.project

    def _make(self, key: Key, before: Made | None) -> Made:
        course, variant, name = key
        rendered = self._rendered.get((course, variant))
        if rendered is None:
            rendered = self._rendered[course, variant] = self._render(course, variant)
        target = find_target(name)
        if rendered.site is None or target is None:
            files, contents = (before.files, before.contents) if before else (None, None)
            edition = before.edition if before else rendered.edition
            return Made(key, rendered.report, edition, files, contents, False)
        files = MemoryFiles(target.files(rendered.site))
        old = before.files.held if before and before.files else {}
        changed = tuple(path for path, data in files.held.items() if old.get(path) != data)
        gentle = all(
            path.endswith(".html") or _ASIDE.fullmatch(path) or _same_course(path, old, files.held) for path in changed
        )
        return Made(key, rendered.report, rendered.edition, files, read_contents(files), True, changed, gentle)

    def _render(self, course_id: str, variant: str) -> _Rendered:
        project = self._current()
        said: list[Diagnostic] = [*check_project(project, (course_id,))]
        course, problems = assemble_course(project, course_id, variant=variant)
        drafts = [Edition(course_id, variant, course)] if course is not None else []
        numbered, more = number_editions(project, course_id, drafts)
        said += [*problems, *more]
        edition = next(iter(numbered.editions), None)
        if edition is None:
            return _Rendered(None, None, Report.of(said, project.files_read))
        said += [*check_course(edition.course, today=self.today), *check_formulas(edition.course)]
        theme, problems = load_theme(
            edition.course.settings.theme, theme_places(self.root, self.root / "courses" / course_id)
        )
        report = Report.of([*said, *problems], project.files_read)
        if theme is None or report.refuses():
            return _Rendered(edition, None, report)
        site, problems = render_site(edition.course, theme)
        report = Report.of([*report.diagnostics, *problems], project.files_read)
        return _Rendered(edition, None if report.refuses() else site, report)


def _touched(before: Project, after: Project) -> set[str]:
    """First parts of the paths that were changed, added or removed: a course, or something that courses share."""
    paths = {*before.stamps, *after.stamps}
    return {path.split("/")[0] for path in paths if before.stamps.get(path) != after.stamps.get(path)}


def _same_course(path: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> bool:
    """True for the course's data when nothing but hashes of lessons' contents differs."""
    if path != "assets/course.js" or path not in old:
        return False
    return _HASHES.sub(b"", old[path]) == _HASHES.sub(b"", new[path])


def _offer(project: Project, course: str, known: Variants) -> Offer:
    head, _ = course_head(project, course)
    named = {target.name: target.label for target in TARGETS}
    first = head.settings.targets if head else ()
    chosen = dict.fromkeys([*(one for one in first if one in named), *named])
    variants = head.settings.variants if head else ()
    return Offer(
        course,
        head.settings.title if head else course,
        tuple((one, known.name(one)) for one in variants),
        tuple((one, named[one]) for one in chosen),
    )
