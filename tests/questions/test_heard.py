"""Names, roles, states and spoken words of every type are as ``golden/heard-*.txt`` says; each type by finger alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from tests.questions.heard import bring_reader, spoken, tree
from tests.questions.player import State, bring, check, expected, fill, kinds, opened, question

pytestmark = pytest.mark.browser
NAMELESS = ("status", "list", "group")
"""Roles that need no name: the fold of a hint is a group, too."""
GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("state", ["open", "final"])
def test_heard(gallery: Path, chromium: Browser, state: State, update_golden: bool, tmp_path: Path) -> None:
    parts = []
    with opened(chromium, gallery) as page:
        bring(page, state)
        page.mouse.click(1, 1)
        session = page.context.new_cdp_session(page)
        bring_reader(page, tmp_path)
        for kind in kinds(page):
            selector = f'[data-lb-type="{kind}"]'
            lines = tree(session, selector)
            assert not [line for line in lines if " ''" in line and not line.startswith(NAMELESS)], kind
            assert lines[0].startswith("region "), kind
            assert any(line.startswith("status") for line in lines), f"{kind}: no status region from the start"
            assert kind == "branch" or any(line.startswith("group ") for line in lines), kind
            parts.append("\n".join([f"# {kind}", *lines, "", *(f"> {words}" for words in spoken(page, selector))]))
    found = "\n\n".join(parts) + "\n"
    golden = GOLDEN / f"heard-{state}.txt"
    if update_golden:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def _tap(target: Locator) -> None:
    target.tap()


def test_by_finger(gallery: Path, chromium: Browser) -> None:
    with opened(chromium, gallery, width=360, touch=True) as page:
        for kind in kinds(page):
            part = question(page, kind)
            fill(part, kind, "right", _tap)
            check(part, kind, _tap)
            assert part.get_attribute("data-lb-state") == expected(kind, "right"), kind
