"""A stored state in words, and courses whose state no LMS would keep; the format itself is tested in course/."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import lernbuild


def test_decode_says_what_a_state_holds(project: Path, repository: Path) -> None:
    assert lernbuild(project, "build", "--target", "scorm12").returncode == 0
    state = (repository / "tests/runtime/newer-state.txt").read_text(encoding="utf-8").strip()
    done = lernbuild(project, "state", "decode", "dist/minimal.scorm12.zip", state)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Kurs: Kleiner Kurs (Fassung 1.0.0)\n")
    assert "Letzter Besuch: 05.11.2026" in done.stdout
    assert "Nicht mehr im Kurs" in done.stdout
    document = json.dumps({"format": 1, "state": state, "bookmark": "2"})
    stored = lernbuild(project, "state", "decode", "dist/minimal.scorm12.zip", document)
    assert stored.stdout == done.stdout, "the document of a record store"


def test_decode_refuses_what_is_no_state_and_no_package(project: Path) -> None:
    assert lernbuild(project, "build", "--target", "scorm12").returncode == 0
    done = lernbuild(project, "state", "decode", "dist/minimal.scorm12.zip", "quatsch")
    assert (done.returncode, done.stdout) == (2, "")
    assert "er beginnt mit lb1;" in done.stderr
    done = lernbuild(project, "state", "decode", "courses/minimal/kurs.yaml", "lb1;A")
    assert done.returncode == 2
    assert "kein Paket von lernbuild" in done.stderr


def test_a_state_that_no_lms_keeps_is_refused_with_what_helps(project: Path) -> None:
    question = "::: frage Frage {n}\n- (x) Ja\n- ( ) Nein\n\n:::\n\n"
    text = "---\ntitel: Viel\ntyp: test\n---\n\n" + "".join(question.replace("{n}", str(n)) for n in range(2000))
    (project / "courses/minimal/02-abschluss/08-viel.md").write_text(text, encoding="utf-8")
    done = lernbuild(project, "check")
    assert done.returncode == 1
    assert "[state-too-large]" in done.stderr
    assert "ziehen: 20" in done.stderr
