"""An edition of a course becomes a question bank: names, numbers, points, feedback; knows no single question type."""

from __future__ import annotations

from collections.abc import Iterator

from lernbuild.course.model import Course, Lesson
from lernbuild.course.words import german_date
from lernbuild.markup.typography import polish
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Question
from lernbuild.targets.question_bank.forms import Made, NotInBank, forms_of
from lernbuild.targets.question_bank.hypertext import Writer, words
from lernbuild.targets.question_bank.model import Bank, Category, Essay, Item, Lost, Rich, TrueFalse

NAME = 120
"""Longest name of a question in characters; Moodle holds 255."""


def collect(course: Course, *, pictures: bool = True) -> Bank:
    """All questions that a bank can hold, by module, and what it lacks. ``pictures`` False: it holds no files."""
    categories: list[Category] = []
    lost: list[Lost] = []
    top = " – ".join(part for part in (course.settings.title, course.variant_name if course.variant else "") if part)
    for module in course.modules:
        items: list[Item] = []
        for lesson in module.lessons:
            writer = Writer(course, lesson, pictures=pictures)
            for question in lesson.questions:
                found, missing = _items(course, lesson, question, writer)
                items += found
                lost += missing
        if items:
            categories.append(Category((top, module.title), _info(course), tuple(items)))
    return Bank(tuple(categories), tuple(lost))


def _items(course: Course, lesson: Lesson, question: Question, writer: Writer) -> tuple[list[Item], list[Lost]]:
    writer.lost.clear()
    try:
        made = [_item(course, lesson, question, one, writer) for one in forms_of(question, writer)]
    except NotInBank as reason:
        return [], [Lost(question, str(reason), whole=True)]
    if question.hints and isinstance(made[0].form, TrueFalse | Essay):
        writer.lost["Die Hinweise fehlen: Moodle hat sie bei dieser Art nicht."] = None
    return made, [Lost(question, why, whole=False) for why in writer.lost]


def _item(course: Course, lesson: Lesson, question: Question, made: Made, writer: Writer) -> Item:
    hints = () if isinstance(made.form, TrueFalse | Essay) else question.hints
    scope = _scope(course, question)
    return Item(
        name=_name(words_of(made.head)),
        idnumber=".".join(part for part in (course.settings.id, f"q{question.number}", made.part) if part),
        text=Rich(scope) + made.text,
        form=made.form,
        general=writer.rich(question.feedback.always) + made.extra,
        points=question.points * made.share,
        question=question,
        hints=tuple(writer.rich(hint) for hint in hints),
        tags=tuple(_tags(course, lesson, question)),
    )


def _name(text: str) -> str:
    return text if len(text) <= NAME else text[: NAME - 1].rstrip() + "…"


def _scope(course: Course, question: Question) -> str:
    """Where a question holds, when that is not everywhere: a bank has no switch for Länder."""
    names = dict(course.lands)
    for keys, start in ((question.only, "Gilt nur in"), (question.except_for, "Gilt nicht in")):
        if keys and not course.variant:
            return f"<p><em>{start}: {words(polish(', '.join(names.get(key, key) for key in keys)))}</em></p>"
    return ""


def _tags(course: Course, lesson: Lesson, question: Question) -> Iterator[str]:
    yield lesson.title
    if question.objective:
        yield question.objective
    if question.dates.valid_until:
        yield f"gültig bis {german_date(question.dates.valid_until)}"
    names = dict(course.lands)
    yield from (names.get(key, key) for key in question.only)


def _info(course: Course) -> Rich:
    """What teachers must know of the questions: version, day of the law, whether an expert has read them."""
    settings = course.settings
    told = f"Version {settings.version}, Rechtsstand {german_date(settings.legal_date)}."
    if not all(lesson.approved for lesson in course.lessons):
        told += " Entwurf: fachlich nicht freigegeben."
    return Rich(f"<p>{words(told)}</p>")
