"""What is rebuilt after a change is what a build from nothing makes: every byte, every message."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lernbuild.preview.haste import what_to_reload
from lernbuild.preview.workshop import Key, Workshop
from tests.conftest import REPOSITORY

TODAY = date(2026, 7, 1)
KEY: Key = ("wide", "", "scorm2004")


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """The course with every kind of block."""
    shutil.copytree(REPOSITORY / "tests" / "courses" / "wide", tmp_path / "project")
    return tmp_path / "project"


def lessons(root: Path) -> list[Path]:
    return sorted((root / "courses" / "wide").glob("*/[0-9]*-*.md"))


def a_sentence(root: Path) -> None:
    path = lessons(root)[1]
    path.write_text(path.read_text("utf-8") + "\nNoch ein Satz.\n", "utf-8")


def a_title(root: Path) -> None:
    path = lessons(root)[0]
    path.write_text(path.read_text("utf-8").replace("titel: ", "titel: Neu ", 1), "utf-8")


def a_heading(root: Path) -> None:
    path = lessons(root)[0]
    path.write_text(path.read_text("utf-8") + "\n## Ein Abschnitt mehr {#mehr}\n\nText.\n", "utf-8")


def a_mistake(root: Path) -> None:
    path = lessons(root)[1]
    path.write_text(path.read_text("utf-8") + "\n::: praxistip\nText\n:::\n", "utf-8")


def settings(root: Path) -> None:
    path = root / "courses" / "wide" / "kurs.yaml"
    path.write_text(path.read_text("utf-8").replace("titel: ", "titel: Ganz ", 1), "utf-8")


def another_lesson(root: Path) -> None:
    path = lessons(root)[0]
    path.with_name("98-mehr.md").write_text("---\ntitel: Mehr\n---\nEin Text.\n", "utf-8")


def one_less(root: Path) -> None:
    lessons(root)[-1].unlink()


CHANGES = (a_sentence, a_title, a_heading, a_mistake, settings, another_lesson, one_less)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_again_is_like_anew(wide: Path, change: Callable[[Path], None]) -> None:
    workshop = Workshop(wide, TODAY)
    before = workshop.make(KEY).files
    assert before
    change(wide)
    workshop.refresh()
    early = workshop.hasten(KEY)
    made, anew = workshop.make(KEY), Workshop(wide, TODAY).make(KEY)
    assert [(d.code, d.message, d.span and d.span.place) for d in made.report.diagnostics] == [
        (d.code, d.message, d.span and d.span.place) for d in anew.report.diagnostics
    ]
    if not made.fresh:
        assert change is a_mistake and made.files is not None and early is None
        return
    assert made.files and anew.files and made.files.held == anew.files.held
    if early is not None and early.files:
        pages = [path for path in early.changed if path.endswith(".html")]
        assert pages and all(early.files.held[path] == made.files.held[path] for path in pages)
        assert what_to_reload(early.changed, before.held, early.files.held) == "page"
    assert (early is not None) == (change in (a_sentence, a_heading))


def test_a_second_look_builds_nothing(wide: Path) -> None:
    workshop = Workshop(wide, TODAY)
    first = workshop.make(KEY)
    workshop.refresh()
    assert workshop.make(KEY) is first


def test_another_course_stays_built(wide: Path) -> None:
    shutil.copytree(REPOSITORY / "tests" / "courses" / "minimal" / "courses" / "minimal", wide / "courses" / "minimal")
    workshop = Workshop(wide, TODAY)
    first = workshop.make(KEY)
    path = next((wide / "courses" / "minimal").glob("*/0*.md"))
    path.write_text(path.read_text("utf-8") + "\nMehr.\n", "utf-8")
    workshop.refresh()
    assert workshop.make(KEY) is first


def test_what_an_open_page_has_to_do() -> None:
    old = {"assets/course.js": b'{"hash":"aa","title":"T"}', "a.html": b"1", "assets/theme.css": b""}
    assert what_to_reload(["lernbuild.json", "assets/search-1.js"], old, old) == ""
    assert (
        what_to_reload(["a.html", "assets/course.js"], old, {**old, "assets/course.js": b'{"hash":"b","title":"T"}'})
        == "page"
    )
    assert (
        what_to_reload(["a.html", "assets/course.js"], old, {**old, "assets/course.js": b'{"hash":"b","title":"U"}'})
        == "course"
    )
    assert what_to_reload(["a.html", "assets/theme.css"], old, old) == "course"
