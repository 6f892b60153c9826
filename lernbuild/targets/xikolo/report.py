"""``BERICHT.md``: what became of every question, and what else the platform does otherwise; German."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lernbuild.course.model import Lesson
from lernbuild.targets.xikolo.outline import Edition
from lernbuild.targets.xikolo.quiz import MANY, ONE, TEXT, Mapped

_NAMES = {ONE: "Einfachauswahl", MANY: "Mehrfachauswahl", TEXT: "Freitext"}
OUR_NAMES = {
    "choice": "Auswahl", "multiple": "Mehrfachauswahl", "truefalse": "Richtig oder falsch", "gap": "Lückentext",
    "number": "Zahl", "matching": "Zuordnung", "ordering": "Reihenfolge", "text": "Kurztext", "hotspot": "Bildstelle",
    "essay": "Freitext", "likert": "Skala", "branch": "Fall",
}  # fmt: skip


def became(one: Mapped) -> str:
    """In a few words: „3 × Einfachauswahl“, „Text mit Musterlösung“, „weggelassen“."""
    if one.in_text:
        return "Text zum Aufklappen"
    if not one.asked:
        return "weggelassen"
    kinds = [asked.kind for asked in one.asked]
    return ", ".join(
        f"{kinds.count(kind)} × {_NAMES[kind]}" if len(kinds) > 1 else _NAMES[kind] for kind in dict.fromkeys(kinds)
    )


def left_out(edition: Edition) -> list[tuple[Lesson, Mapped]]:
    """The questions that the platform does not get."""
    return [(lesson, one) for lesson, one in edition.mapped if one.reason]


def report(edition: Edition) -> str:
    """Markdown: counts, what was left out and why, what became of each question."""
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: Edition) -> Iterator[str]:
    settings = edition.course.settings
    quizzes = edition.quizzes
    yield f"# Bericht zum Export: {settings.title}"
    yield ""
    asked = sum(len(quiz.questions) for quiz in quizzes)
    yield f"Fassung {settings.version}. Aus {len(edition.mapped)} Fragen des Kurses werden {asked} Fragen in "
    yield f"{len(quizzes)} Quizzen der Plattform."
    yield ""
    yield "## Weggelassen"
    yield ""
    gone = left_out(edition)
    yield from (f"- {_where(lesson, one)}: {one.reason}" for lesson, one in gone)
    if not gone:
        yield "Nichts. Jede Frage ist auf der Plattform."
    yield ""
    yield "## Was die Plattform anders macht"
    yield ""
    yield from (f"- {line}" for line in differences(edition))
    yield ""
    yield "## Was aus jeder Frage wurde"
    yield ""
    yield "| Lektion | Frage | im Kurs | auf der Plattform | Anmerkung |"
    yield "| --- | --- | --- | --- | --- |"
    for lesson, one in edition.mapped:
        notes = " ".join(one.notes) or one.reason
        cells = [lesson.title, one.title, OUR_NAMES.get(one.kind, one.kind), became(one), notes]
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def differences(edition: Edition) -> Iterator[str]:
    """What holds for the whole course; each a German sentence or two."""
    course = edition.course
    percent = f"{course.settings.completion.pass_percent:g}".replace(".", ",")
    yield (
        "Bestanden ist ein gewertetes Quiz auf der Plattform ab 50 Prozent (Voreinstellung), "
        f"im Kurs ab {percent} Prozent. Fragen Sie den Betreiber."
    )
    yield "Ein Text gilt als bearbeitet, sobald er einmal geöffnet wurde."
    yield "Freitext zählt als richtig, wenn die Lösung irgendwo in der Antwort steht: „13“ gilt dann auch für „3“."
    if edition.factor > 1:
        yield (
            f"In gewerteten Quizzen zählt jeder Punkt des Kurses {edition.factor} Punkte. So wiegen die Teile einer "
            "aufgeteilten Frage zusammen so viel wie die Frage."
        )
    drawn = [lesson.title for lesson in course.lessons if lesson.test and lesson.test.draw]
    if drawn:
        yield f"Die Plattform lost keine Fragen aus: {_listed(drawn)} enthält alle Fragen, die im Kurs zur Wahl stehen."
    if course.lands:
        yield "Die Plattform fragt nicht nach dem Land: Was nur für ein Land gilt, steht unter dessen Namen."
    dated = [lesson.title for lesson in course.lessons if lesson.valid_until or lesson.valid_from]
    if dated:
        yield f"Abgelaufene Texte blendet die Plattform nicht aus: {_listed(dated)}. Prüfen Sie sie von Hand."


def _listed(titles: Sequence[str]) -> str:
    return ", ".join(f"„{title}“" for title in titles)


def _where(lesson: Lesson, one: Mapped) -> str:
    return f"Lektion „{lesson.title}“, {OUR_NAMES.get(one.kind, one.kind)} „{one.title}“"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "&#124;").split()) or " "
