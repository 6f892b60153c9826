"""The whole course without a mouse: every stop is seen, nothing traps, nothing needs a pointer."""

from __future__ import annotations

import pytest

from lernbuild.commands.editions import all_editions
from lernbuild.questions.model import Question
from tests.browser.desk import Course, Desk
from tests.browser.typist import Typist
from tests.real_courses import REPOSITORY

pytestmark = pytest.mark.browser

VISIBLE = """
(() => {
  const e = document.activeElement;
  const box = (e.closest('.option') ?? e).getBoundingClientRect();
  const bar = document.querySelector('.bar');
  const above = bar.contains(e) || e.matches('.skip') || getComputedStyle(bar).position !== 'sticky';
  const under = above ? 0 : bar.getBoundingClientRect().bottom;
  return box.width > 0 && box.bottom > under && box.top < innerHeight;
})()
"""

LABEL = "(document.activeElement.closest('label') ?? document.activeElement).textContent.trim()"


def tab_to(course: Course, words: str, limit: int = 60) -> None:
    """Presses Tab until the focus stands on something with these words; every stop on the way is visible."""
    for _ in range(limit):
        course.tab.keyboard.press("Tab")
        assert course.frame.evaluate(VISIBLE), course.focus
        label = course.frame.evaluate(LABEL)
        if words in label:
            return
    raise AssertionError(f"Tab never reached „{words}“")


def test_from_start_to_result_by_keyboard_alone(desk: Desk) -> None:
    course = desk.web()
    press = course.tab.keyboard.press
    press("Tab")
    assert course.focus["words"] == "Zum Inhalt springen"
    press("Enter")
    tab_to(course, "Los geht’s")
    press("Enter")
    course.arrive("lesson", "l1")
    tab_to(course, "Dienstag")
    press("Space")
    tab_to(course, "Antwort prüfen")
    press("Enter")
    assert course.question("p").state == "right"
    tab_to(course, "Lektion abschließen")
    press("Enter")
    course.arrive("lesson", "l2")
    tab_to(course, "Lektion abschließen")
    press("Enter")
    course.arrive("test", "t")
    tab_to(course, "Ergebnis übermitteln")
    press("Enter")
    tab_to(course, "Aufgabe 1:")
    press("Enter")
    tab_to(course, "Ergebnis übermitteln")
    press("Enter")
    course.arrive("result", "t")
    tab_to(course, "Neuer Versuch")
    press("Enter")
    course.arrive("test", "t")
    assert course.focus["tag"] == "H1"


def test_retry_by_keyboard(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    press = course.tab.keyboard.press
    course.question("p").choose("Montag")
    tab_to(course, "Antwort prüfen")
    press("Space")
    tab_to(course, "Noch einmal versuchen")
    press("Enter")
    assert course.focus["tag"] == "INPUT"
    press("ArrowDown")
    press("Enter")
    assert course.question("p").state == "right"


def test_a_locked_answer_can_be_reached_and_read(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    course.question("p").choose("Montag")
    course.question("p").check()
    course.frame.locator("h1").focus()
    tab_to(course, "Montag")
    assert course.frame.evaluate("document.activeElement.getAttribute('aria-disabled')") == "true"
    course.tab.keyboard.press("ArrowDown")
    checked = course.question("p").section.locator(".option", has=course.frame.locator("input:checked"))
    assert "Montag" in checked.inner_text()


@pytest.mark.parametrize(
    ("name", "whole"),
    (
        ("feg", False),
        pytest.param("feg", True, marks=pytest.mark.full),
        pytest.param("basiswissen", True, marks=pytest.mark.full),
    ),
)
def test_a_real_course_by_keyboard_alone(desk: Desk, real: None, name: str, whole: bool) -> None:
    """From the launch to passing: the first module with its test, or all of them, each question answered rightly."""
    course = desk.web(course=name)
    typist = Typist(course)
    edition = next(one.course for one in all_editions(REPOSITORY, (name,)))
    questions = {str(question.number): question for lesson in edition.lessons for question in lesson.questions}
    land = course.frame.locator('[data-lb="land"] input')
    if land.count():
        typist.pick(land.last)
    typist.use(course.hook("start"))
    for _ in edition.lessons:
        course.frame.wait_for_selector('main:not([data-lb-page="start"])')
        learn_page(typist, questions)
        if course.page == "result":
            assert course.frame.locator("main .score").get_attribute("data-state") == "right"
            if not whole:
                break
        here = course.frame.locator("main").get_attribute("data-lb-id")
        typist.use(course.hook("next"))
        course.frame.wait_for_selector(f'main:not([data-lb-id="{here}"])')
        if course.page == "start":
            break
    assert typist.stops > 100
    if whole:
        assert course.hook("result").get_attribute("data-state") == "right"


def learn_page(typist: Typist, questions: dict[str, Question]) -> None:
    """Every question of a page, and the test or survey handed in; a lesson's questions are checked one by one."""
    course = typist.course
    for section in course.frame.locator("section[data-lb-question]:not([data-lb-type=branch])").all():
        if not section.is_visible():
            continue
        typist.answer(section, questions[section.get_attribute("data-lb-number") or ""])
        if course.page == "lesson" and section.locator('[data-lb="check"]').is_visible():
            typist.practise(section)
    if course.hook("submit").is_visible():
        typist.use(course.hook("submit"))
    if course.frame.locator('[data-lb="tally"]').count():
        course.frame.wait_for_selector('main[data-lb-page="result"]')
