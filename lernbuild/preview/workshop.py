"""Keeps the courses of a folder built: reads what changed, builds what is looked at; must not know browsers or LMSs."""

from __future__ import annotations

import threading
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from lernbuild.course.edition import Edition
from lernbuild.course.load import Project, load_project
from lernbuild.course.shared import course_head, variants_of
from lernbuild.course.variants import Variants
from lernbuild.diagnostics import Report
from lernbuild.frozen import frozen, slotted
from lernbuild.pipeline import check
from lernbuild.preview.contents import Contents, MemoryFiles, read_contents
from lernbuild.preview.haste import changed_pages
from lernbuild.render import Theme, picture_store
from lernbuild.render.site import Site
from lernbuild.run import Checked, Request
from lernbuild.sites import render
from lernbuild.targets import chosen_targets, find_target, playable_targets

Key = tuple[str, str, str]
"""Course, variant (empty: the general edition), target."""


@frozen
class Offer:
    """A course of the folder as the list shows it: variants and targets as (id, label).

    ``lands`` are those among which learners of the general edition choose.
    """

    id: str
    title: str
    variants: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    lands: tuple[tuple[str, str], ...]


@frozen
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


@slotted
class _Rendered:
    """``whole`` is False while only the pages of changed lessons are new."""

    edition: Edition | None
    site: Site | None
    report: Report
    whole: bool = True


@slotted
class Workshop:
    """``today`` decides about diagnostics only. Safe to call from several threads; one builds at a time."""

    root: Path
    today: date
    project: Project | None = None
    _rendered: dict[tuple[str, str, int], _Rendered] = field(default_factory=dict)
    _made: dict[Key, Made] = field(default_factory=dict)
    _last: dict[tuple[str, str, int], _Rendered] = field(default_factory=dict)
    """The last pages without an error."""
    _checked: dict[tuple[str, str, int], Checked] = field(default_factory=dict)
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
            self._checked.clear()

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
            rendered = self._rendered.get(_kind(key))
            if known is not None and rendered is not None and rendered.whole and known.report is rendered.report:
                return known
            if rendered is None or not rendered.whole:
                rendered = self._rendered[_kind(key)] = self._render(key)
            return self._packed(key, rendered)

    def hasten(self, key: Key) -> Made | None:
        """The package with only the pages of changed lessons made anew; None when more than that may differ.

        ``make`` does the rest: index, search, start page.
        """
        with self._lock:
            kind = _kind(key)
            old = self._last.get(kind)
            if kind in self._rendered or old is None or old.edition is None or old.site is None:
                return None
            checked = self._checked[kind] = self._check(key)
            edition, theme = _first(checked)
            if edition is None or theme is None or checked.report.refuses():
                return None
            pages = changed_pages(old.edition.course, edition.course, theme, picture_store(self.root))
            if not pages:
                return None
            site = replace(old.site, files={**old.site.files, **pages})
            rendered = self._rendered[kind] = _Rendered(edition, site, checked.report, whole=False)
            return self._packed(key, rendered)

    def _current(self) -> Project:
        if self.project is None:
            self.project = load_project(self.root)
        return self.project

    def _packed(self, key: Key, rendered: _Rendered) -> Made:
        before, target = self._made.get(key), find_target(key[2])
        if rendered.site is None or target is None:
            files, contents = (before.files, before.contents) if before else (None, None)
            edition = before.edition if before else rendered.edition
            made = Made(key, rendered.report, edition, files, contents, False)
        else:
            self._last[_kind(key)] = rendered
            files = MemoryFiles(target.files(rendered.site))
            old = before.files.held if before and before.files else {}
            changed = tuple(path for path, data in files.held.items() if old.get(path) != data)
            made = Made(key, rendered.report, rendered.edition, files, read_contents(files), True, changed)
        self._made[key] = made
        return made

    def _check(self, key: Key) -> Checked:
        request = Request(self.root, self.today, (key[0],), (key[1] or "allgemein",))
        return check(request, self._current())

    def _render(self, key: Key) -> _Rendered:
        checked = self._checked.pop(_kind(key), None) or self._check(key)
        edition, theme = _first(checked)
        if edition is None or theme is None or checked.report.refuses():
            return _Rendered(edition, None, checked.report)
        site, problems = render(edition, theme, chosen_targets([key[2]]), picture_store(self.root))
        report = Report.of([*checked.report.diagnostics, *problems], checked.report.files)
        return _Rendered(edition, None if report.refuses() else site, report)


def _first(checked: Checked) -> tuple[Edition | None, Theme | None]:
    """The one edition that was asked for, and its theme."""
    edition = next((edition for numbered in checked.numbered for edition in numbered.editions), None)
    return edition, next((theme for _, theme in checked.themed), None)


def _kind(key: Key) -> tuple[str, str, int]:
    """Targets with the same pages are rendered together; those with a printed edition cost more."""
    target = find_target(key[2])
    return key[0], key[1], sum(bool(getattr(target, more, False)) for more in ("printed", "kit"))


def _touched(before: Project, after: Project) -> set[str]:
    """First parts of the paths that were changed, added or removed: a course, or something that courses share."""
    paths = {*before.stamps, *after.stamps}
    return {path.split("/")[0] for path in paths if before.stamps.get(path) != after.stamps.get(path)}


def _offer(project: Project, course: str, known: Variants) -> Offer:
    head, _ = course_head(project, course)
    named = {target.name: target.label for target in playable_targets()}
    first = head.settings.targets if head else ()
    chosen = dict.fromkeys([*(one for one in first if one in named), *named])
    variants = tuple((one, known.name(one)) for one in head.settings.variants) if head else ()
    choice = head is not None and head.settings.variant_mode == "auswahl"
    return Offer(
        course,
        head.settings.title if head else course,
        variants,
        tuple((one, named[one]) for one in chosen),
        variants if choice else (),
    )
