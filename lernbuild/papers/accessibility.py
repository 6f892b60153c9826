"""``barrierefreiheit.md``: a draft of the Erklärung zur Barrierefreiheit, with what is known of a course; German.

Must not know a clock: who publishes the declaration dates it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lernbuild.course.links import FILMS, SOUNDS
from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.course.words import german_date
from lernbuild.markup.nodes import Image
from lernbuild.templates import MARKDOWN, environment

LANDS = {
    "bw": ("Baden-Württemberg", "Landes-Behindertengleichstellungsgesetz (L-BGG), § 10, und L-BGG-DVO"),
    "he": ("Hessen", "Hessisches Behinderten-Gleichstellungsgesetz (HessBGG) und BITV HE 2019"),
    "rp": ("Rheinland-Pfalz", "Landesgesetz zur Gleichstellung und BITV RP"),
}
"""State law by secondary sources (fact sheet „Digitales Arbeiten“, D-BAR-02); no text of it was read."""

_OPEN = "**[bitte eintragen]**"
_DOCUMENTS = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt"})


def accessibility_draft(course: Course) -> str:
    """Markdown: scope, method, known gaps by criterion, contact, enforcement by Land; what is unknown is marked."""
    settings = course.settings
    chosen = [key for key, _ in course.lands] or [course.variant]
    lands = [LANDS[key] for key in chosen if key in LANDS]
    template = environment(MARKDOWN, Path(__file__).parent).get_template("accessibility.md")
    return template.render(
        title=" – ".join(part for part in (settings.title, course.variant_name) if part),
        version=settings.version,
        legal=german_date(settings.legal_date),
        publisher=settings.publisher,
        contact=", ".join(value for key in ("text", "mail", "url") if (value := settings.contact.get(key))),
        gaps=known_gaps(course),
        lands=lands or [*LANDS.values(), ("", "")],
        todo=_OPEN,
    )


def known_gaps(course: Course) -> list[str]:
    """What the sources of a course say about barriers, each with its criterion of WCAG."""
    out: list[str] = []
    for lesson in course.lessons:
        gaps = lesson.memo.once("gaps", _gaps_in, lesson)
        out += [f"{gap} (Lektion „{lesson.title}“)." for gap in gaps]
    papers = sorted({asset.name.rsplit("/", 1)[-1] for asset in course.assets if _suffix(asset.name) in _DOCUMENTS})
    if papers:
        out.append(
            f"Dokumente zum Herunterladen, nicht vom Build geprüft (EN 301 549, Abschnitt 10): {', '.join(papers)}."
        )
    return list(dict.fromkeys(out))


def _gaps_in(lesson: Lesson) -> list[str]:
    images = find((lesson.blocks, lesson.questions, lesson.footnotes), Image)
    return [gap for image in images for gap in _gaps_of(image)]


def _gaps_of(image: Image) -> Iterator[str]:
    words = image.alt or PurePosixPath(image.target).name
    film, sound = _suffix(image.target) in FILMS, _suffix(image.target) in SOUNDS
    if film and not image.attributes.get("untertitel"):
        yield f"1.2.2 Untertitel: Der Film „{words}“ hat keine"
    if film and not image.attributes.get("transkript"):
        yield f"1.2.3 und 1.2.5 Audiodeskription oder Text: Dem Film „{words}“ fehlt beides"
    if sound and not image.attributes.get("transkript"):
        yield f"1.2.1 Text zur Tonaufnahme: „{words}“ hat keinen"
    if not film and not sound and not image.alt and not image.attributes.has("dekorativ"):
        yield f"1.1.1 Alternativtext: Dem Bild „{words}“ fehlt er"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
