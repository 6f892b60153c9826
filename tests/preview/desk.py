"""An author at the preview: starts it, opens courses, learns in the frame, uses the panels; knows no code of it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Frame, Locator, Page, Request

SHELL_URL = "Vorschau: "


class Server:
    """``lernbuild preview`` as a process; ``address`` is what it printed."""

    def __init__(self, root: Path, *arguments: str, cache: Path) -> None:
        command = [sys.executable, "-m", "lernbuild", "preview", "--root", ".", "--no-open", *arguments]
        env = {**os.environ, "XDG_CACHE_HOME": str(cache)}
        self.process = subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=root
        )
        self.address = self._first_line().removeprefix(SHELL_URL).strip()

    def _first_line(self) -> str:
        lines: queue.Queue[str] = queue.Queue()
        assert self.process.stdout
        threading.Thread(target=lambda: lines.put(self.process.stdout.readline()), daemon=True).start()  # type: ignore[union-attr]
        try:
            line = lines.get(timeout=30)
        except queue.Empty:
            self.process.kill()
            raise
        if not line.startswith(SHELL_URL):
            raise AssertionError(self.process.communicate(timeout=60)[1])
        return line

    def stop(self) -> tuple[int, str]:
        """Ctrl-C; exit code and what stood on standard error."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


class Desk:
    """One browser with the preview open. ``errors`` and ``foreign`` gather what must not happen."""

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1280, scheme: Any = "light", bypass_csp: bool = False
    ) -> None:
        self.address = address
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="de-DE",
            bypass_csp=bypass_csp,
        )
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._on_request)
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page: Page = self.context.new_page()

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        spoken = any(part in url for part in ("/xapi/", "/vorschau/scorm"))
        if message.type in ("error", "warning") and not spoken:
            self.errors.append(f"{message.text} ({url})")

    def open(self, **view: str) -> Desk:
        """The preview, showing what ``view`` names."""
        query = "&".join(f"{name}={value}" for name, value in view.items())
        self.page.goto(f"{self.address}#{query}")
        return self.ready()

    def ready(self) -> Desk:
        """Waits until the course in the frame has filled its bar."""
        self.course().wait_for_selector("[data-lb-ready]", state="attached")
        return self

    def anew(self, act: Callable[[], object]) -> Desk:
        """Does what opens the course anew, and waits for the new one: the old one answers until it goes."""
        self.course().evaluate("globalThis.before = true")
        act()
        for _ in range(500):
            with suppress(Error):  # the frame may go while it is asked
                if self.course().evaluate("!globalThis.before"):
                    return self.ready()
            self.page.wait_for_timeout(20)
        raise AssertionError("the course was not opened anew")

    def course(self) -> Frame:
        """The frame in which the course runs."""
        self.page.wait_for_selector("#place iframe")
        for _ in range(300):
            frame = self.page.frame(name="kurs")
            if frame is not None and "/paket/" in frame.url:
                return frame
            self.page.wait_for_timeout(20)
        raise AssertionError("no course in the frame")

    def until(self, question: str) -> None:
        """Until the course's page answers yes; the page's rules forbid Playwright's own way of waiting."""
        for _ in range(500):
            if self.course().evaluate(question):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(question)

    def hook(self, name: str) -> Locator:
        return self.course().locator(f'[data-lb="{name}"]')

    def arrive(self, kind: str, identity: str) -> None:
        self.course().wait_for_selector(f'main[data-lb-page="{kind}"][data-lb-id="{identity}"]')

    def tab(self, name: str) -> Locator:
        """A panel of the dock, chosen by its tab."""
        self.page.get_by_role("tab", name=name).click()
        return self.page.get_by_role("tabpanel", name=name)

    def bench(self) -> Locator:
        """The second row."""
        button = self.page.get_by_role("button", name="Nachstellen")
        if button.get_attribute("aria-expanded") == "false":
            button.click()
        return self.page.locator("#bench")

    def summary(self) -> dict[str, str]:
        """What the LMS holds, as the dock says."""
        rows = self.page.locator("#summary tr").all()
        return {row.locator("th").inner_text(): row.locator("td").inner_text() for row in rows}

    def waits_for(self, name: str, value: str) -> None:
        """Until the dock says that the LMS holds this."""
        row = self.page.locator("#summary tr", has=self.page.get_by_text(name, exact=True))
        row.locator("td", has_text=value).wait_for()

    def refused(self) -> list[str]:
        """Red lines of the log."""
        self.tab("Protokoll")
        return self.page.locator("#panel-protokoll .bad .why").all_inner_texts()

    def leave(self) -> None:
        self.context.close()
