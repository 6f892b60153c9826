"""Every type in every state in a learning portal: it holds what the tables say, and all comes back the same."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from lernbuild.course.state import decode_state
from lernbuild.questions.gallery import COURSE, gallery_files
from tests.browser.conftest import build_project
from tests.browser.desk import Course, Desk
from tests.browser.test_portal import STANDARDS, refused
from tests.questions.player import PAGES, STATES, State, bring, expected, kinds, outcome_of, question
from tests.questions.tables import gallery_case, gallery_group
from tests.questions.test_states import picture

pytestmark = pytest.mark.browser

SETTINGS = """\
id: galerie
titel: Galerie
sprache: de
version: "1"
rechtsstand: 2026-06-01
ziele: [web, scorm12, scorm2004]
datenschutz: voll
"""
NUMBERS = {"arten": 1, "kontrolle": 3, "ende": 4}
KEPT: tuple[State, ...] = tuple(state for state in STATES if state != "missing")
"""States that are worth coming back to; that an answer is missing is said and forgotten."""
DAILY = {
    ("scorm12", "partly"),
    ("scorm12", "final"),
    ("scorm12", "given"),
    ("scorm2004", "wrong"),
    ("scorm2004", "review"),
}


@pytest.fixture(scope="session")
def gallery_site(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The gallery as packages beside the others, with the answers to all questions reported."""
    project = tmp_path_factory.mktemp("gallery")
    for name, data in gallery_files(SETTINGS):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(data)
    build_project(project, COURSE, sites / COURSE)


def launch(desk: Desk, standard: str, lesson: str) -> Course:
    course = desk.launch(standard, portal="strict", course=COURSE)
    return _open(course, lesson)


def _open(course: Course, lesson: str) -> Course:
    course.open_lesson(NUMBERS[lesson])
    course.frame.wait_for_selector(f'main[data-lb-id="{lesson}"]')
    course.frame.wait_for_selector(f'[data-lb="toc"] [aria-current="page"][href$="{lesson}.html"]', state="attached")
    return course.ready()


def settled(course: Course, wanted: dict[str, str]) -> dict[str, str]:
    """The questions as they stand; a page that has just come is given a moment."""
    for _ in range(50):
        if (found := picture(course.frame)) == wanted:
            break
        course.tab.wait_for_timeout(100)
    return found


def reload(course: Course, lesson: str) -> Course:
    """The whole page of the portal anew, as with F5."""
    course.tab.reload()
    frame = course.tab.frame(name="sco")
    assert frame is not None
    return _open(Course(course.tab, frame).ready(), lesson)


@pytest.mark.usefixtures("gallery_site")
@pytest.mark.parametrize(
    ("standard", "state"),
    [
        pytest.param(standard, state, marks=() if (standard, state) in DAILY else pytest.mark.full)
        for standard, state in product(STANDARDS, KEPT)
    ],
)
def test_state_comes_back_in_a_portal(desk: Desk, standard: str, state: State) -> None:
    lesson = PAGES.get(state, "arten")
    course = launch(desk, standard, lesson)
    bring(course.frame, state)
    before = picture(course.frame)
    assert refused(course) == []

    course = reload(course, lesson)
    assert settled(course, before) == before, "after a reload"
    check_reports(course, standard, state, lesson)
    course.close()

    course = launch(desk, standard, lesson)
    assert settled(course, before) == before, "after a return"
    assert refused(course) == []


def check_reports(course: Course, standard: str, state: State, lesson: str) -> None:
    """Interactions and stored state are as the tables say."""
    held = course.held()
    stored = decode_state(held["cmi.suspend_data"]).questions
    rows = interactions(held)
    for kind in kinds(course.frame):
        part = question(course.frame, kind)
        number, key = int(part.get_attribute("data-lb-number") or 0), part.get_attribute("data-lb-question")
        row = rows.get(f"{COURSE}_{lesson}_{key}")
        if state == "open":
            assert row is None, kind
            assert number not in stored or not stored[number].checks, kind
            continue
        case = gallery_case(kind, outcome_of(state))
        answer = stored[number].answer
        assert stored[number].verdict == case["verdict"], kind
        assert answer is not None, kind
        assert {"ints": answer.numbers, "text": answer.text} == {"text": None, **case["packed"]}, kind
        if is_final(kind, state) or standard == "scorm2004":
            assert row is not None, kind
            check_row(row, standard, case, gallery_group(kind)["interaction"])


def is_final(kind: str, state: State) -> bool:
    """Nothing will change any more: SCORM 1.2 is told only then."""
    return state in ("final", "review") or (state != "given" and expected(kind, state) == "right")


def check_row(row: dict[str, str], standard: str, case: dict[str, Any], asked: dict[str, Any]) -> None:
    response = "student_response" if standard == "scorm12" else "learner_response"
    assert [row.get(name) for name in (response, "result")] == case[standard]
    assert [row.get(name) for name in ("type", "correct_responses.0.pattern")] == asked[standard]


def interactions(held: dict[str, str]) -> dict[str, dict[str, str]]:
    """Fields by the id of the interaction."""
    rows: dict[str, dict[str, str]] = {}
    for element, value in held.items():
        if match := re.fullmatch(r"cmi\.interactions\.(\d+)\.(.+)", element):
            rows.setdefault(match[1], {})[match[2]] = value
    return {row["id"]: row for row in rows.values()}
