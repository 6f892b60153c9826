"""Names, roles, states and spoken words of each type are as ``golden/heard-*.txt`` says; each works without a mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.questions.heard import bring_reader, spoken, tree
from tests.questions.player import (
    NEUTRAL,
    Finger,
    Keys,
    Outcome,
    State,
    bring,
    check,
    expected,
    fill,
    kinds,
    opened,
    question,
)

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


@pytest.mark.parametrize("outcome", ["right", "wrong"])
@pytest.mark.parametrize("way", ["finger", "keyboard"])
def test_without_a_mouse(gallery: Path, chromium: Browser, way: str, outcome: Outcome) -> None:
    """Each type by finger alone, by keyboard alone: answered, judged, tried again."""
    with opened(chromium, gallery, width=360 if way == "finger" else 1000, touch=way == "finger") as page:
        hand = Finger() if way == "finger" else Keys(page)
        for kind in kinds(page):
            part = question(page, kind)
            fill(part, kind, outcome, hand)
            check(part, kind, hand)
            assert part.get_attribute("data-lb-state") == expected(kind, outcome), kind
            if outcome == "wrong" and kind not in NEUTRAL:
                hand.press(part.locator('[data-lb="retry"]'))
                fill(part, kind, "right", hand)
                check(part, kind, hand)
                assert part.get_attribute("data-lb-state") == "right", kind
