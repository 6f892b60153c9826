"""The edition as sections and elements in the order of the course; knows no file format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from math import gcd, lcm
from pathlib import PurePosixPath

from lernbuild.course.facts import is_english
from lernbuild.course.model import Course, Lesson, Module
from lernbuild.course.words import english_date, german_date
from lernbuild.frozen import slotted
from lernbuild.markup.dates import read_dates
from lernbuild.markup.nodes import Block, Image, Node, QuestionPlace
from lernbuild.markup.typography import polish
from lernbuild.markup.walking import plain_text
from lernbuild.questions.identity import slug
from lernbuild.questions.model import Question
from lernbuild.targets.xikolo.book import Book, Paper
from lernbuild.targets.xikolo.cases import case, model_answer
from lernbuild.targets.xikolo.inline import Way, words
from lernbuild.targets.xikolo.lookup import glossary_text, law_text
from lernbuild.targets.xikolo.mapping import mapped
from lernbuild.targets.xikolo.outline import Edition, Item, Section
from lernbuild.targets.xikolo.quiz import Asked, Mapped, Quiz
from lernbuild.targets.xikolo.text import markdown, plain

_FINEST = 60
"""Largest factor by which points grow so that the parts of a question weigh as much as the question."""


@slotted
class _Making:
    """The parts of a lesson while they are made."""

    book: Book
    lesson: Lesson
    section: int
    texts: dict[int, str] = field(default_factory=dict)
    """By question: what stands in its place in the text."""
    asked: dict[str, list[Mapped]] = field(default_factory=dict)
    """Questions by the use of their quiz."""
    left: list[Mapped] = field(default_factory=list)


def read_edition(course: Course) -> Edition:
    """The edition of a course: a section per module, then one to look up; texts, films and quizzes per lesson."""
    book = Book(course)
    sections, told = [], []
    for number, module in enumerate(course.modules, 1):
        made = [_read_lesson(book, lesson, number) for lesson in module.lessons]
        items = tuple(item for one, _ in made for item in one)
        told += [(lesson, found) for lesson, (_, all_) in zip(module.lessons, made, strict=True) for found in all_]
        sections.append(Section(number, _section_title(module, number, course), _filed(number, items)))
    if look_up := tuple(_look_up(book)):
        number = len(sections) + 1
        sections.append(Section(number, book.words["look-up"], _filed(number, look_up)))
    factor = _factor(sections)
    done = tuple(replace(one, items=tuple(_weighed(item, factor) for item in one.items)) for one in sections)
    return Edition(course, done, tuple(told), dict(book.used), factor)


def _filed(section: int, items: Sequence[Item]) -> tuple[Item, ...]:
    """Texts with the names of their files, which sort like the course."""
    return tuple(
        replace(item, file=f"texte/{section:02}-{place:02}-{slug(item.title)[:60].strip('-')}.md")
        if item.text
        else item
        for place, item in enumerate(items, 1)
    )


def _section_title(module: Module, number: int, course: Course) -> str:
    return f"{number}. {module.title}" if len(course.modules) > 1 else module.title


def _look_up(book: Book) -> Iterator[Item]:
    stem = _stem(book.course)
    if book.course.glossary:
        yield Item(f"{stem}.glossar", "text", book.words["glossary"], "", glossary_text(book))
    if text := law_text(book):
        yield Item(f"{stem}.recht", "text", book.words["law"], "", text)


def _stem(course: Course) -> str:
    return ".".join(part for part in (course.settings.id, course.variant) if part)


# ---- one lesson ----------------------------------------------------------------------


def _read_lesson(book: Book, lesson: Lesson, section: int) -> tuple[list[Item], list[Mapped]]:
    """The elements of a lesson, and what became of its questions."""
    making = _Making(book, lesson, section)
    paper = Paper(book, lesson)
    for index, question in enumerate(lesson.questions):
        _place(making, index, question, paper)
    for note in _references(making):
        making.texts.update(note)
    text = markdown(lesson.blocks, paper, lambda index, _: making.texts.get(index, ""))
    quizzes = [_quiz(making, use, found, text) for use, found in making.asked.items()]
    items = [] if lesson.kind in ("test", "umfrage") and quizzes else [_text_item(making, text, quizzes)]
    items += [_film(book, lesson, number, film) for number, film in enumerate(paper.films, 1)]
    for quiz in quizzes:
        items.append(Item(quiz.ref, "survey" if quiz.use == "survey" else "quiz", quiz.name, quiz=quiz))
    every = sorted([one for found in making.asked.values() for one in found] + making.left, key=lambda m: m.span.start)
    return items, every


def _place(making: _Making, index: int, question: Question, paper: Paper) -> None:
    lesson = making.lesson
    survey = question.kind == "likert" or lesson.kind == "umfrage"
    use = "survey" if survey else "test" if lesson.kind == "test" else "exercise"
    shuffle = bool(lesson.test and lesson.test.shuffle)
    found = mapped(question, paper, shuffle=shuffle, use=use)
    if found.in_text:
        making.texts[index] = case(question, paper) if question.kind == "branch" else model_answer(question, paper)
    if found.asked:
        making.asked.setdefault(use, []).append(found)
    else:
        making.left.append(found)


def _references(making: _Making) -> Iterator[dict[int, str]]:
    """Where questions stood in a lesson's text: the numbers of their tasks in the exercise that follows."""
    numbers: dict[int, tuple[int, int]] = {}
    at = 0
    by_place = {one.span.start: one for one in making.asked.get("exercise", ())}
    for index, question in enumerate(making.lesson.questions):
        if (one := by_place.get(question.span.start)) is not None:
            numbers[index] = (at + 1, at + len(one.asked))
            at += len(one.asked)
    name = polish(_name(making, "exercise"))
    for group in _groups(making.lesson.blocks, numbers):
        first, last = numbers[group[0]][0], numbers[group[-1]][1]
        told = making.book.words["task-one" if first == last else "task-some"]
        tasks = told.format(first=first, last=last)
        yield {group[0]: f"<p><em>→ {tasks}: {words(f'„{name}“', Way.HTML)}</em></p>"}


def _groups(nodes: Sequence[Node], known: dict[int, tuple[int, int]]) -> Iterator[list[int]]:
    """Questions that follow one another with nothing between; those in a block stand each alone."""
    group: list[int] = []
    for node in nodes:
        if isinstance(node, QuestionPlace) and node.index in known:
            group.append(node.index)
            continue
        if group:
            yield group
        group = []
        if isinstance(node, Block):
            yield from _groups(node.children, known)
    if group:
        yield group


def _name(making: _Making, use: str) -> str:
    title = lesson_title(making.book, making.lesson)
    if use == "test" or making.lesson.kind == "umfrage":
        return title
    return f"{making.book.words['exercise' if use == 'exercise' else 'survey']}: {title}"


def lesson_title(book: Book, lesson: Lesson) -> str:
    """The title; in an edition for all Länder it names those that the lesson is for."""
    if not book.course.lands or not (lesson.only or lesson.except_for):
        return lesson.title
    key, lands = ("only", lesson.only) if lesson.only else ("except", lesson.except_for)
    return f"{lesson.title} ({book.words[key]} {book.land_names(lands)})"


def _text_item(making: _Making, text: str, quizzes: Sequence[Quiz]) -> Item:
    book, lesson = making.book, making.lesson
    head = f"*{words(_legal(book, lesson), Way.MARKDOWN)}*"
    parts = [f"{_draft(lesson, book)} {head}".strip(), *_dates(book, lesson), text.strip()]
    if quizzes:
        names = ", ".join(words(f"„{polish(quiz.name)}“", Way.MARKDOWN) for quiz in quizzes)
        parts.append(f"**{book.words['exercise-next']}** {names}")
    ref = f"{_stem(book.course)}.l{lesson.number}.text"
    return Item(ref, "text", lesson_title(book, lesson), "", "\n\n".join(parts) + "\n")


def _legal(book: Book, lesson: Lesson) -> str:
    return f"{book.words['legal']} {_day(book, lesson.legal_date)}"


def _day(book: Book, day: date) -> str:
    return english_date(day) if is_english(book.course.settings.language) else german_date(day)


def _dates(book: Book, lesson: Lesson) -> Iterator[str]:
    """„Gilt ab …, gilt bis …“ for a lesson with dates; the platform cannot hide it by itself."""
    found = [(key, day) for key, day in (("from", lesson.valid_from), ("until", lesson.valid_until)) if day]
    if found:
        yield words(", ".join(f"{book.words[key]} {_day(book, day)}" for key, day in found), Way.MARKDOWN)
    for node in lesson.blocks:
        if isinstance(node, Block) and (dates := read_dates(node.attributes)) and dates.valid_until:
            title = f"„{plain_text(node.title)}“ " if node.title else ""
            yield words(f"{title}{book.words['until']} {_day(book, dates.valid_until)}", Way.MARKDOWN)


def _film(book: Book, lesson: Lesson, number: int, film: Image) -> Item:
    name = book.asset(film, film.target)
    for other in ("untertitel", "transkript"):
        if target := film.attributes.get(other):
            book.asset(film, target)
    title = polish(film.alt) or PurePosixPath(name).stem
    return Item(f"{_stem(book.course)}.l{lesson.number}.film{number}", "video", title, name, film=film)


# ---- quizzes -------------------------------------------------------------------------


def _quiz(making: _Making, use: str, found: Sequence[Mapped], text: str) -> Quiz:
    lesson, course = making.lesson, making.book.course
    test = lesson.test if use == "test" else None
    named = course.settings.completion.test
    own_text = lesson.kind in ("test", "umfrage") and text.strip()
    instructions = _instructions(lesson, making.book) if own_text else making.book.words["begin"]
    instructions = "\n\n".join(part for part in (_draft(lesson, making.book), instructions) if part)
    drawn = _drawn(lesson) if test else 0
    seconds = round(test.minutes * 60 * len(found) / drawn) if test and drawn else test.minutes * 60 if test else 0
    return Quiz(
        ref=f"{_stem(course)}.l{lesson.number}.{use}",
        name=_name(making, use),
        section=making.section,
        use=use,
        instructions=instructions,
        questions=tuple(asked for one in found for asked in one.asked),
        attempts=test.attempts if test else 0,
        seconds=seconds,
        graded=use == "test" and (not named or named == lesson.key),
        sources=tuple(found),
    )


def _drawn(lesson: Lesson) -> int:
    """How many questions an attempt draws; 0: all."""
    draw = lesson.test.draw if lesson.test else None
    return draw if isinstance(draw, int) else sum(draw.values()) if draw else 0


def _instructions(lesson: Lesson, book: Book) -> str:
    """What stands on the page around its questions; it is the only place for it."""
    return plain(lesson.blocks, Paper(book, lesson)) or book.words["begin"]


def _draft(lesson: Lesson, book: Book) -> str:
    """The words that a text needs until an expert has approved it."""
    return "" if lesson.approved else f"**{book.words['draft']}**"


def _factor(sections: Sequence[Section]) -> int:
    """By what the points of counting quizzes grow so that split questions keep their weight; 1 where it is too much."""
    need = 1
    for section in sections:
        for item in section.items:
            for one in item.quiz.sources if item.quiz is not None and item.quiz.graded else ():
                need = lcm(need, len(one.asked) // gcd(len(one.asked), one.points or 1))
    return need if need <= _FINEST else 1


def _weighed(item: Item, factor: int) -> Item:
    """The quiz with points for each question of the platform."""
    if item.quiz is None:
        return item
    grown = factor if item.quiz.graded else 1
    questions: list[Asked] = []
    for one in item.quiz.sources:
        points = one.points * grown
        share = points // len(one.asked) if points % len(one.asked) == 0 else 1
        questions += [replace(asked, points=share if item.quiz.use == "test" else 1) for asked in one.asked]
    return replace(item, quiz=replace(item.quiz, questions=tuple(questions)))
