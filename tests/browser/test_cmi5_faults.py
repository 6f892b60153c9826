"""What goes wrong between Chromium and a record store: told, kept, said once, in order; for cmi5 and plain xAPI.

Unit tests play many more of these (tests/runtime/cmi5-faults.test.ts); here are a real network, storage and tab.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lernbuild.course.state import decode_state
from tests.browser.desk import Course, Desk
from tests.browser.experience import KINDS, at_a_desk, launch, saved, wait_for
from tests.browser.lrs import Portal

pytestmark = pytest.mark.browser

TEST = ["answered"] * 3
WHOLE = ["initialized", "experienced", "experienced", *TEST, "passed", "completed"]
NOISE = ("Failed to fetch", "net::ERR", "CORS", "401", "503", "429", "400")
daily = pytest.mark.parametrize("kind", KINDS)
rare = pytest.mark.parametrize("kind", ["cmi5", pytest.param("xapi", marks=pytest.mark.full)])


@pytest.fixture
def unlucky(chromium: Browser, pages: str, talkative: Path, portal: Portal) -> Iterator[Desk]:
    """A learner whose browser may complain about the network."""
    with at_a_desk(chromium, pages, talkative, portal, *NOISE) as desk:
        yield desk
    assert len({one["id"] for one in portal.statements}) == len(portal.statements), "nothing twice"


def hand_in(course: Course) -> None:
    course.answer_test(right=True)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"


def told(course: Course) -> None:
    """The learner reads that it is not saved yet."""
    course.hook("saved").get_by_text("Noch nicht gespeichert").wait_for()


def held(portal: Portal) -> bool:
    """The document says that the course is done."""
    document = portal.documents.get("lernbuild")
    return bool(document) and decode_state(json.loads(document or "{}")["state"]).completed


@daily
def test_lost_network(unlucky: Desk, portal: Portal, kind: str) -> None:
    """Offline at the hand-in: told at once, said in order when it is back, without a click."""
    course = launch(unlucky, portal, kind)
    course.finish_lessons()
    wait_for(lambda: portal.words == WHOLE[:3])
    unlucky.context.set_offline(True)
    hand_in(course)
    told(course)
    assert portal.words == WHOLE[:3]
    unlucky.context.set_offline(False)
    saved(course)
    assert portal.words == WHOLE
    assert held(portal)
    course.close()
    wait_for(lambda: portal.words == [*WHOLE, "terminated"])


@rare
def test_slow_store(unlucky: Desk, portal: Portal, kind: str) -> None:
    """A second and a half for each answer: nobody waits for it on the page, all is said in order."""
    portal.control(delay=1500)
    course = launch(unlucky, portal, kind)
    course.finish_lessons()
    hand_in(course)
    saved(course)
    portal.control(delay=0)
    course.close()
    wait_for(lambda: "terminated" in portal.words)
    assert portal.words == [*WHOLE, "terminated"]


@pytest.mark.parametrize("status", (409, 412))
@rare
def test_conflict_on_the_state(unlucky: Desk, portal: Portal, kind: str, status: int) -> None:
    """The store says that someone else has written: read again, joined, written again; nothing is said before."""
    course = launch(unlucky, portal, kind)
    course.finish_lessons()
    wait_for(lambda: portal.words == WHOLE[:3])
    portal.control(faults={"PUT activities/state": status})
    hand_in(course)
    told(course)
    assert portal.words == WHOLE[:3], "what is said is never ahead of the state"
    portal.control(faults={})
    saved(course)
    assert portal.words == WHOLE
    assert held(portal)
    course.close()
    wait_for(lambda: portal.words == [*WHOLE, "terminated"])


@rare
def test_two_devices(unlucky: Desk, portal: Portal, kind: str) -> None:
    """Another device wrote meanwhile, a real 412: the work of both is kept."""
    course = launch(unlucky, portal, kind)
    course.begin()
    course.arrive("lesson", "l1")
    wait_for(lambda: "initialized" in portal.words and "lernbuild" in portal.documents)
    mine = json.loads(portal.documents["lernbuild"])
    portal.control(written={"lernbuild": json.dumps({**mine, "bookmark": "2"})})
    course.hook("next").click()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t")
    hand_in(course)
    saved(course)
    assert any(call["status"] == 412 for call in portal.seen["heard"])
    assert portal.words == WHOLE
    course.close()
    wait_for(lambda: portal.words == [*WHOLE, "terminated"])


@daily
def test_expired_token(unlucky: Desk, portal: Portal, kind: str) -> None:
    """The right to write runs out: told, kept on this device, said with the next launch."""
    course = launch(unlucky, portal, kind)
    course.finish_lessons()
    wait_for(lambda: portal.words == WHOLE[:3])
    portal.control(expired=True)
    hand_in(course)
    told(course)
    course.close()
    wait_for(lambda: any(call["status"] == 401 and "terminated" in call["body"] for call in portal.seen["heard"]))
    portal.control(expired=False)
    course = launch(unlucky, portal, kind)
    wait_for(lambda: "completed" in portal.words)
    assert portal.words == [*WHOLE[:3], "initialized", *WHOLE[3:]]
    assert "Sie haben den Kurs abgeschlossen" in course.hook("resume").inner_text()
    course.close()
    wait_for(lambda: portal.words[-1] == "terminated")


def kill(course: Course) -> None:
    """Cuts the page off and takes it away without a word: no handler of its end reaches the portal."""
    context = course.tab.context
    context.set_offline(True)
    course.tab.close(run_before_unload=False)
    time.sleep(1)  # a request of the closing page outlives it and must not find the way open again
    context.set_offline(False)


@daily
def test_killed_tab(unlucky: Desk, portal: Portal, kind: str) -> None:
    """What was on its way when the tab died goes out with the next launch; the learner is where they were."""
    course = launch(unlucky, portal, kind)
    course.finish_lessons()
    wait_for(lambda: portal.words == WHOLE[:3])
    portal.control(faults={"statements": 503})
    hand_in(course)
    told(course)
    wait_for(lambda: held(portal))
    kill(course)
    portal.control(faults={})
    course = launch(unlucky, portal, kind)
    wait_for(lambda: "completed" in portal.words)
    assert portal.words == [*WHOLE[:3], "initialized", *WHOLE[3:]]
    assert "Sie haben den Kurs abgeschlossen" in course.hook("resume").inner_text()
    course.close()
    wait_for(lambda: portal.words[-1] == "terminated")


@daily
def test_reload_while_something_waits(unlucky: Desk, portal: Portal, kind: str) -> None:
    """The queue lives through a reload of the same session: in order, one beginning, one end."""
    course = launch(unlucky, portal, kind)
    course.finish_lessons()
    wait_for(lambda: portal.words == WHOLE[:3])
    portal.control(faults={"statements": 503})
    hand_in(course)
    told(course)
    course.tab.keyboard.press("F5")
    course.tab.reload()
    course.arrive("result", "t")
    portal.control(faults={})
    saved(course)
    assert portal.words == WHOLE
    course.close()
    wait_for(lambda: portal.words == [*WHOLE, "terminated"])
