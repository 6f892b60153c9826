"""A newer package on what a learner did before: progress stays, changes are named, and go with the visit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import unpack
from tests.browser.desk import Desk
from tests.browser.test_axe import judge

pytestmark = pytest.mark.browser

NEW = """---
titel: Neu im Kurs
id: l3
---
Diese Lektion gab es vorher nicht.
"""


@pytest.fixture(scope="module")
def newer(sites: Path) -> str:
    """The small course with a rewritten second lesson and a third one, at <server>/newer/web/."""
    project = sites / "minimal" / "project"
    module = project / "courses" / "minimal" / "01-grundlagen"
    lesson = module / "02-verwaltungsakt.md"
    lesson.write_text(
        lesson.read_text(encoding="utf-8").replace("Eine Auskunft", "Auch eine Auskunft"), encoding="utf-8"
    )
    (module / "03-neu.md").write_text(NEW, encoding="utf-8")
    dist = sites / "newer" / "dist"
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(project), "--out", str(dist)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    unpack(dist, "minimal", sites / "newer")
    return "newer"


def test_changes_are_named_and_nothing_is_lost(desk: Desk, newer: str) -> None:
    course = desk.web()
    course.begin()
    course.arrive("lesson", "l1")
    course.question("p").choose("Dienstag")
    course.question("p").check()
    course.hook("next").click()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t").close()

    course = desk.web(course=newer)
    changes = course.hook("changes")
    assert "Aktualisiert seit Ihrem letzten Besuch am" in changes.inner_text()
    assert [words.split(" (")[0] for words in changes.locator("li").all_inner_texts()] == [
        "Was ist ein Verwaltungsakt?",
        "Neu im Kurs",
    ]
    assert "Ihr Abschluss bleibt bestehen" in changes.inner_text()
    assert course.frame.locator(".tasks .tag").all_text_contents() == ["Aktualisiert", "Neu"]
    assert course.hook("progress").inner_text().endswith("2 von 3 Lektionen")
    judge(course, "Kleiner Kurs", 6)
    course.open_lesson(2)
    course.arrive("lesson", "l2")
    assert "Der Inhalt dieser Seite wurde überarbeitet." in course.hook("changed").inner_text()
    judge(course, "Was ist ein Verwaltungsakt?", 3)
    course.frame.locator('[data-lb="toc"] a').first.click()
    assert course.arrive("lesson", "l1").question("p").state == "right"
    course.close()

    course = desk.web(course=newer)
    assert not course.hook("changes").is_visible()
