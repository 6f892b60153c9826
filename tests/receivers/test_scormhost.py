"""The small course in scormhost, a real portal: what its storage holds is what the learner saw."""

from __future__ import annotations

import json
import re
import time

import pytest

from tests.browser.desk import Course, Desk
from tests.receivers.conftest import STANDARDS, ScormHost
from tests.receivers.receiver import inside, settled

pytestmark = [pytest.mark.browser, pytest.mark.receiver, pytest.mark.xdist_group("receivers")]

Held = dict[str, str]
SEEN: dict[str, dict[str, tuple[str, str, str | None]]] = {
    "open": {"scorm12": ("incomplete", "", None), "scorm2004": ("incomplete", "unknown", None)},
    "half": {"scorm12": ("incomplete", "", "50"), "scorm2004": ("incomplete", "unknown", "50")},
    "passed": {"scorm12": ("passed", "", "100"), "scorm2004": ("completed", "passed", "100")},
}
UNTOUCHED: dict[str, str | None] = {"scorm12": "0", "scorm2004": None}
"""What the portal itself holds as score before anything was sent."""
LISTED = "id,objectives,time,type,correct_responses,weighting,student_response,learner_response,result,latency"


def launch(learner: Desk, scormhost: ScormHost, standard: str) -> Course:
    tab = learner.context.new_page()
    tab.goto(scormhost.address + scormhost.launches[standard])
    return inside(tab, "#scormhost-content")


def result(held: Held, standard: str) -> tuple[str, str, str | None]:
    """Completion (1.2: the one status), success, score as the portal holds them."""
    if standard == "scorm12":
        return held.get("cmi.core.lesson_status", ""), "", held.get("cmi.core.score.raw")
    return held.get("cmi.completion_status", ""), held.get("cmi.success_status", ""), held.get("cmi.score.raw")


def expected(moment: str, standard: str) -> tuple[str, str, str | None]:
    completion, success, score = SEEN[moment][standard]
    return completion, success, score or UNTOUCHED[standard]


def seconds(held: Held, standard: str) -> float:
    if standard == "scorm12":
        hours, minutes, rest = held["cmi.core.session_time"].split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)
    found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?", held["cmi.session_time"])
    assert found, held["cmi.session_time"]
    return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)


def lists_interactions(learner: Desk, scormhost: ScormHost, standard: str) -> None:
    """Lets the portal say that it takes interactions: without that the package sends none (next test)."""
    tab = learner.context.new_page()
    tab.goto(scormhost.address)
    elements = {"cmi.interactions._children": LISTED, "cmi.interactions._count": "0"}
    name = scormhost.launches[standard].rpartition("/")[2]
    body = json.dumps({"elements": elements})
    status = tab.evaluate(
        "([url, body]) => fetch(url, {method: 'PUT', headers: {'Content-Type': 'application/json'}, body})"
        ".then(answer => answer.status)",
        [f"/api/scorm/{name}/cmi?launch=index.html", body],
    )
    assert status == 200
    tab.close()


@pytest.mark.parametrize("standard", STANDARDS)
def test_what_the_portal_stores_is_what_the_learner_saw(learner: Desk, scormhost: ScormHost, standard: str) -> None:
    started = time.monotonic()
    lists_interactions(learner, scormhost, standard)
    course = launch(learner, scormhost, standard)
    course.begin()
    course.arrive("lesson", "l1").question("p").choose("Montag")
    course.question("p").check()
    course.hook("next").click()
    course.arrive("lesson", "l2").close()
    held = settled(lambda: scormhost.held(standard), lambda held: held.get("cmi.suspend_data", "").startswith("lb1;"))
    assert result(held, standard) == expected("open", standard)

    course = launch(learner, scormhost, standard)
    assert course.hook("start").inner_text() == "Weiter: Was ist ein Verwaltungsakt?"
    course.open_lesson(1)
    course.arrive("lesson", "l1").frame.wait_for_selector('section[data-lb-question="p"][data-lb-state="wrong"]')
    course.hook("next").click()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t").question("q1").choose("Am Samstag")
    course.question("q2").choose("Der Bescheid über eine Erlaubnis", "Die Auskunft am Telefon")
    course.question("q3").judge(True, False)
    course.hand_in()
    assert course.heading == "Noch nicht bestanden: 2 von 4 Punkten"
    course.hook("saved").get_by_text("Vom Lernportal gespeichert").wait_for()
    held = settled(lambda: scormhost.held(standard), lambda held: result(held, standard) == expected("half", standard))
    assert result(held, standard) == expected("half", standard)
    course.frame.locator('main [data-lb="retry"]').click()
    course.arrive("test", "t").answer_test(right=True, check=False)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    course.hook("saved").get_by_text("Vom Lernportal gespeichert").wait_for()
    course.close()
    held = settled(
        lambda: scormhost.held(standard), lambda held: result(held, standard) == expected("passed", standard)
    )
    assert result(held, standard) == expected("passed", standard)
    assert interactions(held)["minimal_t_q1"] == "correct"
    assert set(interactions(held)) == {"minimal_t_q1", "minimal_t_q2", "minimal_t_q3"}
    assert 0 < seconds(held, standard) <= time.monotonic() - started

    course = launch(learner, scormhost, standard)
    assert "Sie haben den Kurs abgeschlossen" in course.hook("resume").inner_text()
    assert "100 Prozent" in course.hook("result").inner_text()
    course.open_lesson(3)
    course.arrive("result", "t")
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    course.close()
    assert result(scormhost.held(standard), standard) == expected("passed", standard)


def interactions(held: Held) -> dict[str, str]:
    """The last result by id."""
    rows = sorted(int(match[1]) for key in held if (match := re.fullmatch(r"cmi\.interactions\.(\d+)\.id", key)))
    return {held[f"cmi.interactions.{row}.id"]: held[f"cmi.interactions.{row}.result"] for row in rows}


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_portal_without_interactions_gets_none(learner: Desk, scormhost: ScormHost, standard: str) -> None:
    course = launch(learner, scormhost, standard)
    course.finish_lessons().answer_test(right=True)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    course.close()
    held = settled(
        lambda: scormhost.held(standard), lambda held: result(held, standard) == expected("passed", standard)
    )
    assert result(held, standard) == expected("passed", standard)
    assert not interactions(held)
