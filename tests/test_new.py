"""What ``lernbuild new`` writes is right as it is: no message at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild.commands.new import QUESTIONS
from tests.command import lernbuild


def quiet(root: Path) -> None:
    done = lernbuild(root, "check", "--strict")
    assert done.returncode == 0, done.stderr
    assert "Keine Beanstandung" in done.stderr


def test_course_and_lesson(tmp_path: Path) -> None:
    assert lernbuild(tmp_path, "new", "course", "mein-kurs").returncode == 0
    quiet(tmp_path)
    done = lernbuild(tmp_path, "new", "lesson", "mein-kurs/01-erstes-modul", "Fristen für Anträge")
    assert done.returncode == 0, done.stderr
    path = tmp_path / "courses/mein-kurs/01-erstes-modul/02-fristen-fuer-antraege.md"
    assert path.is_file(), done.stdout
    quiet(tmp_path)
    again = lernbuild(tmp_path, "new", "lesson", "mein-kurs/01-erstes-modul", "Fristen für Anträge")
    assert again.returncode == 2
    assert "gibt es schon" in again.stderr
    nowhere = lernbuild(tmp_path, "new", "lesson", "mein-kurs", "Fristen")
    assert nowhere.returncode == 2


@pytest.mark.parametrize("kind", QUESTIONS)
def test_question(tmp_path: Path, kind: str) -> None:
    assert lernbuild(tmp_path, "new", "course", "k").returncode == 0
    done = lernbuild(tmp_path, "new", "question", kind)
    assert done.returncode == 0, done.stderr
    lesson = tmp_path / "courses/k/01-erstes-modul/01-erste-lektion.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n" + done.stdout, encoding="utf-8")
    quiet(tmp_path)


def test_unknown_question_names_the_nearest(tmp_path: Path) -> None:
    done = lernbuild(tmp_path, "new", "question", "luecke")
    assert done.returncode == 2
    assert "Meinten Sie „lueckentext“?" in done.stderr
