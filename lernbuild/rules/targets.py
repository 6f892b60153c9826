"""Rules about settings that single output formats need; must not know how a format is written."""

from __future__ import annotations

from datetime import date

from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic, info
from lernbuild.rules.places import course_place


def cmi5_iri_missing(course: Course, today: date) -> list[Diagnostic]:
    """Ein Kurs für cmi5 oder xAPI hat keine eigene Adresse.

    Warum: In einer Datenbank für Lerndaten (LRS) heißt der Kurs nach seiner Adresse. Ohne `iri` lautet sie
    https://lernbuild.invalid/<id>. Das funktioniert, doch ein anderer Kurs mit derselben id wäre nicht zu
    unterscheiden. Die Adresse muss nicht im Internet erreichbar sein und soll sich nie ändern.

    Schlecht:

        ziele: [cmi5, web]

    Gut:

        ziele: [cmi5, web]
        iri: https://example.org/kurse/basiswissen
    """
    settings = course.settings
    if settings.iri or not {"cmi5", "xapi"} & set(settings.targets):
        return []
    message = f"Ohne „iri“ heißt dieser Kurs in Lerndaten https://lernbuild.invalid/{settings.id}."
    hint = f"Ergänzen Sie eine Adresse Ihrer Einrichtung, zum Beispiel: iri: https://example.org/kurse/{settings.id}"
    return [info("cmi5-iri-missing", message, course_place(course, "ziele"), hint)]
