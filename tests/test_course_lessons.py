"""How the lessons and tests of the three real courses are built up; must not know how they are rendered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from lernbuild.course.model import Lesson
from lernbuild.course.tree import find
from lernbuild.markup.nodes import Block, Node, QuestionPlace, Text
from lernbuild.markup.walking import plain_text
from tests import real_courses as read

CALLOUTS = {"achtung", "beispiel", "praxistipp", "rechtsgrundlage", "info", "tipp"}
"""Boxes that interrupt the text; „Merke“ ends it."""

EXTRA = {"aufklappen", "arbeitshilfe", "trainer"}
"""What nobody has to read in order to go on."""

LAW_VALUES = {
    "basiswissen": {"1. August", "29. Juli 2026", "17. September 2026"},
    "digital": {"29. Juli 2026", "14. September", "31. Dezember 2026", "2. Dezember 2027"},
    "feg": {"19. August 2026", "1. März 2024", "29. Februar 2024", "29. März 2023"}
    | {"55.770 Euro", "45.934,20 Euro", "3.827,85 Euro", "992 Euro"},
}
"""Days from which law applies or has been read, and amounts that follow from it: the same in every text."""

every_course = pytest.mark.parametrize("name", read.COURSES)


def every_lesson(name: str) -> Iterator[Lesson]:
    for module in read.teaching(read.course(name)):
        yield from read.lessons_of(module)


def parts(blocks: tuple[Node, ...]) -> Iterator[int | None]:
    """Words of what stands open on the page, in order; None for a question. Folded boxes are extra reading."""
    for block in blocks:
        if isinstance(block, QuestionPlace):
            yield None
        elif isinstance(block, Block) and find((block,), QuestionPlace):
            yield from parts(block.children)
        elif not (isinstance(block, Block) and block.name in ("aufklappen", "trainer")):
            yield words_in((block,))


def stretches(lesson: Lesson) -> list[int]:
    """Words before the first question, between two questions, after the last."""
    found = [0]
    for words in parts(lesson.blocks):
        if words is None:
            found.append(0)
        else:
            found[-1] += words
    return found


def words_in(value: Any) -> int:
    return sum(len(read.words_of(text.value)) for text in find(value, Text))


@every_course
def test_lessons_are_neither_scraps_nor_chapters(name: str) -> None:
    """With the questions and their reasons, without what is folded away or for printing."""
    extra = {x.key: tuple(b for b in find(x.blocks, Block) if b.name in EXTRA) for x in every_lesson(name)}
    words = {x.key: words_in(read.everything(x)) - words_in(extra[x.key]) for x in every_lesson(name)}
    assert not {key: count for key, count in words.items() if not 350 <= count <= 900}


@every_course
def test_lessons_open_with_a_decision(name: str) -> None:
    assert not {x.key: stretches(x)[0] for x in every_lesson(name) if stretches(x)[0] > 150}


@every_course
def test_something_to_do_every_300_words(name: str) -> None:
    assert not {x.key: max(stretches(x)) for x in every_lesson(name) if max(stretches(x)) > 300}


@every_course
def test_lessons_close_with_two_questions(name: str) -> None:
    """The last two questions stand together, shortly before the end."""
    for lesson in every_lesson(name):
        *_, between, after = stretches(lesson)
        assert between == 0 and after < 60, lesson.key


@every_course
def test_at_most_five_boxes_interrupt(name: str) -> None:
    boxes = {x.key: sum(block.name in CALLOUTS for block in find(x.blocks, Block)) for x in every_lesson(name)}
    assert not {key: count for key, count in boxes.items() if count > 5}


# ---- answers that give themselves away ------------------------------------------------------------------------


def right_answers(lessons: list[Lesson]) -> Iterator[tuple[int, list[int]]]:
    """Of each single choice: the place of the right answer, and the length of every answer in characters."""
    for question in read.asked(lessons):
        if question.kind == "choice":
            options = question.content.options
            place = next(number for number, option in enumerate(options) if option.right)
            yield place, [len(plain_text(option.content)) for option in options]


@pytest.mark.parametrize("kind", ("lektion", "test"))
@every_course
def test_the_longest_answer_is_no_hint(name: str, kind: str) -> None:
    """Whoever always picks an answer that is clearly longer does no better than by chance (one in three)."""
    found = list(right_answers([lesson for lesson in read.course(name).lessons if lesson.kind == kind]))
    clearly = [lengths for place, lengths in found if stands_out(lengths.pop(place), max(lengths))]
    assert len(clearly) / len(found) <= 1 / 3, f"{len(clearly)} of {len(found)}"


def stands_out(right: int, wrong: int) -> bool:
    """Longer by a fifth and by five characters than the longest wrong answer."""
    return right >= 1.2 * wrong and right >= wrong + 5


@every_course
def test_the_place_of_an_answer_is_no_hint(name: str) -> None:
    places = Counter(place for place, _ in right_answers(list(read.course(name).lessons)))
    assert max(places.values()) / places.total() <= 0.45, places


# ---- tests ------------------------------------------------------------------------


@every_course
def test_half_of_a_check_is_set_in_a_case(name: str) -> None:
    """A person, or a situation told before the answers."""
    for module in read.teaching(read.course(name)):
        check = read.check_of(module)
        told = [q for q in check.questions if read.people((q.prompt, q.body)) or len(plain_text(q.body).split()) >= 8]
        assert 2 * len(told) >= len(check.questions), module.key


@every_course
def test_tests_use_other_dates_and_amounts_than_their_module(name: str) -> None:
    """Apart from days on which law changed, and from values that are facts."""
    final = read.final_test(read.course(name))
    doubled: dict[str, set[str]] = {}
    for number, module in enumerate(read.teaching(read.course(name)), start=1):
        taught = set().union(*(read.values((x.blocks, x.questions)) for x in read.lessons_of(module)))
        drawn = tuple(q for q in final.questions if q.objective == f"modul-{number}")
        tested = read.values((read.check_of(module).questions, drawn))
        if same := taught & tested - LAW_VALUES[name]:
            doubled[module.key] = same
    assert not doubled


def test_the_measures_measure() -> None:
    lesson = read.course("feg").modules[0].lessons[0]
    assert len(stretches(lesson)) == len(lesson.questions) + 1
    text = Text(lesson.questions[0].span, "Am 12. Oktober 2026 zahlt Herr Wei 1.250,50 Euro, am 3. Mai 20 €.")
    assert read.values((text,)) == {"12. Oktober 2026", "1.250,50 Euro", "3. Mai", "20 €"}


@every_course
def test_every_module_helps_those_who_teach(name: str) -> None:
    for module in read.teaching(read.course(name)):
        notes = [b for x in read.lessons_of(module) for b in find(x.blocks, Block) if b.name == "trainer"]
        assert notes and all(20 <= words_in(note.children) <= 70 for note in notes), module.key
