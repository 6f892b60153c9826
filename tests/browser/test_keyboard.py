"""The whole course without a mouse: every stop is seen, nothing traps, nothing needs a pointer."""

from __future__ import annotations

import pytest

from tests.browser.desk import Course, Desk

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
