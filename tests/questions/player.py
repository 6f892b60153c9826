"""Someone who answers each type of the gallery so that it comes out as wanted; by mouse or by finger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Frame, Locator, Page

Ground = Page | Frame
"""What shows a page of the gallery: a tab, or the frame of a learning portal."""
Outcome = Literal["right", "partly", "wrong"]
State = Literal["open", "missing", "right", "partly", "wrong", "final", "given", "review"]
STATES: tuple[State, ...] = ("open", "missing", "right", "partly", "wrong", "final", "given", "review")
PAGES: dict[State, str] = {"given": "ende", "review": "kontrolle"}
"""Pages of the gallery by state; all others: each type once, as practice."""

ALL_OR_NOTHING = frozenset({"choice", "number", "text", "hotspot"})
"""Types without partial credit."""
NEUTRAL = frozenset({"likert", "branch"})
"""Types that judge nobody."""

ORDERS = {
    "right": ["Vereinbarung", "Anerkennung", "Zustimmung"],
    "partly": ["Anerkennung", "Vereinbarung", "Zustimmung"],
    "wrong": ["Anerkennung", "Zustimmung", "Vereinbarung"],
}


@contextmanager
def opened(
    browser: Browser, site: Path, page: str = "arten", *, width: int = 1000, dark: bool = False, touch: bool = False
) -> Iterator[Page]:
    """A page of the gallery in a fresh profile; nothing may be written to the console."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        has_touch=touch,
        locale="de-DE",
    )
    context.set_default_timeout(8000)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda line: errors.append(line.text) if line.type in ("error", "warning") else None)
    tab = context.new_page()
    go(tab, site, page)
    yield tab
    context.close()
    assert not errors, errors


def go(page: Page, site: Path, name: str) -> None:
    page.goto((site / "lektion" / f"{name}.html").as_uri())
    page.locator('[data-lb="progress"]:not([hidden])').wait_for(state="attached")


def question(page: Ground, kind: str) -> Locator:
    return page.locator(f'[data-lb-type="{kind}"]')


def kinds(page: Ground) -> list[str]:
    """The types on the page, in order."""
    found: list[str] = page.locator("[data-lb-type]").evaluate_all("all => all.map(one => one.dataset.lbType)")
    return found


def bring(page: Ground, state: State) -> None:
    """All questions of the open page into one state; those that cannot be in it stay near: judged without parts."""
    if state == "open":
        return
    if state == "missing":
        return _press_too_early(page)
    outcome = outcome_of(state)
    for kind in kinds(page):
        part = question(page, kind)
        fill(part, kind, outcome)
        if state != "given":
            check(part, kind)
        if state == "final" and kind not in NEUTRAL:
            part.locator('[data-lb="retry"]').click()
            check(part, kind)
    if state == "review":
        page.locator('[data-lb="submit"]').click()
        page.locator('main[data-lb-page="result"]').wait_for()


def _press_too_early(page: Ground) -> None:
    """Checks nothing, and asks for every hint."""
    for kind in kinds(page):
        check(question(page, kind), kind)
    for hint in page.locator(".question__hints summary").all():
        hint.click()


def outcome_of(state: State) -> Outcome:
    """How questions are answered to come into a state."""
    return {"right": "right", "partly": "partly"}.get(state, "wrong")  # type: ignore[return-value]


def expected(kind: str, state: State) -> str:
    """``data-lb-state`` of a type after ``bring``."""
    if state in ("open", "missing", "given"):
        return "open"
    if kind in NEUTRAL:
        return "right"
    if state == "partly":
        return "wrong" if kind in ALL_OR_NOTHING else "partly"
    return "right" if state == "right" else "wrong"


Press = Callable[[Locator], None]


def click(target: Locator) -> None:
    target.click()


def check(part: Locator, kind: str, press: Press = click) -> None:
    """The main button; a case has none, its end is its answer."""
    if kind != "branch":
        press(part.locator('[data-lb="check"]'))


def fill(part: Locator, kind: str, outcome: Outcome, press: Press = click) -> None:
    """Answers the question without checking it."""
    _FILLERS[kind](part, outcome, press)


def _option(part: Locator, words: str) -> Locator:
    return part.locator(".option", has_text=words)


def _choice(part: Locator, outcome: Outcome, press: Press) -> None:
    press(_option(part, "Blaue Karte" if outcome == "right" else "Duldung"))


def _multiple(part: Locator, outcome: Outcome, press: Press) -> None:
    wanted = {"right": ["Pass", "Nachweis"], "partly": ["Pass"], "wrong": ["Führungszeugnis"]}
    for words in wanted[outcome]:
        press(_option(part, words))


def _truefalse(part: Locator, outcome: Outcome, press: Press) -> None:
    said = {"right": (0, 1), "partly": (0, 0), "wrong": (1, 0)}[outcome]
    for words, at in zip(("Die ABH kann", "gebührenfrei"), said, strict=True):
        press(part.locator(".statement", has_text=words).locator(".option").nth(at))


def _gap(part: Locator, outcome: Outcome, press: Press) -> None:
    texts = ("18a", "zehn") if outcome == "wrong" else ("18g", "vier")
    for at, words in enumerate(texts):
        press(part.locator("input").nth(at))
        part.locator("input").nth(at).fill(words)
    part.locator("select").select_option(label="Ausländerbehörde" if outcome == "right" else "Polizei")


def _number(part: Locator, outcome: Outcome, press: Press) -> None:
    press(part.locator("input"))
    part.locator("input").fill("411 Euro" if outcome == "right" else "300")


def _matching(part: Locator, outcome: Outcome, press: Press) -> None:
    norms = {"right": ("18a", "18g"), "partly": ("18a", "25b"), "wrong": ("25b", "18a")}[outcome]
    for words, norm in zip(("Berufsausbildung", "Blaue Karte"), norms, strict=True):
        part.get_by_label(words).select_option(label=f"§ {norm} AufenthG")


def _ordering(part: Locator, outcome: Outcome, press: Press) -> None:
    for place, word in enumerate(ORDERS[outcome]):
        moves = 0
        while order(part).index(word) > place:
            press(part.locator("li", has_text=word).locator('[data-lb-move="up"]'))
            moves += 1
            assert moves < 3
    if part.locator(".order[data-lb-moved]").count() == 0:
        press(part.locator('[data-lb-move="down"]').first)
        press(part.locator('[data-lb-move="up"]').nth(1))


def order(part: Locator) -> list[str]:
    """The first words of the steps, as they stand."""
    return [words.split()[0] for words in part.locator(".order__text").all_inner_texts()]


def _text(part: Locator, outcome: Outcome, press: Press) -> None:
    press(part.locator("input"))
    part.locator("input").fill("Botschaft" if outcome == "right" else "Standesamt")


def _hotspot(part: Locator, outcome: Outcome, press: Press) -> None:
    press(part.locator(".hotspot__place").nth(0 if outcome == "right" else 1))


def _essay(part: Locator, outcome: Outcome, press: Press) -> None:
    part.locator("textarea").fill("Weil ein Abschluss vorliegt.")
    press(part.locator('[data-lb="check"]'))
    press(part.locator(".essay .option").nth({"right": 0, "partly": 1, "wrong": 2}[outcome]))


def _likert(part: Locator, outcome: Outcome, press: Press) -> None:
    for statement in part.locator(".statement").all():
        press(statement.locator(".option").nth({"right": 4, "partly": 2, "wrong": 0}[outcome]))


def _branch(part: Locator, outcome: Outcome, press: Press) -> None:
    if outcome != "right":
        press(part.get_by_role("button", name="Antrag sofort ablehnen"))
        press(part.locator("[data-lb-step]:not([hidden])").get_by_role("button", name="Zurück"))
    press(part.get_by_role("button", name="Auf Passverlängerung hinweisen"))
    press(part.locator("[data-lb-step]:not([hidden])").get_by_role("button", name="Weiter"))


_FILLERS: dict[str, Callable[[Locator, Outcome, Press], None]] = {
    "choice": _choice,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "gap": _gap,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "text": _text,
    "hotspot": _hotspot,
    "essay": _essay,
    "likert": _likert,
    "branch": _branch,
}
