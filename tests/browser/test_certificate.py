"""The certificate: only for what the portal holds as passed, with the portal's name, honest about time, on one page."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import build_project
from tests.browser.desk import Course, Desk, Scheme
from tests.browser.test_axe import OUTSIDE, REPOSITORY, TAGS, WINDOWS

pytestmark = pytest.mark.browser
SCORM = ("scorm12", "scorm2004")


def pass_test(course: Course) -> Course:
    course.finish_lessons().answer_test(right=True)
    return course.hand_in()


def sheet(course: Course) -> Locator:
    return course.frame.locator(".cert")


def fact(course: Course, name: str) -> str:
    return sheet(course).locator(f"dt:text-is('{name}') + dd").inner_text()


@pytest.mark.parametrize("standard", SCORM)
def test_after_passing_with_the_name_of_the_portal(desk: Desk, standard: str) -> None:
    course = desk.launch(standard, total="0")
    assert course.hook("certificate").count() == 0
    pass_test(course)
    course.hook("certificate").click()
    expect(sheet(course).locator(".cert__name")).to_have_text("Alex Beispiel")
    assert fact(course, "Ergebnis") == "100 Prozent, nötig waren 75 Prozent"
    assert fact(course, "Lernzeit").startswith("1 Minute, vom Lernportal gezählt (vorgesehen: etwa 15")
    assert fact(course, "Rechtsstand") == "19. August 2026"
    assert fact(course, "Fassung") == "1.0.0"
    assert str(date.today().year) in fact(course, "Ausgestellt am")
    words = sheet(course).inner_text()
    assert "hat den Onlinekurs bestanden." in words and "Kleiner Kurs" in words
    assert "Entwurf: fachlich nicht freigegeben." in words
    assert "Herausgegeben von Beispielamt" in words and "nach den Angaben des Lernportals" in words
    assert course.focus["tag"] == "H1"
    asked = [call for call in course.calls() if "total_time" in str(call["given"])]
    assert [call["error"] for call in asked] == ["0"], "asked once, and only when someone wants to know"
    course.frame.locator('[data-lb="certificate-back"]').click()
    assert sheet(course).count() == 0
    assert course.page == "result"
    assert course.focus["hook"] == "certificate"


@pytest.mark.parametrize("standard", SCORM)
def test_in_a_later_session_from_the_start_page_with_the_time_of_all(desk: Desk, standard: str) -> None:
    course = pass_test(desk.launch(standard))
    course.close()
    course = desk.launch(standard, total="3600")
    course.hook("certificate").click()
    expect(sheet(course).locator(".cert__name")).to_have_text("Alex Beispiel")
    assert fact(course, "Lernzeit").startswith("1 Stunde 0 Minuten, vom Lernportal gezählt")


@pytest.mark.parametrize("standard", SCORM)
def test_none_before_and_none_after_failing(desk: Desk, standard: str) -> None:
    course = desk.launch(standard)
    course.finish_lessons()
    assert course.hook("certificate").count() == 0
    course.answer_test(right=False)
    course.hand_in()
    assert course.hook("certificate").count() == 0
    course.frame.locator("main").get_by_role("link", name="Zur Kursübersicht").first.click()
    course.arrive("start", "minimal")
    assert course.hook("certificate").count() == 0


def test_passed_but_lessons_missing_is_not_enough(desk: Desk) -> None:
    course = desk.web("lektion/t.html")
    course.answer_test(right=True)
    course.hand_in()
    assert course.heading.startswith("Bestanden")
    assert course.hook("certificate").count() == 0


@pytest.mark.parametrize("mode", ("browse",))
def test_a_look_around_earns_nothing(desk: Desk, mode: str) -> None:
    course = desk.launch("scorm2004", mode=mode)
    pass_test(course)
    assert course.hook("certificate").count() == 0


def test_a_result_that_is_not_saved_is_not_certified(desk: Desk) -> None:
    course = pass_test(desk.launch("scorm12"))
    course.tab.evaluate("window.API.LMSCommit = () => 'false'; window.API.LMSSetValue = () => 'false'")
    course.frame.locator("main").get_by_role("link", name="Zur Kursübersicht").first.click()
    course.arrive("start", "minimal").open_lesson(1)
    course.arrive("lesson", "l1").hook("next").click()
    course.arrive("lesson", "l2")
    course.frame.locator(".bar__home").click()
    course.arrive("start", "minimal")
    expect(course.hook("status")).to_contain_text("konnte nicht gespeichert werden", timeout=20_000)
    course.hook("certificate").click()
    expect(course.frame.locator("[data-lb-view]")).to_contain_text("noch nicht gespeichert")
    assert sheet(course).count() == 0


@pytest.mark.parametrize("place", ("http", "file"))
def test_without_a_portal_the_name_is_asked_for_and_not_kept(desk: Desk, place: str) -> None:
    course = pass_test(desk.web() if place == "http" else desk.file())
    course.hook("certificate").click()
    field = course.frame.get_by_label("Vor- und Nachname")
    expect(field).to_be_visible()
    course.frame.get_by_role("button", name="Nachweis anzeigen").click()
    assert "Bitte tragen Sie Ihren Namen ein." in course.frame.locator("[data-lb-view] [role=status]").inner_text()
    assert course.focus["tag"] == "INPUT"
    field.fill("  Zoë <b>Weiß-Öztürk</b> ")
    course.tab.keyboard.press("Enter")
    assert sheet(course).locator(".cert__name").inner_text() == "Zoë <b>Weiß-Öztürk</b>"
    assert "Ohne Lernportal erstellt" in sheet(course).inner_text()
    assert fact(course, "Lernzeit").startswith("vorgesehen: etwa 15")
    stored = course.frame.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie")
    assert "Zo" not in stored
    course.frame.get_by_role("button", name="Nachweis neu ausfüllen").click()
    assert course.focus["tag"] == "INPUT"
    course.frame.locator('[data-lb="certificate-back"]').click()
    assert course.page == "result"


def test_going_on_leaves_the_certificate(desk: Desk) -> None:
    course = pass_test(desk.launch("scorm12"))
    course.hook("certificate").click()
    expect(sheet(course)).to_be_visible()
    course.frame.locator(".bar__home").click()
    course.arrive("start", "minimal")
    assert sheet(course).count() == 0
    assert course.frame.locator("main").count() == 1


def test_minimal_privacy_names_neither_result_nor_time(desk: Desk, tmp_path: Path) -> None:
    project = tmp_path / "still" / "project"
    shutil.copytree(REPOSITORY / "tests" / "courses" / "minimal", project)
    head = project / "courses" / "minimal" / "kurs.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "datenschutz: minimal\n", encoding="utf-8")
    build_project(project, "minimal", tmp_path / "still")
    tab = desk.context.new_page()
    tab.goto((tmp_path / "still" / "web" / "index.html").as_uri())
    course = pass_test(Course(tab, tab.main_frame).ready())
    course.hook("certificate").click()
    course.frame.get_by_label("Vor- und Nachname").fill("Alex Beispiel")
    course.tab.keyboard.press("Enter")
    words = sheet(course).inner_text()
    assert "hat den Onlinekurs bestanden." in words
    assert "Prozent" not in words and "Lernzeit" not in words


def test_one_page_of_a4_with_nothing_around_it(desk: Desk) -> None:
    course = pass_test(desk.web())
    course.hook("certificate").click()
    course.frame.get_by_label("Vor- und Nachname").fill("Alex Beispiel")
    course.tab.keyboard.press("Enter")
    expect(sheet(course)).to_be_visible()
    assert course.tab.pdf(format="A4", print_background=True).count(b"/Type /Page\n") == 1
    course.tab.emulate_media(media="print")
    shown = course.frame.locator("body").inner_text()
    assert "Teilnahmenachweis" in shown and "Alex Beispiel" in shown
    assert "Glossar" not in shown and "drucken" not in shown and "Zurück" not in shown
    assert shown.count("Entwurf") == 1


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_no_violation(desk: Desk, width: int, scheme: Scheme) -> None:
    desk.sit(width, scheme)
    course = pass_test(desk.web())
    course.hook("certificate").click()
    judge_view(course)
    course.frame.get_by_role("button", name="Nachweis anzeigen").click()
    judge_view(course)
    course.frame.get_by_label("Vor- und Nachname").fill(
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk " + "x" * 20
    )
    course.tab.keyboard.press("Enter")
    judge_view(course)


def judge_view(course: Course) -> None:
    """As ``judge`` of test_axe: the page behind is hidden and has a heading of its own."""
    view = course.frame.locator("[data-lb-view]")
    expect(view.locator("h1")).to_have_text("Teilnahmenachweis")
    assert view.locator("button").count() >= 2
    course.frame.evaluate((REPOSITORY / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = course.frame.evaluate(f"axe.run(document, {{runOnly: {TAGS}}})")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert found["passes"]
    assert course.frame.evaluate(OUTSIDE) == []
