"""The rule about the size of a learner's state; must not know how a state is written."""

from __future__ import annotations

from datetime import date

from lernbuild.course.model import Course
from lernbuild.course.state_size import LIMIT, worst_case
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.rules.places import course_place

_HELP = {
    "fragen": "Verringern Sie die Zahl der Fragen, oder lassen Sie Lernkontrollen ziehen, zum Beispiel: ziehen: 20",
    "lektionen": "Teilen Sie den Kurs in zwei Kurse, oder fassen Sie kurze Lektionen zusammen.",
    "pruefungen": "Fassen Sie Lernkontrollen zusammen, oder begrenzen Sie die Abgaben, zum Beispiel: versuche: 3",
}


def state_too_large(course: Course, today: date) -> list[Diagnostic]:
    """Der Lernstand des Kurses kann länger werden, als Lernplattformen speichern.

    Warum: SCORM sichert nur rund 4.000 Zeichen zu. Was darüber liegt, schneidet die Lernplattform ab, und Lernende
    verlieren ihren Stand. Der Bau rechnet deshalb mit dem ungünstigsten Fall. Eine Seite mit 5.000 Fragen überschreitet
    ihn, zwanzig gezogene Fragen aus demselben Vorrat passen.
    """
    size = worst_case(course)
    if size.fits:
        return []
    message = f"Der Lernstand kann {size.bound} Zeichen lang werden, Lernplattformen speichern {LIMIT}."
    return [error("state-too-large", message, course_place(course, "id"), _HELP[size.largest])]
