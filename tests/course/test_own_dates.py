"""Dates on blocks and questions: looked up, shown, reported, part of what an approval covers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lernbuild.course.model import Course
from lernbuild.course.tree import find
from lernbuild.diagnostics import Severity
from lernbuild.markup.nodes import FactValue
from lernbuild.rules import check_course
from tests.course.small_course import QUESTION, assemble, lesson, one

TODAY = date(2026, 7, 1)


def values(course: Course) -> list[str]:
    nodes = find((course.lessons[0].blocks, course.lessons[0].questions), FactValue)
    return [node.value.replace("\xa0", " ") for node in nodes]


def test_a_block_shows_the_values_of_its_own_day(tmp_path: Path) -> None:
    text = (
        "{{gebuehr}}\n\n::: merke Bis Dezember {{gebuehr}} {rechtsstand=2025-06-01}\n{{gebuehr}}\n\n"
        "::: nur bw\n{{gebuehr}}\n:::\n:::\n\n"
        "::: frage Was kostet es, {{gebuehr}}? {rechtsstand=2025-06-01}\n- (x) {{gebuehr}}\n- ( ) nichts\n:::\n"
    )
    for variant in ("", "bw"):
        course, problems = one(tmp_path, text, variant)
        assert problems == []
        assert values(course) == ["411 Euro", *["400 Euro"] * 5]


def test_a_day_without_a_value_is_an_error(tmp_path: Path) -> None:
    _, problems = one(tmp_path, "::: merke {rechtsstand=2030-01-01}\n{{gebuehr}}\n:::\n")
    assert [d.code for d in problems] == ["fact-no-value"]


@pytest.mark.parametrize(
    ("first_line", "codes"),
    [
        ("::: merke {pruefen-bis=2026-06-30}", ["check-overdue"]),
        ("::: merke {pruefen-bis=2026-07-01 gueltig-bis=2026-07-01}", []),
        ("::: merke {gueltig-ab=2026-01-01 gueltig-bis=2026-06-30}", ["block-expired"]),
        ("::: merke {gueltig-bis=2026-06-30 pruefen-bis=2026-06-30}", ["check-overdue", "block-expired"]),
    ],
)
def test_what_is_over_is_reported_once(tmp_path: Path, first_line: str, codes: list[str]) -> None:
    course, problems = one(tmp_path, f"{first_line}\nText\n:::\n")
    found = check_course(course, today=TODAY)
    assert problems == []
    assert [(d.code, d.severity) for d in found] == [(code, Severity.WARNING) for code in codes]
    assert {d.span.text for d in found if d.span} <= {first_line}


def test_questions_have_dates_too(tmp_path: Path) -> None:
    text = QUESTION.replace("?\n", "? {gueltig-ab=2025-01-01 gueltig-bis=2026-06-30 pruefen-bis=2026-05-01}\n")
    course, problems = one(tmp_path, text)
    assert problems == []
    found = check_course(course, today=TODAY)
    assert [(d.code, d.severity) for d in found] == [
        ("check-overdue", Severity.WARNING),
        ("question-expired", Severity.INFO),
    ]
    dates = course.lessons[0].questions[0].dates
    assert (dates.valid_from, dates.valid_until) == (date(2025, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("attributes", "place", "hint"),
    [
        ("gueltig-bis=31.12.2026", "31.12.2026", "Schreiben Sie: {gueltig-bis=2026-12-31}"),
        ("gueltig-bis=2026-02-30", "2026-02-30", "Schreiben Sie: {gueltig-bis=2026-12-31}"),
        ("pruefen-bis", "pruefen-bis", "Schreiben Sie: {pruefen-bis=2026-12-31}"),
        ("breite=60", "60", "Schreiben Sie: {breite=60%}"),
        ("breite=300px", "300px", "Schreiben Sie: {breite=60%}"),
        ("breite=0%", "0%", "Schreiben Sie: {breite=60%}"),
        (
            "gueltig-ab=2027-01-01 gueltig-bis=2026-12-31",
            "2026-12-31",
            "Berichtigen Sie eine der beiden Angaben: gueltig-ab, gueltig-bis",
        ),
    ],
)
def test_a_value_without_effect_is_an_error(tmp_path: Path, attributes: str, place: str, hint: str) -> None:
    _, problems = one(tmp_path, f"::: merke {{{attributes}}}\nText\n:::\n")
    assert [(d.code, d.span and d.span.text, d.hint) for d in problems] == [("attr-value", place, hint)]


def test_the_hash_of_a_lesson_covers_the_dates(tmp_path: Path) -> None:
    def digest(text: str, facts: str = "400") -> str:
        fact = f"- {{id: f, aussage: A, pruefstatus: offen, werte: [{{ab: 2025-01-01, bis: 2025-12-31, wert: {facts}}},"
        files = {
            "probe/01-m/01-a.md": lesson(text),
            "fakten/b.yaml": f"{fact} {{ab: 2026-01-01, wert: 9}}]}}\n",
        }
        return assemble(tmp_path / facts, files)[0].lessons[0].digest

    dated = "::: merke {rechtsstand=2025-06-01}\n{{f}}\n:::\n"
    assert digest("::: merke\nText\n:::\n") != digest("::: merke {gueltig-bis=2027-12-31}\nText\n:::\n")
    assert digest(dated) != digest(dated, "500")
    assert digest("{{f}}") == digest("{{f}}", "500")


def test_a_snippet_for_one_land(tmp_path: Path) -> None:
    files = {
        "bausteine/b.md": "Baustein {{behoerde.name}}\n",
        "probe/01-m/01-a.md": lesson(
            '::: einbinden bausteine/b.md {nur=bw grund="LVwVfG"}\n:::\n\n::: einbinden bausteine/b.md\n:::\n'
        ),
    }
    for variant, count in (("", 2), ("bw", 2), ("he", 1)):
        course, problems = assemble(tmp_path, files, variant)
        assert problems == []
        assert len(course.lessons[0].blocks) == count
        assert course.differences is not None
        assert [limit.reason for limit in course.differences.limits] == ["LVwVfG"]


def test_a_snippet_takes_nothing_else(tmp_path: Path) -> None:
    files = {"bausteine/b.md": "B\n", "probe/01-m/01-a.md": lesson("::: einbinden bausteine/b.md {breite=50%}\n:::\n")}
    _, problems = assemble(tmp_path, files)
    assert [d.code for d in problems] == ["attr-unknown"]


def test_a_reason_belongs_to_a_limit(tmp_path: Path) -> None:
    inside = QUESTION.replace("?\n", '? {grund="nur dort"}\n')
    text = f'::: merke {{grund="weil"}}\nText\n:::\n\n::: nur bw {{grund="§ 1"}}\n{inside}:::\n'
    course, problems = one(tmp_path, text)
    assert problems == []
    assert [(d.code, d.span and d.span.text) for d in check_course(course, today=TODAY)] == [
        ("variant-reason-unused", "grund")
    ]
    assert course.differences is not None
    assert [limit.reason for limit in course.differences.limits] == ["§ 1", "nur dort"]
    text = QUESTION.replace("?\n", '? {grund="weil"}\n')
    course, _ = one(tmp_path, text, head="titel: Probe\nnur: bw")
    assert [d.code for d in check_course(course, today=TODAY)] == ["course-empty"]


@pytest.mark.parametrize(
    ("head", "codes"),
    [("typ: lektion\npflicht: ja", ["front-matter-test-only"]), ("typ: test\npflicht: ja", [])],
)
def test_duty_belongs_to_tests(tmp_path: Path, head: str, codes: list[str]) -> None:
    assert [d.code for d in one(tmp_path, QUESTION, head=f"titel: T\n{head}")[1]] == codes


@pytest.mark.parametrize(
    ("question", "head", "said"),
    [
        ("::: frage Wie viele? {mischen=nein}\nAntwort: 3\n:::", "", ["mischen"]),
        ("::: frage Wie viele? {tippfehler=1}\nAntwort: 3\n:::", "", ["tippfehler"]),
        ("::: frage Wie? {tippfehler=1}\nAntwort: gut\n:::", "", []),
        ("::: frage Wer? {mischen=nein}\n- (x) A\n- ( ) B\n:::", "", []),
        ("::: umfrage Wie? {punkte=2 versuche=1}\nSkala: 1 bis 5\n\n- Gut\n:::", "", ["punkte", "versuche"]),
        ("::: frage Wer? {pflicht}\n- (x) A\n- ( ) B\n:::", "typ: test", ["pflicht"]),
        ("::: frage Ordnen Sie. {mischen=nein}\n1. A\n2. B\n3. C\n:::", "", ["mischen"]),
    ],
)
def test_what_a_kind_has_no_use_for(tmp_path: Path, question: str, head: str, said: list[str]) -> None:
    _, problems = one(tmp_path, question, head=f"titel: T\n{head}")
    assert [(d.code, d.span and d.span.text, d.severity) for d in problems] == [
        ("attr-no-effect", key, Severity.INFO) for key in said
    ]


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("Ein ![Bild](a.png){nur=bw} hier.", ["nur"]),
        ("Ein ![Bild](a.png){breite=50% .gross} hier.", []),
        ("![Bild](a.png){untertitel=a.vtt}", ["untertitel"]),
        ('![Bild](a.png){nur=bw grund="§ 1"}', []),
    ],
)
def test_what_an_image_has_no_use_for(tmp_path: Path, image: str, said: list[str]) -> None:
    files = {"probe/01-m/01-a.md": lesson(image), "probe/a.png": "PNG", "probe/a.vtt": "WEBVTT\n"}
    course, problems = assemble(tmp_path, files)
    assert problems == []
    found = check_course(course, today=TODAY)
    assert [(d.code, d.span and d.span.text) for d in found] == [("image-attribute-unused", key) for key in said]


@pytest.mark.parametrize("word", ["hoehe=40%", "höhe=40%", "groesse=klein", "größe=klein", "height=3", "size=2"])
@pytest.mark.parametrize("carrier", ["::: merke {}\nText\n:::", "![Bild](a.png){}", "| A |\n|---|\n| b |\n\n{}"])
def test_only_a_width_has_an_effect(tmp_path: Path, word: str, carrier: str) -> None:
    files = {"probe/01-m/01-a.md": lesson(carrier.replace("{}", f"{{{word}}}")), "probe/a.png": "PNG"}
    _, problems = assemble(tmp_path, files)
    assert [(d.code, d.hint) for d in problems] == [("attr-unknown", "Schreiben Sie zum Beispiel: {breite=60%}")]
