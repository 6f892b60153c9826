"""``UPLOAD.html`` walked through from the disk: copy, addresses, ticks that stay, changes; axe finds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.test_axe import OUTSIDE, REPOSITORY, TAGS
from tests.command import lernbuild
from tests.course.small_course import PNG

pytestmark = pytest.mark.browser

LESSON = """---
titel: {title}
---

Wer **lange** bleibt, braucht einen Titel. {more}

![Ein Punkt](punkt.png "Der Punkt")

::: frage Was braucht er?
- (x) Einen Titel
- ( ) Nichts
:::
"""
HEAD = (
    'id: probe\ntitel: Probekurs\nsprache: de\nversion: "1"\nrechtsstand: 2026-06-01\nbeschreibung: Worum es geht.\n'
    "ziele: [xikolo]\nxikolo: {kurscode: probe-2026}\n"
)


def write(root: Path, more: str = "") -> Path:
    """The course with its export; ``more`` stands in the first lesson."""
    folder = root / "courses" / "probe" / "01-anfang"
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / "kurs.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "punkt.png").write_bytes(PNG)
    (folder / "01-eins.md").write_text(LESSON.format(title="Erste Lektion", more=more), encoding="utf-8")
    (folder / "02-zwei.md").write_text(LESSON.format(title="Zweite Lektion", more=""), encoding="utf-8")
    return root


def build(root: Path, *more: str) -> Path:
    done = lernbuild(root, "build", "probe", *more)
    assert done.returncode == 0, done.stderr
    return root / "dist" / "probe.xikolo"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write(tmp_path_factory.mktemp("export")))


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser with a clipboard that may be read."""
    found = chromium.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read"])
    found.set_default_timeout(8000)
    yield found
    found.close()


def opened(context: BrowserContext, folder: Path) -> tuple[Page, list[str]]:
    """The sheet from the disk, and everything that goes wrong on it or asks the network."""
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
    page.goto((folder / "UPLOAD.html").as_uri())
    return page, wrong


def test_copies_titles_and_whole_texts(context: BrowserContext, folder: Path) -> None:
    page, wrong = opened(context, folder)
    page.get_by_role("button", name="Kurscode kopieren").click()
    page.locator("#progress", has_text="Kopiert").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "probe-2026"
    page.get_by_role("button", name="Titel kopieren: Erste Lektion", exact=True).click()
    assert clipboard(page, "Erste Lektion") == "Erste Lektion"
    page.get_by_role("button", name="Text kopieren: Erste Lektion", exact=True).click()
    text = (folder / "texte" / "01-01-erste-lektion.md").read_text(encoding="utf-8")
    assert clipboard(page, "**Entwurf") == text
    assert wrong == []


def clipboard(page: Page, words: str) -> str:
    """What was copied, as soon as it holds these words: before that the clipboard has what was copied last."""
    for _ in range(400):
        text: str = page.evaluate("navigator.clipboard.readText()")
        if words in text:
            return text
        page.wait_for_timeout(20)
    raise AssertionError(f"{words!r} was not copied")


def test_copies_without_the_clipboard_of_today(context: BrowserContext, folder: Path) -> None:
    context.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('closed'))")
    page, wrong = opened(context, folder)
    page.get_by_role("button", name="Kurscode kopieren").click()
    page.locator("#progress", has_text="Kopiert").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "probe-2026"
    context.add_init_script("document.execCommand = () => false")
    page.reload()
    page.get_by_role("button", name="Text kopieren: Erste Lektion", exact=True).click()
    page.locator("#progress", has_text="Strg+C").wait_for()
    assert page.locator("textarea", has_text="Wer **lange** bleibt").first.is_visible()
    assert wrong == []


def test_addresses_of_uploads_stand_in_what_is_copied(context: BrowserContext, folder: Path) -> None:
    page, wrong = opened(context, folder)
    page.get_by_label("Adresse auf der Plattform für bilder/punkt.png").fill("/files/abc$1")
    page.reload()
    page.get_by_role("button", name="Text kopieren: Erste Lektion", exact=True).click()
    assert "bilder/punkt.png" not in clipboard(page, "/files/abc$1")
    assert wrong == []


def test_ticks_stay_until_the_content_changes(context: BrowserContext, tmp_path: Path) -> None:
    folder = build(write(tmp_path))
    (tmp_path / "alt.json").write_bytes((folder / "EXPORT.json").read_bytes())
    page, wrong = opened(context, folder)
    ticks = page.get_by_role("checkbox")
    for place in range(ticks.count()):
        ticks.nth(place).check()
    done = f"{ticks.count()} von {ticks.count()} Schritten erledigt"
    assert page.locator("#progress").inner_text() == done
    page.reload()
    assert page.locator("#progress").inner_text() == done
    build(write(tmp_path, "Das ist neu."), "--since", str(tmp_path / "alt.json"))
    page.reload()
    assert page.locator("input:not(:checked)[data-tick]").evaluate_all("all => all.map(one => one.dataset.tick)") == [
        "probe.l1.text"
    ]
    assert "seit Ihrem Häkchen geändert" in page.locator("label", has_text="Text: Erste Lektion").inner_text()
    assert page.locator(".changes").inner_text() == (
        "Nur dieses 1 Element hat sich geändert:\n  geändert: Text „Erste Lektion“ (Abschnitt 1, Stelle 1)"
    )
    page.get_by_role("button", name="Alle Häkchen entfernen").click()
    assert page.locator("#progress").inner_text().startswith("0 von")
    assert wrong == []


def test_a_changed_quiz_is_to_be_deleted_first(context: BrowserContext, tmp_path: Path) -> None:
    folder = build(write(tmp_path))
    old = json.loads((folder / "EXPORT.json").read_text(encoding="utf-8"))
    quiz = next(item for item in old["items"] if item["type"] == "quiz")
    quiz["sha256"] = "0" * 64
    (tmp_path / "alt.json").write_text(json.dumps(old), encoding="utf-8")
    build(tmp_path, "--since", str(tmp_path / "alt.json"))
    page, _ = opened(context, folder)
    assert page.get_by_role("checkbox", name=f"Vorher löschen: „{quiz['title']}“ in Abschnitt 1").is_visible()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, folder: Path, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, wrong = opened(context, folder)
    for fold in page.locator("summary").all():
        fold.click()
    page.get_by_role("checkbox").first.check()
    page.evaluate((REPOSITORY / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {TAGS}}})")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert found["passes"]
    assert page.evaluate(OUTSIDE) == []
    assert wrong == []
    context.close()
