"""The three courses of the repository in the preview: each in each target, every call as a strict LMS wants it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.preview.desk import Desk, Server

pytestmark = pytest.mark.browser
COURSES = ("basiswissen", "digital", "feg")
TARGETS = ("scorm12", "scorm2004", "cmi5", "xapi", "web")
FULL = bool(os.environ.get("LERNBUILD_FULL"))
PAIRS = (
    [(course, target) for course in COURSES for target in TARGETS]
    if FULL
    else list(zip(COURSES, TARGETS[:3], strict=True))
)


def test_each_course_in_each_target(
    desk: Callable[..., Desk], serve: Callable[..., Server], three_courses: Path
) -> None:
    one = desk(serve(root=three_courses))
    one.context.set_default_timeout(60_000)
    for course, target in PAIRS:
        one.page.goto("about:blank")
        one.open(course=course, target=target)
        one.hook("start").click()
        one.course().locator('main[data-lb-page="lesson"]').wait_for()
        one.hook("next").click()
        one.course().locator('[data-lb-page="lesson"], [data-lb-page="test"]').first.wait_for()
        assert one.refused() == [], (course, target)
        if target.startswith("scorm"):
            one.waits_for("suspend_data", "von 40")
        elif target in ("cmi5", "xapi"):
            one.tab("LMS").get_by_text("Stand: noch nicht abgeschlossen").wait_for()
        else:
            one.page.locator("#summary").get_by_text("Ohne LMS").wait_for()


def test_the_variants_of_a_course(desk: Callable[..., Desk], serve: Callable[..., Server], three_courses: Path) -> None:
    one = desk(serve("feg", "--variant", "bw", "--target", "scorm2004", root=three_courses))
    one.context.set_default_timeout(60_000)
    one.page.goto(one.address)
    one.ready()
    assert one.page.locator("#variant").input_value() == "bw"
    assert one.page.locator("#target").input_value() == "scorm2004"
    assert one.page.locator("#variant option").all_inner_texts()[:2] == ["allgemein", "Baden-Württemberg"]
