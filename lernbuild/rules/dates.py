"""Rules about dates: what is overdue, what ends soon; the only rules that look at the day of the run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.course.uses import FactUse, fact_uses
from lernbuild.course.words import german_date
from lernbuild.diagnostics import Diagnostic, info, warning
from lernbuild.markup.dates import Dates, read_dates
from lernbuild.markup.nodes import Block
from lernbuild.rules.each import of_each
from lernbuild.rules.places import course_place, lesson_place
from lernbuild.source import Span


def check_overdue(course: Course, today: date) -> list[Diagnostic]:
    """Der Prüftermin des Kurses, einer Lektion, eines Blocks oder einer Frage ist vorbei.

    Warum: Recht ändert sich. Nach diesem Tag sagt der Kurs den Lernenden, dass er geprüft werden muss.

    Schlecht:

        pruefen-bis: 2020-01-01

    Gut: Prüfen Sie den Text, setzen Sie ``rechtsstand`` auf den Tag der Prüfung und ``pruefen-bis`` neu.

        rechtsstand: 2026-08-19
        pruefen-bis: 2027-08-19
    """
    out: list[Diagnostic] = []
    hint = "Prüfen Sie den Text auf den Stand des Rechts und setzen Sie „rechtsstand“ und „pruefen-bis“ neu."
    day = course.settings.check_by
    if day is not None and day < today:
        message = f"Dieser Kurs sollte bis {german_date(day)} geprüft werden."
        out.append(warning("check-overdue", message, course_place(course, "pruefen-bis"), hint))
    for lesson in course.lessons:
        if lesson.check_by is not None and lesson.check_by < today:
            message = f"Diese Lektion sollte bis {german_date(lesson.check_by)} geprüft werden."
            out.append(warning("check-overdue", message, lesson_place(lesson, "pruefen-bis", "check-by"), hint))
    hint = "Prüfen Sie den Text auf den Stand des Rechts und setzen Sie „pruefen-bis“ neu."
    for what, dates, span in _parts(course):
        if dates.check_by is not None and dates.check_by < today:
            message = f"{what} sollte bis {german_date(dates.check_by)} geprüft werden."
            out.append(warning("check-overdue", message, span, hint))
    return out


def lesson_expired(course: Course, today: date) -> list[Diagnostic]:
    """Eine Lektion gilt nicht mehr (``gueltig-bis`` ist vorbei).

    Warum: Lernende lesen Recht, das nicht mehr gilt.

    Schlecht:

        gueltig-bis: 2020-12-31

    Gut: Überarbeiten Sie die Lektion und löschen Sie die Zeile, oder löschen Sie die Lektion.
    """
    hint = "Überarbeiten oder löschen Sie die Lektion."
    return [
        warning(
            "lesson-expired",
            f"Diese Lektion galt nur bis {german_date(lesson.valid_until)}.",
            lesson_place(lesson, "gueltig-bis", "valid-until"),
            hint,
        )
        for lesson in course.lessons
        if lesson.valid_until is not None and lesson.valid_until < today
    ]


def block_expired(course: Course, today: date) -> list[Diagnostic]:
    """Ein Block gilt nicht mehr (``gueltig-bis`` ist vorbei).

    Warum: Lernende lesen eine Regel, die nicht mehr gilt. Ein gebautes Paket sagt es ihnen ab diesem Tag selbst.

    Schlecht:

        ::: achtung Übergangsregel {gueltig-bis=2020-12-31}
        Bis Ende des Jahres gelten beide Formulare.
        :::

    Gut: Löschen Sie den Block, oder verlängern Sie ihn, wenn die Regel weiter gilt.
    """
    return [
        warning(
            "block-expired",
            f"Dieser Block galt nur bis {german_date(dates.valid_until)}.",
            span,
            "Überarbeiten oder löschen Sie den Block.",
        )
        for what, dates, span in _parts(course)
        if what == _BLOCK and dates.valid_until is not None and dates.valid_until < today
    ]


_BLOCK = "Dieser Block"


def _parts(course: Course) -> list[tuple[str, Dates, Span]]:
    """Blocks and questions with dates of their own, each once, with its first line."""
    return of_each(course, "dated-parts", _parts_of)


def _parts_of(lesson: Lesson) -> Iterator[tuple[str, Dates, Span]]:
    seen: set[tuple[str, int]] = set()
    for block in find((lesson.blocks, lesson.footnotes), Block):
        place = (block.span.file.path, block.span.start)
        if (dates := read_dates(block.attributes)) and place not in seen:
            seen.add(place)
            yield _BLOCK, dates, block.span.file.span(block.span.start)
    for question in lesson.questions:
        if question.dates:
            yield "Diese Frage", question.dates, question.span


def question_expired(course: Course, today: date) -> list[Diagnostic]:
    """Eine Frage wird nicht mehr neu gezogen (``gueltig-bis`` ist vorbei).

    Warum: Die Auswahl der Lernkontrolle wird kleiner.

    Schlecht:

        ::: frage Was kostet es? {gueltig-bis=2020-12-31}
        Antwort: 411
        :::

    Gut:

        ::: frage Was kostet es?
        Antwort: {{gebuehr}}
        :::
    """
    out: list[Diagnostic] = []
    for lesson in course.lessons:
        for question in lesson.questions:
            end = question.dates.valid_until
            if end is not None and end < today:
                message = f"Diese Frage galt nur bis {german_date(end)} und wird nicht mehr neu gezogen."
                out.append(info("question-expired", message, question.span, "Überarbeiten oder löschen Sie die Frage."))
    return out


def fact_expiring(course: Course, today: date) -> list[Diagnostic]:
    """Ein Wert endet, bevor der Text wieder geprüft wird.

    Warum: Bis zum Prüftermin stünde ein Wert im Kurs, der nicht mehr gilt. Lernende sehen ab dem Ende des Werts
    den Hinweis „Diese Angabe galt bis …“.

    Schlecht: ein Wert mit ``bis: 2026-12-31`` in einem Kurs mit ``pruefen-bis: 2027-06-01``.

    Gut: ``pruefen-bis: 2026-12-31``, oder der Wert des nächsten Jahres ist in der Faktendatei eingetragen und der
    Rechtsstand entsprechend neu gesetzt.
    """
    out: list[Diagnostic] = []
    for use in fact_uses(course):
        limit = use.lesson.check_by or course.settings.check_by
        if use.until is None or (use.until >= today and (limit is None or use.until >= limit)):
            continue
        out.append(_ends(course, use, use.until, limit, today))
    return out


def _ends(course: Course, use: FactUse, until: date, limit: date | None, today: date) -> Diagnostic:
    name = use.fact.partition(".")[0]
    if until < today:
        message = f"Der Wert von „{name}“ galt nur bis {german_date(until)}."
        fact = course.facts.get(name)
        if fact is not None and fact.at(today) is not None:
            hint = f"Ein neuer Wert ist hinterlegt; prüfen Sie den Text und schreiben Sie: rechtsstand: {_next(until)}"
        else:
            hint = f"Ergänzen Sie in der Faktendatei den neuen Wert: - {{ab: {_next(until)}, wert: …}}"
        return warning("fact-expiring", message, use.span, hint)
    assert limit is not None
    message = f"Der Wert von „{name}“ gilt bis {german_date(until)}, geprüft wird erst bis {german_date(limit)}."
    hint = f"Setzen Sie den Termin früher: pruefen-bis: {until.isoformat()}"
    return warning("fact-expiring", message, use.span, hint)


def _next(day: date) -> str:
    return date.fromordinal(day.toordinal() + 1).isoformat()
