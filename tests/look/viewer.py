"""Opens a page of a built course in a window of some size, scheme and setting; knows hooks, no runtime code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]

OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1)
    && !e.closest('.table-wrap > *, .sr, .hero__art, pre > *, .formula > *, .bar__word, svg *, option, .skip');
}).map(e => e.outerHTML.slice(0, 140))"""
"""Boxes that leave the window at a side; wide tables scroll in a region of their own."""

SCROLLS = """() => [...document.querySelectorAll('body, body *')].filter(e => {
  const style = getComputedStyle(e);
  return /auto|scroll/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1 && e.clientHeight
    && !e.matches('textarea, .toc, .table-wrap, pre, .formula');
}).map(e => e.outerHTML.slice(0, 140))"""
"""Scroll areas inside the page; the contents beside a lesson have one of their own, by design."""

COVERED = """() => {
  const e = document.activeElement, option = e.closest('.option');
  const boxes = [...(option ?? e).getClientRects()];
  if (!boxes.length) return 'no box';
  const seen = boxes.some(box => {
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    if (y < 0 || y > innerHeight || box.bottom < 0 || box.top > innerHeight) return false;
    const top = document.elementFromPoint(x, y);
    return top && ((option ?? e).contains(top) || top.contains(e));
  });
  const ring = getComputedStyle(option ?? e), after = getComputedStyle(e, '::after');
  const ringed = parseFloat(ring.outlineWidth) >= 2 || parseFloat(after.outlineWidth) >= 2;
  return !seen ? 'covered' : !ringed ? 'no ring' : '';
}"""
"""What is wrong with the element that has the focus: WCAG 2.4.7 and 2.4.11."""


@contextmanager
def seen(
    browser: Browser, site: Path, name: str, width: int = 1280, height: int = 900, scheme: Scheme = "light",
    *, contrast: bool = False, zoom: int = 1,
) -> Iterator[Page]:  # fmt: skip
    """The page once its script has run; ``zoom`` 4 shows what 400 percent leave of the window."""
    context = browser.new_context(
        viewport={"width": width // zoom, "height": height // zoom},
        device_scale_factor=1,
        color_scheme=scheme,
        reduced_motion="reduce",
        forced_colors="active" if contrast else "none",
        locale="de-DE",
    )
    context.set_default_timeout(8000)
    page = context.new_page()
    page.goto((site / name).as_uri())
    page.locator("[data-lb-ready]").wait_for(state="attached")
    yield page
    context.close()


def axe(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds (A, AA, best practices): rule and elements."""
    script = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate(f"axe.run(document, {{runOnly: {tags}, resultTypes: ['violations'], preload: false}})")
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found["violations"]]
