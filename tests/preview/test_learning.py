"""A course in the preview: learned, broken, resumed, in every target, as the dock shows it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.preview.desk import Desk, Server

pytestmark = pytest.mark.browser
TARGETS = ("scorm12", "scorm2004", "cmi5", "xapi")
SCORM = {"scorm12": "lesson_status", "scorm2004": "completion_status"}


def learn(desk: Desk) -> None:
    """Start page, one lesson with a wrong answer, on to the next."""
    desk.hook("start").click()
    desk.arrive("lesson", "l1")
    question = desk.course().locator('section[data-lb-question="p"]')
    question.locator(".option", has_text="Montag").locator("input").check()
    question.locator('[data-lb="check"]').click()
    desk.course().wait_for_selector('section[data-lb-question="p"][data-lb-state="wrong"]')
    desk.hook("next").click()
    desk.arrive("lesson", "l2")


def stored(desk: Desk) -> None:
    """Until the LMS holds that the learner is in the second lesson."""
    desk.tab("LMS").get_by_text("Lesezeichen: Was ist ein Verwaltungsakt?").wait_for()


@pytest.mark.parametrize("target", TARGETS)
def test_learns_leaves_and_resumes(desk: Callable[..., Desk], target: str) -> None:
    one = desk().open(course="minimal", target=target)
    learn(one)
    if target in SCORM:
        one.waits_for(SCORM[target], "incomplete")
        one.waits_for("suspend_data", "von 40")
    else:
        one.waits_for("Aussagen", {"cmi5": "2", "xapi": "1"}[target])  # one of the lesson, in cmi5 one of the beginning
    stored(one)
    assert one.refused() == []
    one.page.reload()
    one.ready()
    assert "Was ist ein Verwaltungsakt?" in one.hook("start").inner_text()
    assert one.refused() == []


@pytest.mark.parametrize("target", ("scorm12", "cmi5"))
def test_the_connection_breaks_and_comes_back(desk: Callable[..., Desk], target: str) -> None:
    one = desk().open(course="minimal", target=target)
    one.bench().get_by_label("Verbindung getrennt").check()
    one.hook("start").click()
    one.page.wait_for_timeout(300)
    if one.course().locator('main[data-lb-page="lesson"]').count() == 0:
        one.hook("unreachable").wait_for()
    one.bench().get_by_label("Verbindung getrennt").uncheck()
    # What was asked for before has failed by now, what is asked for from now on must not.
    one.until("fetch(location.href, {method: 'HEAD', cache: 'no-store'}).then(answer => answer.ok, () => false)")
    one.until("[...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)")
    one.errors.clear()
    if one.hook("unreachable").count():
        one.hook("unreachable").get_by_role("button").click()
    one.arrive("lesson", "l1")
    one.hook("next").click()
    one.arrive("lesson", "l2")


def test_a_refused_commit_is_said_by_the_course_and_by_the_log(desk: Callable[..., Desk]) -> None:
    one = desk().open(course="minimal", target="scorm12")
    one.bench().get_by_label("Speichern scheitert").check()
    one.hook("start").click()
    one.arrive("lesson", "l1")
    one.hook("next").click()
    one.hook("unsaved").wait_for()
    one.bench().get_by_label("Speichern scheitert").uncheck()
    one.hook("unsaved").get_by_role("button", name="Jetzt speichern").click()
    one.waits_for("lesson_location", "2")


def test_a_crash_loses_only_what_was_not_committed(desk: Callable[..., Desk]) -> None:
    one = desk().open(course="minimal", target="scorm12")
    learn(one)
    stored(one)
    one.tab("Protokoll")
    one.bench().get_by_role("button", name="Browser stürzt ab").click()
    one.page.get_by_text("Neuer Start desselben Versuchs").first.wait_for(state="attached")
    one.ready()
    assert "Verwaltungsakt" in one.hook("start").inner_text()


def test_learners_modes_and_marks(desk: Callable[..., Desk], serve: Callable[..., Server]) -> None:
    server = serve()
    one = desk(server).open(course="minimal", target="scorm12")
    learn(one)
    stored(one)
    one.tab("Protokoll")
    bench = one.bench()
    one.anew(bench.get_by_role("button", name="Als neue Lernende").click)
    one.page.locator("#attempt option:checked", has_text="Versuch 2").wait_for(state="attached")
    assert "Verwaltungsakt" not in one.hook("start").inner_text()
    one.anew(lambda: bench.get_by_label("Versuch").select_option(label="Versuch 1"))
    one.page.locator("#attempt option:checked", has_text="Versuch 1").wait_for(state="attached")
    assert "Verwaltungsakt" in one.hook("start").inner_text()
    one.anew(bench.get_by_role("button", name="Schon bestanden").click)
    one.page.locator("#attempt option:checked", has_text="schon bestanden").wait_for(state="attached")
    assert "100 Prozent" in one.hook("result").inner_text()
    bench.get_by_label("Modus").select_option("review")
    one.course().get_by_text("Es wird nichts gespeichert").wait_for()
    one.anew(lambda: bench.get_by_label("Modus").select_option("normal"))
    one.anew(bench.get_by_role("button", name="Als neue Lernende").click)
    one.page.locator("#attempt option:checked", has_text="Versuch 4").wait_for(state="attached")
    bench.get_by_label("Bestehen ab").fill("40")
    one.anew(bench.get_by_label("Bestehen ab").blur)
    one.course().locator('[data-lb-lesson="3"] a').evaluate("link => link.click()")
    one.course().get_by_text("Bestanden ist ab 40 Prozent").first.wait_for()


@pytest.mark.parametrize("target", ("scorm2004", "cmi5"))
def test_a_slow_lms_loses_nothing(desk: Callable[..., Desk], target: str) -> None:
    one = desk().open(course="minimal", target=target)
    one.bench().get_by_label("langsam").check()
    learn(one)
    stored(one)
    assert one.refused() == []


def test_attempts_outlive_the_preview(desk: Callable[..., Desk], serve: Callable[..., Server]) -> None:
    server = serve()
    one = desk(server).open(course="minimal", target="scorm2004")
    learn(one)
    stored(one)
    one.leave()
    assert server.stop()[0] == 0
    again = desk(serve()).open(course="minimal", target="scorm2004")
    assert "Verwaltungsakt" in again.hook("start").inner_text()


@pytest.mark.parametrize("target", ("scorm2004", "cmi5"))
def test_a_land_is_chosen_as_a_learner_does(
    desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path, target: str
) -> None:
    shutil.copytree(REPOSITORY / "tests/courses/wide", tmp_path / "wide")
    one = desk(serve(root=tmp_path / "wide")).open(course="wide", target=target)
    one.bench().locator("#land").select_option("Hessen")
    one.tab("LMS").get_by_text("Land: Hessen").wait_for()
    assert one.course().locator('[data-lb="land"] input:checked').get_attribute("value") == "he"
    assert one.refused() == []
    one.bench().locator("#land").select_option("selbst wählen")
    one.ready()
    one.tab("LMS").get_by_text("Land: Hessen").wait_for()  # stored with the attempt
    one.page.get_by_label("Ausgabe").select_option("Hessen")
    one.ready()
    assert not one.bench().locator("#land").is_visible()


def test_another_day_another_screen(desk: Callable[..., Desk]) -> None:
    one = desk().open(course="minimal", target="scorm12")
    one.tab("Protokoll")
    bench = one.bench()
    one.anew(lambda: bench.get_by_label("Als wäre heute der").fill("2031-02-03"))
    assert one.course().evaluate("new Date().getFullYear() + '/' + new Date(Date.now()).getMonth()") == "2031/1"
    light = one.course().evaluate("getComputedStyle(document.body).backgroundColor")
    bench.get_by_label("dunkel").check()
    one.until(f"getComputedStyle(document.body).backgroundColor !== '{light}'")
    bench.get_by_label("dunkel").uncheck()
    one.until(f"getComputedStyle(document.body).backgroundColor === '{light}'")
    bench.get_by_label("Druckansicht").check()
    one.until("getComputedStyle(document.querySelector('header.bar')).display === 'none'")
    bench.get_by_label("Druckansicht").uncheck()
    one.until("getComputedStyle(document.querySelector('header.bar')).display !== 'none'")
    bench.get_by_label("Text 200 %").check()
    one.until("getComputedStyle(document.documentElement).fontSize === '32px'")
    one.page.get_by_role("button", name="320").click()
    one.until("innerWidth === 320")
    bench.get_by_label("ohne LMS").check()
    one.page.get_by_text("Ohne LMS: Der Stand bleibt im Browser.").wait_for()
    one.ready()
    assert one.summary() == {"": "Ohne LMS: Der Stand bleibt im Browser."}
