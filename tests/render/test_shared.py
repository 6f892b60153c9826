"""What several scripts need stands in a package once (shared.mjs)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lernbuild import built
from lernbuild.course.model import Course
from lernbuild.render import load_theme, render_site, theme_places
from tests.render import sample_course

TAKEN = re.compile(r"\[[^\]]*\w[^\]]*\]=globalThis\.lernbuild\.(\w+)")
LENDERS = {"core": "core", "marks": "extra-questions"}
BORROWERS = [
    name.removesuffix(".js") for name in built.folder("js") if name.startswith(("extra-", "part-", "question-"))
]
COPIES = ("createElementNS", 'aria-describedby$="-mark"')
"""Words of parts that several need; each may stand in the script that lends it."""


@pytest.mark.parametrize("chunk", BORROWERS)
def test_a_script_that_comes_later_borrows_what_is_there(chunk: str) -> None:
    code = built.chunk(chunk).decode()
    lenders = TAKEN.findall(code)
    assert "core" in lenders
    assert all(LENDERS[lender] != chunk for lender in lenders)
    for words in COPIES:
        assert words not in code or chunk in LENDERS.values(), words


def test_the_lenders_hold_what_they_lend_before_anything_starts() -> None:
    core = built.chunk("core").decode()
    assert core.count("createElementNS") == 1
    assert 0 < core.index(".core=[") < core.index("DOMContentLoaded")
    questions = built.chunk("extra-questions").decode()
    assert "createElementNS" not in questions
    assert questions.count('aria-describedby$="-mark"') == 1
    assert ".marks=[" in questions


def scripts(course: Course, repository: Path) -> tuple[str, str]:
    """What every page of a course loads, and what comes with its questions."""
    theme, _ = load_theme("standard", theme_places(repository))
    assert theme is not None
    site, problems = render_site(course, theme)
    assert not problems
    return site.runtime.decode(), site.files["assets/questions.js"].decode()


def test_a_course_brings_only_the_parts_that_it_needs(repository: Path) -> None:
    full = sample_course.full_course()
    launch, questions = scripts(full, repository)
    assert ("data-lb-land" in launch, "timer__left" in questions, "survey.thanks" in questions) == (True, False, False)
    lessons = tuple(
        replace(one, test=replace(one.test, minutes=20)) if one.test else replace(one, kind="umfrage", test=None)
        for one in full.lessons
    )
    modules = (replace(full.modules[0], lessons=lessons),)
    launch, questions = scripts(replace(full, lands=(), modules=modules), repository)
    assert ("data-lb-land" in launch, "timer__left" in questions, "survey.thanks" in questions) == (False, True, True)


def test_days_that_pass_bring_the_script_that_marks_them(repository: Path) -> None:
    plain = sample_course.course(sample_course.lesson("a", 1, sample_course.p("Es gilt.")))
    checked = sample_course.course(sample_course.lesson("a", 1, sample_course.p("Es gilt.")), check_by=date(2030, 1, 1))
    dated = sample_course.course(sample_course.lesson("a", 1, sample_course.p("Es gilt.", sample_course.fact())))
    for course, brings in ((plain, False), (checked, True), (dated, True)):
        theme, _ = load_theme("standard", theme_places(repository))
        assert theme is not None
        site, _ = render_site(course, theme)
        assert ("fact--aged" in site.runtime.decode()) is brings
        assert (b".aged" in site.files["assets/theme.css"]) is brings
        assert ("age.overdue" in site.files["assets/course.js"].decode()) is brings
