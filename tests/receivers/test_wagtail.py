"""The small course in wagtail-lms: every value a late request of its own, no LMSFinish; nothing is lost."""

from __future__ import annotations

import pytest

from tests.browser.desk import Course, Desk
from tests.receivers.conftest import WagtailLms
from tests.receivers.receiver import inside, settled

pytestmark = [pytest.mark.browser, pytest.mark.receiver, pytest.mark.full, pytest.mark.xdist_group("receivers")]


def result(held: dict[str, str]) -> tuple[str, str]:
    """Status and score; the portal says "incomplete" before anything was sent."""
    return held.get("cmi.core.lesson_status", "incomplete"), held.get("cmi.core.score.raw", "")


def launch(learner: Desk, wagtail: WagtailLms) -> Course:
    address, session = wagtail.start()
    learner.context.add_cookies([{"name": "sessionid", "value": session, "url": wagtail.address}])
    tab = learner.context.new_page()
    tab.goto(address)
    return inside(tab, "#scorm-frame")


def test_a_portal_that_answers_before_it_stores(learner: Desk, wagtail: WagtailLms) -> None:
    course = launch(learner, wagtail)
    course.begin()
    course.arrive("lesson", "l1").question("p").choose("Montag")
    course.question("p").check()
    course.hook("next").click()
    course.arrive("lesson", "l2")
    both = ("cmi.core.lesson_location", "cmi.suspend_data")  # each has a request of its own
    held = settled(wagtail.held, lambda held: held.get(both[0]) == "2" and both[1] in held)
    assert held["cmi.suspend_data"].startswith("lb1;")
    assert result(held) == ("incomplete", "")
    course.close()

    course = launch(learner, wagtail)
    assert course.hook("start").inner_text() == "Weiter: Was ist ein Verwaltungsakt?"
    course.open_lesson(1)
    assert course.arrive("lesson", "l1").question("p").state == "wrong"
    course.hook("next").click()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t").answer_test(right=False)
    course.hand_in()
    assert course.heading == "Noch nicht bestanden: 0 von 4 Punkten"
    assert result(settled(wagtail.held, lambda held: result(held)[1] == "0")) == ("incomplete", "0")
    course.frame.locator('main [data-lb="retry"]').click()
    course.arrive("test", "t").answer_test(right=True, check=False)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    assert result(settled(wagtail.held, lambda held: result(held)[0] == "passed")) == ("passed", "100")
    course.close()

    course = launch(learner, wagtail)
    assert "100 Prozent" in course.hook("result").inner_text()
    course.close()
    assert result(wagtail.held()) == ("passed", "100")
