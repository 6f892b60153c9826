"""Rules about test pages and what completes a course; must not know pages or LMSs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from lernbuild.course.model import Course, Lesson
from lernbuild.course.words import listed, nearest
from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.rules.places import course_place, lesson_place


def test_empty(course: Course, today: date) -> list[Diagnostic]:
    """Eine Lernkontrolle enthält keine Frage, die zählt.

    Warum: Wer sie öffnet, kann nichts abgeben und den Kurs nicht bestehen.

    Schlecht:

        ---
        titel: Lernkontrolle
        typ: test
        ---

        Hier folgen die Fragen.

    Gut:

        ---
        titel: Lernkontrolle
        typ: test
        ---

        ::: frage Wer entscheidet?
        - (x) Die Ausländerbehörde
        - ( ) Der Arbeitgeber
        :::
    """
    hint = "Ergänzen Sie mindestens eine Frage, die erste Zeile lautet: ::: frage …"
    where = f" in der Ausgabe „{course.variant_name}“" if course.variant else ""
    out: list[Diagnostic] = []
    for lesson in _tests(course):
        if not lesson.broken_questions and not any(question.points for question in lesson.questions):
            counting = ", die zählt: Umfragen und Fälle haben keine Punkte" if lesson.questions else ""
            message = f"Diese Lernkontrolle enthält{where} keine Frage{counting}."
            out.append(error("test-empty", message, lesson_place(lesson, "typ"), hint))
    return out


def test_draw_too_many(course: Course, today: date) -> list[Diagnostic]:
    """Es sollen mehr Fragen gezogen werden, als die Seite hat.

    Warum: Die Zahl der Fragen steht im Ergebnis; sie muss stimmen.

    Schlecht:

        ---
        titel: Lernkontrolle
        typ: test
        ziehen: 20
        ---

        ::: frage Wer entscheidet?
        - (x) Die Ausländerbehörde
        - ( ) Der Arbeitgeber
        :::

    Gut:

        ---
        titel: Lernkontrolle
        typ: test
        ziehen: 1
        ---

        ::: frage Wer entscheidet?
        - (x) Die Ausländerbehörde
        - ( ) Der Arbeitgeber
        :::
    """
    out: list[Diagnostic] = []
    for lesson in _tests(course):
        if lesson.test is None or lesson.test.draw is None or not lesson.questions or lesson.broken_questions:
            continue
        place = lesson_place(lesson, "ziehen", "draw")
        if isinstance(lesson.test.draw, Mapping):
            out += _too_many_by_objective(course, lesson, lesson.test.draw)
        elif lesson.test.draw > len(lesson.questions):
            count = len(lesson.questions)
            rest = f"{count} {_questions(count)}"
            start = (
                f"In der Ausgabe „{course.variant_name}“ können aus {rest}" if course.variant else f"Aus {rest} können"
            )
            message = f"{start} nicht {lesson.test.draw} gezogen werden."
            out.append(error("test-draw-too-many", message, place, f"Schreiben Sie höchstens: ziehen: {count}"))
    return out


def _questions(count: int) -> str:
    return "Frage" if count == 1 else "Fragen"


def _too_many_by_objective(course: Course, lesson: Lesson, draw: Mapping[str, int]) -> list[Diagnostic]:
    counts = Counter(question.objective for question in lesson.questions)
    known = [goal.key for goal in course.objectives]
    place = lesson_place(lesson, "ziehen", "draw")
    out: list[Diagnostic] = []
    for key, wanted in draw.items():
        if key not in known and key not in counts:
            out.append(_no_objective(key, known, place))
        elif wanted > counts[key]:
            count = counts[key]
            message = f"Zum Lernziel „{key}“ gibt es {count} {_questions(count)}, gezogen werden sollen {wanted}."
            hint = f"Schreiben Sie höchstens: ziehen: {{{key}: {count}}}"
            out.append(error("test-draw-too-many", message, place, hint))
    return out


def _no_objective(key: str, known: list[str], place: object) -> Diagnostic:
    meant = nearest(key, known)
    message = f"Das Lernziel „{key}“ gibt es nicht"
    message += f", gemeint ist wohl „{meant}“." if meant else "."
    hint = (
        f"Schreiben Sie: {meant}"
        if meant
        else f"Legen Sie es in kurs.yaml an: lernziele: {{{key}: Was Sie danach können}}"
    )
    return error("objective-unknown", message, place, hint)  # type: ignore[arg-type]


def objective_unknown(course: Course, today: date) -> list[Diagnostic]:
    """Eine Frage nennt ein Lernziel, das weder der Kurs noch eine Lektion hat.

    Warum: Ergebnisse werden nach Lernzielen gemeldet; ein Tippfehler legt sonst ein neues an.

    Schlecht:

        ---
        titel: Fristen
        lernziele:
          fristen: Sie nennen die Frist.
        ---

        ::: frage Wie viele Wochen? {lernziel=frist}
        Antwort: 3
        :::

    Gut:

        ---
        titel: Fristen
        lernziele:
          fristen: Sie nennen die Frist.
        ---

        ::: frage Wie viele Wochen? {lernziel=fristen}
        Antwort: 3
        :::
    """
    known = [goal.key for goal in course.objectives]
    return [
        _no_objective(question.objective, known, question.span)
        for lesson in course.lessons
        for question in lesson.questions
        if question.objective and question.objective not in known
    ]


def completion_unknown(course: Course, today: date) -> list[Diagnostic]:
    """``abschluss`` nennt eine Lektion oder Lernkontrolle, die es nicht gibt.

    Warum: Der Kurs wäre nie abgeschlossen.

    Schlecht:

        abschluss:
          test: lernkontrole

    Gut:

        abschluss:
          test: lernkontrolle
    """
    completion = course.settings.completion
    keys = [one.key for one in course.all_lessons]
    tests = [lesson.key for lesson in _tests(course)]
    out: list[Diagnostic] = []
    if completion.test and completion.test not in tests:
        place = course_place(course, "abschluss", "test")
        meant = nearest(completion.test, tests) or (tests[0] if len(tests) == 1 else None)
        message = f"Die Lernkontrolle „{completion.test}“ gibt es nicht"
        message += f", gemeint ist wohl „{meant}“." if meant else "."
        hint = f"Schreiben Sie: test: {meant}" if meant else "Setzen Sie bei einer Lektion im Kopf: typ: test"
        out.append(error("completion-unknown", message, place, hint))
    if isinstance(completion.lessons, tuple):
        place = course_place(course, "abschluss", "lektionen")
        for key in completion.lessons:
            if key not in keys:
                meant = nearest(key, keys)
                hint = f"Schreiben Sie: {meant}" if meant else f"Möglich sind alle, keine oder: {listed(keys)}"
                message = f"Die Lektion „{key}“ gibt es nicht" + (f", gemeint ist wohl „{meant}“." if meant else ".")
                out.append(error("completion-unknown", message, place, hint))
    return out


def test_not_counting(course: Course, today: date) -> list[Diagnostic]:
    """Eine Lernkontrolle ist Pflicht, zählt aber nicht zum Ergebnis des Kurses.

    Warum: ``abschluss.test`` wählt die eine Lernkontrolle aus, die zählt; eine zweite mit ``pflicht: ja`` hielte
    den Abschluss auf, ohne dass man es sieht.

    Schlecht:

        abschluss: {test: schlusstest}

    Gut:

        abschluss: {bestehen: 75}
    """
    only = course.settings.completion.test
    if not only or only not in [lesson.key for lesson in _tests(course)]:
        return []
    hint = "Löschen Sie „pflicht“ oder in kurs.yaml die Zeile „test“."
    return [
        warning(
            "test-not-counting", f"Diese Lernkontrolle ist Pflicht, zählt aber nicht: Es zählt „{only}“.", place, hint
        )
        for lesson in _tests(course)
        if lesson.required and lesson.key != only
        for place in [lesson_place(lesson, "pflicht")]
    ]


def _tests(course: Course) -> list[Lesson]:
    return [lesson for lesson in course.lessons if lesson.kind == "test"]
