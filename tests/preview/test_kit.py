"""The trainer's kit in the preview: the pages of target ``trainer``, beside the solutions; nothing else by that way."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.test_trainer import write
from tests.preview.desk import Desk, Server


def test_kit_opens_from_the_preview(chromium: Browser, tmp_path: Path) -> None:
    server = Server(write(tmp_path / "probe"), "--port", "0", "--forget", cache=tmp_path / "cache")
    try:
        wrong: list[str] = []
        desk = Desk(chromium, server.address).open(course="probe")
        with desk.context.expect_page() as opened:
            desk.tab("Lösungen").get_by_role("link", name="Vorführen, Ablaufplan, Fallkarten").click()
        page = opened.value
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.get_by_role("link", name="Vorführen").click()
        page.locator("[data-kit=place]", has_text="Folie 1 von 5").wait_for()
        assert wrong == []
        missing = page.request.get(f"{server.address}lehrende/probe/allgemein/../../kurs.yaml")
        assert missing.status in (403, 404)
        assert page.request.get(f"{server.address}lehrende/anderer/allgemein/index.html").status == 404
        desk.leave()
    finally:
        server.stop()
