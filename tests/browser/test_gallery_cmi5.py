"""Every type in every state over cmi5 and xAPI: the store holds what the tables say, and all comes back the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from lernbuild.course.state import decode_state
from tests.browser.desk import Course, Desk
from tests.browser.experience import KINDS, at_a_desk, build_gallery, launch, serving_pages, wait_for
from tests.browser.lrs import Portal, word
from tests.browser.test_gallery import KEPT, NUMBERS, settled
from tests.questions.player import PAGES, State, bring, kinds, outcome_of, question
from tests.questions.tables import gallery_case, gallery_group
from tests.questions.test_states import picture

pytestmark = pytest.mark.browser

DAILY = {("cmi5", "partly"), ("cmi5", "review"), ("xapi", "final"), ("xapi", "given")}
STATES = [
    pytest.param(kind, state, marks=() if (kind, state) in DAILY else pytest.mark.full)
    for kind, state in product(KINDS, KEPT)
]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture
def visitor(chromium: Browser, gallery: Path, strict_portal: Portal) -> Iterator[Desk]:
    """A learner in the gallery; at the end: no rule of cmi5 or xAPI was broken."""
    strict_portal.reset()
    with serving_pages(gallery) as pages, at_a_desk(chromium, pages, gallery, strict_portal) as desk:
        yield desk
    assert strict_portal.wrong == []


def open_lesson(course: Course, lesson: str) -> Course:
    course.open_lesson(NUMBERS[lesson])
    course.frame.wait_for_selector(f'main[data-lb-id="{lesson}"]')
    course.frame.wait_for_selector(f'[data-lb="toc"] [aria-current="page"][href$="{lesson}.html"]', state="attached")
    return course.ready()


@pytest.mark.parametrize(("kind", "state"), STATES)
def test_state_comes_back(visitor: Desk, strict_portal: Portal, kind: str, state: State) -> None:
    portal, lesson = strict_portal, PAGES.get(state, "arten")
    course = open_lesson(launch(visitor, portal, kind), lesson)
    bring(course.frame, state)
    before = picture(course.frame)
    if state != "given":  # an answer without a verdict is saved when the page goes
        wait_for(lambda: held_as_wanted(portal, course, state))
    check_answers(portal, course, state)

    course.tab.keyboard.press("F5")
    course.tab.reload()
    course.ready()
    assert settled(course, before) == before, "after a reload"
    wait_for(lambda: held_as_wanted(portal, course, state))
    course.close()
    wait_for(lambda: "terminated" in portal.words)

    course = launch(visitor, portal, kind)
    course.tab.evaluate("localStorage.clear()")
    open_lesson(course, lesson)
    assert settled(course, before) == before, "after a return"
    course.close()
    wait_for(lambda: portal.words.count("terminated") == 2)


def held_as_wanted(portal: Portal, course: Course, state: State) -> bool:
    """The State API holds verdict and answer of each question as the tables say."""
    document = portal.documents.get("lernbuild")
    stored = decode_state(json.loads(document)["state"]).questions if document else {}
    for kind in kinds(course.frame):
        number = int(question(course.frame, kind).get_attribute("data-lb-number") or 0)
        if state == "open":
            if number in stored and stored[number].checks:
                return False
            continue
        case, found = gallery_case(kind, outcome_of(state)), stored.get(number)
        if found is None or found.answer is None or found.verdict != case["verdict"]:
            return False
        if {"ints": found.answer.numbers, "text": found.answer.text} != {"text": None, **case["packed"]}:
            return False
    return True


def check_answers(portal: Portal, course: Course, state: State) -> None:
    """The last statement about each question is as the tables say; a test says nothing before it is handed in."""
    said: dict[str, dict[str, Any]] = {}
    if state not in ("open", "given"):
        wait_for(lambda: len({one["object"]["id"] for one in answers(portal)}) == len(kinds(course.frame)))
    for one in answers(portal):
        said[one["object"]["id"].rsplit("/", 1)[-1]] = one
    assert bool(said) is (state not in ("open", "given"))
    for kind in kinds(course.frame) if said else ():
        number = question(course.frame, kind).get_attribute("data-lb-number") or ""
        asked, result = said[number]["object"]["definition"], said[number]["result"]
        assert [asked["interactionType"], asked.get("correctResponsesPattern")] == wanted(kind), kind
        assert [result.get("response"), result.get("success")] == gallery_case(kind, outcome_of(state))["xapi"], kind


def wanted(kind: str) -> list[Any]:
    """Interaction type and pattern of the table."""
    found: list[Any] = gallery_group(kind)["interaction"]["xapi"]
    return found


def answers(portal: Portal) -> list[dict[str, Any]]:
    return [one for one in portal.statements if word(one) == "answered"]
