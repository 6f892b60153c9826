"""``build --target xikolo`` and ``--since EXPORT.json`` as an author runs them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.command import lernbuild
from tests.real_courses import COURSES, REPOSITORY
from tests.targets.xikolo.exported import edition


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real courses and their export."""
    folder = tmp_path_factory.mktemp("export")
    shutil.copytree(REPOSITORY / "courses", folder / "courses")
    done = lernbuild(folder, "build", "--target", "xikolo")
    assert done.returncode == 0, done.stderr
    assert "Warnung" not in done.stderr and "xikolo" not in done.stderr
    return folder


@pytest.mark.parametrize("course", COURSES)
def test_folder_and_zip_hold_the_same(root: Path, course: str) -> None:
    folder = root / "dist" / f"{course}.xikolo"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    with zipfile.ZipFile(root / "dist" / f"{course}.xikolo.zip") as packed:
        assert set(packed.namelist()) == names
        assert all(packed.read(name) == (folder / name).read_bytes() for name in names)
    assert {"UPLOAD.html", "quizzes.xml", "BERICHT.md", "EXPORT.json", "lernbuild.json"} <= names
    assert {item.file for _, item in edition(course).items if item.file} <= names
    assert set(edition(course).files.values()) <= names
    record = json.loads((root / "dist" / f"{course}.build.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in record["packages"]] == [f"{course}.xikolo", f"{course}.xikolo.zip"]


@pytest.mark.parametrize("course", COURSES)
def test_drawings_show_the_values_of_facts(root: Path, course: str) -> None:
    drawings = list((root / "dist" / f"{course}.xikolo" / "bilder").glob("*.svg"))
    assert len(drawings) >= 10
    told = [text for path in drawings for text in [path.read_text(encoding="utf-8")] if "data-lb-fact" in text]
    assert told and not [text for text in told if "{{" in text]


def test_since_an_export_names_what_to_carry_over(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "courses", tmp_path / "courses")
    first = lernbuild(tmp_path, "build", "feg", "--target", "xikolo")
    assert first.returncode == 0, first.stderr
    old = tmp_path / "alt.json"
    shutil.copy(tmp_path / "dist" / "feg.xikolo" / "EXPORT.json", old)
    same = lernbuild(tmp_path, "build", "feg", "--target", "xikolo", "--since", str(old))
    assert same.stdout.splitlines()[-1] == "Nichts hat sich geändert."
    lesson = next((tmp_path / "courses" / "feg" / "01-landkarte").glob("01-*.md"))
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("Sie brauchen eine Landkarte.", "Sie brauchen einen Plan."), encoding="utf-8")
    done = lernbuild(tmp_path, "build", "feg", "--target", "xikolo", "--since", str(old))
    assert "Nur dieses 1 Element hat sich geändert:" in done.stdout
    assert "geändert: Text „Drei Säulen: Welcher Weg passt?“ (Abschnitt 1, Stelle 1)" in done.stdout
    sheet = (tmp_path / "dist" / "feg.xikolo" / "UPLOAD.html").read_text(encoding="utf-8")
    assert "Nur dieses 1 Element hat sich geändert:" in sheet


def test_machine_formats_keep_standard_output(root: Path) -> None:
    old = root / "dist" / "feg.xikolo" / "EXPORT.json"
    done = lernbuild(root, "build", "feg", "--target", "xikolo", "--since", str(old), "--format", "json")
    assert json.loads(done.stdout)["packages"]
    assert "Nichts hat sich geändert." in done.stderr


def test_an_export_of_another_course_is_told(root: Path) -> None:
    old = root / "dist" / "feg.xikolo" / "EXPORT.json"
    done = lernbuild(root, "build", "digital", "--target", "xikolo", "--since", str(old))
    assert done.returncode == 0
    assert "Mit dem Export „feg“ war nichts zu vergleichen" in done.stderr


@pytest.mark.parametrize(
    ("name", "why"), [("nix.json", "lässt sich nicht lesen"), ("kaputt.json", "keine EXPORT.json")]
)
def test_a_missing_or_foreign_export_is_wrong_usage(root: Path, name: str, why: str) -> None:
    (root / "kaputt.json").write_text("[1]", encoding="utf-8")
    done = lernbuild(root, "build", "feg", "--target", "xikolo", "--since", name)
    assert done.returncode == 2 and why in done.stderr and "Traceback" not in done.stderr
