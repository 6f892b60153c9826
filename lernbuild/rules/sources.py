"""Rules about what texts rest on: facts and approvals; must not know pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lernbuild.course.approvals import ROLES, Approval, is_current
from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.course.words import german_date, listed, nearest
from lernbuild.diagnostics import Diagnostic, error, info, warning
from lernbuild.markup.nodes import Block, FactValue
from lernbuild.rules.each import of_each
from lernbuild.source import Span


def question_on_unsure_fact(course: Course, today: date) -> list[Diagnostic]:
    """Eine Frage oder der markierte Kern einer Lektion stützt sich auf einen ungeprüften Fakt.

    Warum: Was niemand geprüft hat (``modellwissen``, ``offen``), darf nicht als richtig oder falsch gewertet werden.

    Schlecht: eine Frage mit ``{{bearbeitungszeit}}``, deren Fakt ``pruefstatus: modellwissen`` hat.

    Gut: Belegen Sie den Fakt am Gesetz und setzen Sie ``pruefstatus: gesetzestext``, oder fragen Sie etwas anderes.
    """
    out: list[Diagnostic] = []
    for what, key, span in of_each(course, "relied-on", _relied_on):
        fact = course.facts.get(key.partition(".")[0])
        if fact is None or fact.sure:
            continue
        message = f"{what} stützt sich auf den Fakt „{fact.id}“ mit dem Prüfstatus „{fact.state}“."
        hint = "Belegen Sie den Fakt und ändern Sie seinen Prüfstatus, oder nehmen Sie einen anderen."
        out.append(warning("question-on-unsure-fact", message, span, hint, related=(fact.span,)))
    return out


def _relied_on(lesson: Lesson) -> Iterator[tuple[str, str, Span]]:
    for value in find(lesson.questions, FactValue):
        yield "Diese Frage", value.key, value.span
    for node in find(lesson.blocks, Block):
        if node.attributes.has("kern"):
            for inner in find(node.children, FactValue):
                yield "Der Kern dieser Lektion", inner.key, inner.span


def approval_stale(course: Course, today: date) -> list[Diagnostic]:
    """Eine Freigabe gilt nicht mehr, weil sich der Text seither geändert hat.

    Warum: Freigegeben ist genau der Text, den jemand gelesen hat. Jede Änderung an Text, Fragen, Fakten oder
    Bausteinen hebt die Freigabe auf.

    Schlecht: eine Lektion nach der Freigabe ändern.

    Gut: den geänderten Text erneut lesen lassen und freigeben:
    ``lernbuild approve KURS/LEKTION --by NAME --role ROLLE``.
    """
    out: list[Diagnostic] = []
    lessons = {lesson.key: lesson for lesson in course.lessons}
    keys = [one.key for one in course.all_lessons]
    for key, roles in course.approvals.items():
        first: Approval = next(iter(roles.values()))
        if key not in keys:
            meant = nearest(key, keys)
            hint = f"Gemeint ist wohl: {meant}" if meant else "Löschen Sie den Eintrag."
            out.append(info("approval-stale", f"Die freigegebene Lektion „{key}“ gibt es nicht.", first.span, hint))
        elif key in lessons:
            stale = [one for one in roles.values() if one.digest != lessons[key].digest]
            out += [_stale(course, lessons[key], stale)] if stale else []
    return out


def approval_missing(course: Course, today: date) -> list[Diagnostic]:
    """Eine Lektion ist nicht freigegeben (nur bei ``lernbuild build --release``).

    Warum: Veröffentlicht wird nur, was in beiden Rollen gelesen ist: ``fachlich`` (stimmt es?) und ``redaktionell``
    (ist es verständlich?). Fehlt die fachliche Freigabe, steht außerdem auf jeder Seite „Entwurf“.

    Schlecht: ``lernbuild build --release``, ohne dass jemand die Lektion gelesen hat.

    Gut: ``lernbuild approve --list`` zeigt, was fehlt; danach
    ``lernbuild approve KURS/LEKTION --by NAME --role ROLLE``.
    """
    return [_missing(course, lesson) for lesson in course.lessons if _open_roles(course, lesson)]


def _open_roles(course: Course, lesson: Lesson) -> list[str]:
    return [role for role in ROLES if not is_current(course.approvals, lesson.key, lesson.digest, role)]


def _missing(course: Course, lesson: Lesson) -> Diagnostic:
    given = course.approvals.get(lesson.key, {})
    words = [f"{role} ({'überholt' if role in given else 'fehlt'})" for role in _open_roles(course, lesson)]
    message = f"Die Lektion „{lesson.title}“ ist nicht freigegeben: {listed(words)}."
    role = _open_roles(course, lesson)[0]
    hint = f"Lassen Sie sie lesen: lernbuild approve {course.settings.id}/{lesson.key} --by NAME --role {role}"
    return error("approval-missing", message, lesson.span, hint)


def _stale(course: Course, lesson: Lesson, stale: list[Approval]) -> Diagnostic:
    given = [f"{one.name} ({one.role}{', ' + german_date(one.day) if one.day else ''})" for one in stale]
    message = f"Seit der Freigabe durch {listed(given)} hat sich diese Lektion geändert."
    hint = f"Lassen Sie sie erneut lesen: lernbuild approve {course.settings.id}/{lesson.key} --by NAME"
    return info("approval-stale", message, lesson.span, f"{hint} --role {stale[0].role}")
