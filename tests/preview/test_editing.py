"""Saving a file shows at once what changed: in place, with the learner's answers, or as a message when it is wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.preview.desk import Desk, Server

pytestmark = pytest.mark.browser


def lesson_file(project: Path) -> Path:
    """The source of lesson l1."""
    return next(
        path for path in sorted((project / "courses").rglob("01-*/0*.md")) if "id: l1" in path.read_text("utf-8")
    )


def in_lesson(desk: Callable[..., Desk]) -> Desk:
    one = desk().open(course="minimal", target="scorm12")
    one.hook("start").click()
    one.arrive("lesson", "l1")
    return one


def initialised(one: Desk) -> int:
    """How many sessions the log shows."""
    one.tab("Protokoll")
    return one.page.locator("#panel-protokoll b", has_text="LMSInitialize").count()


def test_a_sentence_appears_in_place(desk: Callable[..., Desk], project: Path) -> None:
    one = in_lesson(desk)
    one.page.set_viewport_size({"width": 1280, "height": 500})
    one.course().locator('section[data-lb-question="p"] .option', has_text="Montag").locator("input").check()
    one.course().evaluate("scrollTo({top: 300, behavior: 'instant'})")
    path = lesson_file(project)
    before = path.read_text("utf-8")
    head, _, body = before.partition("\n---\n")
    for turn in range(3):
        path.write_text(f"{head}\n---\n\nDer neue Satz Nummer {turn}.\n{body}", "utf-8")
        one.course().get_by_text(f"Der neue Satz Nummer {turn}.").wait_for()
        one.page.get_by_text("aktualisiert sich").wait_for()
        assert one.course().url.endswith("lektion/l1.html")
        assert (
            one.course()
            .locator('section[data-lb-question="p"] .option', has_text="Montag")
            .locator("input")
            .is_checked()
        )
        assert abs(one.course().evaluate("scrollY") - 300) < 5
    assert initialised(one) == 1, "the session went on"


def test_many_tabs(desk: Callable[..., Desk], project: Path) -> None:
    """A browser keeps six connections to a server; a tab more must not wait for one of them."""
    one = in_lesson(desk)
    tabs = [one.context.new_page() for _ in range(7)]
    for tab in tabs:
        tab.goto(f"{one.address}#course=minimal&target=scorm12")
        tab.get_by_text("aktualisiert sich").wait_for()
    path = lesson_file(project)
    path.write_text(path.read_text("utf-8") + "\nFür alle neu.\n", "utf-8")
    one.course().get_by_text("Für alle neu.").wait_for()
    tabs[-1].get_by_text("Gebaut um").wait_for()
    one.page.close()
    path.write_text(path.read_text("utf-8").replace("(x)", "( )"), "utf-8")
    tabs[-1].get_by_role("alert").get_by_text("als richtig markiert").wait_for()


def test_courses_that_come_and_go(desk: Callable[..., Desk], project: Path) -> None:
    one = in_lesson(desk)
    courses = project / "courses"
    shutil.copytree(courses / "minimal", courses / "zweiter")
    settings = courses / "zweiter" / "kurs.yaml"
    settings.write_text(re.sub("(?m)^id: .*", "id: zweiter", settings.read_text("utf-8")), "utf-8")
    chosen = one.page.locator("#course")
    chosen.locator("option[value=zweiter]").wait_for(state="attached")
    (courses / "minimal").rename(project / "weg")
    chosen.get_by_text("minimal (fehlt)").wait_for(state="attached")
    assert chosen.input_value() == "minimal"
    chosen.select_option("zweiter")
    one.hook("start").wait_for()
    (project / "weg").rename(courses / "minimal")
    chosen.get_by_text("fehlt").wait_for(state="detached")


def test_a_changed_title_is_loaded_anew(desk: Callable[..., Desk], project: Path) -> None:
    one = in_lesson(desk)
    one.course().locator('section[data-lb-question="p"] .option', has_text="Montag").locator("input").check()
    path = lesson_file(project)
    path.write_text(re.sub(r"(?m)^titel: .*$", "titel: Ein neuer Titel", path.read_text("utf-8"), count=1), "utf-8")
    one.course().get_by_role("heading", name="Ein neuer Titel").wait_for()
    one.page.get_by_text("aktualisiert sich").wait_for()
    assert one.course().url.endswith("lektion/l1.html")
    assert one.course().locator(".option", has_text="Montag").locator("input").is_checked()
    assert initialised(one) == 2, "the runtime knows the course anew"
    assert one.refused() == []


def test_a_mistake_is_named_and_the_last_good_page_stays(desk: Callable[..., Desk], project: Path) -> None:
    one = in_lesson(desk)
    path = lesson_file(project)
    good = path.read_text("utf-8")
    path.write_text(good.replace("(x)", "( )"), "utf-8")
    strip = one.page.get_by_role("alert")
    strip.wait_for()
    assert "als richtig markiert" in strip.inner_text()
    assert re.search(r"l?\w*\.md:\d+:\d+", strip.inner_text())
    link = strip.get_by_role("link").get_attribute("href") or ""
    assert link.startswith("vscode://file/") and path.name in link
    assert one.course().locator("main").get_attribute("data-lb-id") == "l1"
    panel = one.tab("Meldungen")
    panel.get_by_text("quiz-no-correct-answer").wait_for()
    path.write_text(good, "utf-8")
    strip.wait_for(state="hidden")
    one.page.get_by_text("Gebaut um").wait_for()
    assert panel.get_by_text("quiz-no-correct-answer").count() == 0


def test_a_course_that_is_broken_from_the_start(
    desk: Callable[..., Desk], serve: Callable[..., Server], project: Path
) -> None:
    path = lesson_file(project)
    good = path.read_text("utf-8")
    path.write_text(good.replace("(x)", "( )"), "utf-8")
    one = desk(serve())
    one.page.goto(f"{one.address}#course=minimal&target=scorm12")
    one.page.get_by_text("Dieser Kurs lässt sich noch nicht zeigen").wait_for()
    path.write_text(good, "utf-8")
    one.ready()


def test_the_editor_can_be_chosen(desk: Callable[..., Desk], serve: Callable[..., Server], project: Path) -> None:
    path = lesson_file(project)
    path.write_text(path.read_text("utf-8").replace("(x)", "( )"), "utf-8")
    one = desk(serve("--editor", "mein-editor://{path}#{line}"))
    one.page.goto(one.address)
    link = one.tab("Meldungen").get_by_role("link").first
    link.wait_for()
    assert re.fullmatch(r"mein-editor://.+\.md#\d+", link.get_attribute("href") or "")
