"""Random sessions in Chromium with faults: screen, state and portal never disagree, and no status ever falls."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk
from tests.browser.walker import STAYS, Walk

pytestmark = pytest.mark.browser

SESSIONS = 500 if os.environ.get("LERNBUILD_FULL") else 52
"""Of ``STAYS`` each learner: a package is left and opened again."""


@pytest.fixture
def roamer(chromium: Browser, server: str, sites: Path) -> Iterator[Desk]:
    """A learner whose connection may break: what a browser says of that on its console is no error."""
    learner = Desk(chromium, server, sites)
    yield learner
    learner.leave()
    assert [one for one in learner.errors if "ERR_INTERNET_DISCONNECTED" not in one] == []
    assert learner.foreign == []


@pytest.mark.parametrize("seed", range(SESSIONS // STAYS))
def test_screen_state_and_portal_agree(roamer: Desk, seed: int) -> None:
    Walk(roamer, seed).run()
