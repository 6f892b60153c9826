"""Search, help, settings, bookmarks, reading aloud: by keyboard, from a server, from the disk, in a portal's frame."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import build_project
from tests.browser.desk import Course, Desk, Scheme
from tests.browser.test_axe import OUTSIDE, REPOSITORY, SPACING, WINDOWS, judge

pytestmark = pytest.mark.browser

Opener = Callable[[], Course]
PLACES = ("http", "file", "scorm12", "scorm2004")


def opener(desk: Desk, place: str) -> Opener:
    if place in ("http", "file"):
        return desk.web if place == "http" else desk.file
    return lambda: desk.launch(place)


def search(course: Course, words: str) -> None:
    course.hook("search").click()
    course.frame.locator("#suchwort").fill(words)
    expect(course.hook("search-status")).to_have_text(re.compile("Treffer"))


# ---- search ------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_a_hit_is_found_and_opened_without_leaving(desk: Desk, place: str) -> None:
    course = opener(desk, place)()
    course.frame.evaluate("window.same = true")
    search(course, "VERWALTUNGSAKT")
    hits = course.frame.locator(".hits li")
    assert hits.count() >= 1
    assert "Verwaltungsakt" in hits.first.locator("mark").first.inner_text()
    link = course.frame.locator(".hits a", has_text="Was ist ein Verwaltungsakt?").first
    link.click()
    course.arrive("lesson", "l2")
    assert course.frame.locator("dialog").count() == 0
    if place != "file":
        assert course.frame.evaluate("window.same") is True
    if place.startswith("scorm"):
        assert not any(call["name"] in ("Finish", "Terminate") for call in course.calls())


def test_search_by_keyboard_alone(desk: Desk) -> None:
    course = desk.web()
    press = course.tab.keyboard.press
    course.hook("search").focus()
    press("Enter")
    expect(course.frame.locator("#suchwort")).to_be_focused()
    course.tab.keyboard.type("frist")
    expect(course.hook("search-status")).to_have_text(re.compile("Treffer"))
    press("Enter")
    assert course.frame.evaluate("!!document.activeElement.closest('.hits a')")
    press("Escape")
    expect(course.frame.locator("dialog")).to_have_count(0)
    assert course.focus["hook"] == "search"
    press("Enter")
    expect(course.frame.locator("#suchwort")).to_have_value("frist")
    expect(course.frame.locator("#suchwort")).to_be_focused()
    press("Escape")
    expect(course.frame.locator("dialog"), "one Escape closes, also with words in the field").to_have_count(0)


def test_search_says_what_it_did(desk: Desk) -> None:
    course = desk.web()
    search(course, "gibtesnicht")
    assert course.hook("search-status").inner_text().startswith("Kein Treffer")
    course.frame.locator("#suchwort").fill("x")
    expect(course.hook("search-status")).to_have_text("Geben Sie mindestens zwei Zeichen ein.")
    course.frame.locator("#suchwort").fill("")
    expect(course.hook("search-status")).to_have_text("")


def test_markup_in_the_field_is_only_text(desk: Desk) -> None:
    course = desk.web()
    search(course, "<img src=x onerror=alert(1)>")
    assert course.frame.locator("dialog img").count() == 0


def test_the_index_comes_only_when_it_is_asked_for(desk: Desk) -> None:
    seen: list[str] = []
    desk.context.on("request", lambda request: seen.append(request.url.rpartition("/")[2]))
    course = desk.web()
    assert not [name for name in seen if name.startswith(("search", "comfort", "certificate", "extras"))]
    search(course, "frist")
    assert {"search.js", "search-1.js", "extras.css"} <= set(seen)
    before = len(seen)
    course.tab.keyboard.press("Escape")
    search(course, "bescheid")
    assert len(seen) == before, "what is here is not fetched again"


def test_an_index_that_does_not_come_is_said(desk: Desk) -> None:
    desk.context.route("**/search-1.js", lambda route: route.abort())
    course = desk.web()
    course.hook("search").click()
    course.frame.locator("#suchwort").fill("frist")
    expect(course.hook("search-status")).to_have_text(re.compile("unvollständig"))
    desk.errors.clear()


# ---- settings ----------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_text_size_survives_a_reload(desk: Desk, place: str) -> None:
    course = opener(desk, place)()
    size = "getComputedStyle(document.documentElement).fontSize"
    assert course.frame.evaluate(size) == "16px"
    course.hook("comfort").click()
    course.frame.get_by_label("Sehr groß").check()
    assert course.frame.evaluate(size) == "20.8px"
    course.tab.keyboard.press("Escape")
    course.close()
    course = opener(desk, place)()
    assert course.frame.evaluate(size) == "20.8px"
    course.hook("comfort").click()
    assert course.frame.get_by_label("Sehr groß").is_checked()
    course.frame.get_by_label("Normal").check()
    assert course.frame.evaluate(size) == "16px"


@pytest.mark.parametrize("place", PLACES)
def test_bookmarks_stay_on_the_device(desk: Desk, place: str) -> None:
    course = opener(desk, place)()
    course.begin()
    course.arrive("lesson", "l1").hook("comfort").click()
    course.hook("bookmark").click()
    dialog = course.frame.locator("dialog")
    assert "ist gemerkt" in dialog.get_by_role("status").inner_text()
    assert dialog.locator(".marked a").all_inner_texts() == ["Wann beginnt die Frist?"]
    course.tab.keyboard.press("Escape")
    if place.startswith("scorm"):
        assert "gemerkt" not in json.dumps(course.held())
    course.close()
    course = opener(desk, place)()
    course.hook("comfort").click()
    course.frame.locator("dialog .marked a").click()
    course.arrive("lesson", "l1").hook("comfort").click()
    course.frame.get_by_role("button", name="nicht mehr merken").click()
    assert course.frame.locator("dialog .marked a").count() == 0
    assert course.frame.evaluate("localStorage.getItem('lernbuild:gemerkt:minimal')") is None
    assert course.frame.evaluate("document.activeElement.dataset.lb") == "bookmark"


NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("harm", (NO_STORAGE, FULL))
def test_without_storage_settings_hold_until_the_end(desk: Desk, harm: str) -> None:
    desk.context.add_init_script(harm)
    course = desk.web("lektion/l1.html")
    course.hook("comfort").click()
    course.frame.get_by_label("Größer").check()
    dialog = course.frame.locator("dialog")
    assert "erlaubt hier kein Speichern" in dialog.get_by_role("status").inner_text()
    assert course.frame.evaluate("document.documentElement.style.fontSize") == "115%"
    course.hook("bookmark").click()
    assert dialog.locator(".marked a").count() == 1


def test_in_a_frame_cut_off_from_its_server(desk: Desk) -> None:
    """sandbox without allow-same-origin: no storage, no fetch; scripts by address still come."""
    tab = desk.context.new_page()
    tab.goto(f"{desk.server}/host/empty.html")
    address = f"{desk.server}/minimal/web/index.html"
    tab.evaluate(
        "address => { const f = document.createElement('iframe'); f.sandbox = 'allow-scripts'; f.name = 'sco';"
        " f.style = 'width:100%;height:800px'; f.src = address; document.body.append(f); }",
        address,
    )
    place = tab.wait_for_selector("iframe[name=sco]")
    frame = place.content_frame() if place else None
    assert frame is not None
    course = Course(tab, frame).ready()
    search(course, "frist")
    assert course.frame.locator(".hits li").count() >= 1
    course.tab.keyboard.press("Escape")
    course.hook("comfort").click()
    course.frame.get_by_label("Größer").check()
    assert course.frame.evaluate("document.documentElement.style.fontSize") == "115%"
    desk.errors.clear()


def test_what_others_left_in_the_storage_harms_nothing(desk: Desk) -> None:
    course = desk.web()
    course.frame.evaluate("localStorage['lernbuild:einstellungen'] = '[1'")
    course.frame.evaluate("localStorage['lernbuild:gemerkt:minimal'] = '{\"a\":1}'")
    course.close()
    course = desk.web()
    course.hook("comfort").click()
    assert course.frame.get_by_label("Normal").is_checked()
    assert "noch keine Seite" in course.frame.locator(".marked").inner_text()


# ---- reading aloud -------------------------------------------------------------------

VOICES = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const events = new EventTarget();
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => [{lang: 'de-DE', localService: LOCAL, default: true, name: 'Stimme'}],
  speak(said) { window.spoken.push(said.text); this.timer = setTimeout(() => said.onend(), 150); },
  cancel() { clearTimeout(this.timer); },
  addEventListener: events.addEventListener.bind(events),
}});
"""


def heard_at_least(course: Course, count: int) -> list[str]:
    """What the voice was given to say, once it is so much."""
    for _ in range(100):
        spoken: list[str] = course.frame.evaluate("window.spoken")
        if len(spoken) >= count:
            return spoken
        course.tab.wait_for_timeout(50)
    raise AssertionError(f"only heard {spoken}")


def silent(course: Course) -> list[str]:
    """What was said so far, with nothing more coming."""
    spoken: list[str] = course.frame.evaluate("window.spoken")
    course.tab.wait_for_timeout(400)
    assert course.frame.evaluate("window.spoken.length") == len(spoken)
    return spoken


def test_reading_aloud_goes_through_the_page_and_stops_with_it(desk: Desk) -> None:
    desk.context.add_init_script(VOICES.replace("LOCAL", "true"))
    course = desk.web("lektion/l1.html")
    assert course.hook("aloud").count() == 0, "off by default"
    course.hook("comfort").click()
    course.frame.get_by_label("Vorlesen anbieten").check()
    course.tab.keyboard.press("Escape")
    button = course.hook("aloud")
    assert button.inner_text() == "Seite vorlesen"
    button.click()
    spoken = heard_at_least(course, 3)
    assert "Wann beginnt die Frist?" in spoken
    assert not any("Seite vorlesen" in text or "­" in text for text in spoken)
    assert course.frame.locator(".is-read").count() == 1
    button.click()
    assert button.inner_text() == "Weiterlesen"
    before = silent(course)
    button.click()
    again = heard_at_least(course, len(before) + 1)
    assert again[len(before)] == before[-1], "goes on with the passage it stopped in"
    course.hook("next").click()
    course.arrive("lesson", "l2")
    assert course.hook("aloud").inner_text() == "Seite vorlesen"
    silent(course)
    course.tab.reload()
    course = Course(course.tab, course.tab.main_frame).arrive("lesson", "l2")
    expect(course.hook("aloud")).to_have_text("Seite vorlesen")


def test_a_voice_that_needs_the_internet_does_not_read(desk: Desk) -> None:
    desk.context.add_init_script(VOICES.replace("LOCAL", "false"))
    course = desk.web()
    course.hook("comfort").click()
    dialog = course.frame.locator("dialog")
    assert "über das Internet" in dialog.inner_text()
    assert dialog.get_by_label("Vorlesen anbieten").count() == 0


# ---- help and contact ------------------------------------------------------------------


def test_help_by_keyboard_and_the_focus_comes_back(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    course.hook("comfort").focus()
    course.tab.keyboard.press("Enter")
    dialog = course.frame.get_by_role("dialog", name="Hilfe und Einstellungen")
    assert "Tabulator" in dialog.inner_text()
    for _ in range(12):
        course.tab.keyboard.press("Tab")
        assert course.frame.evaluate("!document.activeElement.closest('main, header')")
    course.tab.keyboard.press("Escape")
    assert dialog.count() == 0
    assert course.focus["hook"] == "comfort"


def test_a_report_is_filled_in_and_nothing_is_sent(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    course.hook("comfort").click()
    href = course.hook("report").get_attribute("href") or ""
    assert href.startswith("mailto:kurse@example.org?subject=Kleiner%20Kurs")
    assert "Wann%20beginnt%20die%20Frist" in href and "lektion%2Fl1.html" in href
    assert "Fassung" in course.frame.locator("dialog").inner_text()


# ---- accessibility ------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_no_violation(desk: Desk, width: int, scheme: Scheme) -> None:
    desk.sit(width, scheme)
    desk.context.add_init_script(VOICES.replace("LOCAL", "true"))
    course = desk.web("lektion/l1.html")
    search(course, "frist")
    judge(course, "Wann beginnt die Frist?", 6)
    course.frame.locator("#suchwort").fill("gibtesnicht")
    expect(course.hook("search-status")).to_have_text(re.compile("Kein"))
    judge(course, "Wann beginnt die Frist?", 6)
    course.tab.keyboard.press("Escape")
    course.hook("comfort").click()
    course.frame.get_by_label("Sehr groß").check()
    course.frame.get_by_label("Vorlesen anbieten").check()
    course.hook("bookmark").click()
    judge(course, "Wann beginnt die Frist?", 6)
    course.tab.keyboard.press("Escape")
    course.hook("aloud").click()
    judge(course, "Wann beginnt die Frist?", 7)


def test_wider_text_loses_nothing(desk: Desk) -> None:
    """WCAG 1.4.12 at 320 px, with the largest text: no box leaves the window."""
    desk.sit(320)
    course = desk.web("lektion/l1.html")
    course.frame.add_style_tag(content=SPACING)
    search(course, "frist")
    assert course.frame.evaluate(OUTSIDE) == []
    course.tab.keyboard.press("Escape")
    course.hook("comfort").click()
    course.frame.get_by_label("Sehr groß").check()
    course.hook("bookmark").click()
    assert course.frame.evaluate(OUTSIDE) == []


@pytest.mark.full
@pytest.mark.parametrize("theme", ("mrn", "kern"))
@pytest.mark.parametrize(("width", "scheme"), ((1280, "light"), (360, "dark")))
def test_no_violation_in_other_themes(desk: Desk, tmp_path: Path, theme: str, width: int, scheme: Scheme) -> None:
    project = tmp_path / "project"
    shutil.copytree(REPOSITORY / "tests" / "courses" / "minimal", project)
    head = project / "courses" / "minimal" / "kurs.yaml"
    head.write_text(f"{head.read_text(encoding='utf-8')}theme: {theme}\n", encoding="utf-8")
    build_project(project, "minimal", tmp_path)
    desk.sit(width, scheme)
    tab = desk.context.new_page()
    tab.goto((tmp_path / "web" / "lektion" / "l1.html").as_uri())
    course = Course(tab, tab.main_frame).ready()
    search(course, "frist")
    judge(course, "Wann beginnt die Frist?", 6)
    course.tab.keyboard.press("Escape")
    course.hook("comfort").click()
    course.hook("bookmark").click()
    judge(course, "Wann beginnt die Frist?", 6)
    desk.errors.clear()  # from the disk axe may not read the style sheet once more
