"""Every kind of page in Chromium: no axe finding, no box past the window's edge, light and dark, wide and narrow."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lernbuild import built
from lernbuild.render.site import Site

pytestmark = pytest.mark.browser

RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
PAST_THE_EDGE = """[...document.querySelectorAll('body *')].filter(box => {
  const place = box.getBoundingClientRect();
  return place.width && place.right > innerWidth + 1 && !box.closest('.table-wrap, .sr, .hero__art, pre, .bar__word');
}).map(box => box.tagName + '.' + box.className)"""
NARROW_SPACED = """*{line-height:1.5 !important;letter-spacing:.12em !important;word-spacing:.16em !important}
p{margin-bottom:2em !important}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests say what is wrong themselves."""


@pytest.fixture(scope="module")
def address(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("site")
    for name, data in {**site.files, site.script: built.chunk("lms-none") + b"\n" + site.runtime}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
@pytest.mark.parametrize(
    "name", ["index.html", "lektion/anfang.html", "lektion/kontrolle.html", "glossar.html", "recht.html"]
)
def test_pages_in_chromium(
    chromium: Browser, address: str, repository: Path, name: str, width: int, scheme: str
) -> None:
    page = chromium.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.goto(address + name)
    page.wait_for_function("!document.querySelector('[data-lb=progress]').hidden")
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    page.evaluate((repository / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate(PAST_THE_EDGE) == []
    if width == 320:
        page.add_style_tag(content=NARROW_SPACED)
        assert page.evaluate(PAST_THE_EDGE) == []
    assert not said
    page.close()


def test_the_emblem_and_the_next_step_are_in_the_first_view(chromium: Browser, address: str) -> None:
    for width, height in ((1140, 600), (650, 666), (360, 640)):
        page = chromium.new_page(viewport={"width": width, "height": height})
        page.goto(address)
        emblem = page.locator(".funding svg").first.bounding_box()
        assert emblem
        assert emblem["y"] + emblem["height"] <= height
        assert emblem["height"] >= 38
        start = page.locator("[data-lb=start]").bounding_box()
        assert start
        assert start["y"] + 44 <= height
        page.close()


def test_a_sheet_prints_alone_on_one_page(chromium: Browser, address: str, tmp_path: Path) -> None:
    page = chromium.new_page()
    page.goto(address + "lektion/anfang.html#arbeitshilfe")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") + printed.count(b"/Type /Page/") == 1
    page.close()
