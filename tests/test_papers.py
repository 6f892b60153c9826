"""The papers beside a package say what is inside it, no more and no less."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lxml import html

from lernbuild.commands.package_data import course_data
from tests.command import lernbuild


def build(root: Path) -> None:
    done = lernbuild(root, "build")
    assert done.returncode == 0, done.stderr


def test_question_list_has_the_ids_that_the_lms_shows(project: Path) -> None:
    build(project)
    text = (project / "dist/minimal.fragen.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    course = course_data(project / "dist/minimal.scorm12.zip")
    lessons = [lesson for module in course["modules"] for lesson in module["lessons"]]
    questions = [(lesson, question) for lesson in lessons for question in lesson["questions"]]
    assert [row["Kennung im LMS"] for row in rows] == [f"minimal_{question['id']}" for _, question in questions]
    assert [row["zählt"] for row in rows] == ["ja" if lesson["kind"] == "test" else "nein" for lesson, _ in questions]
    assert all(row["Frage"] and row["richtig"] for row in rows)


def test_a_question_is_no_formula(project: Path) -> None:
    lesson = project / "courses/minimal/01-grundlagen/07-formel.md"
    question = "::: frage =HYPERLINK(1) ist was?\n- (x) Text\n- ( ) Formel\n\n:::\n"
    lesson.write_text(f"---\ntitel: Formel\n---\n\nText.\n\n{question}", encoding="utf-8")
    build(project)
    text = (project / "dist/minimal.fragen.csv").read_text(encoding="utf-8-sig")
    assert ";'=HYPERLINK(1) ist was?;" in text


def test_privacy_note_follows_the_level(project: Path) -> None:
    settings = project / "courses/minimal/kurs.yaml"
    original = settings.read_text(encoding="utf-8")
    found = {}
    for level in ("minimal", "standard", "voll"):
        settings.write_text(f"{original}datenschutz: {level}\n", encoding="utf-8")
        build(project)
        found[level] = (project / "dist/minimal.datenschutz.md").read_text(encoding="utf-8")
    assert "cmi.suspend_data" in found["minimal"]
    assert "interactions" not in found["minimal"]
    assert "session_time" not in found["minimal"]
    assert "cmi.interactions.n.*" in found["standard"]
    assert "latency" not in found["standard"]
    assert "cmi.interactions.n.latency" in found["voll"]


def test_leaflet_is_a_page_without_script_that_names_the_files(project: Path) -> None:
    settings = project / "courses/minimal/kurs.yaml"
    text = settings.read_text(encoding="utf-8").replace(
        "titel: Kleiner Kurs", 'titel: "Kurs <script>alert(1)</script>"'
    )
    settings.write_text(text, encoding="utf-8")
    build(project)
    page = html.fromstring((project / "dist/minimal.beipackzettel.html").read_text(encoding="utf-8"))
    assert not page.xpath("//script")
    assert page.xpath("string(//h1)") == "Beipackzettel: Kurs <script>alert(1)</script>"
    names = page.xpath("//td/code/text()")
    assert names == ["minimal.scorm12.zip", "minimal.scorm2004.zip", "minimal.web"]
    assert "Entwurf" in str(page.xpath("string()"))
    assert "ab 75 Prozent" in str(page.xpath("string()"))


def test_the_draft_of_the_declaration_names_gaps_and_what_is_to_be_filled_in(project: Path) -> None:
    build(project)
    draft = project / "dist/minimal.barrierefreiheit.md"
    text = draft.read_text(encoding="utf-8")
    assert "Beim Bauen des Kurses ist keiner aufgefallen." in text
    assert text.count("[bitte eintragen]") >= 8, "date, address, enforcement: nothing is guessed"
    assert all(land in text for land in ("Baden-Württemberg", "Hessen", "Rheinland-Pfalz"))
    course = project / "courses/minimal"
    (course / "medien").mkdir(exist_ok=True)
    (course / "medien/film.mp4").write_bytes(b"film")
    (course / "medien/blatt.pdf").write_bytes(b"%PDF-1.7")
    lesson = course / "01-grundlagen/01-frist.md"
    lesson.write_text(
        f"{lesson.read_text('utf-8')}\n![Ein Film](../medien/film.mp4)\n\n[Blatt](../medien/blatt.pdf)\n",
        encoding="utf-8",
    )
    build(project)
    text = draft.read_text(encoding="utf-8")
    assert "Der Kurs ist teilweise vereinbar" in text
    assert "1.2.2 Untertitel: Der Film „Ein Film“ hat keine (Lektion „Wann beginnt die Frist?“)." in text
    assert "Abschnitt 10): blatt.pdf" in text
