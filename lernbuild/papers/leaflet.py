"""``beipackzettel.html``: how to upload a package and what to set, on one page that opens from the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lernbuild.course.model import Course
from lernbuild.course.words import german_date
from lernbuild.templates import PAPER, environment


def leaflet(course: Course, packages: Sequence[tuple[str, str, str]]) -> str:
    """A whole HTML page without script; every value of the course is escaped."""
    settings = course.settings
    scored = any(lesson.kind == "test" for lesson in course.lessons)
    template = environment(PAPER, Path(__file__).parent).get_template("leaflet.html")
    return template.render(
        title=" – ".join(part for part in (settings.title, course.variant_name) if part),
        stem=".".join(part for part in (settings.id, course.variant) if part),
        version=settings.version,
        legal=german_date(settings.legal_date),
        check=german_date(settings.check_by) if settings.check_by else "",
        **{"pass": f"{settings.completion.pass_percent:g}".replace(".", ",") if scored else ""},
        open=sum(not lesson.approved for lesson in course.lessons),
        all=len(course.lessons),
        packages=packages,
        scorm=[name for name, target, _ in packages if target.startswith("scorm")],
        publisher=settings.publisher,
        licence=settings.licence,
        funding=settings.funding.text if settings.funding else "",
        contact=", ".join(value for key in ("text", "mail", "url") if (value := settings.contact.get(key))),
    )
