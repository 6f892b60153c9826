"""The three courses as learners get them: every page in the strict portal, answered somehow, judged by axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from lernbuild.commands.editions import all_editions
from tests.browser.desk import Course, Desk
from tests.browser.experience import wait_for
from tests.browser.solver import answer
from tests.browser.test_axe import judge
from tests.browser.test_portal import ENDS, held, status
from tests.real_courses import COURSES, REPOSITORY

pytestmark = pytest.mark.browser

LAST_TEST = 8
"""Tests before the final one."""
MISSED = {"scorm12": ("failed", "", "0"), "scorm2004": ("completed", "failed", "0")}
ANSWER = """
section => {
  const groups = new Map([...section.querySelectorAll('input[type=radio]')].map(e => [e.name, e]));
  for (const radio of groups.values()) radio.click();
  section.querySelector('input[type=checkbox]')?.click();
  const typed = 'fieldset input:not([type=radio], [type=checkbox]), textarea';
  for (const entry of section.querySelectorAll(typed)) entry.value = '1';
  for (const list of section.querySelectorAll('fieldset select')) list.selectedIndex = 1;
  section.querySelector('[data-lb-move]:not([disabled])')?.click();
}
"""


@pytest.fixture
def reader(chromium: Browser, server: str, sites: Path, real: None) -> Iterator[Desk]:
    learner = Desk(chromium, server, sites)
    yield learner
    learner.leave()
    assert learner.errors == []
    assert learner.foreign == []


def pages(course: Course) -> Iterator[str]:
    """Through the whole course by its own buttons; yields what ``data-lb-page`` says."""
    course.begin()
    for _ in range(200):
        course.frame.wait_for_selector('main:not([data-lb-page="start"])')
        course.ready()
        yield course.page
        if course.hook("next").count() == 0:
            return
        here = course.frame.locator("main").get_attribute("data-lb-id")
        course.hook("next").click()
        course.frame.wait_for_selector(f'main:not([data-lb-id="{here}"])')
        if course.page == "start":
            return
    raise AssertionError("the course has no end")


@pytest.mark.parametrize("every", (False, pytest.param(True, marks=pytest.mark.full)))
@pytest.mark.parametrize("standard", ("scorm12", "scorm2004"))
@pytest.mark.parametrize("name", COURSES)
def test_all_pages_of_a_course(reader: Desk, name: str, standard: str, every: bool) -> None:
    """axe looks at the first page of each kind, with ``every`` at all pages."""
    course = reader.launch(standard, portal="strict", course=name)
    assert len(course.calls()) <= 15
    judge(course, "", 5)
    kinds: set[str] = set()
    for page in pages(course):
        if every or page not in kinds:
            judge(course, "", 2)
        kinds.add(page)
        for section in course.frame.locator("section[data-lb-question]").all():
            section.evaluate(ANSWER)
        if page == "test":
            course.hook("submit").click()
            if course.page == "test":
                course.hook("submit").click()
            course.frame.wait_for_selector('main[data-lb-page="result"]')
            if every or "result" not in kinds:
                judge(course, "", 3)
            kinds.add("result")
    assert kinds >= {"lesson", "test", "result"}
    assert course.tab.evaluate("window.violations") == []
    assert [call for call in course.calls() if call["error"] not in ("0", "403")] == []


def hand_in(course: Course) -> None:
    """Hands a test in, with the second click when the page asks because of missing answers."""
    course.hook("submit").click()
    if course.page == "test":
        course.hook("submit").click()
    course.frame.wait_for_selector('main[data-lb-page="result"]')


def practise(section: Locator) -> None:
    """Checks an answer; a free text is first compared with the model answer and rated."""
    section.locator('[data-lb="check"]').click()
    if section.get_attribute("data-lb-type") == "essay":
        section.locator('[data-lb="essay"] input[value="2"]').check()
        section.locator('[data-lb="check"]').click()
    assert section.get_attribute("data-lb-state") in ("right", "done"), section.get_attribute("id")


def learn(course: Course, name: str, *, right: bool) -> list[str]:
    """Through all pages, practice answered rightly, tests as asked and as often as allowed; what the results say."""
    edition = next(one.course for one in all_editions(REPOSITORY, (name,)))
    questions = {str(question.number): question for lesson in edition.lessons for question in lesson.questions}
    results: list[str] = []

    def fill_in(*, rightly: bool) -> None:
        for section in course.frame.locator("section[data-lb-question]:not([data-lb-type=branch])").all():
            if not section.is_visible():
                continue
            answer(section, questions[section.get_attribute("data-lb-number") or ""], right=rightly)
            if course.page == "lesson" and section.locator('[data-lb="check"]').is_visible():
                practise(section)

    course.hook("land").get_by_label("Hessen").check()
    for page in pages(course):
        fill_in(rightly=right or page == "lesson")
        if page == "test":
            hand_in(course)
            while not right and len(results) == LAST_TEST and course.frame.locator('main [data-lb="retry"]').count():
                course.frame.locator('main [data-lb="retry"]').click()
                course.frame.wait_for_selector('main[data-lb-page="test"]')
                fill_in(rightly=False)
                hand_in(course)
            results.append(course.heading)
        elif course.hook("submit").is_visible():
            course.hook("submit").click()
    return results


@pytest.mark.parametrize(
    ("standard", "right"),
    (
        ("scorm12", True),
        ("scorm2004", False),
        pytest.param("scorm2004", True, marks=pytest.mark.full),
        pytest.param("scorm12", False, marks=pytest.mark.full),
    ),
)
@pytest.mark.parametrize("name", COURSES)
def test_solutions_pass_and_wrong_answers_fail(reader: Desk, name: str, standard: str, right: bool) -> None:
    """By the list of solutions a learner passes with full marks; wrong answers earn nothing."""
    course = reader.launch(standard, portal="strict", course=name)
    results = learn(course, name, right=right)
    assert len(results) == LAST_TEST + 1
    assert all(result.startswith("Bestanden: ") == right for result in results), results
    assert [call for call in course.calls() if call["error"] not in ("0", "403")] == []
    # The portal is told at once, a learner need not close the course for it.
    wait_for(lambda: status(course.held(), standard)[0] != "incomplete")
    course.close()
    assert status(held(reader, standard), standard) == (ENDS if right else MISSED)[standard]
