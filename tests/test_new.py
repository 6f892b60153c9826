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


@pytest.mark.parametrize(
    "place", ["k\\01-erstes-modul", "courses/k/01-erstes-modul/", ".\\courses\\k\\01-erstes-modul/"]
)
def test_a_module_may_be_named_as_the_system_does(tmp_path: Path, place: str) -> None:
    """Windows has another slash, and shells complete paths from where one stands."""
    assert lernbuild(tmp_path, "new", "course", "k").returncode == 0
    assert lernbuild(tmp_path, "new", "lesson", place, "Fristen").returncode == 0
    assert (tmp_path / "courses/k/01-erstes-modul/02-fristen.md").is_file()


def test_a_missing_module_names_one_that_there_is(tmp_path: Path) -> None:
    assert lernbuild(tmp_path, "new", "course", "k").returncode == 0
    said = lernbuild(tmp_path, "new", "lesson", "mein-kurs/01-erstes-modul", "Fristen").stderr
    assert "zum Beispiel: k/01-erstes-modul." in said


@pytest.mark.parametrize(
    ("there", "name"),
    [
        (("1-a.md", "2-b.md"), "03-neu.md"),
        (("010-a.md", "020-b.md"), "21-neu.md"),
        (("10x-a.md", "9.md", "01-a.md"), "02-neu.md"),
        (("1-a.md", "2-test.md"), "03-neu.md"),
        (("1-a.md", "09-test.md"), "02-neu.md"),
    ],
)
def test_a_new_lesson_comes_last_whatever_the_others_are_called(
    tmp_path: Path, there: tuple[str, ...], name: str
) -> None:
    assert lernbuild(tmp_path, "new", "course", "k").returncode == 0
    module = tmp_path / "courses/k/02-zwei"
    module.mkdir()
    for one in there:
        kind = "typ: test\n" if "test" in one else ""
        (module / one).write_text(f"---\ntitel: {one}\n{kind}---\n\nText\n", encoding="utf-8")
    done = lernbuild(tmp_path, "new", "lesson", "k/02-zwei", "Neu")
    assert done.returncode == 0, done.stderr
    assert (module / name).is_file(), done.stdout
