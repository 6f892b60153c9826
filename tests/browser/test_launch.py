"""What a launch costs is the same for 10, 100 and 1,000 lessons, and what counts is still exactly right.

Counted is what a learning portal has to serve, from the launch to the first text and on to the resumed lesson: files as
they are, without compression. The probes that ask for no content (HEAD) are not.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.conftest import REPOSITORY, build_project
from tests.browser.desk import Course, Desk
from tests.real_courses import COURSES

sys.path.insert(0, str(REPOSITORY / "bench"))
from generator import write_course  # type: ignore[import-not-found]

pytestmark = pytest.mark.browser

LESSONS = (10, 100, 1000) if os.environ.get("LERNBUILD_FULL") else (10, 100)
REQUESTS = 10
BYTES = 200_000
GROWTH = 12_000
"""What a course of any length may cost more than one of ten lessons: at most 24 modules or blocks by name (6 kB in the
start page and the data), the titles of 50 lessons (2 kB), three bytes for each lesson (3 kB for a thousand)."""
SCRIPTS = 40_000
"""Scripts and styles of a launch, compressed; with what the course is made of (course.js)."""


NODES = 600
TOUCHED = """globalThis.touched = new Set(); new MutationObserver(list => {
  for (const { target, addedNodes } of list) for (const node of [target, ...addedNodes]) {
    touched.add(node);
    for (const inner of node.querySelectorAll?.('*') ?? []) if (target !== node) touched.add(inner);
  }
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
document.addEventListener('DOMContentLoaded', () => touched.clear());"""
"""Nodes that changed since the page was parsed; deferred scripts have run by then, up to where they first wait."""


@dataclass
class Count:
    """The files of one course that a browser asked for."""

    root: str
    files: dict[str, bytes] = field(default_factory=dict)
    times: int = 0

    def __call__(self, request: Request) -> None:
        if request.method == "GET" and request.url.startswith(self.root):
            response = request.response()
            self.times += 1
            self.files[request.url.removeprefix(self.root).split("?")[0]] = response.body() if response else b""

    @property
    def bytes(self) -> int:
        return sum(len(data) for data in self.files.values())


@pytest.fixture(scope="module")
def course(sites: Path) -> Callable[[int], str]:
    """Builds the generated course of so many lessons, once."""

    def build(lessons: int) -> str:
        name = f"lang{lessons}"
        if not (sites / name).exists():
            project = sites / f"{name}-quelle"
            write_course(project, lessons)
            head = project / "courses/bench/kurs.yaml"
            text = head.read_text(encoding="utf-8").replace("[scorm2004]", "[scorm2004, scorm12, web]")
            head.write_text(text, encoding="utf-8")
            build_project(project, "bench", sites / name)
        return name

    return build


def launch(desk: Desk, name: str, standard: str = "scorm2004") -> tuple[Course, Count]:
    """A launch in the strict portal, up to the first text with all that belongs to it."""
    count = Count(f"{desk.server}/{name}/{standard}/")
    desk.context.on("requestfinished", count)
    opened = desk.launch(standard, portal="strict", course=name)
    settle(opened)
    return opened, count


def settle(opened: Course) -> None:
    opened.tab.wait_for_load_state("networkidle")
    opened.frame.evaluate("document.fonts.ready.then(() => 1)")


def compressed_code(count: Count) -> int:
    code = [data for name, data in count.files.items() if name.endswith((".js", ".css"))]
    return sum(len(gzip.compress(data, 6)) for data in code)


@pytest.fixture(scope="module")
def launched() -> dict[int, int]:
    """Bytes of the launch by number of lessons."""
    return {}


@pytest.mark.parametrize("lessons", LESSONS)
def test_what_a_launch_costs(desk: Desk, course: Callable[[int], str], launched: dict[int, int], lessons: int) -> None:
    _, count = launch(desk, course(lessons))
    assert count.times <= REQUESTS
    assert count.bytes <= BYTES, sorted((len(data), name) for name, data in count.files.items())
    assert compressed_code(count) <= SCRIPTS
    launched[lessons] = count.bytes
    if 10 in launched:
        assert count.bytes - launched[10] <= GROWTH


@pytest.mark.parametrize("lessons", LESSONS)
def test_what_a_launch_makes_of_the_page(desk: Desk, course: Callable[[int], str], lessons: int) -> None:
    """Nodes that the script makes or changes: those of ten listed lessons, and a line for each module or block."""
    desk.context.add_init_script(TOUCHED)
    opened, _ = launch(desk, course(lessons))
    assert 20 < opened.frame.evaluate("touched.size") < NODES


@pytest.mark.parametrize("standard", ("scorm12", "scorm2004"))
@pytest.mark.parametrize("name", COURSES)
def test_what_the_launch_of_a_real_course_costs(desk: Desk, real: None, name: str, standard: str) -> None:
    _, count = launch(desk, name, standard)
    sizes = sorted((len(data), file) for file, data in count.files.items())
    assert count.times <= REQUESTS, sizes
    assert count.bytes <= BYTES, sizes
    assert compressed_code(count) <= SCRIPTS, sizes


@pytest.mark.parametrize("lessons", LESSONS)
def test_the_way_back_to_a_lesson_and_the_result(desk: Desk, course: Callable[[int], str], lessons: int) -> None:
    """The last lesson and the last test: resumed with few requests, counted among all lessons and all tests."""
    name = course(lessons)
    tests = max(1, lessons // 100)
    opened, _ = launch(desk, name)
    assert opened.hook("start").inner_text() == "Los geht’s: Lektion 1"
    last = opened.frame.locator("[data-lb-module]").last
    if last.get_attribute("open") is None:
        last.locator("summary").click()
    last.get_by_role("link", name=f"Lektion {lessons - 1}", exact=True).click()
    opened.arrive("lesson", f"lektion-{lessons - 1}")
    opened.hook("next").click()
    opened.arrive("test", f"lektion-{lessons}")
    assert f"1 von {lessons - tests} Lektionen" in opened.hook("progress").inner_text()
    opened.close()

    back, count = launch(desk, name)
    assert back.hook("start").inner_text() == f"Weiter: Lektion {lessons}"
    back.begin()
    back.arrive("test", f"lektion-{lessons}")
    back.frame.wait_for_selector('[data-lb="tally"] li')
    settle(back)
    assert count.times <= REQUESTS
    assert sum(len(gzip.compress(data, 6)) for data in count.files.values()) <= BYTES
    assert back.frame.locator('[data-lb="toc"] [aria-current]').inner_text() == f"Lektion {lessons}"
    for number in range(3):
        section = back.frame.locator("section[data-lb-question]", has_text=f"Frage {lessons}.{number + 1}:")
        section.locator(".option", has_text=f"Antwort {number + 1}:").locator("input").check()
        section.locator('[data-lb="check"]').click()
    back.hook("submit").click()
    back.arrive("result", f"lektion-{lessons}")
    back.tab.wait_for_function("window.held()['cmi.score.raw']")
    held = back.held()
    assert held["cmi.score.raw"] == str(100 // tests)
    assert held.get("cmi.success_status", "unknown") == ("passed" if tests == 1 else "unknown")
    assert held["cmi.completion_status"] == "incomplete"
    assert len(held["cmi.suspend_data"]) < 4000
    back.close()

    again, count = launch(desk, name)
    assert count.times <= REQUESTS
    assert f"{100 // tests} Prozent" in again.hook("result").inner_text()


@pytest.mark.parametrize("place", ["web", "file"])
def test_lists_are_fetched_when_they_are_opened(
    desk: Desk, course: Callable[[int], str], sites: Path, place: str
) -> None:
    """The same from the disk, where nothing can be fetched but scripts."""
    name = course(100)
    tab = desk.context.new_page()
    tab.goto(f"{desk.server}/{name}/web/index.html" if place == "web" else (sites / name / "web/index.html").as_uri())
    opened = Course(tab, tab.main_frame).ready()
    last = tab.locator("[data-lb-module]").last
    assert last.locator("li").count() == 0
    last.locator("summary").click()
    last.get_by_role("link", name="Lektion 95", exact=True).click()
    opened.arrive("lesson", "lektion-95")
    tab.locator('[data-lb="toc"] summary').first.click()
    tab.locator('[data-lb="toc"]').get_by_text("Lektion 7", exact=True).click()
    opened.arrive("lesson", "lektion-7")


def test_without_script_every_lesson_is_reachable(desk: Desk, course: Callable[[int], str]) -> None:
    name = course(100)
    context = desk.browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    found: set[str] = set()
    tab.goto(f"{desk.server}/{name}/web/index.html")
    pages = tab.locator('[data-lb="lessons"] a').evaluate_all("links => links.map((link) => link.href)")
    assert len(pages) == 10
    for page in pages:
        tab.goto(page)
        found |= set(tab.locator("main [data-lb-lesson] a").evaluate_all("links => links.map((link) => link.href)"))
    assert found == {f"{desk.server}/{name}/web/lektion/lektion-{n}.html" for n in range(1, 101)}
    context.close()


def test_titles_that_do_not_come_are_said_and_come_with_the_button(desk: Desk, course: Callable[[int], str]) -> None:
    name = course(100)
    tab = desk.context.new_page()
    tab.route("**/assets/course-2.js", lambda route: route.abort())
    tab.goto(f"{desk.server}/{name}/web/index.html")
    opened = Course(tab, tab.main_frame).ready()
    last = tab.locator("[data-lb-module]").last
    last.locator("summary").click()
    notice = opened.hook("unreachable")
    notice.wait_for()
    assert "konnte nicht geladen werden" in notice.inner_text()
    assert last.locator("a").inner_text() == "Lektionen auf einer eigenen Seite"
    tab.unroute("**/assets/course-2.js")
    notice.get_by_role("button").click()
    last.get_by_role("link", name="Lektion 95", exact=True).wait_for()
    assert notice.count() == 0
    desk.errors.clear()  # the browser's own word about the file that did not come


def test_a_lesson_is_shown_with_its_styles(desk: Desk, course: Callable[[int], str]) -> None:
    """The start page has only the first sheet; it stays until the second is here, too."""
    name = course(10)
    tab = desk.context.new_page()
    held: list[Route] = []
    tab.route("**/assets/pages.css", lambda route: held.append(route))
    tab.goto(f"{desk.server}/{name}/web/index.html")
    opened = Course(tab, tab.main_frame).ready()
    with tab.expect_response("**/lektion-1.html"), tab.expect_response("**/assets/questions.js"):
        opened.begin()
    tab.wait_for_timeout(100)
    assert opened.page == "start"
    held[0].continue_()
    opened.arrive("lesson", "lektion-1")
    expect(tab.locator(".question").first).to_have_css("border-top-width", "1px")
    assert len(held) == 1
    opened.hook("next").click()
    opened.arrive("lesson", "lektion-2")
    assert len(held) == 1


def lesson_without(desk: Desk, name: str, asset: str) -> Course:
    """The first lesson, shown though a file of the package did not come; it will not until it is unrouted."""
    tab = desk.context.new_page()
    tab.route(f"**/assets/{asset}", lambda route: route.abort())
    tab.goto(f"{desk.server}/{name}/web/index.html")
    opened = Course(tab, tab.main_frame).ready()
    opened.begin()
    return opened.arrive("lesson", "lektion-1")


@pytest.mark.parametrize("way", ("next", "online"))
def test_a_lesson_is_shown_without_styles_that_do_not_come(desk: Desk, course: Callable[[int], str], way: str) -> None:
    opened = lesson_without(desk, course(10), "pages.css")
    tab = opened.tab
    tab.unroute("**/assets/pages.css")
    if way == "next":
        opened.hook("next").click()
        opened.arrive("lesson", "lektion-2")
    else:
        expect(tab.locator(".question").first).to_have_css("border-top-width", "0px")
        tab.evaluate("dispatchEvent(new Event('online'))")
    expect(tab.locator(".question").first).to_have_css("border-top-width", "1px")
    desk.errors.clear()  # the browser's own word about the file that did not come


MISSING = """() => [...document.querySelectorAll("use")].map((use) => use.getAttribute("href"))
  .filter((href) => !document.querySelector(`symbol${href}`))"""


def test_signs_come_with_what_shows_them(desk: Desk, real: None) -> None:
    """The start page has its own; those of lessons, questions and windows come with them."""
    opened = desk.web(course="feg")
    assert opened.tab.evaluate(MISSING) == []
    before = opened.tab.locator("symbol").count()
    opened.open_lesson(1)
    opened.arrive("lesson", "drei-saeulen")
    assert opened.tab.evaluate(MISSING) == []
    question = opened.tab.locator("section[data-lb-question][data-lb-type=choice]").first
    question.locator(".option").first.click()
    question.locator('[data-lb="check"]').click()
    question.locator(".feedback__title").wait_for()
    opened.hook("search").click()
    opened.tab.locator("dialog input").fill("Blaue Karte")
    opened.tab.locator(".hits li").first.wait_for()
    assert opened.tab.evaluate(MISSING) == []
    opened.tab.keyboard.press("Escape")
    opened.hook("comfort").click()
    opened.tab.locator("dialog.window--comfort").wait_for()
    assert opened.tab.evaluate(MISSING) == []
    signs = opened.tab.locator("symbol").evaluate_all("signs => signs.map((sign) => sign.id)")
    assert len(set(signs)) == len(signs) > before


STYLES = """() => {
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    const names = [...style].filter((name) => !name.startsWith("--")); // those come in any order
    return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
  };
  const seen = [...document.querySelectorAll("body, body *")].filter((element) => element.checkVisibility());
  const parts = [null, "::before", "::after"];
  return seen.map((one) => [one.outerHTML.slice(0, 80), ...parts.map((part) => look(one, part))]);
}"""


@pytest.mark.parametrize(("width", "media"), ((1280, "screen"), (360, "screen"), (1280, "print")))
def test_the_start_page_needs_only_the_first_sheet(
    desk: Desk, real: None, width: int, media: Literal["screen", "print"]
) -> None:
    """With the second one, which it has after a lesson, it looks the same, also with what stands there then."""
    desk.sit(width)
    opened = desk.web(course="feg")
    opened.open_lesson(1)
    opened.arrive("lesson", "drei-saeulen")
    opened.hook("next").click()
    opened.arrive("lesson", "alt-oder-neu")
    opened.tab.locator(".bar__home").click()
    opened.arrive("start", "feg")
    opened.hook("resume").wait_for()
    opened.tab.mouse.move(0, 0)
    opened.tab.emulate_media(media=media)
    both = opened.tab.evaluate(STYLES)
    opened.tab.evaluate("document.querySelector('link[href$=\"pages.css\"]').remove()")
    assert opened.tab.evaluate(STYLES) == both


@pytest.mark.parametrize("way", ("button", "online"))
def test_questions_whose_script_does_not_come_are_tried_again(
    desk: Desk, course: Callable[[int], str], way: str
) -> None:
    opened = lesson_without(desk, course(10), "questions.js")
    tab = opened.tab
    opened.hook("unreachable").wait_for()
    question = tab.locator("section[data-lb-question]").first
    question.locator(".option", has_text="Antwort 1:").locator("input").check()
    question.locator('[data-lb="check"]').click()
    assert question.get_attribute("data-lb-state") == "open"
    tab.unroute("**/assets/questions.js")
    if way == "button":
        opened.hook("unreachable").get_by_role("button").click()
    else:
        tab.evaluate("dispatchEvent(new Event('online'))")
    tab.wait_for_selector('section[data-lb-question][data-lb-state="right"]')
    assert opened.hook("unreachable").count() == 0
    desk.errors.clear()
