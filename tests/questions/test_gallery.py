"""The gallery page shows each type in each state as learners bring it about; nothing is lost in forced colours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lernbuild.gallery import PAGE, gallery_site
from lernbuild.questions import TYPES
from lernbuild.questions.gallery import STATES, answers, states_of
from tests.questions.player import State, bring, kinds, opened
from tests.questions.tables import gallery_case

KINDS = [kind.name for kind in TYPES]

SEEN = """part => {
  const words = e => e?.innerText.trim().replace(/\\s+/g, ' ') ?? '';
  const all = selector => [...part.querySelectorAll(selector)];
  return {
    state: part.dataset.lbState,
    chip: words(part.querySelector('[data-lb="verdict"]')),
    feedback: words(part.querySelector('[data-lb="feedback"]')),
    marks: all('[data-lb="mark"]').map(words).sort(),
    typed: all('input[type=text], select, textarea').map(e => e.value).sort(),
    chosen: all('input:checked').map(e => words(e.closest('label'))).sort(),
    locked: all('[aria-disabled=true]').length,
  };
}"""

FRAMES = ".question, .option, .entry, .order li, .path, .hotspot__place, .button, .status"
BLENDED = """selector => {
  const style = e => getComputedStyle(e);
  const bare = e => /, 0\\)$/.test(style(e).backgroundColor);
  const ground = e => e.parentElement && bare(e) ? ground(e.parentElement) : style(e).backgroundColor;
  return [...document.querySelectorAll(`[data-lb-type] :is(${selector}), .question`)].filter(e => e.checkVisibility())
    .filter(e => {
      const {borderTopWidth, borderTopStyle, borderTopColor} = style(e);
      return !parseFloat(borderTopWidth) || borderTopStyle === 'none' || borderTopColor === ground(e.parentElement);
    })
    .map(e => e.outerHTML.slice(0, 120));
}"""
"""Frames that forced colours would let vanish."""
UNSIGNED = """() => [...document.querySelectorAll('[data-lb-type] [data-lb="mark"] > .icon')]
  .filter(e => e.checkVisibility())
  .filter(e => getComputedStyle(e).stroke === getComputedStyle(document.body).backgroundColor)
  .map(e => e.parentElement.outerHTML.slice(0, 120))"""
CHECKED = """() => [...document.querySelectorAll('[data-lb-type] .option input')].filter(e => e.checkVisibility())
  .map(e => [e.checked, getComputedStyle(e, '::before').transform !== 'matrix(0, 0, 0, 0, 0, 0)'
    && getComputedStyle(e, '::before').backgroundColor !== getComputedStyle(e).backgroundColor])
  .filter(([checked, seen]) => checked !== seen).length"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, data in gallery_site(tmp_path_factory.mktemp("sources"), date(2026, 7, 1)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@contextmanager
def shown(chromium: Browser, site: Path, **options: Any) -> Iterator[Page]:
    """The gallery page; whatever is written to the console fails the test."""
    context = chromium.new_context(viewport={"width": 1000, "height": 900}, reduced_motion="reduce", **options)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda line: errors.append(line.text) if line.type in ("error", "warning") else None)
    page = context.new_page()
    page.goto((site / PAGE).as_uri())
    page.locator("[data-lb-ready]").wait_for(state="attached")
    page.locator('#frage-choice-final[data-lb-state="wrong"]').wait_for()
    yield page
    context.close()
    assert not errors, errors


@pytest.mark.parametrize("kind", KINDS)
def test_answers_of_the_gallery_are_those_of_the_tables(kind: str) -> None:
    for outcome, answer in answers(kind).items():
        case = gallery_case(kind, outcome)
        assert answer == {"fraction": case["fraction"], **case["packed"]}, outcome


def test_every_state_is_shown() -> None:
    assert {state for kind in KINDS for state in states_of(kind)} == set(STATES)
    assert all(states_of(kind)[:2] == ["open", "right"] for kind in KINDS)


@pytest.mark.browser
@pytest.mark.parametrize("state", STATES)
def test_gallery_shows_what_learners_see(site: Path, gallery: Path, chromium: Browser, state: State) -> None:
    with shown(chromium, site, locale="de-DE") as page, opened(chromium, gallery) as other:
        bring(other, state)
        other.mouse.click(1, 1)
        assert [*dict.fromkeys(kinds(page))] == KINDS
        for kind in KINDS:
            if state in states_of(kind):
                made = other.locator(f'[data-lb-type="{kind}"]').evaluate(SEEN)
                assert page.locator(f"#frage-{kind}-{state}").evaluate(SEEN) == made, kind


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_every_frame_and_mark(site: Path, chromium: Browser, scheme: str) -> None:
    with shown(chromium, site, forced_colors="active", color_scheme=scheme) as page:
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(BLENDED, FRAMES) == []
        assert page.evaluate(UNSIGNED) == []
        assert page.evaluate(CHECKED) == 0
        missed = page.locator(".option.is-missed, .hotspot__place.is-missed")
        assert missed.count() >= 5
        assert set(missed.evaluate_all("all => all.map(e => getComputedStyle(e).borderTopStyle)")) == {"dashed"}
