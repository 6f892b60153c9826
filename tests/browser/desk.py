"""A learner at a desk: opens packages, answers, closes tabs; knows the hooks of a page and no runtime code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Locator, Page, Request

Scheme = Literal["light", "dark"]
LAW = "https://www.gesetze-im-internet.de/"


class Desk:
    """One browser profile. ``errors`` and ``foreign`` gather what must not happen."""

    def __init__(self, browser: Browser, server: str, sites: Path) -> None:
        self.browser = browser
        self.server = server
        self.sites = sites
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.context = self._new_context()

    def _new_context(self, width: int = 1280, height: int = 900, scheme: Scheme = "light") -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale="de-DE"
        )
        context.set_default_timeout(8000)
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.route(f"{LAW}**", lambda route: route.fulfill(content_type="text/html", body="<h1>Gesetz</h1>"))
        return context

    def sit(self, width: int, scheme: Scheme = "light") -> None:
        """Starts anew in a window of another size or colour scheme."""
        self.context.close()
        self.context = self._new_context(width, 900, scheme)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.server, "file:", "data:", "blob:", "about:", LAW)):
            self.foreign.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def leave(self) -> None:
        self.context.close()

    def web(self, page: str = "index.html", course: str = "minimal") -> Course:
        """The web edition from the server."""
        tab = self.context.new_page()
        tab.goto(f"{self.server}/{course}/web/{page}")
        return Course(tab, tab.main_frame).ready()

    def file(self, page: str = "index.html") -> Course:
        """The web edition from the disk."""
        tab = self.context.new_page()
        tab.goto((self.sites / "minimal" / "web" / page).as_uri())
        return Course(tab, tab.main_frame).ready()

    def launch(self, standard: str, **options: str) -> Course:
        """A package in the page of a learning portal: scorm-again, with ``portal="strict"`` the strict fake LMS."""
        tab = self.context.new_page()
        page = options.pop("portal", "index")
        query = "&".join(f"{name}={value}" for name, value in {"standard": standard, **options}.items())
        tab.goto(f"{self.server}/host/{page}.html?{query}")
        frame = tab.frame(name="sco")
        assert frame is not None
        return Course(tab, frame).ready()


class Course:
    """An open package: the tab and the frame in which it runs."""

    def __init__(self, tab: Page, frame: Frame) -> None:
        self.tab = tab
        self.frame = frame

    def ready(self) -> Course:
        """Waits until the script has filled the bar."""
        self.frame.wait_for_selector("[data-lb-ready]", state="attached")
        return self

    def hook(self, name: str) -> Locator:
        return self.frame.locator(f'[data-lb="{name}"]')

    @property
    def page(self) -> str:
        """What ``data-lb-page`` says."""
        return self.frame.locator("main").get_attribute("data-lb-page") or ""

    @property
    def heading(self) -> str:
        return self.frame.locator("h1").inner_text()

    def arrive(self, page: str, identity: str) -> Course:
        """Waits for a page by ``data-lb-page`` and ``data-lb-id``."""
        self.frame.wait_for_selector(f'main[data-lb-page="{page}"][data-lb-id="{identity}"]')
        return self.ready()

    def begin(self) -> None:
        """The one next step of the start page."""
        self.hook("start").click()

    def open_lesson(self, number: int) -> None:
        """A lesson of the start page's list, by its number in kurs.lock."""
        link = self.frame.locator(f'[data-lb-lesson="{number}"] a')
        if not link.is_visible():
            self.frame.locator(f'[data-lb-module]:has([data-lb-lesson="{number}"]) summary').click()
        link.click()

    def question(self, key: str) -> Question:
        return Question(self.frame.locator(f'section[data-lb-question="{key}"]'))

    def finish_lessons(self) -> Course:
        """Start page, both lessons, then the test page."""
        self.begin()
        self.arrive("lesson", "l1").hook("next").click()
        self.arrive("lesson", "l2").hook("next").click()
        return self.arrive("test", "t")

    def answer_test(self, *, right: bool, check: bool = True) -> None:
        """All questions of the test; with ``check`` each is checked at once."""
        self.question("q1").choose("Am Samstag" if right else "Am Freitag")
        wrong, all_right = ("Die Auskunft am Telefon",), ("Der Bescheid über eine Erlaubnis", "Das Verbot, ein Gerät")
        picks = all_right if right else wrong
        self.question("q2").choose(*picks)
        self.question("q3").judge(right, not right)
        if check:
            for key in ("q1", "q2", "q3"):
                self.question(key).check()

    def hand_in(self) -> Course:
        self.hook("submit").click()
        return self.arrive("result", "t")

    def calls(self) -> list[dict[str, Any]]:
        """Every call to the learning portal since this tab was opened."""
        found: list[dict[str, Any]] = json.loads(self.tab.evaluate("JSON.stringify(window.calls)"))
        return found

    def held(self) -> dict[str, str]:
        """What the learning portal holds after its last commit."""
        found: dict[str, str] = json.loads(self.tab.evaluate("JSON.stringify(window.held())"))
        return found

    @property
    def focus(self) -> dict[str, str]:
        """What has the focus."""
        found: dict[str, str] = self.frame.evaluate(
            "(e => ({tag: e.tagName, hook: e.dataset.lb ?? '', words: e.textContent.trim()}))(document.activeElement)"
        )
        return found

    def go_back(self) -> None:
        self.frame.evaluate("history.back()")

    def close(self) -> None:
        """Closes the tab as a person does: the page hears that it goes.

        Chromium takes a page away that does not listen within half a second, which on a busy machine is every page.
        """
        self.tab.evaluate("new Promise((done) => requestIdleCallback(done, { timeout: 5000 }))")
        self.tab.close(run_before_unload=True)
        if not self.tab.is_closed():
            self.tab.wait_for_event("close")


class Question:
    """A question on the page."""

    def __init__(self, section: Locator) -> None:
        self.section = section

    @property
    def state(self) -> str:
        return self.section.get_attribute("data-lb-state") or ""

    @property
    def feedback(self) -> str:
        return self.section.locator('[data-lb="feedback"]').inner_text()

    def choose(self, *words: str) -> None:
        """Clicks the options with these words."""
        for text in words:
            self.section.locator(".option", has_text=text).locator("input").check()

    def judge(self, *right: bool) -> None:
        """Says of each statement, in the order written, whether it is right."""
        statements = ("Der Tag der Bekanntgabe zählt nicht mit", "Jeder Brief einer Behörde")
        for words, value in zip(statements, right, strict=True):
            group = self.section.get_by_role("radiogroup", name=words)
            group.get_by_label("Richtig" if value else "Falsch", exact=True).check()

    def check(self) -> None:
        self.section.locator('[data-lb="check"]').click()
