"""A package in a learning portal (scorm-again): what the learner sees is what the portal holds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.desk import Course, Desk

pytestmark = pytest.mark.browser

STANDARDS = ("scorm12", "scorm2004")
PORTALS = ("index", "strict")
ENDS = {"scorm12": ("passed", "", "100"), "scorm2004": ("completed", "passed", "100")}


def refused(course: Course) -> list[Any]:
    """Calls the portal did not take; that a value was never set is no refusal (2004: 403)."""
    wrong = [call for call in course.calls() if call["error"] not in ("0", "403")]
    unwritten = [call for call in course.calls() if call["error"] == "403" and call["name"] != "GetValue"]
    violations: list[Any] = course.tab.evaluate("window.violations ?? []")
    return wrong + unwritten + violations


def commits(calls: list[dict[str, Any]]) -> int:
    return sum(call["name"] == "Commit" for call in calls)


def status(held: dict[str, str], standard: str) -> tuple[str, str, str]:
    """Completion (1.2: the one status), success, score."""
    if standard == "scorm12":
        return held.get("cmi.core.lesson_status", ""), "", held.get("cmi.core.score.raw", "")
    return held.get("cmi.completion_status", ""), held.get("cmi.success_status", ""), held.get("cmi.score.raw", "")


def interactions(held: dict[str, str], standard: str) -> dict[str, str]:
    """Results by id, as the portal holds them."""
    found: dict[str, str] = {}
    for key, value in held.items():
        if match := re.fullmatch(r"cmi\.interactions\.(\d+)\.id", key):
            found[value.rsplit("_", 1)[-1]] = held.get(f"cmi.interactions.{match[1]}.result", "")
    return found


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("standard", STANDARDS)
def test_the_whole_way(desk: Desk, standard: str, portal: str) -> None:
    course = desk.launch(standard, portal=portal)
    assert len(course.calls()) <= 15
    assert commits(course.calls()) <= 1
    assert course.hook("status").inner_text() == ""
    course.begin()
    course.arrive("lesson", "l1")
    course.question("p").choose("Montag")
    course.question("p").check()
    course.hook("next").click()
    course.arrive("lesson", "l2")
    assert refused(course) == []
    course.close()

    course = desk.launch(standard, portal=portal)
    assert course.hook("start").inner_text() == "Weiter: Was ist ein Verwaltungsakt?"
    course.open_lesson(1)
    course.arrive("lesson", "l1")
    assert course.question("p").state == "wrong"
    assert "Montag" in course.question("p").section.locator(".option.is-wrong").inner_text()
    course.hook("next").click()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t")
    course.question("q1").choose("Am Samstag")
    course.question("q1").check()
    course.close()
    assert status(held(desk, standard), standard)[2] == ""

    course = desk.launch(standard, portal=portal)
    assert course.hook("start").inner_text() == "Weiter: Abschlusstest"
    course.begin()
    course.arrive("test", "t")
    assert course.question("q1").state == "right"
    course.question("q2").choose("Der Bescheid über eine Erlaubnis", "Die Auskunft am Telefon")
    course.question("q3").judge(True, False)
    course.hand_in()
    assert course.heading == "Noch nicht bestanden: 2 von 4 Punkten"
    saved = course.hook("saved")
    saved.get_by_text("Vom Lernportal gespeichert").wait_for()
    expected = ("incomplete", "", "50") if standard == "scorm12" else ("incomplete", "unknown", "50")
    assert status(course.held(), standard)[0::2] == expected[0::2]
    course.frame.locator('main [data-lb="retry"]').click()
    course.arrive("test", "t")
    course.answer_test(right=True, check=False)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    saved.get_by_text("Vom Lernportal gespeichert").wait_for()
    assert refused(course) == []
    assert commits(course.calls()) <= 10
    course.close()

    kept = held(desk, standard)
    assert status(kept, standard) == ENDS[standard]
    assert interactions(kept, standard)["q1"] == "correct"
    assert any(key.endswith("session_time") for key in kept)

    course = desk.launch(standard, portal=portal)
    assert "Sie haben den Kurs abgeschlossen" in course.hook("resume").inner_text()
    assert "100 Prozent" in course.hook("result").inner_text()
    course.open_lesson(3)
    course.arrive("result", "t")
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    course.frame.locator('[data-lb="toc"] a').first.evaluate("link => link.click()")
    course.arrive("lesson", "l1")
    course.close()
    assert status(held(desk, standard), standard) == ENDS[standard]


def held(desk: Desk, standard: str) -> dict[str, str]:
    """What the portal holds, asked without opening the package."""
    tab = desk.context.new_page()
    tab.goto(f"{desk.server}/host/empty.html")
    kept: dict[str, str] = tab.evaluate(f"JSON.parse(localStorage.getItem('portal:{standard}:lernende-1') ?? '{{}}')")
    tab.close()
    return kept


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_look_inside_is_incomplete_without_a_score(desk: Desk, standard: str) -> None:
    course = desk.launch(standard)
    course.close()
    kept = held(desk, standard)
    assert status(kept, standard)[0] == "incomplete"
    assert status(kept, standard)[2] == ""
    assert not interactions(kept, standard)


@pytest.mark.parametrize("standard", STANDARDS)
def test_review_writes_nothing(desk: Desk, standard: str) -> None:
    course = desk.launch(standard, mode="review")
    assert "Es wird nichts gespeichert" in course.hook("status").inner_text()
    course.finish_lessons()
    course.answer_test(right=True)
    course.hand_in()
    assert "nichts gespeichert" in course.hook("saved").inner_text()
    writes = [call for call in course.calls() if call["name"] in ("SetValue", "Commit")]
    course.close()
    assert writes == []
    assert held(desk, standard) == {}


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_law_link_leaves_the_session_alive(desk: Desk, standard: str) -> None:
    course = desk.launch(standard)
    course.begin()
    course.arrive("lesson", "l1")
    with desk.context.expect_page() as opened:
        course.frame.locator("a.law").first.click()
    opened.value.close()
    course.hook("next").click()
    course.arrive("lesson", "l2")
    assert not any(call["name"] in ("Finish", "Terminate") for call in course.calls())
    assert refused(course) == []


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_mark_of_the_portal_counts_and_is_said(desk: Desk, standard: str) -> None:
    course = desk.launch(standard, mastery="40")
    course.open_lesson(3)
    course.arrive("test", "t")
    assert "Bestanden ist ab 40 Prozent" in course.frame.locator("main").inner_text()
    course.question("q1").choose("Am Samstag")
    course.question("q3").judge(True, False)
    course.hook("submit").click()
    course.hook("submit").click()
    course.arrive("result", "t")
    assert course.heading == "Bestanden: 2 von 4 Punkten"


def test_a_portal_that_stops_saving_is_said_in_words(desk: Desk) -> None:
    course = desk.launch("scorm12")
    course.tab.evaluate("API.LMSCommit = () => 'false'; API.LMSGetLastError = () => '101'")
    course.begin()
    course.arrive("lesson", "l1").hook("next").click()
    course.hook("unsaved").wait_for()
    assert "konnte nicht gespeichert werden" in course.hook("status").inner_text()
    assert course.hook("unsaved").get_by_role("button", name="Jetzt speichern").is_visible()
