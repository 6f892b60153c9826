"""Everything that courses say over cmi5 and xAPI, stored in ralph as well and judged by npm xapi-validation."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from lernbuild.questions import TYPES
from lernbuild.questions.gallery import UNTESTED
from tests.browser.desk import Course, Desk
from tests.browser.experience import (
    KINDS,
    at_a_desk,
    build_gallery,
    build_minimal,
    judged,
    launch,
    saved,
    serving_pages,
    wait_for,
)
from tests.browser.lrs import Portal, word
from tests.questions.player import bring
from tests.receivers.conftest import Ralph

pytestmark = [pytest.mark.browser, pytest.mark.receiver, pytest.mark.xdist_group("receivers")]

Seat = Callable[[Path], Any]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_minimal(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture
def portal(forwarding: Portal, request: pytest.FixtureRequest) -> Iterator[Portal]:
    """A learner enrolled anew: ralph forgets nobody, and who says the same again sends the same ids."""
    forwarding.reset(registration=str(uuid.uuid5(uuid.NAMESPACE_URL, request.node.name)))
    yield forwarding
    assert forwarding.wrong == []


@pytest.fixture
def seat(chromium: Browser, portal: Portal) -> Seat:
    """A learner with the packages of a folder."""

    @contextmanager
    def sit(folder: Path) -> Iterator[Desk]:
        with serving_pages(folder) as pages, at_a_desk(chromium, pages, folder, portal) as desk:
            yield desk

    return sit


def ended(course: Course, portal: Portal) -> None:
    """The tab is closed, and the portal knows."""
    before = portal.words.count("terminated")
    course.close()
    wait_for(lambda: portal.words.count("terminated") > before)


def check_stored(portal: Portal, ralph: Ralph) -> None:
    """ralph holds each statement as it was sent, with what a store adds; nothing is against xAPI."""
    sent, held = portal.statements, ralph.held()
    assert judged(sent) == []
    for statement in sent:
        stored = held[statement["id"]]
        assert {name: stored[name] for name in statement} == statement
        assert stored.keys() - statement.keys() <= {"stored", "authority", "version"}


@pytest.mark.parametrize("kind", KINDS)
def test_passed_and_seen_again(seat: Seat, small: Path, portal: Portal, ralph: Ralph, kind: str) -> None:
    """A pass after a try below the mark, an end; then a look that only begins and ends."""
    with seat(small) as learner:
        course = launch(learner, portal, kind)
        course.finish_lessons().answer_test(right=False)
        course.hand_in()
        saved(course)
        course.frame.locator('main [data-lb="retry"]').click()
        course.arrive("test", "t").answer_test(right=True)
        course.hand_in()
        saved(course)
        ended(course, portal)
        for portal.mode in ("Browse", "Review") if kind == "cmi5" else ():
            course = launch(learner, portal, kind)
            course.open_lesson(1)
            course.arrive("lesson", "l1").hook("next").click()
            ended(course, portal)
    whole = ["initialized", "experienced", "experienced", *["answered"] * 6, "passed", "completed", "terminated"]
    assert sorted(portal.words[: len(whole)]) == sorted(whole)
    assert portal.words[len(whole) :] == ["initialized", "terminated"] * (2 if kind == "cmi5" else 0)
    check_stored(portal, ralph)


@pytest.mark.parametrize("kind", KINDS)
def test_failed_with_every_kind_of_question(seat: Seat, gallery: Path, portal: Portal, ralph: Ralph, kind: str) -> None:
    """Every type as practice and, where it may, in a test that is lost for good."""
    with seat(gallery) as learner:
        course = launch(learner, portal, kind)
        go(course, 1, "arten")
        bring(course.frame, "partly")
        go(course, 3, "kontrolle")
        bring(course.frame, "review")
        go(course, 4, "ende")
        for attempt in (1, 2):
            if attempt == 2:
                course.frame.locator('main [data-lb="retry"]').click()
                course.arrive("test", "ende")
            bring(course.frame, "given")
            course.hook("submit").click()
            course.arrive("result", "ende")
        saved(course)
        wait_for(lambda: "failed" in portal.words)
        ended(course, portal)
    assert "passed" not in portal.words
    check_kinds(portal.statements)
    check_stored(portal, ralph)


def go(course: Course, number: int, lesson: str) -> None:
    course.frame.locator(".bar__home").click()
    course.frame.locator('main[data-lb-page="start"]').wait_for()
    course.open_lesson(number)
    course.frame.wait_for_selector(f'main[data-lb-id="{lesson}"]')
    course.ready()


def check_kinds(statements: list[dict[str, Any]]) -> None:
    """Twelve types once as practice, those a test takes three times more; all notations of xAPI that they need."""
    answers = [one for one in statements if word(one) == "answered"]
    asked = {one["object"]["id"] for one in answers}
    assert len(asked) == len(TYPES) + 2 * (len(TYPES) - len(UNTESTED))
    notations = {one["object"]["definition"]["interactionType"] for one in answers}
    assert notations == {"choice", "matching", "sequencing", "numeric", "fill-in", "long-fill-in", "other"}
