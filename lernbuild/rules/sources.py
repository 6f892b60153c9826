"""Rules about what texts rest on: facts and approvals; must not know pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lernbuild.course.approvals import Approval
from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.course.words import german_date, nearest
from lernbuild.diagnostics import Diagnostic, info, warning
from lernbuild.markup.nodes import Block, FactValue


def question_on_unsure_fact(course: Course, today: date) -> list[Diagnostic]:
    """Eine Frage oder der markierte Kern einer Lektion stützt sich auf einen ungeprüften Fakt.

    Warum: Was niemand geprüft hat (``modellwissen``, ``offen``), darf nicht als richtig oder falsch gewertet werden.

    Schlecht: eine Frage mit ``{{bearbeitungszeit}}``, deren Fakt ``pruefstatus: modellwissen`` hat.

    Gut: Belegen Sie den Fakt am Gesetz und setzen Sie ``pruefstatus: gesetzestext``, oder fragen Sie etwas anderes.
    """
    out: list[Diagnostic] = []
    for lesson in course.lessons:
        for what, value in _relied_on(lesson):
            fact = course.facts.get(value.key.partition(".")[0])
            if fact is None or fact.sure:
                continue
            message = f"{what} stützt sich auf den Fakt „{fact.id}“ mit dem Prüfstatus „{fact.state}“."
            hint = "Belegen Sie den Fakt und ändern Sie seinen Prüfstatus, oder nehmen Sie einen anderen."
            out.append(warning("question-on-unsure-fact", message, value.span, hint, related=(fact.span,)))
    return out


def _relied_on(lesson: Lesson) -> Iterator[tuple[str, FactValue]]:
    for value in find(lesson.questions, FactValue):
        yield "Diese Frage", value
    for node in find(lesson.blocks, Block):
        if node.attributes.has("kern"):
            for inner in find(node.children, FactValue):
                yield "Der Kern dieser Lektion", inner


def approval_stale(course: Course, today: date) -> list[Diagnostic]:
    """Eine Freigabe gilt nicht mehr, weil sich der Text seither geändert hat.

    Warum: Freigegeben ist genau der Text, den jemand gelesen hat. Jede Änderung an Text, Fragen, Fakten oder
    Bausteinen hebt die Freigabe auf.

    Schlecht: eine Lektion nach der Freigabe ändern.

    Gut: den geänderten Text erneut lesen lassen und freigeben: ``lernbuild approve LEKTION --by NAME --role ROLLE``.
    """
    out: list[Diagnostic] = []
    lessons = {lesson.key: lesson for lesson in course.lessons}
    keys = [one.key for one in course.all_lessons]
    for key, approval in course.approvals.items():
        if not isinstance(approval, Approval):
            continue
        if key not in keys:
            meant = nearest(key, keys)
            hint = f"Gemeint ist wohl: {meant}" if meant else "Löschen Sie den Eintrag."
            out.append(info("approval-stale", f"Die freigegebene Lektion „{key}“ gibt es nicht.", approval.span, hint))
        elif key in lessons and not lessons[key].approved:
            day = f" am {german_date(approval.day)}" if approval.day else ""
            message = f"Seit der Freigabe{day} durch {approval.name} hat sich diese Lektion geändert."
            hint = f"Lassen Sie sie erneut prüfen: lernbuild approve {key}"
            out.append(info("approval-stale", message, lessons[key].span, hint))
    return out
