"""A stored state in words, and courses whose state no LMS would keep; the format itself is tested in course/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def lernbuild(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lernbuild", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8")


def test_decode_says_what_a_state_holds(project: Path, repository: Path) -> None:
    assert lernbuild(["build", "--target", "scorm12"], project).returncode == 0
    state = (repository / "tests/runtime/newer-state.txt").read_text(encoding="utf-8").strip()
    done = lernbuild(["state", "decode", "dist/minimal.scorm12.zip", state], project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Kurs: Kleiner Kurs (Fassung 1.0.0)\n")
    assert "Letzter Besuch: 05.11.2026" in done.stdout
    assert "Nicht mehr im Kurs" in done.stdout


def test_decode_refuses_what_is_no_state_and_no_package(project: Path) -> None:
    assert lernbuild(["build", "--target", "scorm12"], project).returncode == 0
    done = lernbuild(["state", "decode", "dist/minimal.scorm12.zip", "quatsch"], project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "er beginnt mit lb1;" in done.stderr
    done = lernbuild(["state", "decode", "courses/minimal/kurs.yaml", "lb1;A"], project)
    assert done.returncode == 2
    assert "kein Paket von lernbuild" in done.stderr


def test_a_state_that_no_lms_keeps_is_refused_with_what_helps(project: Path) -> None:
    question = "::: frage Frage {n}\n- (x) Ja\n- ( ) Nein\n\n:::\n\n"
    text = "---\ntitel: Viel\ntyp: test\n---\n\n" + "".join(question.replace("{n}", str(n)) for n in range(1500))
    (project / "courses/minimal/02-abschluss/08-viel.md").write_text(text, encoding="utf-8")
    done = lernbuild(["check"], project)
    assert done.returncode == 1
    assert "[state-too-large]" in done.stderr
    assert "ziehen: 20" in done.stderr
