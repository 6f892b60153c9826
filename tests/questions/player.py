"""Someone who answers each type of the gallery so that it comes out as wanted; by mouse, finger or keyboard."""

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
    page.locator("[data-lb-ready]").wait_for(state="attached")


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


class Hand:
    """How someone operates controls; here with a mouse."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, words: str) -> None:
        self.press(target)
        target.fill(words)

    def choose(self, target: Locator, words: str) -> None:
        """An entry of a list."""
        target.select_option(label=words)


class Finger(Hand):
    def press(self, target: Locator) -> None:
        target.tap()


class Keys(Hand):
    """Keyboard alone: Tab to everything, arrows and space for what is chosen, Enter for buttons."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        control = target.locator("input").first if target.evaluate("e => e.tagName === 'LABEL'") else target
        if control.get_attribute("type") == "radio":
            return self._press_radio(control)
        self._tab_to(control)
        self.page.keyboard.press("Space" if control.get_attribute("type") == "checkbox" else "Enter")

    def write(self, target: Locator, words: str) -> None:
        self._tab_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def choose(self, target: Locator, words: str) -> None:
        self._tab_to(target)
        self.page.keyboard.press("Home")
        for _ in range(9):
            if target.locator("option:checked").inner_text().replace("\xa0", " ") == words:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the list has no „{words}“")

    def _press_radio(self, control: Locator) -> None:
        self._tab_to(
            control, "(now, wanted) => now.type === 'radio' && now.name === wanted.name && now.form === wanted.form"
        )
        self.page.keyboard.press("Space")
        for _ in range(9):
            if control.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("arrows never came to it")

    def _tab_to(self, target: Locator, arrived: str = "(now, wanted) => now === wanted") -> None:
        for _ in range(200):
            if target.evaluate(f"wanted => ({arrived})(document.activeElement, wanted)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab never came to it")


MOUSE = Hand()


def check(part: Locator, kind: str, hand: Hand | None = None) -> None:
    """The main button; a case has none, its end is its answer."""
    if kind != "branch":
        (hand or MOUSE).press(part.locator('[data-lb="check"]'))


def fill(part: Locator, kind: str, outcome: Outcome, hand: Hand | None = None) -> None:
    """Answers the question without checking it."""
    _FILLERS[kind](part, outcome, hand or MOUSE)


def _option(part: Locator, words: str) -> Locator:
    return part.locator(".option", has_text=words)


def _choice(part: Locator, outcome: Outcome, hand: Hand) -> None:
    hand.press(_option(part, "Blaue Karte" if outcome == "right" else "Duldung"))


def _multiple(part: Locator, outcome: Outcome, hand: Hand) -> None:
    wanted = {"right": ["Pass", "Nachweis"], "partly": ["Pass"], "wrong": ["Führungszeugnis"]}
    for option in part.locator(".option").all():
        wanted_now = any(words in option.inner_text() for words in wanted[outcome])
        if option.locator("input").is_checked() != wanted_now:
            hand.press(option)


def _truefalse(part: Locator, outcome: Outcome, hand: Hand) -> None:
    said = {"right": (0, 1), "partly": (0, 0), "wrong": (1, 0)}[outcome]
    for words, at in zip(("Die ABH kann", "gebührenfrei"), said, strict=True):
        hand.press(part.locator(".statement", has_text=words).locator(".option").nth(at))


def _gap(part: Locator, outcome: Outcome, hand: Hand) -> None:
    texts = ("18a", "zehn") if outcome == "wrong" else ("18g", "vier")
    for at, words in enumerate(texts):
        hand.write(part.locator("input").nth(at), words)
    hand.choose(part.locator("select"), "Ausländerbehörde" if outcome == "right" else "Polizei")


def _number(part: Locator, outcome: Outcome, hand: Hand) -> None:
    hand.write(part.locator("input"), "411 Euro" if outcome == "right" else "300")


def _matching(part: Locator, outcome: Outcome, hand: Hand) -> None:
    norms = {"right": ("18a", "18g"), "partly": ("18a", "25b"), "wrong": ("25b", "18a")}[outcome]
    for words, norm in zip(("Berufsausbildung", "Blaue Karte"), norms, strict=True):
        hand.choose(part.get_by_label(words), f"§ {norm} AufenthG")


def _ordering(part: Locator, outcome: Outcome, hand: Hand) -> None:
    for place, word in enumerate(ORDERS[outcome]):
        moves = 0
        while order(part).index(word) > place:
            hand.press(part.locator("li", has_text=word).locator('[data-lb-move="up"]'))
            moves += 1
            assert moves < 3
    if part.locator(".order[data-lb-moved]").count() == 0:
        hand.press(part.locator('[data-lb-move="down"]').first)
        hand.press(part.locator('[data-lb-move="up"]').nth(1))


def order(part: Locator) -> list[str]:
    """The first words of the steps, as they stand."""
    return [words.split()[0] for words in part.locator(".order__text").all_inner_texts()]


def _text(part: Locator, outcome: Outcome, hand: Hand) -> None:
    hand.write(part.locator("input"), "Botschaft" if outcome == "right" else "Standesamt")


def _hotspot(part: Locator, outcome: Outcome, hand: Hand) -> None:
    at = 0 if outcome == "right" else 1
    hand.press(part.locator(".option" if isinstance(hand, Keys) else ".hotspot__place").nth(at))


def _essay(part: Locator, outcome: Outcome, hand: Hand) -> None:
    hand.write(part.locator("textarea"), "Weil ein Abschluss vorliegt.")
    if not part.locator(".essay").is_visible():
        hand.press(part.locator('[data-lb="check"]'))
    hand.press(part.locator(".essay .option").nth({"right": 0, "partly": 1, "wrong": 2}[outcome]))


def _likert(part: Locator, outcome: Outcome, hand: Hand) -> None:
    for statement in part.locator(".statement").all():
        hand.press(statement.locator(".option").nth({"right": 4, "partly": 2, "wrong": 0}[outcome]))


def _branch(part: Locator, outcome: Outcome, hand: Hand) -> None:
    if outcome != "right":
        hand.press(part.get_by_role("button", name="Antrag sofort ablehnen"))
        hand.press(part.locator("[data-lb-step]:not([hidden])").get_by_role("button", name="Zurück"))
    hand.press(part.get_by_role("button", name="Auf Passverlängerung hinweisen"))
    hand.press(part.locator("[data-lb-step]:not([hidden])").get_by_role("button", name="Weiter"))


_FILLERS: dict[str, Callable[[Locator, Outcome, Hand], None]] = {
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
