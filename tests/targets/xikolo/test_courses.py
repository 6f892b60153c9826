"""All three courses on the platform: the schema takes the quizzes, redcarpet reads every text as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from lernbuild.course.model import Lesson
from lernbuild.course.tree import find
from lernbuild.markup.nodes import (
    Block,
    Citation,
    CodeSpan,
    FactValue,
    FootnoteRef,
    Image,
    Link,
    Node,
    QuestionPlace,
    Text,
)
from lernbuild.markup.typography import polish
from lernbuild.markup.walking import children_of
from lernbuild.targets.xikolo.book import Book, Paper
from lernbuild.targets.xikolo.quizzes import quizzes_xml
from lernbuild.targets.xikolo.text import markdown
from lernbuild.targets.xikolo.wording import GERMAN
from tests.real_courses import COURSES
from tests.redcarpet import need_redcarpet, rendered
from tests.targets.xikolo.exported import LEFT_OVER, edition, hrefs, numbered, visible, words

courses = pytest.mark.parametrize("course", COURSES)


@courses
def test_schema_takes_the_quizzes(course: str, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "conformance/xsd/xikolo/quiz_import_schema.xml"))
    found = etree.fromstring(quizzes_xml(edition(course).quizzes, f"{course}-2026"))
    schema.assertValid(found)
    assert len(found) == len(edition(course).quizzes) > 40
    assert {quiz.get("course_code") for quiz in found} == {f"{course}-2026"}
    refs = [quiz.get("external_ref") for quiz in found]
    assert len(set(refs)) == len(refs)
    assert [quiz.get("graded") for quiz in found].count("true") == 1  # only the final test counts
    sections = [int(quiz.get("section") or 0) for quiz in found]
    assert sections == sorted(sections) and max(sections) == len(numbered(course).modules)


@courses
def test_every_question_comes_along(course: str) -> None:
    asked = [question for lesson in numbered(course).lessons for question in lesson.questions]
    told = [one for _, one in edition(course).mapped]
    assert [one.number for one in told] == [question.number for question in asked]
    assert not [one for one in told if one.reason]


@courses
def test_points_of_the_final_test_keep_their_weight(course: str) -> None:
    (quiz,) = [quiz for quiz in edition(course).quizzes if quiz.graded]
    at = 0
    for one in quiz.sources:
        parts = quiz.questions[at : at + len(one.asked)]
        at += len(one.asked)
        assert sum(part.points for part in parts) == one.points * edition(course).factor


def _told(nodes: Iterable[Node]) -> Iterator[Node]:
    """Nodes that learners read, without questions, trainers' boxes and texts of pictures."""
    for node in nodes:
        if isinstance(node, QuestionPlace) or (isinstance(node, Block) and node.name == "trainer"):
            continue
        yield node
        if not isinstance(node, Image):
            yield from _told(children_of(node))


def _words(nodes: Iterable[Node]) -> list[str]:
    texts = []
    for node in _told(nodes):
        if isinstance(node, Text):
            texts.append(polish(node.value))
        elif isinstance(node, FactValue | CodeSpan):
            texts.append(node.value)
        elif isinstance(node, Citation):
            texts.append("".join(part for part, _ in node.parts))
    return words("\n".join(texts).replace("\n", " "))


def _noted(lesson: Lesson) -> list[Node]:
    """The footnotes in the order of their first mention."""
    labels = dict.fromkeys(node.label for node in _told(lesson.blocks) if isinstance(node, FootnoteRef))
    return [note for label in labels for note in lesson.footnotes if note.label == label]


@courses
def test_redcarpet_shows_the_same_words_and_links(course: str) -> None:
    need_redcarpet()
    book = Book(numbered(course))
    lessons = book.course.lessons
    pages = rendered([markdown(lesson.blocks, Paper(book, lesson)) for lesson in lessons])
    titles = " ".join(lesson.title for lesson in lessons)
    added = {*words(" ".join(GERMAN.values())), *words(titles), *map(str, range(1, 100))}
    for lesson, page in zip(lessons, pages, strict=True):
        told = [*lesson.blocks, *_noted(lesson)]
        meant, shown = _words(told), words(re.sub(r"<img[^>]*>", "", visible(page)))
        # letters in order, since a word may be set half in bold; what comes between are labels of ours
        assert _missing("".join(meant), "".join(shown)) == "", lesson.key
        assert [word for word in shown if word not in added and word not in "".join(meant)] == [], lesson.key
        addresses = [node.target for node in _told(told) if isinstance(node, Link) and node.target.startswith("http")]
        addresses += [url for node in _told(told) if isinstance(node, Citation) for _, url in node.parts if url]
        assert sorted(hrefs(page)) == sorted(addresses), lesson.key


def _missing(meant: str, shown: str) -> str:
    """The first letters of ``meant`` that do not come in ``shown`` in order; empty: all do."""
    at = 0
    for place, letter in enumerate(meant):
        at = shown.find(letter, at) + 1
        if not at:
            return meant[max(place - 40, 0) : place + 20]
    return ""


@courses
def test_no_sign_is_left_over_in_texts(course: str) -> None:
    need_redcarpet()
    texts = [item for _, item in edition(course).items if item.text]
    for item, page in zip(texts, rendered([item.text for item in texts]), strict=True):
        assert LEFT_OVER.findall(visible(page)) == [], item.title


@courses
def test_no_sign_is_left_over_in_questions(course: str) -> None:
    need_redcarpet()
    fields = [quiz.instructions for quiz in edition(course).quizzes]
    for quiz in edition(course).quizzes:
        for asked in quiz.questions:
            fields += [asked.text, asked.explanation]
            if asked.kind != "FreeText":
                fields += [part for answer in asked.answers for part in (answer.text, answer.explanation)]
    fields = [field for field in fields if field]
    assert len(fields) > 1000
    for field, page in zip(fields, rendered(fields, rich=False), strict=True):
        assert LEFT_OVER.findall(visible(page)) == [], field


@courses
def test_cases_stand_in_the_text_with_every_step(course: str) -> None:
    need_redcarpet()
    texts = {item.ref: item.text for _, item in edition(course).items if item.text}
    seen = 0
    for lesson in numbered(course).lessons:
        cases = [question for question in lesson.questions if question.kind == "branch"]
        if not cases:
            continue
        (page,) = rendered([texts[f"{course}.l{lesson.number}.text"]])
        shown = "".join(words(visible(page)))
        for question in cases:
            seen += 1
            for node in find(question, Text):
                assert "".join(words(polish(node.value))) in shown
    assert seen >= 8


@courses
def test_trainers_boxes_stay_away(course: str) -> None:
    secret = [b for lesson in numbered(course).lessons for b in find(lesson.blocks, Block) if b.name == "trainer"]
    assert len(secret) == 8
    every = "".join(words("".join(item.text for _, item in edition(course).items)))
    for block in secret:
        longest = max((node.value for node in find((block,), Text)), key=len)
        assert "".join(words(longest)) not in every


@courses
def test_every_picture_is_named_as_it_is_uploaded(course: str) -> None:
    names = edition(course).files.values()
    found = {
        name
        for _, item in edition(course).items
        for text in (item.text, *(asked.text for asked in (item.quiz.questions if item.quiz else ())))
        for name in re.findall(r"(?:bilder|dateien|videos)/[\w.-]+", text)
    }
    assert found == set(names)
    assert len(found) >= 10
