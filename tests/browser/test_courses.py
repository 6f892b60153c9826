"""The three courses as learners get them: every page in the strict portal, answered somehow, judged by axe."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import REPOSITORY, unpack
from tests.browser.desk import Course, Desk
from tests.browser.test_axe import judge

pytestmark = pytest.mark.browser

COURSES = ("basiswissen", "digital", "feg")
ANSWER = """
section => {
  const groups = new Map([...section.querySelectorAll('input[type=radio]')].map(e => [e.name, e]));
  for (const radio of groups.values()) radio.click();
  section.querySelector('input[type=checkbox]')?.click();
  const typed = 'fieldset input:not([type=radio], [type=checkbox]), textarea';
  for (const entry of section.querySelectorAll(typed)) entry.value = '1';
  for (const list of section.querySelectorAll('fieldset select')) list.selectedIndex = 1;
  section.querySelector('[data-lb-move]:not([disabled])')?.click();
}
"""


@pytest.fixture(scope="module")
def real(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The repository's courses, built into the folders that the server shows."""
    project = tmp_path_factory.mktemp("real")
    shutil.copytree(REPOSITORY / "courses", project / "courses")
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(project), "--out", str(project / "dist")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    for course in COURSES:
        unpack(project / "dist", course, sites / course)


@pytest.fixture
def reader(chromium: Browser, server: str, sites: Path, real: None) -> Iterator[Desk]:
    learner = Desk(chromium, server, sites)
    yield learner
    learner.leave()
    assert learner.errors == []
    assert learner.foreign == []


def pages(course: Course) -> Iterator[str]:
    """Through the whole course by its own buttons; yields what ``data-lb-page`` says."""
    course.begin()
    for _ in range(200):
        course.frame.wait_for_selector('main:not([data-lb-page="start"])')
        course.ready()
        yield course.page
        if course.hook("next").count() == 0:
            return
        here = course.frame.url
        course.hook("next").click()
        course.frame.wait_for_url(lambda url, here=here: url != here)  # type: ignore[misc]
        if course.page == "start":
            return
    raise AssertionError("the course has no end")


@pytest.mark.parametrize("every", (False, pytest.param(True, marks=pytest.mark.full)))
@pytest.mark.parametrize("standard", ("scorm12", "scorm2004"))
@pytest.mark.parametrize("name", COURSES)
def test_all_pages_of_a_course(reader: Desk, name: str, standard: str, every: bool) -> None:
    """axe looks at the first page of each kind, with ``every`` at all pages."""
    course = reader.launch(standard, portal="strict", course=name)
    assert len(course.calls()) <= 15
    judge(course, "", 5)
    kinds: set[str] = set()
    for page in pages(course):
        if every or page not in kinds:
            judge(course, "", 2)
        kinds.add(page)
        for section in course.frame.locator("section[data-lb-question]").all():
            section.evaluate(ANSWER)
        if page == "test":
            course.hook("submit").click()
            if course.page == "test":
                course.hook("submit").click()
            course.frame.wait_for_selector('main[data-lb-page="result"]')
            if every or "result" not in kinds:
                judge(course, "", 3)
            kinds.add("result")
    assert kinds >= {"lesson", "test", "result"}
    assert course.tab.evaluate("window.violations") == []
    assert [call for call in course.calls() if call["error"] not in ("0", "403")] == []
