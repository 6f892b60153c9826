"""Small promises of docs/barrierefreiheit.md, and that each of its rows names tests and rules that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lernbuild.rules import explanation
from tests.look.conftest import Built
from tests.look.viewer import seen

PAGE = Path("docs") / "barrierefreiheit.md"


def test_every_row_names_what_watches_it(repository: Path) -> None:
    rows = [row for row in (repository / PAGE).read_text("utf-8").splitlines() if re.match(r"\| [1-4]\.\d", row)]
    assert len(rows) >= 22
    for row in rows:
        last = row.rstrip("| ").rpartition("|")[2]
        assert re.search(r"`tests/|Regel `|von Hand|^ -", last), row


def test_tests_and_rules_of_the_checklist_exist(repository: Path) -> None:
    text = (repository / PAGE).read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(named) > 20
    for path, name in named:
        tree = ast.parse((repository / path).read_text("utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, (path, name)
    for code in re.findall(r"Regel `([a-z-]+)`", text):
        known = explanation(code) is not None or code in (repository / "lernbuild/render/theme.py").read_text("utf-8")
        assert known, code


@pytest.mark.browser
def test_a_note_opens_by_click_only_and_escape_closes_it(looked: Built, chromium: Browser) -> None:
    with seen(chromium, looked("digital", "standard"), "lektion/ki.html") as page:
        term = page.locator("button.term").first
        note = page.locator(f"#{term.get_attribute('popovertarget')}")
        term.hover()
        term.focus()
        assert not note.is_visible()
        page.keyboard.press("Enter")
        assert note.is_visible()
        page.keyboard.press("Escape")
        assert not note.is_visible()
        assert term.evaluate("e => e === document.activeElement")


@pytest.mark.browser
@pytest.mark.parametrize("name", ("index.html", "lektion/ki.html"))
def test_nothing_moves_by_itself(looked: Built, chromium: Browser, name: str) -> None:
    with seen(chromium, looked("digital", "standard"), name) as page:
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.locator("marquee, blink, video[autoplay], audio[autoplay], img[src$='.gif']").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("name", ("index.html", "lektion/ki.html", "lektion/abschlusstest.html", "glossar.html"))
def test_titles_and_the_way_past_the_bar(looked: Built, chromium: Browser, name: str) -> None:
    """WCAG 2.4.1 and 2.4.2."""
    with seen(chromium, looked("digital", "standard"), name) as page:
        heading = page.locator("h1").inner_text().replace("\xad", "").replace("\xa0", " ")
        assert page.title().replace("\xa0", " ").startswith(heading.split("\n")[0])
        assert name == "index.html" or page.title().endswith("– Digitales Arbeiten auf der Behörde")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhalt"
