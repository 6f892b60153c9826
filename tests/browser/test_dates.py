"""Dates of lessons, blocks and questions under a false clock: the page says what is over or not valid yet."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.command import lernbuild

pytestmark = pytest.mark.browser

KURS = 'id: tage\ntitel: Tage\nsprache: de\nversion: "1"\nrechtsstand: 2026-06-01\nziele: [web]\n'
LESSON = """---
titel: Übergang
pruefen-bis: 2027-03-31
---

Ein Satz, der bleibt.

::: achtung Übergangsregel {gueltig-ab=2026-07-01 gueltig-bis=2026-12-31 breite=80%}
Bis dahin gelten beide Formulare.
:::

::: frage Welches Formular gilt? {id=formular gueltig-bis=2026-12-31}
- (x) Das neue
- ( ) Keines
:::

Siehe auch https://example.org/ein-sehr-langer-pfad/ohne-leerzeichen/der-nirgends-umbricht/und-weiter.
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests say what is wrong themselves."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("tage")
    for path, text in {"tage/kurs.yaml": KURS, "tage/01-m/01-uebergang.md": LESSON}.items():
        (root / "courses" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "courses" / path).write_text(text, encoding="utf-8")
    done = lernbuild(root, "build", "--date", "2026-06-01")
    assert done.returncode == 0, done.stderr
    handler = functools.partial(Quiet, directory=str(root / "dist/tage.web"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/lektion/uebergang.html"
    server.shutdown()
    server.server_close()


def opened(chromium: Browser, address: str, day: str, width: int = 1280) -> Page:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.clock.set_fixed_time(f"{day}T10:00:00")
    page.goto(address)
    page.wait_for_selector("[data-lb-question] input:not([disabled])")
    return page


@pytest.mark.parametrize(
    ("day", "notices"),
    [
        ("2026-06-30", ["Diese Angabe gilt erst ab 1. Juli 2026."]),
        ("2026-12-31", []),
        ("2027-01-01", ["Diese Angabe galt bis 31. Dezember 2026."] * 2),
        ("2027-04-01", [
            "Diese Angabe sollte bis 31. März 2027 geprüft werden.", *["Diese Angabe galt bis 31. Dezember 2026."] * 2,
        ]),
    ],
)  # fmt: skip
def test_the_page_says_what_is_over(chromium: Browser, address: str, day: str, notices: list[str]) -> None:
    page = opened(chromium, address, day)
    said = [text.replace("\xa0", " ") for text in page.locator(".aged b").all_inner_texts()]
    assert said == notices
    lines = [text.replace("\xa0", " ") for text in page.locator(".validity").all_inner_texts()]
    assert lines == ["Gilt vom 1. Juli 2026 bis 31. Dezember 2026", "Gilt bis 31. Dezember 2026"]
    assert "Zu prüfen bis 31. März 2027" in page.locator(".facts").inner_text().replace("\xa0", " ")
    page.close()


def test_width_and_a_bare_address_fit_the_window(chromium: Browser, address: str) -> None:
    page = opened(chromium, address, "2027-04-01", 320)
    link = page.locator("a[href^='https://example.org/']")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    whole, part = page.locator(".lesson").bounding_box(), page.locator(".dated").bounding_box()
    assert whole and part and part["width"] <= whole["width"] * 0.81
    page.close()
