"""Every kind of page in every theme: axe finds nothing, no box leaves the window; states are told apart."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.look.conftest import Built
from tests.look.viewer import OUTSIDE, Scheme, axe, seen
from tests.questions.player import PAGES, STATES, State, bring

pytestmark = pytest.mark.browser

THEMES = ("standard", "mrn", "kern")
WIDTHS = (1280, 650, 360, 320)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
KINDS = {
    "start": ("wide", "index.html", "Breiter Kurs", 8),
    "lesson": ("wide", "lektion/b1.html", "Blöcke, die sich bewegen", 12),
    "survey": ("wide", "lektion/u.html", "Ihre Meinung", 12),
    "test": ("minimal", "lektion/t.html", "Abschlusstest", 15),
    "glossary": ("digital", "glossar.html", "Glossar", 3),
    "law": ("minimal", "recht.html", "Rechtsgrundlagen", 3),
}
DAILY = {
    ("start", "kern", 320, "dark"), ("lesson", "kern", 1280, "light"), ("test", "kern", 360, "dark"),
    ("start", "mrn", 1280, "light"), ("lesson", "mrn", 360, "dark"), ("survey", "mrn", 650, "light"),
    ("glossary", "kern", 650, "light"), ("law", "mrn", 320, "dark"), ("start", "standard", 650, "dark"),
    ("lesson", "standard", 320, "light"), ("test", "standard", 1280, "dark"), ("law", "standard", 360, "light"),
}  # fmt: skip
"""Each value of a column meets each value of the others at least once; ``--full`` takes all."""


def _all() -> list[object]:
    return [
        pytest.param(*one, marks=() if one in DAILY else pytest.mark.full)
        for one in product(KINDS, THEMES, WIDTHS, SCHEMES)
    ]


@pytest.mark.parametrize(("kind", "theme", "width", "scheme"), _all())
def test_page(looked: Built, chromium: Browser, kind: str, theme: str, width: int, scheme: Scheme) -> None:
    course, name, heading, controls = KINDS[kind]
    with seen(chromium, looked(course, theme), name, width, 900, scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
        assert heading in page.locator("h1").inner_text().replace("\xad", "")
        assert page.locator("main :is(a[href], button, input, select, textarea, summary)").count() >= controls
        assert axe(page) == []
        assert page.evaluate(OUTSIDE) == []


TODAY: dict[tuple[str, State], tuple[int, Scheme]] = {
    ("mrn", "wrong"): (360, "dark"),
    ("kern", "final"): (1280, "light"),
    ("kern", "partly"): (320, "dark"),
    ("mrn", "right"): (650, "light"),
}


@pytest.mark.parametrize(("theme", "state"), list(TODAY))
def test_question_states(looked: Built, chromium: Browser, theme: str, state: State) -> None:
    width, scheme = TODAY[theme, state]
    _judge_state(looked("galerie", theme), chromium, state, width, scheme)


@pytest.mark.full
@pytest.mark.parametrize(("theme", "state"), list(product(THEMES, STATES)))
def test_question_states_everywhere(looked: Built, chromium: Browser, theme: str, state: State) -> None:
    for width, scheme in product(WIDTHS, SCHEMES):
        _judge_state(looked("galerie", theme), chromium, state, width, scheme)


def _judge_state(site: Path, chromium: Browser, state: State, width: int, scheme: Scheme) -> None:
    with seen(chromium, site, f"lektion/{PAGES.get(state, 'arten')}.html", 1000, 900, scheme) as page:
        bring(page, state)
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == []
        assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("theme", THEMES)
def test_printed_course(looked: Built, chromium: Browser, theme: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800}, color_scheme="dark")
    page.goto((looked("wide", theme) / "druck.html").as_uri())
    assert axe(page) == []
    assert page.evaluate(OUTSIDE) == []
    page.close()
