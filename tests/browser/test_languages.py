"""Courses in English and in simple German: words of pages and script, lang, axe, the whole way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import REPOSITORY, build_project
from tests.browser.desk import Course, Desk, Scheme
from tests.browser.test_axe import WINDOWS, judge

pytestmark = pytest.mark.browser

GERMAN = re.compile(
    r"\b(Lektion|Aufgabe|Versuch|Antwort prüfen|Ergebnis|Rechtsstand|Kursübersicht|gespeichert|Entwurf)\b"
)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """tests/courses/minimal in English and in simple German, with an English lesson for the German frame."""
    root = tmp_path_factory.mktemp("spoken")
    for language in ("en", "de-einfach"):
        project = root / language / "project"
        shutil.copytree(REPOSITORY / "tests" / "courses" / "minimal", project)
        head = project / "courses" / "minimal" / "kurs.yaml"
        text = head.read_text(encoding="utf-8").replace("sprache: de\n", f"sprache: {language}\n")
        head.write_text(text, encoding="utf-8")
        build_project(project, "minimal", root / language)
    yield root


def visit(desk: Desk, spoken: Path, language: str, page: str = "index.html") -> Course:
    tab = desk.context.new_page()
    tab.goto((spoken / language / "web" / page).as_uri())
    return Course(tab, tab.main_frame).ready()


def test_an_english_course_speaks_english_all_the_way(desk: Desk, spoken: Path) -> None:
    course = visit(desk, spoken, "en")
    assert course.frame.locator("html").get_attribute("lang") == "en"
    assert course.hook("start").inner_text().startswith("Start:")
    course.begin()
    course.arrive("lesson", "l1")
    question = course.question("p")
    question.choose("Montag")
    question.check()
    assert "Not right yet" in question.feedback and "1 attempt left" in question.feedback
    course.hook("next").click()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t")
    course.question("q1").choose("Am Samstag")
    course.question("q2").choose("Der Bescheid über eine Erlaubnis", "Das Verbot, ein Gerät")
    for group in course.question("q3").section.get_by_role("radiogroup").all():
        first = "Der Tag der Bekanntgabe" in (group.inner_text() + (group.get_attribute("aria-labelledby") or ""))
        group.get_by_label("True" if first else "False", exact=True).check()
    course.hand_in()
    assert "points" in course.heading
    frame = course.frame.locator("body").inner_text()
    own = course.frame.evaluate(
        "[...document.querySelectorAll('.turn, .bar, .draft, .score, .button')].map(e => e.innerText).join(' ')"
    )
    assert not GERMAN.search(own), own
    assert re.search(r"November|October|\d{4}", frame)
    course.hook("comfort").click()
    assert "Using the keyboard" in course.frame.locator("dialog").inner_text()


def test_simple_german_is_larger_and_simpler(desk: Desk, spoken: Path) -> None:
    course = visit(desk, spoken, "de-einfach", "lektion/l1.html")
    assert course.frame.locator("html").get_attribute("lang") == "de"
    assert "Fertig, weiter" in course.hook("next").inner_text()
    size = "parseFloat(getComputedStyle(document.querySelector('main p:not([class])')).fontSize)"
    assert course.frame.evaluate(size) >= 20
    course.hook("search").click()
    course.frame.locator("#suchwort").fill("xyz")
    expect(course.hook("search-status")).to_contain_text("Wir haben nichts gefunden.")


@pytest.mark.parametrize(("width", "scheme"), WINDOWS[:2])
@pytest.mark.parametrize("language", ("en", "de-einfach"))
def test_no_violation(desk: Desk, spoken: Path, language: str, width: int, scheme: Scheme) -> None:
    desk.sit(width, scheme)
    judge(visit(desk, spoken, language), "Kleiner Kurs", 5)
    judge(visit(desk, spoken, language, "lektion/l1.html"), "Wann beginnt die Frist?", 6)
    judge(visit(desk, spoken, language, "lektion/t.html"), "Abschlusstest", 15)
    desk.errors.clear()  # from the disk axe may not read the style sheet once more
