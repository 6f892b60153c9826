"""Attempts at a test: draws that survive a return, points per question, ways back; texts for which there is no room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import build_project
from tests.browser.desk import Course, Desk

pytestmark = pytest.mark.browser

SETTINGS = """\
id: ziehung
titel: Ziehung
sprache: de
version: "1"
rechtsstand: 2026-06-01
ziele: [scorm12, web]
lernziele:
  - anfang: Sie wissen, wie es anfängt.
  - ende: Sie wissen, wie es endet.
abschluss:
  test: gezogen
"""
LESSON = "---\ntitel: Wie es geht\nlernziele: [anfang, ende]\n---\n\nSo geht es.\n"
TEST = "---\ntitel: Gezogen\ntyp: test\nid: gezogen\nversuche: 3\nziehen:\n  anfang: 2\n  ende: 1\n---\n"
QUESTION = """
::: frage Was gilt bei {goal} {n}? {{id={goal}-{n} lernziel={goal}}}
- (x) Das Erste
- ( ) Das Zweite
- ( ) Das Dritte
- ( ) Das Vierte
- ( ) Das Fünfte
:::
"""
TEXTS = "---\ntitel: Lange Texte\nid: texte\n---\n\nSchreiben Sie.\n" + "".join(
    f"\n::: frage Was meinen Sie zu {n}? {{typ=freitext id=text-{n}}}\n:::\n" for n in range(1, 6)
)
OPEN = (
    "---\ntitel: Offen\ntyp: test\nid: offen\nrueckmeldung: ende\n---\n"
    "\n::: frage Wie heißt die Behörde? {id=amt}\nAntwort: Amt\n:::\n"
)


@pytest.fixture(scope="module")
def pool(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A course with a test that draws three of twelve questions; its name below the server's address."""
    project = tmp_path_factory.mktemp("pool")
    folder = project / "courses" / "ziehung" / "01-modul"
    folder.mkdir(parents=True)
    (folder.parent / "kurs.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "modul.yaml").write_text("titel: Modul\n", encoding="utf-8")
    (folder / "01-weg.md").write_text(LESSON, encoding="utf-8")
    questions = [QUESTION.format(goal=goal, n=n) for goal in ("anfang", "ende") for n in range(1, 7)]
    (folder / "02-gezogen.md").write_text(TEST + "".join(questions), encoding="utf-8")
    (folder / "03-texte.md").write_text(TEXTS, encoding="utf-8")
    (folder / "04-offen.md").write_text(OPEN, encoding="utf-8")
    build_project(project, "ziehung", sites / "ziehung")
    return "ziehung"


def drawn(course: Course) -> dict[str, list[str]]:
    """The options of each question on the page, in the order shown."""
    course.frame.locator('[data-lb="tally"] a').first.wait_for()
    sections = course.frame.locator("main section[data-lb-question]")
    return {
        section.get_attribute("data-lb-question") or "": [
            words.split("\n")[0] for words in section.locator(".option").all_inner_texts()
        ]
        for section in sections.all()
    }


def goals(keys: dict[str, list[str]]) -> list[str]:
    return sorted(key.rpartition("-")[0] for key in keys)


def test_a_draw_per_objective_survives_a_return(desk: Desk, pool: str) -> None:
    course = desk.launch("scorm12", portal="strict", course=pool)
    course.open_lesson(2)
    first = drawn(course.arrive("test", "gezogen"))
    assert goals(first) == ["anfang", "anfang", "ende"]
    course.question(next(iter(first))).choose("Das Zweite")
    course.question(next(iter(first))).check()
    course.close()

    course = desk.launch("scorm12", portal="strict", course=pool)
    course.begin()
    assert drawn(course.arrive("test", "gezogen")) == first
    assert list(drawn(course)) == list(first)
    assert course.question(next(iter(first))).state == "wrong"
    assert course.hook("tally").get_by_role("link").count() == 3

    course.hook("submit").click()
    course.hook("submit").click()
    course.arrive("result", "gezogen").frame.locator('main [data-lb="retry"]').click()
    again = drawn(course.arrive("test", "gezogen"))
    assert goals(again) == ["anfang", "anfang", "ende"]
    assert course.frame.locator("main input:checked").count() == 0


def test_the_result_says_points_per_question_and_leads_back(desk: Desk, pool: str) -> None:
    course = desk.web("lektion/gezogen.html", course=pool)
    keys = list(drawn(course))
    for at, key in enumerate(keys):
        course.question(key).choose("Das Zweite" if at == 0 else "Das Erste")
        course.question(key).check()
    course.hook("submit").click()
    course.arrive("result", "gezogen")
    assert course.heading == "Noch nicht bestanden: 2 von 3 Punkten"
    rows = course.frame.locator(".results > li")
    assert [row.get_attribute("data-state") for row in rows.all()] == ["wrong", "right", "right"]
    assert [row.locator(".pts").inner_text()[0] for row in rows.all()] == ["0", "1", "1"]
    assert all("Wie es geht" in row.inner_text() for row in rows.all())
    rows.first.get_by_role("link").click()
    assert course.frame.evaluate("location.hash") == f"#frage-{keys[0]}"
    course.question(keys[0]).section.get_by_role("link", name="Zur Lektion „Wie es geht“").click()
    course.arrive("lesson", "weg")
    course.frame.locator(".bar__home").click()
    course.arrive("start", pool)
    assert "66,67 Prozent" in course.hook("result").inner_text().replace("\xa0", " ")


def test_an_answer_taken_back_before_the_hand_in_is_none(desk: Desk, pool: str) -> None:
    course = desk.web("lektion/offen.html", course=pool)
    course.question("amt").section.get_by_role("textbox").fill("Amt")
    course.frame.locator(".bar__home").click()
    course.arrive("start", pool)
    course.go_back()
    field = course.arrive("test", "offen").question("amt").section.get_by_role("textbox")
    assert field.input_value() == "Amt"
    field.fill("")
    course.hook("submit").click()
    assert "Eine Aufgabe fehlt noch" in course.hook("missing").inner_text()
    course.hook("submit").click()
    course.arrive("result", "offen")
    assert course.heading.startswith("Noch nicht bestanden: 0 von ")
    assert course.question("amt").section.get_by_role("textbox").input_value() == ""


def test_another_tab_begins_anew_and_the_answer_on_the_page_counts(desk: Desk, pool: str) -> None:
    course = desk.web("lektion/offen.html", course=pool)
    course.question("amt").section.get_by_role("textbox").fill("Amt")
    course.frame.locator(".bar__home").click()
    course.arrive("start", pool)
    course.go_back()
    course.arrive("test", "offen")
    other = desk.web("lektion/offen.html", course=pool)
    other.question("amt").section.get_by_role("textbox").fill("Haus")
    other.hook("submit").click()
    other.arrive("result", "offen")
    other.frame.locator('main [data-lb="retry"]').click()
    other.arrive("test", "offen")
    assert course.question("amt").section.get_by_role("textbox").input_value() == "Amt"
    course.hook("submit").click()
    course.arrive("result", "offen")
    assert course.heading.startswith("Bestanden: 1 von ")


def test_a_text_that_finds_no_room_is_said_to_be_gone(desk: Desk, pool: str) -> None:
    course = desk.web("lektion/texte.html", course=pool)
    for number in range(1, 6):
        question = course.question(f"text-{number}")
        assert "Höchstens 1.000 Zeichen" in question.section.inner_text()
        question.section.get_by_role("textbox").fill("Wörter und mehr. " * 70)
        assert len(question.section.get_by_role("textbox").input_value()) <= 1000
        question.check()
        assert question.state == "right"
        assert "im Wortlaut nicht" not in question.feedback
    course.tab.reload()
    course.arrive("lesson", "texte")
    for number in range(1, 6):
        question = course.question(f"text-{number}")
        question.section.locator('[data-lb="feedback"]', has_text="im Wortlaut nicht").wait_for()
        assert question.state == "right"
        assert question.section.get_by_role("textbox").input_value() == ""
