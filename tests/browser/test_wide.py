"""What only larger courses have: Laender, aged facts, tabs, worked solutions, time limits, surveys."""

from __future__ import annotations

import pytest

from tests.browser.desk import Course, Desk, Scheme
from tests.browser.test_axe import judge

pytestmark = pytest.mark.browser


def wide(desk: Desk, page: str = "index.html") -> Course:
    return desk.web(page, course="wide")


def choose_land(course: Course, land: str) -> None:
    course.hook("land").get_by_label(land).check()


def begin_test(course: Course) -> None:
    """The clock of the test with a time limit starts with a button."""
    assert not course.hook("submit").is_visible()
    course.hook("begin").click()
    assert course.focus["tag"] == "H1"
    course.hook("submit").wait_for()


def test_the_land_decides_what_is_open_and_what_counts(desk: Desk) -> None:
    course = wide(desk)
    choose_land(course, "Baden-Württemberg")
    assert "Baden-Württemberg ist gespeichert." in course.hook("land-saved").inner_text()
    assert not course.frame.locator('[data-lb-module="0"] a', has_text="Nur in Hessen").is_visible()
    assert course.hook("progress").inner_text().endswith("0 von 3 Lektionen")
    assert course.frame.get_by_text("alle 3 Lektionen bearbeiten").is_visible()
    assert course.frame.locator('[data-lb-module="0"] summary').inner_text().endswith("2 Lektionen")
    course.begin()
    course.arrive("lesson", "b1")
    own = course.frame.locator('details[data-lb-land="bw"]')
    other = course.frame.locator('details[data-lb-land="he"]')
    assert own.get_attribute("open") is not None
    assert "Ihr Land" in own.locator("summary").inner_text()
    assert other.get_attribute("open") is None
    course.hook("next").click()
    course.arrive("lesson", "f").hook("next").click()
    begin_test(course.arrive("test", "e"))
    assert course.frame.locator("main section[data-lb-question]").count() == 2
    course.close()

    course = wide(desk)
    assert course.hook("land").get_by_label("Baden-Württemberg").is_checked()
    choose_land(course, "Hessen")
    assert "Eine Frage richtet sich danach." in course.hook("land-saved").inner_text()
    assert course.hook("progress").inner_text().endswith("2 von 4 Lektionen")
    assert course.hook("start").inner_text() == "Weiter: Prüfung auf Zeit"


@pytest.mark.parametrize("land", ("Baden-Württemberg", "Hessen", "Rheinland-Pfalz"))
def test_each_land_comes_to_completion(desk: Desk, land: str) -> None:
    course = wide(desk)
    choose_land(course, land)
    course.begin()
    duty = course.arrive("lesson", "b1").question("zahl")
    duty.section.get_by_role("textbox").fill("100")
    duty.check()
    assert duty.state == "right"
    course.hook("next").click()
    if land == "Hessen":
        course.arrive("lesson", "b2").hook("next").click()
    course.arrive("lesson", "f").hook("next").click()
    begin_test(course.arrive("test", "e"))
    course.question("e1").choose("Das eine")
    course.question("e2").choose("Zehn")
    if land == "Hessen":
        course.question("e3").choose("Das Besondere")
    course.hook("submit").click()
    course.arrive("result", "e")
    assert course.heading.startswith("Bestanden: ")
    course.frame.locator(".bar__home").click()
    course.arrive("start", "wide").begin()
    course.arrive("lesson", "u")
    for value in course.frame.locator('main input[value="3"]').all():
        value.check()
    course.hook("submit").click()
    course.frame.locator(".bar__home").click()
    course.arrive("start", "wide")
    assert "Sie haben den Kurs abgeschlossen" in course.hook("resume").inner_text()


def test_an_old_value_is_marked_and_stays(desk: Desk) -> None:
    course = wide(desk, "lektion/b1.html")
    note = course.frame.get_by_role("note")
    assert "Diese Angabe galt bis 30. Juni 2020." in note.first.inner_text().replace("\xa0", " ")
    assert "100 Euro" in course.frame.locator(".fact--aged").first.inner_text().replace("\xa0", " ")


def test_tabs_by_keyboard(desk: Desk) -> None:
    course = wide(desk, "lektion/b1.html")
    first = course.frame.get_by_role("tab", name="Antrag")
    first.focus()
    course.tab.keyboard.press("ArrowRight")
    assert course.focus["words"] == "Bescheid"
    panel = course.frame.get_by_role("tabpanel")
    assert panel.count() == 1
    assert "beendet das Verfahren" in panel.inner_text()


def test_a_worked_solution_shows_one_step_after_the_other(desk: Desk) -> None:
    course = wide(desk, "lektion/b1.html")
    result = course.frame.get_by_text("Am 4. März.")
    assert not result.is_visible()
    course.hook("step-next").click()
    assert result.is_visible()
    assert course.focus["words"] == "Wann beginnt die Frist?"
    course.hook("step-all").click()
    assert course.frame.locator(".result-line").is_visible()
    assert course.hook("step-tools").is_hidden()


def test_answers_without_a_verdict_are_kept_and_judged_at_the_end(desk: Desk) -> None:
    course = wide(desk, "lektion/e.html")
    begin_test(course)
    assert course.hook("check").count() == 0
    course.question("e1").choose("Das eine")
    assert course.question("e1").state == "open"
    assert "Aufgabe 1: beantwortet" in course.hook("tally").inner_text() or "Aufgabe 2: beantwortet" in (
        course.hook("tally").inner_text()
    )
    course.frame.locator(".bar__home").click()
    course.arrive("start", "wide")
    course.go_back()
    course.arrive("test", "e")
    assert course.frame.locator("main input:checked").count() == 1
    course.hook("submit").click()
    assert "Eine Aufgabe fehlt noch" in course.hook("missing").inner_text()
    course.hook("submit").click()
    course.arrive("result", "e")
    assert course.heading == "Noch nicht bestanden: 1 von 2 Punkten"
    course.frame.locator('main [data-lb="retry"]').click()
    course.arrive("test", "e")
    course.question("e1").choose("Das andere")
    course.question("e2").choose("Zwölf")
    course.hook("submit").click()
    course.arrive("result", "e")
    assert course.heading == "Nicht bestanden: 0 von 2 Punkten"
    assert course.frame.locator('main [data-lb="retry"]').count() == 0
    assert "Das eine gilt immer." in course.frame.locator("main").inner_text()
    course.tab.reload()
    course.arrive("result", "e")


def timed(desk: Desk) -> Course:
    """The test with a time limit, under a clock that can be turned."""
    course = wide(desk)
    course.tab.clock.install()
    course.tab.reload()
    course.ready().open_lesson(4)
    course.arrive("test", "e").hook("begin").wait_for()
    course.tab.clock.fast_forward("30:00")
    begin_test(course)
    return course


def test_time_is_said_in_words_and_hands_in_at_its_end(desk: Desk) -> None:
    course = timed(desk)
    timer = course.frame.locator(".timer")
    assert "Es bleiben noch 20 Minuten." in timer.inner_text()
    course.question("e1").choose("Das eine")
    course.tab.clock.fast_forward("19:01")
    timer.get_by_text("Es bleibt noch eine Minute.").first.wait_for()
    course.tab.clock.fast_forward("01:01")
    course.arrive("result", "e")
    assert course.heading == "Noch nicht bestanden: 1 von 2 Punkten"
    assert "Die Zeit ist abgelaufen" in course.frame.locator("main").inner_text()


def test_whoever_needs_more_time_switches_the_limit_off(desk: Desk) -> None:
    course = timed(desk)
    timer = course.frame.locator(".timer")
    timer.get_by_label("Ich brauche mehr Zeit").check()
    course.tab.clock.fast_forward("30:00")
    assert course.page == "test"
    assert "Ohne Zeitbegrenzung" in timer.inner_text()
    timer.get_by_label("Ich brauche mehr Zeit").click()
    course.tab.clock.fast_forward("00:05")
    assert course.page == "test"


def test_a_test_that_begins_at_the_end_of_a_minute_lasts_as_long_as_any(desk: Desk) -> None:
    course = wide(desk)
    course.tab.clock.install(time="2030-01-01T10:00:58Z")
    course.tab.reload()
    course.ready().open_lesson(4)
    begin_test(course.arrive("test", "e"))
    course.tab.clock.fast_forward("19:30")
    course.frame.locator(".timer").get_by_text("Es bleibt noch eine Minute.").first.wait_for()
    assert course.page == "test"


def test_without_the_limit_it_stays_so_at_the_next_launch(desk: Desk) -> None:
    course = timed(desk)
    course.frame.locator(".timer").get_by_label("Ich brauche mehr Zeit").check()
    course.close()
    course = wide(desk)
    course.tab.clock.install(time="2040-01-01T10:00:00Z")
    course.tab.reload()
    course.ready().open_lesson(4)
    timer = course.arrive("test", "e").frame.locator(".timer")
    assert "Ohne Zeitbegrenzung" in timer.inner_text()


def test_a_survey_takes_opinions_and_judges_nobody(desk: Desk) -> None:
    course = wide(desk, "lektion/u.html")
    for value in course.frame.locator('main input[value="3"]').all():
        value.check()
    course.hook("submit").click()
    assert "Vielen Dank" in course.hook("thanks").inner_text()
    assert course.question("u1").state == "open"
    assert course.hook("next").inner_text() == "Weiter"
    course.tab.reload()
    course.arrive("lesson", "u")
    assert course.frame.locator("main input:checked").count() == 2
    assert "Vielen Dank" in course.hook("thanks").inner_text()


def test_a_case_and_a_free_text(desk: Desk) -> None:
    course = wide(desk, "lektion/f.html")
    case = course.question("okafor").section
    case.get_by_role("button", name="Antrag annehmen").click()
    assert "Genau, der Antrag wird angenommen." in case.inner_text()
    case.get_by_role("button", name="Weiter").click()
    assert "Sie stellen eine Bescheinigung aus." in case.inner_text()
    assert course.question("okafor").state == "right"
    text = course.question("warum")
    text.section.get_by_role("textbox").fill("Weil er geprüft wird.")
    text.check()
    assert text.section.get_by_text("Über einen Antrag wird entschieden").is_visible()
    text.section.get_by_label("Sie enthält alles Wesentliche.").check()
    text.check()
    assert text.state == "right"
    judge(course, "Ein Fall am Schalter", 6)


@pytest.mark.parametrize(("width", "scheme"), ((1280, "dark"), (360, "light")))
def test_axe_finds_nothing(desk: Desk, width: int, scheme: Scheme) -> None:
    desk.sit(width, scheme)
    course = wide(desk)
    choose_land(course, "Hessen")
    judge(course, "Breiter Kurs", 8)
    course = wide(desk, "lektion/b1.html")
    judge(course, "Blöcke, die sich bewegen", 12)
    for key in ("folge", "luecke", "zahl", "zuordnung"):
        course.question(key).check()
    judge(course, "Blöcke, die sich bewegen", 12)
    judge(wide(desk, "lektion/u.html"), "Ihre Meinung", 12)
    course = wide(desk, "lektion/e.html")
    judge(course, "Prüfung auf Zeit", 2)
    begin_test(course)
    judge(course, "Prüfung auf Zeit", 8)
    course.hook("submit").click()
    course.hook("submit").click()
    judge(course.arrive("result", "e"), "Noch nicht bestanden", 6)


def test_past_its_date_the_course_says_so(desk: Desk) -> None:
    course = wide(desk)
    assert course.frame.get_by_text("Die Prüfung dieses Kurses war bis").count() == 0
    course.tab.clock.set_fixed_time("2028-01-02T10:00:00")
    course.tab.reload()
    note = course.ready().frame.get_by_role("note").inner_text().replace("\xa0", " ")
    assert "Die Prüfung dieses Kurses war bis 31. Dezember 2027 vorgesehen." in note
