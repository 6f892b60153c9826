"""The print form of every type: boxes to tick, lines to write on, no button, no feedback unless there is an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.questions.player import bring, kinds, opened, question

pytestmark = pytest.mark.browser

SEEN = """part => [...part.querySelectorAll('button, .feedback, .status, .question__hints, .moves, [hidden]')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0 && !e.matches('.path'))
  .map(e => e.outerHTML.slice(0, 100))"""

FORMS = """part => {
  const style = (e, pseudo) => getComputedStyle(e, pseudo);
  const ruled = e => /gradient/.test(style(e).backgroundImage);
  const line = e => parseFloat(style(e).borderBottomWidth) > 0 && !parseFloat(style(e).borderTopWidth) || ruled(e);
  const boxed = (e, pseudo) => ['Top', 'Left'].every(side => parseFloat(style(e, pseudo)[`border${side}Width`]) > 0);
  const all = selector => [...part.querySelectorAll(selector)].filter(e => e.checkVisibility());
  return {
    boxes: all('.option input').filter(e => boxed(e)).length + all('.order li').filter(e => boxed(e, '::before')).length
      + all('.path').filter(e => boxed(e, '::after')).length,
    lines: all('.entry').filter(line).length,
  };
}"""

EMPTY = {
    "choice": {"boxes": 3, "lines": 0},
    "multiple": {"boxes": 3, "lines": 0},
    "truefalse": {"boxes": 4, "lines": 0},
    "gap": {"boxes": 0, "lines": 3},
    "number": {"boxes": 0, "lines": 1},
    "matching": {"boxes": 0, "lines": 2},
    "ordering": {"boxes": 3, "lines": 0},
    "text": {"boxes": 0, "lines": 1},
    "hotspot": {"boxes": 2, "lines": 0},
    "essay": {"boxes": 0, "lines": 1},
    "likert": {"boxes": 10, "lines": 0},
    "branch": {"boxes": 2, "lines": 0},
}


def _printed(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")


def test_empty_forms(gallery: Path, chromium: Browser) -> None:
    with opened(chromium, gallery, width=660) as page:
        _printed(page)
        for kind in kinds(page):
            part = question(page, kind)
            assert part.evaluate(SEEN) == [], kind
            assert part.evaluate(FORMS) == EMPTY[kind], kind
        words = question(page, "matching").inner_text()
        assert all(f"§\xa0{norm}" in words or f"§ {norm}" in words for norm in ("18a", "18g", "25b")), words
        assert "(Polizei / Ausländerbehörde)" in question(page, "gap").inner_text()
        assert "Maßgeblich" not in question(page, "essay").inner_text()
        assert "Schaltflächen" not in question(page, "ordering").inner_text()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.full
def test_answered_forms(gallery: Path, chromium: Browser) -> None:
    with opened(chromium, gallery, width=660) as page:
        bring(page, "final")
        _printed(page)
        for kind in kinds(page):
            part = question(page, kind)
            assert part.locator("button:visible:not(.path)").count() == 0, kind
            if kind not in ("branch", "likert"):
                assert "Nicht richtig" in part.locator(".feedback").inner_text(), kind
        assert "Sie haben gewählt" in question(page, "branch").inner_text()
        checked = question(page, "choice").locator("input:checked")
        assert checked.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"
        assert page.pdf(format="A4").startswith(b"%PDF")
