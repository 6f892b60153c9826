"""Every question type in Chromium: answered with keyboard and mouse, judged, locked, without axe violations."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import pack

import pytest
from playwright.sync_api import Browser, Locator, Page

from lernbuild.questions import TYPES
from tests.questions.test_examples import EXAMPLE, FOLDER

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All examples as one lesson, built for the web."""
    root = tmp_path_factory.mktemp("questions")
    course = root / "courses" / "probe"
    (course / "01-modul").mkdir(parents=True)
    (course / "medien").mkdir()
    (course / "medien" / "eat.png").write_bytes(picture(600, 380))
    (course / "kurs.yaml").write_text(
        'id: probe\ntitel: Probe\nsprache: de\nversion: "1"\nrechtsstand: 2026-06-01\nziele: [web]\n', encoding="utf-8"
    )
    sources = [
        match["source"].replace(" lernziel=zustaendig nur=bw,rp", "")
        for kind in TYPES
        for match in EXAMPLE.finditer((FOLDER / kind.name / f"{kind.name}.md").read_text(encoding="utf-8"))
    ]
    lesson = "---\ntitel: Alle Arten\n---\n\n" + "\n".join(sources)
    (course / "01-modul" / "01-fragen.md").write_text(lesson, encoding="utf-8")
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(root), "--out", str(root / "dist")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return root / "dist" / "probe.web"


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xcc" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def page(site: Path, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto((site / "lektion" / "fragen.html").as_uri())
    page.locator('[data-lb-type="branch"] [data-lb="step"]', has_text="Schritt").wait_for()
    yield page
    context.close()


def question(page: Page, kind: str, at: int = 0) -> Locator:
    return page.locator(f'[data-lb-type="{kind}"]').nth(at)


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


def test_ordering_by_mouse(page: Page) -> None:
    part = question(page, "ordering", 1)
    second = steps(part)[1]
    part.locator("li").nth(1).drag_to(part.locator("li").nth(0), target_position={"x": 60, "y": 4})
    assert steps(part)[0] == second
    assert check(part) == "right", "two steps, the wrong order turned round"


def test_ordering_again_starts_at_a_button_that_works(page: Page) -> None:
    part = question(page, "ordering", 1)
    part.locator("button:not([disabled])[data-lb-move]").first.click()
    part.locator("button:not([disabled])[data-lb-move]").first.click()
    assert check(part) == "wrong"
    again(part)
    assert page.evaluate("document.activeElement.dataset.lbMove") == "down"


def test_place_in_a_picture(page: Page) -> None:
    part = question(page, "hotspot")
    part.locator(".hotspot__place").nth(1).click()
    assert part.locator(".hotspot__place.is-chosen").count() == 1
    assert check(part) == "wrong"
    again(part)
    part.get_by_role("radio", name="Gültig bis").check()
    assert check(part) == "right"


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


@pytest.mark.parametrize("width", [1000, 320])
def test_no_axe_violation_and_no_overflow(page: Page, width: int) -> None:
    for kind in ("choice", "multiple", "hotspot"):
        part = question(page, kind)
        part.locator(".option").nth(0).click()
        check(part)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.locator("section[data-lb-question]").count() == len(
        [1 for kind in TYPES for _ in EXAMPLE.finditer((FOLDER / kind.name / f"{kind.name}.md").read_text("utf-8"))]
    )
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
