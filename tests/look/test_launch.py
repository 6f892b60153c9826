"""The first moments of a page on a slow line: nothing moves when script and fonts come. Figures: ``./dev bench``."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.look.conftest import Built

pytestmark = pytest.mark.browser

LINE = {"offline": False, "latency": 50, "downloadThroughput": 250_000, "uploadThroughput": 250_000}
"""2 Mbit/s and 50 ms."""
WATCH = """window.shift = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
}).observe({type: 'layout-shift', buffered: true})"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests say what is wrong themselves."""


@pytest.fixture(scope="module")
def address(looked: Built) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(looked("feg", "standard")))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("width", "height"), ((1280, 720), (650, 666), (1140, 1000), (360, 740)))
@pytest.mark.parametrize("name", ("index.html", "lektion/schwellen.html", "lektion/abschlusstest.html", "glossar.html"))
def test_nothing_shifts(chromium: Browser, address: str, name: str, width: int, height: int) -> None:
    """Core Web Vitals call 0.1 good. That no portal is there is said once, on top of the page."""
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    page.add_init_script(WATCH)
    page.goto(address + name)
    page.locator('[data-lb="progress"]:not([hidden])').wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    assert page.locator('[data-lb="place"]').is_visible()
    assert page.evaluate("shift") <= 0.02
    context.close()
