"""The edition for Xikolo (KommunalCampus, eGov-Campus): texts, quizzes, files, and the sheet that says what to do.

The platform takes no package. Source: its public code, as ``docs/kommunalcampus.md`` sums it up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic, info, warning
from lernbuild.frozen import frozen
from lernbuild.render.site import Site
from lernbuild.same import Same
from lernbuild.source import Span
from lernbuild.targets.base import Limits
from lernbuild.targets.manifest import with_index
from lernbuild.targets.xikolo.changes import Changes, Export, changes_between, export_bytes, export_data
from lernbuild.targets.xikolo.edition import read_edition
from lernbuild.targets.xikolo.files import upload_files
from lernbuild.targets.xikolo.outline import Edition
from lernbuild.targets.xikolo.quiz import Mapped
from lernbuild.targets.xikolo.quizzes import NO_CODE, quizzes_xml
from lernbuild.targets.xikolo.report import left_out, report
from lernbuild.targets.xikolo.sheet import sheet

NAME = "xikolo"
EXPORT = "EXPORT.json"


@frozen
class Xikolo:
    """A folder to work from, or the same as a zip; ``before`` is the export that the platform shows now."""

    folder: bool = True
    before: Export | None = None
    material = True
    name = NAME

    @property
    def label(self) -> str:
        return "KommunalCampus" if self.folder else "KommunalCampus, zum Verschicken"

    @property
    def limits(self) -> Limits:
        return Limits()

    def since(self, before: Export) -> Xikolo:
        """The target that tells what differs from an export before; one of another course changes nothing."""
        return replace(self, before=before)

    def files(self, site: Site) -> Mapping[str, bytes]:
        return _files(Same(site), Same(self.before))

    def check(self, course: Course) -> list[Diagnostic]:
        """A missing course code (the import refuses the quizzes), and each question that stays behind."""
        return [*_no_code(course), *(_stays_behind(one) for _, one in left_out(read_edition(course)))]


@lru_cache(maxsize=1)
def _files(same: Same[Site], before: Same[Export | None]) -> Mapping[str, bytes]:
    site, old = same.value, before.value
    assert isinstance(site, Site) and site.course is not None
    edition = read_edition(site.course)
    code = site.course.settings.xikolo_code
    uploads = upload_files(site.course, edition.files, site.files)
    data = export_data(edition, uploads, code)
    changes = None
    if isinstance(old, Mapping) and (old["course"], old["variant"]) == (data["course"], data["variant"]):
        changes = changes_between(old, data)
    return with_index(_by_texts(site, edition), NAME, _all(edition, uploads, data, code, changes))


def _all(
    edition: Edition, uploads: Mapping[str, bytes], data: Export, code: str, changes: Changes | None
) -> dict[str, bytes]:
    files = {item.file: item.text.encode() for _, item in edition.items if item.text}
    files |= uploads
    if edition.quizzes:
        files["quizzes.xml"] = quizzes_xml(edition.quizzes, code)
    files["BERICHT.md"] = report(edition).encode()
    files[EXPORT] = export_bytes(data)
    files["UPLOAD.html"] = sheet(edition, data, changes)
    return files


def _by_texts(site: Site, edition: Edition) -> Site:
    """The site whose lessons are the texts of this edition; a lesson that is a quiz only is not among them."""
    stem = ".".join(part for part in (site.id, site.variant) if part)
    texts = {item.ref: item.file for _, item in edition.items if item.text}
    lessons = [(one, texts.get(f"{stem}.l{one.number}.text")) for one in site.lessons]
    return replace(site, lessons=tuple(replace(one, href=href) for one, href in lessons if href))


def _no_code(course: Course) -> list[Diagnostic]:
    if course.settings.xikolo_code:
        return []
    place = course.file.span(0) if course.file else None
    message = f"Ohne Kurscode nimmt die Plattform keine Quizze an; in quizzes.xml steht „{NO_CODE}“."
    hint = "Ergänzen Sie in kurs.yaml den Code des Kurses auf der Plattform: xikolo: {kurscode: mein-kurs-2026}"
    return [warning("xikolo-no-course-code", message, place, hint)]


def _stays_behind(one: Mapped) -> Diagnostic:
    message = f"KommunalCampus erhält die Frage „{one.title}“ nicht. {one.reason}"
    hint = "Fragen Sie mit Antworten zum Ankreuzen, oder lassen Sie es so: Der Bericht im Export nennt die Frage."
    return info("xikolo-question-left-out", message, _first_line(one.span), hint)


def _first_line(span: Span) -> Span:
    end = span.file.text.find("\n", span.start)
    return Span(span.file, span.start, end if 0 <= end < span.end else span.end)
