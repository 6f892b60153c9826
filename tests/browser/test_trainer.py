"""The trainer's kit from the disk: plan, slides by keyboard, case cards on paper; axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.test_axe import OUTSIDE, REPOSITORY, TAGS
from tests.command import lernbuild

pytestmark = pytest.mark.browser

HEAD = 'id: probe\ntitel: Probekurs\nsprache: de\nversion: "1"\nrechtsstand: 2026-06-01\nbeschreibung: Worum es geht.\n'
FIRST = """---
titel: Erste Lektion
dauer: 20
---

Wer **lange** bleibt, braucht einen Titel.

## Am Schalter
Hier steht, was gilt.

::: trainer
Lassen Sie erst raten.
:::

## Prüfen Sie sich

::: frage Was braucht er?
- (x) Einen Titel
- ( ) Nichts
:::
"""
CASE = """---
titel: Zweite Lektion
dauer: 25
---

Ein Fall.

::: fall Herr Okafor am Schalter
### Was tun Sie zuerst? {#start}
Herr Okafor legt seinen Antrag vor.

- [Den Antrag ablehnen](#ablehnung)
- [Den Antrag annehmen](#annahme) (x)
  > Genau: Unvollständige Anträge werden auch angenommen.

### Ablehnung {#ablehnung}
Das wäre zu früh. [Zurück](#start)

### Annahme {#annahme}
__LONG__
:::
"""
LONG = "\n\n".join(
    "Nun prüfen Sie, was bis zur Entscheidung gilt, und halten den Eingang fest. " * 3 for _ in range(14)
)


def write(root: Path) -> Path:
    """Two lessons: one with a note and a question, one with a case whose solution is long."""
    folder = root / "courses" / "probe" / "01-anfang"
    folder.mkdir(parents=True)
    (folder.parent / "kurs.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "01-eins.md").write_text(FIRST, encoding="utf-8")
    (folder / "02-zwei.md").write_text(CASE.replace("__LONG__", LONG), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("kit"))
    done = lernbuild(root, "build", "probe", "--target", "trainer")
    assert done.returncode == 0, done.stderr
    return root / "dist" / "probe.trainer"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    found = chromium.new_context(viewport={"width": 1280, "height": 800})
    found.set_default_timeout(8000)
    yield found
    found.close()


def opened(context: BrowserContext, folder: Path, name: str) -> tuple[Page, list[str]]:
    """A page from the disk, and everything that goes wrong on it or asks the network."""
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on(
        "request", lambda request: None if request.url.startswith(("file:", "data:")) else wrong.append(request.url)
    )
    page.goto(f"{folder.as_uri()}/{name}")
    return page, wrong


def place(page: Page) -> str:
    return page.locator("[data-kit=place]").inner_text()


def test_slides_turn_and_keep_the_solution_back(context: BrowserContext, folder: Path) -> None:
    page, wrong = opened(context, folder, "folien.html")
    assert place(page) == "Folie 1 von 5"
    page.keyboard.press("ArrowLeft")
    assert place(page) == "Folie 1 von 5"
    assert page.locator("[data-kit=solution]").is_disabled()
    page.keyboard.press("PageDown")
    assert page.locator(".slide:visible h2").inner_text() == "Am Schalter"
    page.keyboard.press(" ")
    assert page.locator(".slide:visible .question").is_visible()
    answer = page.locator(".slide:visible .book__answer")
    assert not answer.is_visible()
    page.keyboard.press("l")
    assert "Einen Titel" in answer.inner_text()
    page.keyboard.press("l")
    assert not answer.is_visible()
    page.locator(".slide:visible input").first.click()
    page.keyboard.press("l")
    assert answer.is_visible()
    page.reload()
    assert place(page) == "Folie 3 von 5"
    page.keyboard.press("End")
    assert page.locator("[data-kit=next]").is_disabled()
    assert "Den Antrag annehmen" not in page.locator(".book__answer:visible").all_inner_texts()
    page.keyboard.press("Home")
    page.get_by_role("combobox", name="Lektion", exact=True).select_option(label="1.2 Zweite Lektion")
    assert page.locator(".slide:visible h2").inner_text() == "1.2 Zweite Lektion"
    assert wrong == []


def test_notes_stand_beside_and_go_with_a_key(context: BrowserContext, folder: Path) -> None:
    page, wrong = opened(context, folder, "folien.html")
    notes = page.get_by_role("complementary", name="Hinweise für Lehrende")
    assert not notes.is_visible()
    page.keyboard.press("ArrowRight")
    assert "Lassen Sie erst raten." in notes.inner_text()
    assert "Lassen Sie erst raten." not in page.locator("main").inner_text()
    page.keyboard.press("n")
    assert not notes.is_visible()
    page.locator("[data-kit=notes]").click()
    assert notes.is_visible()
    page.get_by_text("Tasten", exact=True).click()
    page.get_by_role("checkbox", name="Tasten L, N und F").uncheck()
    page.keyboard.press("n")
    assert notes.is_visible()
    assert wrong == []


def test_full_screen_by_key_shows_no_notes(context: BrowserContext, folder: Path) -> None:
    page, wrong = opened(context, folder, "folien.html#l.eins/1")
    notes = page.locator("[data-kit=aside]")
    assert notes.is_visible()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    notes.wait_for(state="hidden")
    page.keyboard.press("n")
    assert notes.is_visible()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    assert notes.is_visible()
    assert wrong == []


def test_plan_counts_from_the_start_that_is_typed(context: BrowserContext, folder: Path) -> None:
    page, wrong = opened(context, folder, "index.html")
    clocks = page.locator("[data-kit=row] [data-kit=clock]")
    assert clocks.all_inner_texts() == ["09:00–09:20", "09:20–09:45"]
    page.get_by_label("Beginn").fill("13:30")
    page.get_by_label("Pause nach: 1.1 Erste Lektion, in Minuten").fill("15")
    assert clocks.all_inner_texts() == ["13:30–13:50", "14:05–14:30"]
    assert page.locator("[data-kit=sum]").inner_text() == "45"
    page.get_by_label("Minuten: 1.2 Zweite Lektion").fill("0")
    assert clocks.all_inner_texts() == ["13:30–13:50", "entfällt"]
    page.reload()
    assert clocks.all_inner_texts() == ["13:30–13:50", "entfällt"]
    assert page.get_by_role("status").inner_text() == "20 Minuten ohne Pausen, Ende um 13:50 Uhr"
    page.get_by_role("button", name="Zurücksetzen").click()
    assert clocks.all_inner_texts() == ["09:00–09:20", "09:20–09:45"]
    page.get_by_role("link", name="1.2 Zweite Lektion").click()
    assert page.locator(".slide:visible h2").inner_text() == "1.2 Zweite Lektion"
    assert wrong == []


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_each_case_is_one_sheet_with_its_solution_behind(context: BrowserContext, folder: Path) -> None:
    page, wrong = opened(context, folder, "fallkarten.html")
    page.wait_for_function("document.body.dataset.ready === ''")
    front, back = page.locator(".card").all()
    assert "Den Antrag annehmen" in front.inner_text()
    assert "Genau:" not in front.inner_text()
    assert "✓ Den Antrag annehmen → Annahme" in back.inner_text()
    assert sheets(page.pdf(prefer_css_page_size=True, format="A4")) == 2
    page.emulate_media(media="print")
    room = "card => [card.scrollHeight <= card.clientHeight + 1, card.scrollWidth <= card.clientWidth + 1]"
    assert [one.evaluate(room) for one in (front, back)] == [[True, True], [True, True]]
    assert wrong == []


def test_a_real_course_has_a_sheet_for_each_case(context: BrowserContext, tmp_path: Path) -> None:
    done = lernbuild(REPOSITORY, "build", "feg", "--target", "trainer", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    page, wrong = opened(context, tmp_path / "feg.trainer", "fallkarten.html")
    page.wait_for_function("document.body.dataset.ready === ''")
    cards = page.locator(".card")
    assert sheets(page.pdf(prefer_css_page_size=True, format="A4")) == cards.count() > 10
    page.emulate_media(media="print")
    inside = "all => all.filter(card => card.scrollHeight > card.clientHeight + 1).map(card => card.innerText)"
    assert cards.evaluate_all(inside) == []
    page.goto(f"{(tmp_path / 'feg.trainer').as_uri()}/folien.html")
    page.keyboard.press("End")
    assert re.fullmatch(r"Folie (\d+) von \1", place(page))
    assert wrong == []


@pytest.mark.parametrize("name", ["index.html", "folien.html", "folien.html#l.eins/2", "fallkarten.html"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, folder: Path, name: str, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, wrong = opened(context, folder, name)
    if "/2" in name:
        page.keyboard.press("l")
        page.locator("summary").first.click()
    page.evaluate((REPOSITORY / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {TAGS}, preload: false}})")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert found["passes"]
    assert page.evaluate(OUTSIDE) == []
    assert wrong == []
    context.close()
