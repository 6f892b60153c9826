"""What the tests of the three real courses measure: words, sentences, names, citations; must not judge them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lernbuild.course.assemble import assemble_course
from lernbuild.course.load import Project, load_project
from lernbuild.course.model import Course, Lesson, Module
from lernbuild.course.tree import find, transform
from lernbuild.diagnostics import Severity
from lernbuild.markup.nodes import Block, Citation, FactValue, Footnote, FootnoteRef, Node, Paragraph, Text
from lernbuild.markup.walking import plain_text
from lernbuild.questions.model import Option, Question

COURSES = ("basiswissen", "digital", "feg")
REPOSITORY = Path(__file__).resolve().parent.parent


@cache
def project() -> Project:
    return load_project(REPOSITORY)


@cache
def course(name: str) -> Course:
    """The edition that holds everything: with ``varianten-modus: auswahl`` the general one does."""
    found, problems = assemble_course(project(), name)
    refused = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
    assert found is not None and not refused, refused
    return found


# ---- parts ------------------------------------------------------------------------


def teaching(course: Course) -> list[Module]:
    """The modules without the last one, which holds the final test and the survey."""
    return list(course.modules[:-1])


def check_of(module: Module) -> Lesson:
    """The Lernkontrolle that ends a module."""
    return module.lessons[-1]


def lessons_of(module: Module) -> list[Lesson]:
    """What is taught in a module: neither its opening questions nor its Lernkontrolle."""
    return [lesson for lesson in module.lessons if lesson.kind == "lektion" and not is_opening(lesson)]


def is_opening(lesson: Lesson) -> bool:
    return lesson.key.startswith("auftakt-")


def final_test(course: Course) -> Lesson:
    return next(lesson for lesson in course.modules[-1].lessons if lesson.kind == "test")


def asked(lessons: list[Lesson]) -> list[Question]:
    """Questions with right answers: no cases, no survey."""
    return [q for lesson in lessons if lesson.kind != "umfrage" for q in lesson.questions if q.kind != "branch"]


def cases(course: Course) -> list[Question]:
    return [q for lesson in course.lessons for q in lesson.questions if q.kind == "branch"]


def blocks(course: Course, name: str) -> list[Block]:
    return [block for lesson in course.lessons for block in find(lesson.blocks, Block) if block.name == name]


def everything(lesson: Lesson) -> tuple[Any, ...]:
    return (lesson.blocks, lesson.questions, lesson.footnotes)


def options(question: Question) -> list[Option]:
    """What the learner can choose, order or match; a matching's right-hand side has no reasons of its own."""
    content = question.content
    names = ("options", "statements", "steps", "sources")
    return [option for name in names for option in getattr(content, name, ()) if isinstance(option, Option)]


# ---- language ------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_END = re.compile(r"(?:(?<!\d)|(?<=\d{4}))[.!?](?=[“”)]*(?:\s+[„(A-ZÄÖÜ]|\s*$))")
"""The end of a sentence; the dot of „12. Oktober“ is none."""
_VOWELS = re.compile(r"(?:ie|ei|ai|au|eu|äu|aa|ee|oo|[aeiouyäöü])", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def count_words(course: Course) -> int:
    texts = (text for lesson in course.lessons for text in find(everything(lesson), Text))
    return sum(len(words_of(text.value)) for text in texts)


def paragraphs(course: Course) -> Iterator[str]:
    """Running text of the lessons, without answers and reasons; citations in it do not count as words."""
    for lesson in course.lessons:
        for paragraph in find(lesson.blocks, Paragraph):
            spoken = _without_law(paragraph)
            text = re.sub(r"\(\s*[,;\s]*\)", "", plain_text(spoken)).strip()
            if text and text[-1] in ".!?“”):":
                yield text


def _without_law(paragraph: Paragraph) -> Paragraph:
    def each(node: Node) -> tuple[Node, ...] | None:
        return () if isinstance(node, Citation | FootnoteRef) else None

    return replace(paragraph, children=transform(paragraph.children, each, (Citation, FootnoteRef)))


def sentences(course: Course) -> list[list[str]]:
    parts = (words_of(part) for text in paragraphs(course) for part in _END.split(text))
    return [part for part in parts if part]


def syllables(word: str) -> int:
    return max(len(_VOWELS.findall(word)), 1)


def sentence_length(found: list[list[str]]) -> float:
    return sum(map(len, found)) / len(found)


def wiener_index(found: list[list[str]]) -> float:
    """First Wiener Sachtextformel. Source: Bamberger and Vanecek 1984."""
    every = [word for sentence in found for word in sentence]
    many = 100 * sum(syllables(word) >= 3 for word in every) / len(every)
    single = 100 * sum(syllables(word) == 1 for word in every) / len(every)
    long = 100 * sum(len(word) > 6 for word in every) / len(every)
    return 0.1935 * many + 0.1672 * sentence_length(found) + 0.1297 * long - 0.0327 * single - 0.875


# ---- people ------------------------------------------------------------------------

_NAME = r"(?:(?:von|de|El|Al|van)[ \u00a0])?[A-ZÀ-Ž][\w’'-]+(?:[ \u00a0][A-ZÀ-Ž][\w’'-]+)?"
_PERSON = re.compile(rf"\b(?:Frau|Herrn?)[ \u00a0]({_NAME})|({_NAME}) \(\d\d\)")


def people(value: Any) -> set[str]:
    """Surnames of those called „Frau X“ or „Herr Y“, or „X Y (38)“."""
    names = [one or two for text in find(value, Text) for one, two in _PERSON.findall(text.value)]
    return {re.split(r"[ \u00a0]", name)[-1].removesuffix("s") for name in names}


# ---- law ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cited:
    """One section cited at one place; ``shared``: in a snippet, which serves several courses."""

    law: str
    section: str
    place: str
    shared: bool


def citations(course: Course) -> Iterator[Cited]:
    for lesson in course.lessons:
        for node in find(everything(lesson), Citation):
            path = Path(node.span.file.path)
            place = f"{path.parent.name}/{path.name}:{node.span.line}"
            for section in node.sections:
                yield Cited(node.law, section, place, path.parent.name == "bausteine")


def fact_values(question: Question) -> list[FactValue]:
    return find((question,), FactValue)


def footnotes(course: Course) -> list[Footnote]:
    return [note for lesson in course.lessons for note in lesson.footnotes]


# ---- dates and amounts ------------------------------------------------------------------------

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_VALUE = re.compile(rf"\b\d{{1,2}}\. (?:{_MONTHS})(?: \d{{4}})?|\b\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d[\d.,]* (?:Euro|€)")


def values(value: Any) -> set[str]:
    """Days and amounts of money in running text; inserted facts are not among them."""
    return {found for text in find(value, Text) for found in _VALUE.findall(text.value.replace("\u00a0", " "))}
