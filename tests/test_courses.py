"""The three real courses against the numbers and rules they were ordered by; must not know how they are rendered."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from lernbuild.course.model import Lesson
from lernbuild.course.tree import find
from lernbuild.markup.nodes import Block, Citation, Figure, Node, Term
from lernbuild.questions.model import Question
from tests import fact_sheets as sheets
from tests import real_courses as read

MIXED = 4
"""How many kinds of questions the Lernkontrollen of a course use at least."""
READABLE = (5.5, 7.5)
"""Band of the first Wiener Sachtextformel: about the school year that understands the text."""

SOURCE = re.compile(r"§|Art\.|VO \(EU\)|StAG|keine eigene Vorschrift|Empfehlung")
"""What names the section of a term, or says that there is none."""
ADDRESS = re.compile(r"\bIhr(?:e[nmrs]?)?\b|\bIhnen\b|[a-zäöüß,;:] Sie\b")
"""Words that speak to the reader."""

every_course = pytest.mark.parametrize("name", read.COURSES)


def notes(name: str) -> str:
    """REDAKTION.md: what the course admits."""
    return (read.REPOSITORY / "courses" / name / "REDAKTION.md").read_text("utf-8")


# ---- numbers ------------------------------------------------------------------------


@every_course
def test_eight_modules_and_an_ending(name: str) -> None:
    course = read.course(name)
    assert len(course.modules) == 9
    for module in read.teaching(course):
        assert 3 <= len(read.lessons_of(module)) <= 6, module.key
        assert read.check_of(module).kind == "test", module.key
    assert [lesson.kind for lesson in course.modules[-1].lessons] == ["test", "umfrage"]


@every_course
def test_later_modules_open_with_three_questions(name: str) -> None:
    for module in read.teaching(read.course(name))[1:]:
        opening = module.lessons[0]
        assert read.is_opening(opening) and len(opening.questions) == 3, module.key


@every_course
def test_words(name: str) -> None:
    assert read.count_words(read.course(name)) >= 22_000


@every_course
def test_questions_by_kind(name: str) -> None:
    questions = read.asked(list(read.course(name).lessons))
    kinds = Counter(question.kind for question in questions)
    assert len(questions) >= 88
    assert kinds["truefalse"] <= 0.15 * len(questions)
    in_checks = Counter(q.kind for m in read.teaching(read.course(name)) for q in read.check_of(m).questions)
    assert len(in_checks) >= MIXED, in_checks


@every_course
def test_each_check_asks_six_to_ten(name: str) -> None:
    for module in read.teaching(read.course(name)):
        check = read.check_of(module)
        excused = f"{check.title}:" in notes(name)
        assert excused or 6 <= len(check.questions) <= 10, check.title


@every_course
def test_final_test_draws_twenty_of_forty(name: str) -> None:
    test = read.final_test(read.course(name))
    assert len(test.questions) >= 40
    assert test.test is not None and test.test.draw is not None and not isinstance(test.test.draw, int)
    assert sum(test.test.draw.values()) == 20
    held = Counter(question.objective for question in test.questions)
    assert all(held[objective] >= number for objective, number in test.test.draw.items())
    assert set(held) == {f"modul-{number}" for number in range(1, 9)}, "spread over the objectives"


@every_course
def test_cases_aids_and_figures(name: str) -> None:
    course = read.course(name)
    figures = [f for lesson in course.lessons for f in find(lesson.blocks, Figure) if f.image.target.endswith(".svg")]
    assert len(read.cases(course)) >= 4, "one branching case for every two modules"
    assert len(read.blocks(course, "arbeitshilfe")) >= 6
    assert len(read.blocks(course, "loesungsweg")) >= 4
    assert len({figure.image.target for figure in figures}) >= 10
    assert all(figure.image.alt for figure in figures)


# ---- questions ------------------------------------------------------------------------


def has_reasons(question: Question) -> bool:
    """A reason for every answer: on each option, or one for the whole where the answers hang together."""
    feedback = question.feedback
    whole = bool(feedback.always or feedback.right or feedback.wrong)
    answers = read.options(question)
    each = bool(answers) and all(option.feedback for option in answers)
    if question.kind in ("choice", "multiple", "truefalse"):
        return each
    return each or whole or (question.kind == "essay" and bool(question.content.model))


@every_course
def test_every_answer_has_its_reason(name: str) -> None:
    lessons = list(read.course(name).lessons)
    bare = [q.span.file.path + " " + q.key for q in read.asked(lessons) if not has_reasons(q)]
    assert not bare


@every_course
def test_no_question_rests_on_an_unsure_fact(name: str) -> None:
    course = read.course(name)
    shown = {v.key for lesson in course.lessons for q in lesson.questions for v in read.fact_values(q)}
    assert not [key for key in shown if not course.facts[key].sure]


@every_course
def test_no_question_of_the_sheets_rests_on_an_unsure_fact(name: str, shared: Path) -> None:
    unsure = sheets.unsure(shared, name)
    course = read.course(name)
    asked = {q.key for lesson in course.lessons for q in lesson.questions}
    stock = sheets.stock(shared, name)
    taken = {key: set(facts) & unsure for key, facts in stock.items() if key in asked}
    assert len(taken) >= 30, "the stock of the sheet is used"
    assert not {key: facts for key, facts in taken.items() if facts}
    assert not [key for key in unsure if key in course.facts]


# ---- law ------------------------------------------------------------------------

ELSEWHERE: dict[str, set[tuple[str, str]]] = {
    "basiswissen": {("AufenthG", "18c"), ("AufenthG", "60c"), ("AufenthG", "60d")},
    "digital": {("AufenthV", "45c"), ("VwVfG", "39")},
    "feg": set(),
}
"""Sections that a course cites from the sheet of another; REDAKTION.md names each."""


@every_course
def test_every_cited_section_stands_in_the_sheet(name: str, shared: Path) -> None:
    sheet = sheets.sheet(shared, name)
    missing = [
        cited
        for cited in read.citations(read.course(name))
        if not cited.shared
        and not sheet.holds(cited.law, cited.section)
        and (cited.law, cited.section) not in ELSEWHERE[name]
    ]
    assert not missing


@every_course
def test_sections_from_elsewhere_are_named_and_stand_in_another_sheet(name: str, shared: Path) -> None:
    others = [sheets.sheet(shared, other) for other in read.COURSES if other != name]
    cited = {(one.law, one.section): one for one in read.citations(read.course(name))}
    borrowed = {pair: one for pair, one in cited.items() if pair in ELSEWHERE[name]}
    assert set(borrowed) == ELSEWHERE[name]
    for (law, section), one in borrowed.items():
        assert any(sheet.holds(one.law, one.section) for sheet in others), one
        assert f"§ {section} {law}" in notes(name), one


def test_sections_in_snippets_stand_in_a_sheet(shared: Path) -> None:
    all_three = [sheets.sheet(shared, name) for name in read.COURSES]
    cited = [one for name in read.COURSES for one in read.citations(read.course(name)) if one.shared]
    assert cited
    assert not [one for one in cited if not any(sheet.holds(one.law, one.section) for sheet in all_three)]


@every_course
def test_every_lesson_cites_the_law(name: str) -> None:
    silent = [x for x in read.course(name).lessons if x.kind != "umfrage" and not find(read.everything(x), Citation)]
    assert not [lesson.key for lesson in silent if lesson.title not in notes(name)]


# ---- people and language ------------------------------------------------------------------------


@every_course
def test_tests_use_other_people_than_their_module(name: str) -> None:
    final = read.final_test(read.course(name))
    for number, module in enumerate(read.teaching(read.course(name)), start=1):
        taught = set().union(*(read.people((x.blocks, x.questions)) for x in read.lessons_of(module)))
        check = read.check_of(module)
        assert not taught & read.people((check.blocks, check.questions)), module.key
        drawn = tuple(q for q in final.questions if q.objective == f"modul-{number}")
        assert not taught & read.people(drawn), module.key


@every_course
def test_sentences_are_short_and_readable(name: str) -> None:
    sentences = read.sentences(read.course(name))
    assert len(sentences) > 900
    assert 5 < read.sentence_length(sentences) < 17
    low, high = READABLE
    assert low < read.wiener_index(sentences) < high


def test_the_measures_measure() -> None:
    hard = [["Aufenthaltsbeendigungsmaßnahmen", "erfordern", "Verhältnismäßigkeitsprüfungen"] * 9]
    easy = [["Sie", "ruft", "heute", "an"]]
    assert read.wiener_index(hard) > READABLE[1] > READABLE[0] > read.wiener_index(easy)
    assert [read.syllables(word) for word in ("Haus", "Freude", "Behörde", "Prüfung")] == [1, 2, 3, 2]


# ---- glossary, snippets, footnotes ------------------------------------------------------------------------


def test_glossary() -> None:
    terms = read.course("feg").glossary
    assert len(terms) >= 120
    for term in terms:
        assert term.short.endswith(".") and len(term.short.split()) <= 25, term.headword
        assert SOURCE.search(term.long), term.headword
        assert not ADDRESS.search(f"{term.short} {term.long}"), term.headword


def test_every_term_is_used_and_some_are_linked_by_hand() -> None:
    used = {t.key for name in read.COURSES for x in read.course(name).lessons for t in find(read.everything(x), Term)}
    assert not {term.headword for term in read.course("feg").glossary} - used
    for name in read.COURSES:
        sources = (read.REPOSITORY / "courses" / name).glob("*/*.md")
        assert sum("begriff:" in path.read_text("utf-8") for path in sources) >= 3, name


def snippets_of(lesson: Lesson) -> set[str]:
    paths = {Path(node.span.file.path) for node in find(lesson.blocks, Node)}
    return {path.name for path in paths if path.parent.name == "bausteine"}


def test_snippets_are_shared() -> None:
    used = {name: [found for x in read.course(name).lessons if (found := snippets_of(x))] for name in read.COURSES}
    assert all(used.values()), "each course includes a snippet"
    counted = Counter(snippet for lessons in used.values() for found in lessons for snippet in found)
    held = {path.name for path in (read.REPOSITORY / "courses" / "bausteine").glob("*.md")}
    assert held == set(counted) and min(counted.values()) >= 2, counted


@every_course
def test_footnotes_name_sources_and_limits(name: str) -> None:
    assert len({note.span.file.path for note in read.footnotes(read.course(name))}) >= 4


# ---- honesty ------------------------------------------------------------------------


@every_course
def test_all_lessons_are_drafts_with_a_date(name: str) -> None:
    for lesson in read.course(name).lessons:
        assert not lesson.approved, lesson.key
        assert lesson.legal_date and (lesson.check_by or lesson.kind == "umfrage"), lesson.key
        assert lesson.objectives or lesson.kind == "umfrage", lesson.key


@every_course
def test_lessons_close_with_what_to_remember(name: str) -> None:
    for module in read.teaching(read.course(name)):
        for lesson in read.lessons_of(module):
            assert [b for b in find(lesson.blocks, Block) if b.name == "merke"], lesson.key


@every_course
def test_editorial_notes(name: str, shared: Path) -> None:
    text = notes(name)
    for word in ("Entwurf", "Rechtsstand", "Landesrecht", "Sekundärquellen"):
        assert word in text, word
    named = set(re.findall(r"[A-Z]+(?:-[A-Za-z0-9]+)+", text))
    assert sheets.unsure(shared, name) <= named
    assert sheets.secondary(shared, name) <= named
