"""axe-core finds nothing: every page and state, wide and narrow, light and dark; nothing sticks out at the side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.desk import Course, Desk, Scheme

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).resolve().parents[2]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OUTSIDE = """
[...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length && !e.closest('svg, .sr'))
  .map(e => e.outerHTML.slice(0, 120))
"""


def judge(course: Course, heading: str, controls: int) -> None:
    """The page is what it should be, axe has nothing to say, no box leaves the window."""
    assert heading in course.heading
    assert course.frame.locator("main :is(a[href], button, input, select, textarea, summary)").count() >= controls
    course.frame.evaluate((REPOSITORY / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = course.frame.evaluate(f"axe.run(document, {{runOnly: {TAGS}}})")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert found["passes"]
    assert course.frame.evaluate(OUTSIDE) == []


def _start(desk: Desk) -> None:
    judge(desk.web(), "Kleiner Kurs", 5)


def _lesson_states(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    judge(course, "Wann beginnt die Frist?", 6)
    question = course.question("p")
    question.check()
    judge(course, "Wann beginnt die Frist?", 6)
    question.choose("Montag")
    question.check()
    judge(course, "Wann beginnt die Frist?", 7)
    question.section.locator('[data-lb="retry"]').click()
    question.check()
    judge(course, "Wann beginnt die Frist?", 6)


def _test_states(desk: Desk) -> None:
    course = desk.web("lektion/t.html")
    judge(course, "Abschlusstest", 15)
    course.hook("submit").click()
    judge(course, "Abschlusstest", 18)
    course.question("q1").choose("Am Samstag")
    course.question("q2").choose("Der Bescheid über eine Erlaubnis")
    course.question("q3").judge(False, True)
    for key in ("q1", "q2", "q3"):
        course.question(key).check()
    assert [course.question(key).state for key in ("q1", "q2", "q3")] == ["right", "partly", "wrong"]
    judge(course, "Abschlusstest", 15)
    course.hand_in()
    judge(course, "Noch nicht bestanden", 15)
    course.frame.locator('main [data-lb="retry"]').click()
    course.arrive("test", "t").answer_test(right=True, check=False)
    course.hand_in()
    judge(course, "Bestanden", 15)
    course.frame.locator("main").get_by_role("link", name="Zur Kursübersicht").first.click()
    judge(course.arrive("start", "minimal"), "Kleiner Kurs", 6)


def _sheet(desk: Desk) -> None:
    course = desk.web("lektion/l1.html")
    if course.hook("contents").is_visible():
        course.hook("contents").click()
        judge(course, "Wann beginnt die Frist?", 6)


WINDOWS = [
    pytest.param(1280, "light"),
    pytest.param(360, "dark"),
    pytest.param(1280, "dark", marks=pytest.mark.full),
    pytest.param(360, "light", marks=pytest.mark.full),
    pytest.param(320, "light", marks=pytest.mark.full),
    pytest.param(650, "light", marks=pytest.mark.full),
]


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
@pytest.mark.parametrize("way", (_start, _lesson_states, _test_states, _sheet))
def test_no_violation(desk: Desk, way: Callable[[Desk], None], scheme: Scheme, width: int) -> None:
    desk.sit(width, scheme)
    way(desk)


SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.mark.parametrize("path", ("index.html", "lektion/l1.html", "lektion/t.html"))
def test_wider_text_loses_nothing(desk: Desk, path: str) -> None:
    """WCAG 1.4.12 at 320 px: no box leaves the window."""
    desk.sit(320)
    course = desk.web(path)
    for section in course.frame.locator("section[data-lb-question]").all():
        section.locator("input").first.check()
        section.locator('[data-lb="check"]').click()
    if path.endswith("t.html"):
        course.hook("submit").click()
        course.hook("submit").click()
        course.arrive("result", "t")
    course.frame.add_style_tag(content=SPACING)
    assert course.frame.evaluate(OUTSIDE) == []
