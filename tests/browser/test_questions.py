"""What a question says and does: missing answers, verdicts, retry, focus, solutions in their time."""

from __future__ import annotations

import pytest

from tests.browser.desk import Desk

pytestmark = pytest.mark.browser


def test_a_missing_answer_is_said_in_words(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    question = course.question("p")
    question.check()
    assert question.state == "open"
    assert "Es fehlt noch eine Antwort" in question.feedback
    assert course.focus["hook"] == "check"
    question.choose("Montag")
    assert question.feedback == ""


def test_feedback_comes_under_the_question_and_the_focus_stays(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    question = course.question("p")
    question.choose("Montag")
    question.check()
    assert course.focus["hook"] == "check"
    assert question.section.locator('[data-lb="check"]').get_attribute("aria-disabled") == "true"
    assert "Ihre Antwort, nicht richtig" in question.section.inner_text()
    assert "richtige Antwort" not in question.section.inner_text()
    question.section.locator('[data-lb="retry"]').click()
    assert question.state == "open"
    assert question.feedback == ""
    assert course.focus["tag"] == "INPUT"
    question.choose("Dienstag")
    question.check()
    assert question.state == "right"
    assert "Die Frist beginnt am Tag danach." in question.feedback


def test_the_last_wrong_answer_shows_the_solution(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    question = course.question("p")
    question.choose("Montag")
    question.check()
    question.section.locator('[data-lb="retry"]').click()
    question.check()
    assert question.section.locator('[data-lb="verdict"]').inner_text() == "Nicht richtig"
    assert question.section.locator('[data-lb="retry"]').count() == 0
    assert "richtige Antwort" in question.section.inner_text()


def test_hints_come_on_demand(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    hint = course.question("p").section.get_by_text("Zählt der Tag der Bekanntgabe mit?")
    assert not hint.is_visible()
    course.question("p").section.get_by_text("Hinweis anzeigen").click()
    assert hint.is_visible()


def test_a_locked_question_cannot_be_changed(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    question = course.question("p")
    question.choose("Montag")
    question.check()
    question.section.locator(".option", has_text="Dienstag").click(force=True)
    question.section.locator(".option", has_text="Dienstag").locator("input").press("Space")
    checked = question.section.locator(".option", has=course.frame.locator("input:checked"))
    assert "Montag" in checked.inner_text()


def test_open_tasks_are_listed_before_a_hand_in(desk: Desk) -> None:
    course = desk.web("lektion/t.html")
    course.question("q1").choose("Am Samstag")
    course.question("q1").check()
    course.hook("submit").click()
    missing = course.hook("missing")
    assert "2 Aufgaben fehlen noch" in missing.inner_text()
    assert course.focus["hook"] == "missing"
    assert missing.get_by_role("link").count() == 2
    missing.get_by_role("link", name="Was davon ist ein Verwaltungsakt?").click()
    assert course.page == "test"
    course.question("q2").choose("Die Auskunft am Telefon")
    course.question("q2").check()
    assert "Eine Aufgabe fehlt noch" in missing.inner_text()
    course.hook("submit").click()
    assert course.focus["hook"] == "missing"
    course.hook("submit").click()
    course.arrive("result", "t")
    assert course.heading == "Noch nicht bestanden: 1 von 4 Punkten"
    assert course.focus["tag"] == "H1"


def test_solutions_wait_until_the_test_is_passed(desk: Desk) -> None:
    course = desk.web("lektion/t.html")
    course.answer_test(right=False)
    course.hand_in()
    words = course.frame.locator("main").inner_text()
    assert "Das ist die richtige Antwort" not in words
    assert "trifft aber zu" not in words
    assert "Auch ein Samstag" not in words
    again = course.frame.locator(".again").get_by_role("link").all_inner_texts()
    assert sorted(again) == ["Wann beginnt die Frist?", "Was ist ein Verwaltungsakt?"]
    course.frame.locator('main [data-lb="retry"]').click()
    course.arrive("test", "t")
    assert course.question("q1").state == "open"
    assert course.frame.locator("main input:checked").count() == 0
    course.answer_test(right=True)
    course.hand_in()
    assert "Auch ein Samstag" in course.frame.locator("main").inner_text()
