"""Which courses need not be compared because nothing that they can read has changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from lernbuild.course.changes import compare, same_courses, state_of
from lernbuild.course.load import load_project, seen_beside
from lernbuild.markup.walking import walk

from .small_course import BASE, lesson, project

OTHER = BASE["probe/kurs.yaml"].replace("probe", "zweiter").replace("Probekurs", "Zweiter")
FILES = {
    "zweiter/kurs.yaml": OTHER,
    "zweiter/01-m/01-a.md": lesson("Text"),
    "probe/01-m/01-a.md": lesson('Text "so" {{gebuehr}}'),
    "probe/01-m/02-b.md": lesson("Mehr"),
}


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, {"probe", "zweiter"}),
        ({"probe/01-m/02-b.md": lesson("Anders")}, {"zweiter"}),
        ({"probe/kurs.lock": "format 1\n"}, {"zweiter"}),
        ({"bausteine/neu.md": "Neu"}, set()),
        ({"varianten/bw.yaml": "name: Baden\n"}, set()),
        ({"probe/01-m/01-a.md": lesson("::: einbinden zweiter/text.md\n:::")}, {"zweiter"}),
        ({"zweiter/01-m/01-a.md": lesson("Anders")}, {"probe"}),
        ({"dritter/kurs.yaml": OTHER.replace("zweiter", "dritter")}, {"probe", "zweiter"}),
    ],
)
def test_same_courses(tmp_path: Path, changed: Mapping[str, str], same: set[str]) -> None:
    past, present = project(tmp_path / "a", FILES), project(tmp_path / "b", {**FILES, **changed})
    assert same_courses(past, present) == same


def test_a_course_that_reads_from_another_is_compared(tmp_path: Path) -> None:
    reading = {
        **FILES,
        "zweiter/01-m/01-a.md": lesson("![Bild](../../probe/medien/a.png)"),
        "probe/medien/a.png": "PNG",
    }
    past = project(tmp_path / "a", reading)
    present = project(tmp_path / "b", {**reading, "probe/01-m/02-b.md": lesson("Anders")})
    assert same_courses(past, present) == frozenset()


def test_what_is_the_same_is_not_read_again(tmp_path: Path) -> None:
    past, present = (
        project(tmp_path / "a", FILES),
        project(tmp_path / "b", {**FILES, "probe/01-m/02-b.md": lesson("X")}),
    )
    state_of(present)
    beside = seen_beside(past, present)
    assert beside.document("probe/01-m/01-a.md") is present.document("probe/01-m/01-a.md")
    assert beside.document("probe/01-m/02-b.md")[0].file.text == lesson("Mehr")
    changes = compare(state_of(beside), state_of(present))
    assert [(one.kind, one.lesson) for one in changes.lessons] == [("changed", "b")]


def test_the_language_of_a_course_decides_about_its_quotes(tmp_path: Path) -> None:
    english = {**FILES, "probe/kurs.yaml": BASE["probe/kurs.yaml"].replace("sprache: de", "sprache: en")}
    past, present = project(tmp_path / "a", FILES), project(tmp_path / "b", english)
    state_of(present)
    beside = seen_beside(past, present)
    assert beside.language("probe") == "de"
    assert "„so“" in repr(list(walk(beside.document("probe/01-m/01-a.md")[0].blocks)))
    assert load_project(tmp_path / "b").language("probe") == "en"
