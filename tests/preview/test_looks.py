"""The preview itself: no barrier that axe finds, usable by keyboard, nothing past the window's edge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import REPOSITORY
from tests.preview.desk import Desk, Server

pytestmark = pytest.mark.browser
TABS = ("Meldungen", "LMS", "Protokoll", "Lösungen", "Gliederung", "Recht", "Barrieren")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const {violations} = await axe.run({exclude: ['iframe']}, {runOnly: {type: 'tag', values: tags}});
  return violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`);
}"""


def barriers(page: Page) -> list[str]:
    if not page.evaluate("Boolean(globalThis.axe)"):
        page.add_script_tag(path=REPOSITORY / "node_modules" / "axe-core" / "axe.min.js")
    found: list[str] = page.evaluate(RUN, TAGS)
    return found


@pytest.mark.parametrize(
    ("width", "scheme"),
    (
        (1280, "light"),
        (360, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.full),
        pytest.param(360, "light", marks=pytest.mark.full),
    ),
)
def test_axe_finds_nothing(
    chromium: Browser, serve: Callable[..., Server], width: int, scheme: str, project: object
) -> None:
    one = Desk(chromium, serve().address, width=width, scheme=scheme, bypass_csp=True)
    one.open(course="minimal", target="scorm12")
    one.bench()
    for tab in TABS:
        one.tab(tab)
        one.page.wait_for_timeout(150)
        assert one.page.get_by_role("heading", level=1).inner_text() == "Vorschau"
        assert one.page.get_by_role("tab", selected=True).inner_text().startswith(tab)
        assert one.page.locator("button, select, input").count() > 30
        assert barriers(one.page) == [], tab
        assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab
    one.leave()


def test_by_keyboard_alone(desk: Callable[..., Desk]) -> None:
    one = desk().open(course="minimal", target="scorm12")
    page = one.page
    focus = page.locator(":focus")
    page.keyboard.press("Tab")
    assert focus.inner_text() == "Zum Kurs"
    for _ in range(12):
        page.keyboard.press("Tab")
        if focus.get_attribute("id") == "more":
            break
    page.keyboard.press("Enter")
    assert page.locator("#bench").is_visible()
    page.keyboard.press("Tab")
    assert focus.get_attribute("id") == "attempt"
    page.locator("#tab-meldungen").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tabpanel", name="Protokoll").is_visible()
    page.keyboard.press("Home")
    assert page.get_by_role("tabpanel", name="Meldungen").is_visible()
    page.keyboard.press("End")
    assert focus.get_attribute("id") == "tab-barrieren"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("keine Barriere gefunden").wait_for()


def test_panels_about_the_course(desk: Callable[..., Desk]) -> None:
    one = desk().open(course="minimal", target="scorm12")
    outline = one.tab("Gliederung")
    outline.get_by_text("Kennung l1").wait_for()
    outline.get_by_role("button", name="Was ist ein Verwaltungsakt?").click()
    one.arrive("lesson", "l2")
    law = one.tab("Recht")
    law.get_by_role("heading", name="VwVfG").wait_for()
    one.tab("Lösungen")
    solutions = one.page.frame_locator("#panel-loesungen iframe")
    solutions.get_by_text("Am Samstag").first.wait_for()


def test_barriers_are_named_in_german(desk: Callable[..., Desk]) -> None:
    one = desk().open(course="minimal", target="scorm12")
    one.course().locator("h1").evaluate("heading => { heading.outerHTML = '<img src=data:,x>' }")
    panel = one.tab("Barrieren")
    panel.get_by_role("button", name="Diese Seite prüfen").click()
    panel.get_by_text("image-alt").wait_for()
    assert "alternativen Text" in panel.inner_text() or "Alternativtext" in panel.inner_text()
    assert panel.get_by_role("button", name="img").first.is_visible()
