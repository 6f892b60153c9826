"""Files under names that nothing reads, and copies that are read twice: what an author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild.course.load import load_project
from lernbuild.rules import check_project

LESSON = "---\ntitel: A\n---\n\nText\n"
KURS = "id: probe\ntitel: Probe\nsprache: de\nversion: '1'\nrechtsstand: 2026-06-01\n"
PROJECT = {"probe/kurs.yaml": KURS, "probe/01-m/01-a.md": LESSON}


def said(root: Path, files: dict[str, str], courses: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """Severity, code and the last word of the hint of what is said about a project with these files."""
    for path, content in files.items():
        place = root / "courses" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    found = check_project(load_project(root), courses)
    return [(d.severity.value, d.code, (d.hint or "").partition("courses/")[2]) for d in found]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("probe/01-m/02-b.md.txt", "probe/01-m/02-b.md"),
        ("probe/01-m/02-b.txt", "probe/01-m/02-b.md"),
        ("probe/01-m/02-b.MD", "probe/01-m/02-b.md"),
        ("probe/01-m/02-b.markdown", "probe/01-m/02-b.md"),
        ("probe/01-m/02-b.yaml.md.TXT", "probe/01-m/02-b.yaml.md"),
        ("probe/01-m/modul.yml", "probe/01-m/modul.yaml"),
        ("probe/01-m/Modul.yaml", "probe/01-m/modul.yaml"),
        ("probe/Glossar.yaml.txt", "probe/glossar.yaml"),
        ("probe/recht.yaml", "recht.yaml"),
        ("probe/fakten/g.yaml", "fakten/g.yaml"),
        ("probe/Varianten/bw.yml", "varianten/bw.yaml"),
        ("Fakten/g.yaml", "fakten/g.yaml"),
        ("fakten/alt/g.YAML", "fakten/alt/g.yaml"),
        ("varianten/bw.yml", "varianten/bw.yaml"),
        ("recht/AufenthG.yaml.txt", "recht/AufenthG.yaml"),
        ("GLOSSAR.yaml", "glossar.yaml"),
    ],
)
def test_a_name_that_is_nearly_right(tmp_path: Path, path: str, meant: str) -> None:
    assert said(tmp_path, {**PROJECT, path: LESSON}) == [("warning", "file-name", meant)]


@pytest.mark.parametrize("name", ["kurs.yml", "Kurs.yaml", "kurs.yaml.txt"])
def test_settings_under_another_name_are_one_error(tmp_path: Path, name: str) -> None:
    """Not that there is no course, nor that its folder has no settings: they lie there."""
    files = {f"probe/{name}": KURS, "probe/01-m/01-a.md": LESSON}
    assert said(tmp_path, files) == [("error", "file-name", "probe/kurs.yaml")]


def test_lessons_without_settings_are_one_error(tmp_path: Path) -> None:
    assert said(tmp_path, {"Mein Kurs/01-m/01-a.md": LESSON}) == [
        ("error", "course-without-settings", "Mein Kurs/kurs.yaml an; die erste Zeile lautet: id: mein-kurs")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "probe/01-m/02-b.md",
        "probe/01-m/02-b.docx",
        "probe/01-m/notizen.txt",
        "probe/README.txt",
        "probe/medien/film.vtt",
        "probe/medien/tabelle.yml",
        "probe/themes/haus/theme.yaml",
        "probe/01-m/01-a.md.txt",  # a copy beside the file itself
        "fakten/alt/g.yaml",
        "bausteine/b.txt",
        "varianten/behoerden.csv",
    ],
)
def test_files_that_are_read_or_mean_something_else(tmp_path: Path, path: str) -> None:
    assert said(tmp_path, {**PROJECT, path: LESSON.replace("A", "B")}) == []


def test_a_numbered_text_without_a_head_is_a_note(tmp_path: Path) -> None:
    assert said(tmp_path, {**PROJECT, "probe/01-m/02-offen.txt": "Noch zu klären\n"}) == []


def test_only_the_chosen_courses_and_what_all_share(tmp_path: Path) -> None:
    files = {**PROJECT, "b/kurs.yaml": KURS, "b/glossar.yml": "", "Fakten/g.yaml": "", "Glossar.yml": ""}
    assert [hint for _, _, hint in said(tmp_path, files, ("probe",))] == ["fakten/g.yaml", "glossar.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "01-a-PC-AMT",
        "01-a (1)",
        "01-a - Kopie",
        "01-a – Kopie (2)",
        "01-a.sync-conflict-20261122-ABC",
        "01-a(1)",
    ],
)
def test_a_copy_of_a_lesson(tmp_path: Path, name: str) -> None:
    files = {**PROJECT, f"probe/01-m/{name}.md": LESSON + "\nMehr.\n"}
    assert said(tmp_path, files) == [("warning", "lesson-copy", "")]


def test_no_copy(tmp_path: Path) -> None:
    """Another title, another module, another word."""
    files = {"probe/01-m/01-a-zwei.md": LESSON.replace("A", "B"), "probe/02-n/01-a-drei.md": LESSON}
    assert said(tmp_path, {**PROJECT, **files, "probe/01-m/01-ab.md": LESSON}) == []


@pytest.mark.parametrize(
    ("name", "good"),
    [("02 Neue Prüfung", "02-neue-pruefung"), ("02_neu", "02-neu"), ("Neu hier", "01-neu-hier"), ("2. Tag", "2-tag")],
)
def test_a_lesson_without_number_and_dash(tmp_path: Path, name: str, good: str) -> None:
    files = {**PROJECT, f"probe/01-m/{name}.md": LESSON}
    found = check_project(load_project(tmp_path)) if said(tmp_path, files) else []
    assert [(d.code, d.hint) for d in found] == [("lesson-not-numbered", f"Nennen Sie sie: 01-m/{good}.md")]
