"""``datenschutz.md``: every element that a package writes, for what, and whether it tells of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lernbuild.course.model import Course
from lernbuild.frozen import frozen

LEVELS = {"minimal": 0, "standard": 1, "voll": 2}
_LEVEL_WORDS = {
    "minimal": "Das LMS erhält nur, ob der Kurs abgeschlossen ist, und den Lernstand zum Weiterlernen.",
    "standard": "Das LMS erhält Status, Lernstand, Ergebnis, Lernzeit und die Antworten auf Fragen der Lernkontrollen.",
    "voll": "Das LMS erhält auch die Antworten auf Übungsfragen und die Zeit je Antwort.",
}


@frozen
class Element:
    """One element of a standard; ``level`` is the privacy level from which it is written."""

    name: str
    purpose: str
    level: int = 0
    read: bool = False


_STATE = "Lernstand: bearbeitete Lektionen, Antworten (auch eigene Texte), Versuche; kein Name"
_NAME = "gelesen für den Teilnahmenachweis, den Lernende selbst drucken; weder gespeichert noch weitergegeben"
_TOTAL = "gelesen, wenn jemand den Teilnahmenachweis öffnet: Lernzeit früherer Sitzungen"
_12 = (
    Element(
        "cmi.core.student_id", "gelesen, um einen unterbrochenen Lernstand wiederzufinden; nicht weitergegeben", 0, True
    ),
    Element("cmi.core.student_name", _NAME, 0, True),
    Element("cmi.core.lesson_status", "Status: in Arbeit, abgeschlossen, bestanden, nicht bestanden"),
    Element("cmi.core.lesson_location", "Lesezeichen: Nummer der letzten Lektion"),
    Element("cmi.core.exit", "fester Wert „suspend“, damit der Stand erhalten bleibt"),
    Element("cmi.suspend_data", _STATE),
    Element("cmi.core.score.raw, .min, .max", "Ergebnis der Lernkontrollen in Prozent", 1),
    Element("cmi.core.session_time", "Lernzeit dieser Sitzung", 1),
    Element("cmi.core.total_time", _TOTAL, 1, True),
    Element("cmi.interactions.n.*", "Antworten auf Fragen der Lernkontrollen mit Ergebnis und Uhrzeit", 1),
    Element("cmi.objectives.n.*", "Ergebnis je Lernziel", 1),
    Element("cmi.interactions.n.latency", "Zeit bis zur Antwort; dazu Antworten auf Übungsfragen", 2),
)
_2004 = (
    Element(
        "cmi.learner_id", "gelesen, um einen unterbrochenen Lernstand wiederzufinden; nicht weitergegeben", 0, True
    ),
    Element("cmi.learner_name", _NAME, 0, True),
    Element(
        "cmi.completion_status, cmi.success_status", "Status: in Arbeit, abgeschlossen, bestanden, nicht bestanden"
    ),
    Element("cmi.location", "Lesezeichen: Nummer der letzten Lektion"),
    Element("cmi.exit", "fester Wert „suspend“, damit der Stand erhalten bleibt"),
    Element("cmi.suspend_data", _STATE),
    Element("cmi.score.raw, .min, .max, .scaled", "Ergebnis der Lernkontrollen in Prozent", 1),
    Element("cmi.session_time", "Lernzeit dieser Sitzung", 1),
    Element("cmi.total_time", _TOTAL, 1, True),
    Element("cmi.interactions.n.*", "Antworten auf Fragen der Lernkontrollen mit Ergebnis und Uhrzeit", 1),
    Element("cmi.objectives.n.*", "Ergebnis je Lernziel", 1),
    Element("cmi.interactions.n.latency", "Zeit bis zur Antwort; dazu Antworten auf Übungsfragen", 2),
)
_XAPI = (
    Element(
        "actor", "vom LMS vorgegeben und unverändert zurückgegeben; ein Name darin steht auf dem Teilnahmenachweis"
    ),
    Element("initialized, terminated", "Beginn und Ende der Sitzung"),
    Element("completed, passed, failed", "Abschluss und Bestehen"),
    Element("State (lernbuild)", _STATE),
    Element("experienced", "abgeschlossene Lektionen", 1),
    Element("result.score, result.duration", "Ergebnis und Lernzeit", 1),
    Element("answered", "Antworten auf Fragen der Lernkontrollen mit Ergebnis und Uhrzeit", 1),
    Element("answered (Übung)", "Antworten auf Übungsfragen und Zeit bis zur Antwort", 2),
)
_ALWAYS = (
    "Das Paket ruft keine andere Adresse auf: keine Schriften, keine Zähler, keine Cookies.",
    "Antworten werden im Browser ausgewertet. Empfänger ist allein Ihre Lernplattform.",
    "Geht eine Verbindung verloren, bleibt ein Protokoll im Browser, bis die Lernplattform den Stand hat.",
    "Textgröße, Vorlesen, gemerkte Seiten und eine abgeschaltete Zeitbegrenzung stehen nur im Browser des Geräts "
    "(localStorage, ohne Namen), und nur, wenn Lernende sie einstellen. Die Lernplattform erhält davon nichts.",
    "Vorgelesen wird nur mit einer Stimme, die auf dem Gerät liegt. Der Suchbegriff verlässt die Seite nicht.",
    "Der Teilnahmenachweis entsteht im Browser. Gibt die Lernplattform keinen Namen, wird er erfragt und nicht "
    "gespeichert.",
    "„Fehler melden“ öffnet eine E-Mail oder eine Seite; gesendet wird nur, was Lernende selbst absenden.",
)
_WEB = (Element("localStorage", f"{_STATE}; bleibt auf diesem Gerät"),)

TABLES = {
    "scorm12": ("SCORM 1.2", _12),
    "scorm2004": ("SCORM 2004", _2004),
    "cmi5": ("cmi5", _XAPI),
    "xapi": ("xAPI", _XAPI),
    "web": ("Webausgabe", _WEB),
}


def privacy_note(course: Course, targets: Sequence[str]) -> str:
    """Markdown for the data protection officer: level, elements per standard, what does not happen."""
    return "\n".join(_lines(course, targets)) + "\n"


def _lines(course: Course, targets: Sequence[str]) -> Iterator[str]:
    settings = course.settings
    level = LEVELS[settings.privacy]
    yield f"# Datenschutz: {settings.title}"
    yield ""
    yield f"Fassung {settings.version}. Stufe „{settings.privacy}“: {_LEVEL_WORDS[settings.privacy]}"
    yield ""
    yield from (f"- {line}" for line in _ALWAYS)
    for target in targets:
        if target not in TABLES:
            continue
        label, elements = TABLES[target]
        yield ""
        yield f"## {label}"
        yield ""
        yield "| Element | Zweck | Art | Personenbezug |"
        yield "| --- | --- | --- | --- |"
        for one in elements:
            if one.level <= level:
                kind = "gelesen" if one.read else "geschrieben"
                yield f"| {one.name} | {one.purpose} | {kind} | {_personal(target)} |"


def _personal(target: str) -> str:
    return "nur auf dem eigenen Gerät" if target == "web" else "über das Konto in der Lernplattform"
