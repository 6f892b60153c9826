"""Rules about the text of a lesson: emptiness, length, headings; must not know pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lernbuild.course.model import Course, Lesson
from lernbuild.diagnostics import Diagnostic, error, info, warning
from lernbuild.markup.nodes import Block, Heading, Node, QuestionPlace
from lernbuild.markup.walking import children_of, plain_text
from lernbuild.rules.each import of_each
from lernbuild.rules.places import lesson_place
from lernbuild.source import Span

LONGEST = 5000
"""Words in one lesson; more is no single sitting."""


def course_empty(course: Course, today: date) -> list[Diagnostic]:
    """Ein Kurs hat keine Lektion.

    Warum: Nur Dateien der Form ``NN-modul/NN-lektion.md`` sind Lektionen; alle anderen werden übergangen.

    Schlecht:

        courses/probe/einstieg.md

    Gut:

        courses/probe/01-modul/01-einstieg.md
    """
    if course.lessons:
        return []
    span = course.file.span(0) if course.file else None
    if course.all_lessons:
        edition = f"Die Ausgabe „{course.variant_name}“" if course.variant else "Die allgemeine Ausgabe"
        message = f"{edition} hat keine Lektion, denn alle gelten nur in einzelnen Ländern."
        hint = "Ergänzen Sie eine Lektion ohne „nur“, oder bauen Sie nur die anderen Ausgaben, zum Beispiel: --variant "
        return [warning("course-empty", message, span, f"{hint}{next(iter(course.settings.variants), 'alle')}")]
    message = "Dieser Kurs hat keine Lektion."
    hint = f"Legen Sie eine an: courses/{course.settings.id}/01-modul/01-einstieg.md"
    return [error("course-empty", message, span, hint)]


def lesson_empty(course: Course, today: date) -> list[Diagnostic]:
    """Eine Lektion hat einen Kopf, aber keinen Text.

    Warum: Lernende öffnen eine leere Seite und haken sie ab.

    Schlecht:

        ---
        titel: Fristen
        ---

    Gut:

        ---
        titel: Fristen
        ---

        Die Frist beträgt drei Wochen.
    """
    return [
        warning(
            "lesson-empty",
            "Diese Lektion hat einen Kopf, aber keinen Text.",
            lesson_place(lesson),
            "Schreiben Sie den Text unter die zweite Zeile mit ---",
        )
        for lesson in course.lessons
        if lesson.kind != "test" and lesson.memo.once("lesson-empty", _is_empty, lesson)
    ]


def _is_empty(lesson: Lesson) -> bool:
    return not lesson.blocks and _has_only_head(lesson)


def _has_only_head(lesson: Lesson) -> bool:
    """True when nothing stands below the head; a text that could not be read has its own message."""
    text = lesson.file.text
    end = text.find("\n---", 3)
    return text.startswith("---") and end >= 0 and not text[end + 4 :].strip()


def lesson_long(course: Course, today: date) -> list[Diagnostic]:
    """Eine Lektion ist zu lang für eine Sitzung.

    Warum: Lernende arbeiten mit Unterbrechungen; abgehakt wird erst am Ende der Seite.

    Schlecht: eine Lektion mit 20.000 Wörtern.

    Gut: mehrere Lektionen von 5 bis 15 Minuten, geteilt an den Überschriften.
    """
    return of_each(course, "lesson-long", _long)


def _long(lesson: Lesson) -> Iterator[Diagnostic]:
    words = _words(lesson)
    if words > LONGEST:
        rounded = f"{round(words, -3):,}".replace(",", ".")
        message = f"Diese Lektion ist mit rund {rounded} Wörtern zu lang für eine Sitzung."
        hint = "Teilen Sie sie an den Überschriften in mehrere Dateien von 5 bis 15 Minuten."
        yield info("lesson-long", message, _first_text(lesson), hint)


def _words(lesson: Lesson) -> int:
    text = plain_text(lesson.blocks)
    return len(re.findall(r"\w+", text)) if len(text) > LONGEST * 3 else 0


def _first_text(lesson: Lesson) -> Span:
    return lesson.blocks[0].span if lesson.blocks else lesson_place(lesson)


def heading_level_one(course: Course, today: date) -> list[Diagnostic]:
    """Eine Überschrift mit einem # steht im Text.

    Warum: Jede Seite hat genau eine Überschrift erster Ordnung, den Titel der Lektion. Wer mit einem
    Vorleseprogramm von Überschrift zu Überschrift springt, verlässt sich darauf.

    Schlecht:

        # Fristen im Verfahren

    Gut:

        ## Fristen im Verfahren
    """
    return of_each(course, "heading-level-one", _first_level)


def _first_level(lesson: Lesson) -> Iterator[Diagnostic]:
    message = "Die Überschrift mit einem # ist dem Titel der Lektion vorbehalten."
    for heading in _headings(lesson):
        if heading.level == 1:
            hint = f"Schreiben Sie: #{_line(heading).text.strip()}"
            yield warning("heading-level-one", message, _line(heading), hint)


def heading_jump(course: Course, today: date) -> list[Diagnostic]:
    """Eine Überschrift überspringt eine Ebene.

    Warum: Die Ebenen sind die Gliederung der Seite; eine fehlende klingt vorgelesen wie ein fehlender Abschnitt.

    Schlecht:

        ## Fristen

        #### Drei Wochen

    Gut:

        ## Fristen

        ### Drei Wochen
    """
    return of_each(course, "heading-jump", _jumps)


def _jumps(lesson: Lesson) -> Iterator[Diagnostic]:
    level = 1
    for heading in _headings(lesson):
        if (heading.level > level + 1 and level > 1) or (heading.level > 2 and level == 1 and heading.level != 1):
            yield _jump(heading, level)
        level = heading.level


def _jump(heading: Heading, level: int) -> Diagnostic:
    line = _line(heading)
    title = line.text.strip().lstrip("#").strip()
    before = f"Auf eine Überschrift mit {'#' * level} folgt eine" if level > 1 else "Die erste Überschrift ist eine"
    message = f"{before} mit {'#' * heading.level}."
    return warning("heading-jump", message, line, f"Schreiben Sie: {'#' * (level + 1)} {title}")


def _headings(lesson: Lesson) -> list[Heading]:
    """Headings of the running text in order; steps of a case are no part of the outline."""
    found: list[Heading] = []
    stack: list[Node] = list(reversed(lesson.blocks))
    while stack:
        node = stack.pop()
        if isinstance(node, Heading):
            found.append(node)
        elif isinstance(node, QuestionPlace):
            continue
        elif isinstance(node, Block) or hasattr(node, "children"):
            stack.extend(reversed(list(children_of(node))))
    return found


def _line(heading: Heading) -> Span:
    return heading.span.file.span(heading.span.start)
