"""The first moments of pages: nothing moves when first the script comes and then the fonts. Figures: ``./dev bench``.

The server holds both back until the page was painted without them, so that no test depends on how fast a machine is.
"""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.look.conftest import Built

pytestmark = pytest.mark.browser

LIMIT = 0.02
"""Core Web Vitals call 0.1 good."""
WATCH = """window.shift = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
}).observe({type: 'layout-shift', buffered: true})"""
PAINTED = """new Promise(done => new PerformanceObserver(list => {
  if (list.getEntriesByName('first-contentful-paint').length) done(1);
}).observe({type: 'paint', buffered: true}))"""
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
FONTS = "document.fonts.ready.then(() => 1)"


@dataclass
class Line:
    """A server of the packages; what is held back comes when its gate opens."""

    address: str = ""
    scripts: threading.Event = field(default_factory=threading.Event)
    fonts: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        self.scripts.clear()
        self.fonts.clear()


@pytest.fixture(scope="module")
def line(looked: Built) -> Iterator[Line]:
    running = Line()
    roots = {name: looked(name, "standard") for name in ("feg", "minimal")}

    class Held(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            course, _, name = path.split("?")[0].lstrip("/").partition("/")
            return str(roots[course] / name) if course in roots else str(Path("nothing"))

        def do_GET(self) -> None:
            gate = {".js": running.scripts, ".woff2": running.fonts}.get(Path(self.path).suffix)
            if gate:
                gate.wait(20)
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-store")
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Tests say what is wrong themselves."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Held) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.address = f"http://127.0.0.1:{server.server_port}"
        yield running
        running.scripts.set()
        running.fonts.set()
        server.shutdown()


def context_of(chromium: Browser, width: int, height: int) -> BrowserContext:
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="de-DE")
    context.set_default_timeout(8000)
    context.add_init_script(WATCH)
    return context


def opened(context: BrowserContext, line: Line, name: str) -> Page:
    """A page as it comes on a slow line: text, then the script, then the fonts."""
    line.close()
    page = context.new_page()
    page.goto(f"{line.address}/{name}", wait_until="commit")
    page.evaluate(PAINTED)
    page.evaluate(FRAMES)
    line.scripts.set()
    page.locator('[data-lb="progress"]:not([hidden])').wait_for(state="attached")
    page.evaluate(FRAMES)
    line.fonts.set()
    page.locator("[data-lb-ready]").wait_for(state="attached")
    page.evaluate(FONTS)
    page.evaluate(FRAMES)
    return page


@pytest.mark.parametrize(("width", "height"), ((1280, 900), (650, 666), (360, 740), (320, 568)))
@pytest.mark.parametrize("name", ("index.html", "lektion/schwellen.html", "lektion/abschlusstest.html", "glossar.html"))
def test_nothing_shifts(chromium: Browser, line: Line, name: str, width: int, height: int) -> None:
    """That no portal is there is said once, on top of the page."""
    context = context_of(chromium, width, height)
    page = opened(context, line, f"feg/{name}")
    assert page.locator('[data-lb="place"]').is_visible()
    assert page.evaluate("shift") <= LIMIT
    context.close()


@pytest.mark.parametrize(("width", "height"), ((1280, 900), (320, 568)))
@pytest.mark.parametrize("course", ("minimal", "feg"))
def test_nothing_shifts_on_the_way(chromium: Browser, line: Line, course: str, width: int, height: int) -> None:
    """Launch, a lesson, a test, its result, the return of a learner; without real clicks, so nothing is excused."""
    test = {"minimal": "lektion/t.html", "feg": "lektion/lernkontrolle-1.html"}[course]
    context = context_of(chromium, width, height)
    page = opened(context, line, f"{course}/index.html")
    follow(page, '[data-lb="start"]')
    page.locator('main[data-lb-page="lesson"]').wait_for()
    page.locator("main").evaluate(
        "(main, to) => { const a = document.createElement('a'); a.href = to; main.append(a); a.click(); }",
        f"{line.address}/{course}/{test}",
    )
    page.locator('main[data-lb-page="test"] [data-lb="tally"] li').first.wait_for()
    page.evaluate(FRAMES)
    follow(page, '[data-lb="submit"]')
    page.evaluate(FRAMES)
    follow(page, '[data-lb="submit"]')
    page.locator('main[data-lb-page="result"]').wait_for()
    page.evaluate(FRAMES)
    moved = page.evaluate("shift")
    page.close()
    back = opened(context, line, f"{course}/index.html")
    assert back.locator('[data-lb="resume"]').is_visible()
    assert moved + back.evaluate("shift") <= LIMIT, (moved, back.evaluate("shift"))
    context.close()


def follow(page: Page, selector: str) -> None:
    page.locator(selector).first.evaluate("e => e.click()")


def test_the_page_comes_without_its_script(chromium: Browser, line: Line) -> None:
    """Where the script never comes, what waits for it is shown all the same."""
    line.close()
    context = context_of(chromium, 1280, 900)
    page = context.new_page()
    page.goto(f"{line.address}/feg/index.html", wait_until="commit")
    page.locator(".start").wait_for(state="visible")
    assert page.locator('[data-lb="start"]').is_visible()
    line.scripts.set()
    line.fonts.set()
    context.close()
