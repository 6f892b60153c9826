"""``--against``: a published package beside the course as it is now."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import lernbuild

COURSE = "courses/minimal"
TEST = f"{COURSE}/02-abschluss/01-test.md"
LOCK = f"{COURSE}/kurs.lock"
OPTION = re.compile(r"^antwort 2\.(\d) ", re.M)


@pytest.fixture
def published(project: Path) -> Path:
    """The small course as it was published, and its sources."""
    for target in ("scorm12", "cmi5"):
        assert lernbuild(project, "build", "--target", target).returncode == 0
    (project / "dist").rename(project / "alt")
    return project


def edit(root: Path, path: str, change: Callable[[str], str]) -> None:
    file = root / path
    before = file.read_text(encoding="utf-8")
    file.write_text(change(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before


def against(root: Path, command: str = "check", package: str = "alt/minimal.scorm12.zip") -> tuple[int, list[str]]:
    done = lernbuild(root, command, "--against", package)
    head, *lines = done.stdout.splitlines()
    assert head.startswith(f"{package}: "), done.stderr
    assert ("nicht kompatibel" in head) == any("Bruch: " in line for line in lines)
    return done.returncode, [line.strip() for line in lines]


def test_the_same_course_is_compatible(published: Path) -> None:
    for package in ("alt/minimal.scorm12.zip", "alt/minimal.cmi5.zip"):
        code, lines = against(published, package=package)
        assert code == 0
        assert len(lines) == 1
        assert re.fullmatch(r"Lernstand: höchstens \d+ von 4000 Zeichen, wie bisher", lines[0])


def test_changes_that_learners_survive_are_named(published: Path) -> None:
    (published / COURSE / "01-grundlagen/02-verwaltungsakt.md").unlink()
    edit(published, f"{COURSE}/kurs.yaml", lambda text: text.replace("bestehen: 75", "bestehen: 50"))
    edit(published, TEST, lambda text: text.replace("punkte=2", "punkte=3").replace("Am Samstag", "Am Samstag früh"))
    code, lines = against(published)
    assert code == 0
    assert "Hinweis: Die Lektion „Was ist ein Verwaltungsakt?“ fällt weg." in lines
    assert "Hinweis: Die Frage „q2“ in „Abschlusstest“ hatte 2 Punkte, jetzt 3 Punkte." in lines
    assert "Hinweis: Bestanden war ab 75, jetzt ab 50 Prozent; wer bestanden hat, bleibt es." in lines
    assert lines[-1].startswith("Lernstand: "), lines
    assert "Hinweis: Das Lernziel „sie-erkennen-einen-verwaltungsakt“ fällt weg." in lines
    assert len(lines) == 5, lines


def test_a_test_that_counts_no_more_is_a_warning(published: Path) -> None:
    edit(published, TEST, lambda text: text.replace("typ: test\n", ""))
    code, lines = against(published)
    assert code == 0
    assert "Warnung: Der Test „Abschlusstest“ zählt nicht mehr zum Ergebnis." in lines
    assert "Warnung: Die Lektion „Abschlusstest“ war ein Test." in lines


def test_another_course_id_breaks_and_nothing_is_written(published: Path) -> None:
    edit(published, f"{COURSE}/kurs.yaml", lambda text: text.replace("id: minimal", "id: anders"))
    (published / COURSE).rename(published / "courses/anders")
    before = (published / "courses/anders/kurs.lock").read_bytes()
    done = lernbuild(published, "build", "anders", "--against", "alt/minimal.scorm12.zip")
    assert done.returncode == 1
    assert "Bruch: Die Kennung des Kurses war „minimal“ und ist „anders“." in done.stdout
    assert "Kein Paket geschrieben." in done.stderr
    assert not (published / "dist").exists()
    assert (published / "courses/anders/kurs.lock").read_bytes() == before
    code, lines = against(published, "build")
    assert code == 1
    assert lines == ["Bruch: Den Kurs „minimal“ gibt es nicht, oder er lässt sich nicht lesen."]


def test_numbers_given_to_something_else_break(published: Path) -> None:
    def swap_lessons(text: str) -> str:
        return text.replace("lektion 1 l1", "lektion 9 l1").replace("lektion 2 l2", "lektion 1 l2")

    edit(published, LOCK, lambda text: swap_lessons(text).replace("frage 1 1/", "frage 1 9/"))
    code, lines = against(published, "build")
    assert code == 1
    assert "Bruch: Die Lektion „Wann beginnt die Frist?“ hatte die Nummer 1 und hat jetzt 9" in lines[0]
    assert "Die Lektion „Was ist ein Verwaltungsakt?“ hatte die Nummer 2 und hat jetzt 1" in lines[1]
    assert not (published / "dist").exists()


def test_swapped_options_break(published: Path) -> None:
    swap = {"1": "2", "2": "1"}
    edit(published, LOCK, lambda text: OPTION.sub(lambda m: f"antwort 2.{swap.get(m[1], m[1])} ", text))
    code, lines = against(published)
    assert code == 1
    assert (
        len([line for line in lines if line.startswith("Bruch: Die Frage „q1“ in „Abschlusstest“: Die Antwort")]) == 2
    )


def test_a_lost_lock_breaks_when_something_was_inserted(published: Path) -> None:
    (published / LOCK).unlink()
    (published / COURSE / "01-grundlagen/00-neu.md").write_text("---\ntitel: Neu\n---\n\nText.\n", encoding="utf-8")
    code, lines = against(published, "build")
    assert code == 1
    assert lines[0].startswith("Bruch: ")


def test_a_renamed_lesson_is_none_that_was_replaced(published: Path) -> None:
    edit(published, f"{COURSE}/01-grundlagen/01-frist.md", lambda text: text.replace("id: l1\n", "id: frist\n"))
    edit(published, LOCK, lambda text: text.replace("lektion 1 l1", "lektion 1 frist"))
    assert against(published)[0] == 0
    edit(
        published, f"{COURSE}/01-grundlagen/01-frist.md", lambda text: "---\ntitel: Ganz neu\nid: frist\n---\n\nNeu.\n"
    )
    code, lines = against(published)
    assert code == 1
    assert "Die Nummer 1 gehörte zu: Die Lektion „Wann beginnt die Frist?“." in lines[0]


def test_machine_formats_keep_standard_output(published: Path) -> None:
    done = lernbuild(published, "build", "--format", "json", "--against", "alt/minimal.scorm12.zip")
    assert done.returncode == 0
    assert json.loads(done.stdout)["packages"]
    assert "alt/minimal.scorm12.zip: kompatibel mit Fassung 1.0.0" in done.stderr


@pytest.mark.parametrize("spoil", ["text", "no index", "lessons are words", "manifest", "page"])
def test_what_is_no_package_is_wrong_usage(published: Path, spoil: str) -> None:
    with zipfile.ZipFile(published / "alt/minimal.scorm12.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if spoil == "no index":
        del files["lernbuild.json"]
    elif spoil == "lessons are words":
        files["assets/course.js"] = files["assets/course.js"].replace(b'"lessons":{"n":[', b'"lessons":{"n":["x",')
    elif spoil == "manifest":
        files["imsmanifest.xml"] = b"<manifest"
    elif spoil == "page":
        files["lektion/l1.html"] = b""
    with zipfile.ZipFile(published / "fremd.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    if spoil == "text":
        (published / "fremd.zip").write_text("kein Paket", encoding="utf-8")
    done = lernbuild(published, "check", "--against", "fremd.zip")
    assert (done.returncode, done.stdout) == (2, "")
    assert "kein Paket von lernbuild" in done.stderr
