"""Every type in every state: announced, the same after reload and return, without axe violations, within the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.questions.player import PAGES, STATES, Ground, State, bring, expected, go, kinds, opened, question

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

WINDOWS: tuple[tuple[int, bool], ...] = (
    (1280, False),
    (360, True),
    (320, False),
    (1280, True),
    (360, False),
    (320, True),
)
"""Width and darkness; each state is judged in one of them every day, in all of them with ``--full``."""

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
TWICE = "html { font-size: 200% }"

OUTSIDE = """() => [...document.querySelectorAll('main *')]
  .filter(e => e.getClientRects().length && !e.closest('svg, .sr, option, .table-wrap > *'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
  .map(e => e.outerHTML.slice(0, 140))"""
"""Boxes that leave the window at a side."""

CUT = """() => [...document.querySelectorAll('main *')]
  .filter(e => e.getClientRects().length && !e.closest('svg, .sr, textarea, select, input, option'))
  .filter(e => /hidden|clip/.test(getComputedStyle(e).overflowX + getComputedStyle(e).overflowY))
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  .map(e => e.outerHTML.slice(0, 140))"""
"""Boxes that hide a part of what is in them."""

WATCH = """() => {
  window.heard = {};
  const note = records => records.forEach(({target}) => {
    const region = (target.nodeType === 1 ? target : target.parentElement)?.closest('[role=status], [role=alert]');
    const part = region?.closest('[data-lb-type]');
    if (part && region.textContent.trim()) (window.heard[part.dataset.lbType] ??= []).push(region.textContent.trim());
  });
  const all = {childList: true, characterData: true, subtree: true};
  new MutationObserver(note).observe(document.querySelector('main'), all);
}"""
"""Gathers what status regions that were there before say."""

PICTURE = r"""() => Object.fromEntries([...document.querySelectorAll('[data-lb-type]')].map(part => {
  const live = [...part.querySelectorAll('input, select, textarea, details')];
  const now = e => e.tagName === 'DETAILS' ? e.open : /radio|checkbox/.test(e.type) ? e.checked : e.value;
  live.forEach(e => e.setAttribute('data-now', now(e)));
  const copy = part.cloneNode(true);
  live.forEach(e => e.removeAttribute('data-now'));
  copy.querySelectorAll('script, .question__actions, [data-lb=moved]').forEach(e => e.remove());
  const said = e => [...e.attributes].filter(({name}) => name !== 'data-lb-kept');
  const tag = e => [e.tagName, ...said(e).map(({name, value}) => `${name}=${value}`).sort()].join(' ');
  const inner = node => [`<${tag(node)}>`, ...[...node.childNodes].flatMap(walk)];
  const walk = node => node.nodeType === 1 ? inner(node) : node.data.trim() || [];
  return [part.dataset.lbType, walk(copy).join('\n')];
}))"""
"""Each question as it stands, values included; without the button row (dimmed while it has the focus, gone after)."""


def picture(page: Ground) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(PICTURE)
    return found


def name_of(state: State) -> str:
    return PAGES.get(state, "arten")


def judge(page: Page, width: int, dark: bool) -> None:
    """Axe has nothing to say; no box leaves the window."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if dark else "light")
    found = page.evaluate(f"axe.run(document, {{runOnly: {TAGS}, resultTypes: ['violations'], preload: false}})")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == [], (width, dark)
    assert page.evaluate(OUTSIDE) == [], (width, dark)


def stretch(page: Page, css: str) -> None:
    """With this style nothing leaves the window at 320 px and nothing is cut off."""
    page.set_viewport_size({"width": 320, "height": 900})
    style = page.add_style_tag(content=css)
    assert page.evaluate(OUTSIDE) == [], css
    assert page.evaluate(CUT) == [], css
    style.evaluate("style => style.remove()")


def announced(page: Page, state: State) -> None:
    """The last words of each type's status regions begin with the verdict."""
    heard: dict[str, list[str]] = page.evaluate("window.heard")
    words = {"right": "Richtig", "partly": "Teilweise richtig", "wrong": "Noch nicht richtig"}
    for kind in kinds(page):
        last = heard[kind][-1]
        verdict = words[expected(kind, state)]
        if state in ("final", "review") and verdict == words["wrong"]:
            verdict = "Nicht richtig"
        begin = {"likert": "Beantwortet", "branch": "Hier endet der Fall"}.get(kind, verdict)
        assert last.startswith(begin), (kind, last)


@pytest.mark.parametrize("state", STATES)
def test_state(gallery: Path, chromium: Browser, state: State) -> None:
    with opened(chromium, gallery, name_of(state)) as page:
        page.evaluate(WATCH)
        bring(page, state)
        for kind in kinds(page):
            assert question(page, kind).get_attribute("data-lb-state") == expected(kind, state), kind
        if state not in ("open", "missing", "given", "review"):
            announced(page, state)
        if state == "missing":
            assert page.locator('[data-lb="unanswered"]').count() == len(kinds(page)) - 1, "a case has no button"
            judge_all(page, state)
            return
        before = picture(page)
        page.reload()
        page.locator("[data-lb-ready]").wait_for(state="attached")
        assert picture(page) == before, "after a reload"
        page.close(run_before_unload=True)
        page = page.context.new_page()
        go(page, gallery, name_of(state))
        assert picture(page) == before, "after a return"
        judge_all(page, state)


def judge_all(page: Page, state: State) -> None:
    """In the window of the day, and stretched."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    judge(page, *WINDOWS[STATES.index(state) % len(WINDOWS)])
    stretch(page, SPACING)
    stretch(page, TWICE)


@pytest.mark.full
@pytest.mark.parametrize("state", STATES)
def test_state_in_all_windows(gallery: Path, chromium: Browser, state: State) -> None:
    with opened(chromium, gallery, name_of(state)) as page:
        bring(page, state)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for width, dark in WINDOWS:
            judge(page, width, dark)


@pytest.mark.full
def test_other_examples(gallery: Path, chromium: Browser) -> None:
    with opened(chromium, gallery, "weitere") as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for width, dark in WINDOWS:
            judge(page, width, dark)
        stretch(page, SPACING)
        stretch(page, TWICE)
