"""Every question type in Chromium: answered with keyboard and mouse, judged, locked, without axe violations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page

from tests.questions.player import opened, question

pytestmark = pytest.mark.browser


@pytest.fixture
def page(gallery: Path, chromium: Browser) -> Iterator[Page]:
    """The first example of each type."""
    with opened(chromium, gallery) as page:
        yield page


@pytest.fixture
def others(gallery: Path, chromium: Browser) -> Iterator[Page]:
    """All other examples."""
    with opened(chromium, gallery, "weitere") as page:
        yield page


HIDDEN_PLACES = """() => {
  const numbers = [...document.querySelectorAll('.hotspot__place > span')].map(e => e.getBoundingClientRect());
  const places = [...document.querySelectorAll('.hotspot__place')].map(e => e.getBoundingClientRect());
  const over = (a, b) => a.right > b.left + 2 && b.right > a.left + 2 && a.bottom > b.top + 2 && b.bottom > a.top + 2;
  const hits = numbers.flatMap(number => places.filter(place => over(number, place)).map(({x, y}) => [x, y]));
  return {numbers: numbers.length, over: hits};
}"""


def check(part: Locator) -> str:
    part.locator('[data-lb="check"]').click()
    return part.get_attribute("data-lb-state") or ""


def again(part: Locator) -> None:
    part.locator('[data-lb="retry"]').click()


def test_statements(page: Page) -> None:
    part = question(page, "truefalse")
    part.locator(".option").nth(0).click()
    assert check(part) == "open", "every statement must be judged"
    for statement in part.locator(".statement").all():
        statement.locator(".option", has_text="Richtig").click()
    assert check(part) == "partly"
    assert part.locator(".is-wrong").count() == 1
    assert "Das ist die richtige Antwort" not in part.inner_text()


def test_gaps(page: Page) -> None:
    part = question(page, "gap")
    label = part.locator("input").nth(0).get_attribute("aria-label") or ""
    assert label.startswith("Lücke 1: Die Blaue Karte EU ist in §") or "Karte EU ist in §" in label
    part.locator("input").nth(0).fill("18 G")
    part.locator("input").nth(1).fill("Vier")
    part.locator("select").select_option(label="Polizei")
    assert check(part) == "partly"
    described = part.locator("select").get_attribute("aria-describedby")
    assert "Nicht richtig" in part.locator(f"#{described}").inner_text()
    part.locator("select").focus()
    page.keyboard.press("ArrowDown")
    assert part.locator("select option:checked").inner_text() == "Polizei", "a locked list keeps its value"
    again(part)
    part.locator("select").select_option(label="Ausländerbehörde")
    assert check(part) == "right"


def test_number_and_text(page: Page) -> None:
    number = question(page, "number")
    number.locator("input").fill("vierhundert")
    assert check(number) == "wrong"
    again(number)
    number.locator("input").fill("411,00 €")
    assert check(number) == "right"
    text = question(page, "text")
    text.locator("input").fill("Konsulatt")
    assert check(text) == "wrong"
    again(text)
    assert check(text) == "wrong"
    assert "Richtig ist: Auslandsvertretung" in text.inner_text()


def test_matching(page: Page) -> None:
    part = question(page, "matching")
    part.get_by_label("Fachkraft mit Berufsausbildung").select_option(label="§ 18a AufenthG")
    assert check(part) == "open"
    part.get_by_label("Blaue Karte EU").select_option(label="§ 25b AufenthG")
    assert check(part) == "partly"
    assert "§ 18b regelt" not in part.inner_text(), "feedback to a wrong line waits for the solution"
    again(part)
    assert check(part) == "partly"
    assert "Richtig ist: § 18g AufenthG" in part.inner_text()


RIGHT = ["Vereinbarung", "Anerkennung", "Zustimmung"]


def steps(part: Locator) -> list[str]:
    return [words.split()[0] for words in part.locator(".order__text").all_inner_texts()]


def test_ordering_by_keyboard(page: Page) -> None:
    part = question(page, "ordering")
    assert check(part) == "open", "the order first shown is no answer"
    assert steps(part) != RIGHT, "the order first shown is never right"
    for place, word in enumerate(RIGHT):
        up = part.locator("li", has_text=word).locator('[data-lb-move="up"]')
        while steps(part).index(word) > place:
            up.focus()
            page.keyboard.press("Enter")
            at = steps(part).index(word) + 1
            assert part.locator('[data-lb="moved"]').inner_text().endswith(f"ist jetzt auf Platz {at} von 3.")
            way = "unten" if at == 1 else "oben"
            assert page.evaluate("document.activeElement.textContent").endswith(f"nach {way}")
    assert check(part) == "right"
    assert part.locator("li.is-right").count() == 3
    part.locator('[data-lb-move="down"]').first.click(force=True)
    assert steps(part) == RIGHT, "a locked list keeps its order"


def test_ordering_by_mouse(others: Page) -> None:
    part = question(others, "ordering")
    second = steps(part)[1]
    part.locator("li").nth(1).drag_to(part.locator("li").nth(0), target_position={"x": 60, "y": 4})
    assert steps(part)[0] == second
    assert check(part) == "right", "two steps, the wrong order turned round"


def test_ordering_again_starts_at_a_button_that_works(others: Page) -> None:
    part = question(others, "ordering")
    part.locator("button:not([disabled])[data-lb-move]").first.click()
    part.locator("button:not([disabled])[data-lb-move]").first.click()
    assert check(part) == "wrong"
    again(part)
    assert others.evaluate("document.activeElement.dataset.lbMove") == "down"


def _finger(session: CDPSession, kind: str, x: float = 0, y: float = 0) -> None:
    points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def _drag(page: Page, start: Locator, end: Locator) -> None:
    """One finger from the middle of a thing to the middle of another."""
    session = page.context.new_cdp_session(page)
    boxes = [target.bounding_box() for target in (start, end)]
    (left, top), (right, bottom) = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes if b]
    _finger(session, "touchStart", left, top)
    for step in range(1, 9):
        _finger(session, "touchMove", left + (right - left) * step / 8, top + (bottom - top) * step / 8)
    _finger(session, "touchEnd")


def test_ordering_by_finger(gallery: Path, chromium: Browser) -> None:
    with opened(chromium, gallery, width=360, touch=True) as page:
        part = question(page, "ordering")
        part.scroll_into_view_if_needed()
        first, *_, last = steps(part)
        _drag(page, part.locator(".order__grip").last, part.locator(".order__grip").first)
        assert steps(part)[0] == last
        assert part.locator('[data-lb="moved"]').inner_text().endswith("ist jetzt auf Platz 1 von 3.")
        before, where = steps(part), page.evaluate("scrollY")
        _drag(page, part.locator(".order__text").last, part.locator(".order__text").first)
        assert steps(part) == before, "a finger on the words scrolls"
        assert page.evaluate("scrollY") > where
        check(part)
        assert not part.locator(".order__grip").first.is_visible()
        assert first in before


def test_place_in_a_picture(page: Page) -> None:
    part = question(page, "hotspot")
    part.locator(".hotspot__place").nth(1).click()
    assert part.locator(".hotspot__place.is-chosen").count() == 1
    assert check(part) == "wrong"
    again(part)
    part.get_by_role("radio", name="Gültig bis").check()
    assert check(part) == "right"


@pytest.mark.parametrize("width", [1000, 320])
def test_numbers_in_a_picture_hide_no_place(gallery: Path, chromium: Browser, width: int) -> None:
    for name in ("arten", "weitere"):
        with opened(chromium, gallery, name, width=width) as page:
            hidden = page.evaluate(HIDDEN_PLACES)
            assert hidden["numbers"] == len(question(page, "hotspot").locator(".option").all())
            assert hidden["over"] == []


def test_free_text(page: Page) -> None:
    part = question(page, "essay")
    assert check(part) == "open"
    assert not part.locator(".essay").is_visible()
    part.locator("textarea").fill("Weil ein Abschluss vorliegt.")
    assert check(part) == "open"
    assert "Maßgeblich ist" in part.locator(".essay").inner_text()
    part.locator(".essay .option").nth(0).click()
    assert check(part) == "right"


def test_survey_judges_nobody(page: Page) -> None:
    part = question(page, "likert")
    part.locator(".option", has_text="5").first.click()
    check(part)
    assert part.locator('[data-lb="verdict"]').inner_text().strip() == "Beantwortet"
    assert part.locator('[data-lb="retry"]').count() == 0


def test_case(page: Page) -> None:
    part = question(page, "branch")
    stage = part.locator("[data-lb-step]:not([hidden])")
    part.get_by_role("button", name="Antrag sofort ablehnen").click()
    assert "Zu früh" in stage.locator('[data-lb="outcome"]').inner_text()
    assert part.locator('[data-lb="step"]').inner_text() == "Schritt 1 von 2", "an outcome is no step"
    stage.get_by_role("button", name="Zurück").click()
    assert stage.locator('[data-lb="outcome"]').inner_text() == ""
    assert page.evaluate("document.activeElement.textContent") == "Antrag sofort ablehnen"
    part.get_by_role("button", name="Auf Passverlängerung hinweisen").click()
    assert "steht der Annahme nicht entgegen" in stage.locator('[data-lb="outcome"]').inner_text()
    stage.get_by_role("button", name="Weiter").click()
    assert page.evaluate("document.activeElement.textContent") == "Annahme"
    assert "Sie haben gewählt: Auf Passverlängerung hinweisen" in part.locator(".way").inner_text()
    assert "Hier endet der Fall." in stage.inner_text()
    assert part.get_attribute("data-lb-state") == "right"
    part.get_by_role("button", name="Zurück zu Schritt 1").click()
    assert part.locator('[data-lb="step"]').inner_text() == "Schritt 1 von 2"
