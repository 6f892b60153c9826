"""Each rule A1 to A12 of cmi5 (cmi5_rules.yaml), played in Chromium; the strict portal names the one that is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from tests.browser.desk import Course, Desk
from tests.browser.experience import at_a_desk, build_minimal, launch, saved, serving_pages, wait_for
from tests.browser.lrs import Portal
from tests.browser.rules_of_cmi5 import Session, check, replay

pytestmark = pytest.mark.browser

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cmi5_rules.yaml").read_text(encoding="utf-8"))
PLAYED = [
    pytest.param(row, name, id=f"{row['rule']}-{row['requirements'][0]}-{name}")
    for row in ROWS
    for name in row["played"]
]
BROKEN = [
    pytest.param(row, fault, id=f"{row['rule']}-{number}")
    for row in ROWS
    for number, fault in enumerate(row.get("broken", []), 1)
]


@pytest.fixture(scope="module")
def sessions(
    chromium: Browser, talkative: Path, pages: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Session]]:
    """All sessions of the table, recorded once."""
    portal = Portal()
    once = build_minimal(tmp_path_factory.mktemp("once"), attempts=1)
    found: dict[str, Session] = {}
    with serving_pages(once) as strict, at_a_desk(chromium, strict, once, portal) as learner:
        found["failed"] = _played(learner, portal, "failed")
    with at_a_desk(chromium, pages, talkative, portal) as learner:
        for name in ("Browse", "Review", "shuffled", "passed"):
            found[name] = _played(learner, portal, name)
        found["again"] = _left(launch(learner, portal, "cmi5"), portal, 2)
    yield found
    portal.close()


def _played(learner: Desk, portal: Portal, name: str) -> Session:
    portal.reset(f"{learner.server}/portal.html")
    portal.mode = name if name in ("Browse", "Review") else "Normal"
    course = launch(learner, portal, "cmi5", 7 if name == "shuffled" else None)
    course.finish_lessons().answer_test(right=name != "failed")
    course.hand_in()
    if portal.mode == "Normal":
        saved(course)
    return _left(course, portal)


def _left(course: Course, portal: Portal, sessions: int = 1) -> Session:
    """By the link back; then the portal knows."""
    course.hook("leave").click()
    course.tab.wait_for_url("**/portal.html")
    wait_for(lambda: portal.words.count("terminated") == sessions)
    seen, address = portal.seen, course.tab.url
    course.tab.close()
    assert seen["violations"] == []
    return Session(seen["heard"], seen["statements"], seen["launches"], address)


@pytest.mark.parametrize(("row", "name"), PLAYED)
def test_rule_is_kept(sessions: dict[str, Session], row: dict[str, Any], name: str) -> None:
    check(sessions[name], row["expect"])


@pytest.mark.parametrize(("row", "fault"), BROKEN)
def test_rule_is_judged(
    sessions: dict[str, Session], strict_portal: Portal, row: dict[str, Any], fault: dict[str, Any]
) -> None:
    """The recorded session with one fault: refused with the number of the rule and the requirement."""
    wrong = replay(strict_portal, sessions[fault.get("of", "passed")], fault)
    assert any(one.startswith(fault["says"]) for one in wrong), (row["rule"], wrong)


@pytest.mark.parametrize("name", ("passed", "failed"))
def test_without_a_fault_nothing_is_said(sessions: dict[str, Session], strict_portal: Portal, name: str) -> None:
    assert replay(strict_portal, sessions[name], {"mode": "Normal"}) == []


def test_the_table_has_all_rules() -> None:
    assert [row["rule"] for row in ROWS] == [f"A{number}" for number in range(1, 13)]
