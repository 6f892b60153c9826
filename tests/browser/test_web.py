"""The web edition from a server and from the disk: the whole way, and what a page does on the way."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.desk import Course, Desk

pytestmark = pytest.mark.browser

PLACES = ("http", "file")


def opener(desk: Desk, place: str) -> Callable[[], Course]:
    return desk.web if place == "http" else desk.file


@pytest.mark.parametrize("place", PLACES)
def test_the_whole_way(desk: Desk, place: str) -> None:
    """Read, answer wrong and right, hand in, close, come back: the same page, the same answers."""
    visit = opener(desk, place)
    course = visit()
    assert course.hook("start").inner_text() == "Los geht’s: Wann beginnt die Frist?"
    assert "nur auf diesem Gerät" in course.hook("status").inner_text()
    course.begin()
    course.arrive("lesson", "l1")
    question = course.question("p")
    question.choose("Montag")
    question.check()
    assert question.state == "wrong"
    assert "Noch nicht richtig" in question.feedback
    assert "1 Versuch übrig" in question.feedback
    course.close()

    course = visit()
    assert course.hook("start").inner_text() == "Weiter: Wann beginnt die Frist?"
    assert course.hook("status").inner_text() == ""
    course.begin()
    course.arrive("lesson", "l1")
    assert course.question("p").state == "wrong"
    assert course.question("p").section.locator("input:checked").get_attribute("aria-disabled") == "true"
    course.hook("next").click()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t")
    course.answer_test(right=True)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    assert "Auf diesem Gerät gespeichert" in course.hook("saved").inner_text()
    course.close()

    course = visit()
    assert "Sie haben den Kurs abgeschlossen" in course.hook("resume").inner_text()
    assert "100 Prozent" in course.hook("result").inner_text()


@pytest.mark.parametrize("place", PLACES)
def test_a_reload_of_any_page_brings_it_back(desk: Desk, place: str) -> None:
    course = opener(desk, place)()
    course.finish_lessons()
    course.question("q1").choose("Am Samstag")
    course.question("q1").check()
    order = course.frame.locator("section[data-lb-question]").evaluate_all("all => all.map(e => e.textContent.trim())")
    course.tab.reload()
    course = Course(course.tab, course.tab.main_frame).arrive("test", "t")
    assert course.question("q1").state == "right"
    again = course.frame.locator("section[data-lb-question]").evaluate_all("all => all.map(e => e.textContent.trim())")
    assert [words[:40] for words in again] == [words[:40] for words in order]
    assert course.hook("progress").inner_text().endswith("2 von 2 Lektionen")


def test_pages_change_without_leaving_the_document(desk: Desk) -> None:
    """Title, address, focus and history follow; the document stays."""
    course = desk.web()
    course.frame.evaluate("window.same = true")
    course.begin()
    course.arrive("lesson", "l1")
    assert course.tab.title() == "Wann beginnt die Frist? – Kleiner Kurs"
    assert course.tab.url.endswith("/lektion/l1.html")
    assert course.focus == {"tag": "H1", "hook": "", "words": "Wann beginnt die Frist?"}
    assert course.frame.locator('[data-lb="toc"] [aria-current="page"]').inner_text() == "Wann beginnt die Frist?"
    course.hook("next").click()
    course.arrive("lesson", "l2")
    course.frame.locator("main").get_by_role("link", name="Wann beginnt die Frist?").first.click()
    course.arrive("lesson", "l1")
    course.go_back()
    course.arrive("lesson", "l2")
    course.go_back()
    course.arrive("lesson", "l1")
    course.go_back()
    course.arrive("start", "minimal")
    assert course.frame.evaluate("window.same") is True
    assert course.hook("start").inner_text() == "Weiter: Was ist ein Verwaltungsakt?"


def test_a_page_that_does_not_come_ends_nothing(desk: Desk) -> None:
    course = desk.web()
    desk.context.route("**/lektion/l1.html", lambda route: route.abort())
    course.begin()
    course.hook("unreachable").wait_for()
    assert "konnte nicht geladen werden" in course.hook("status").inner_text()
    assert course.page == "start"
    desk.context.unroute("**/lektion/l1.html")
    course.hook("unreachable").get_by_role("button").click()
    course.arrive("lesson", "l1")
    assert course.hook("unreachable").count() == 0
    desk.errors.clear()


def test_a_law_opens_in_a_new_tab(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    with desk.context.expect_page() as opened:
        course.frame.locator("a.law").first.click()
    assert "gesetze-im-internet.de" in opened.value.url
    assert opened.value.evaluate("window.opener") is None
    assert course.page == "lesson"


def test_contents_on_a_narrow_screen(desk: Desk) -> None:
    desk.sit(360)
    course = desk.web("lektion/l1.html")
    course.hook("contents").click()
    sheet = course.frame.locator("dialog")
    assert sheet.get_by_role("link", name="Sie sind hier").count() == 1
    course.tab.keyboard.press("Escape")
    sheet.wait_for(state="detached")
    assert course.focus["hook"] == "contents"
    course.hook("contents").click()
    sheet.get_by_role("link", name="Was ist ein Verwaltungsakt?").click()
    course.arrive("lesson", "l2")
    sheet.wait_for(state="detached")


@pytest.mark.parametrize(("course", "most"), (("minimal", 40_000), ("wide", 48_000)))
def test_script_and_style_stay_small(sites: Path, course: str, most: int) -> None:
    """Compressed as a server sends them: 40 kB with the three common kinds of questions, 48 kB with nearly all."""
    assets = sites / course / "scorm2004" / "assets"
    assert sum(len(gzip.compress((assets / name).read_bytes())) for name in ("lernbuild.js", "theme.css")) <= most
