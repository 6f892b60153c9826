"""The trainer's kit in the preview: the pages of target ``trainer``, beside the solutions; nothing else by that way."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.test_trainer import write
from tests.preview.desk import Server


def test_kit_opens_from_the_preview(chromium: Browser, tmp_path: Path) -> None:
    server = Server(write(tmp_path / "probe"), "--port", "0", "--forget", cache=tmp_path / "cache")
    try:
        page = chromium.new_page()
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(f"{server.address}lehrende/probe/allgemein/index.html")
        page.get_by_role("link", name="Vorführen").click()
        assert page.locator("[data-kit=place]").inner_text() == "Folie 1 von 5"
        assert wrong == []
        missing = page.request.get(f"{server.address}lehrende/probe/allgemein/../../kurs.yaml")
        assert missing.status in (403, 404)
        assert page.request.get(f"{server.address}lehrende/anderer/allgemein/index.html").status == 404
        page.close()
    finally:
        server.stop()
