"""Courses built for looking at: a real one, and the gallery of all questions, in every theme."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.questions.gallery import COURSE, gallery_files

REPOSITORY = Path(__file__).resolve().parents[2]
Built = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """``looked(course, theme)`` is the web edition of a real course, of tests/courses, or of the gallery."""
    made: dict[tuple[str, str], Path] = {}

    def build(course: str, theme: str) -> Path:
        if (course, theme) not in made:
            root = tmp_path_factory.mktemp(f"{course}-{theme}")
            _sources(course, root)
            settings = root / "courses" / course / "kurs.yaml"
            text = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("theme:")]
            settings.write_text("\n".join([*text, f"theme: {theme}", ""]), encoding="utf-8")
            command = [sys.executable, "-m", "lernbuild", "build", course, "--target", "web"]
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
            assert done.returncode == 0, done.stderr
            assert "theme-" not in done.stderr
            made[course, theme] = root / "dist" / f"{course}.web"
        return made[course, theme]

    return build


def _sources(course: str, root: Path) -> None:
    own = REPOSITORY / "tests" / "courses" / course
    if course == COURSE:
        for name, data in gallery_files():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
    elif own.is_dir():
        shutil.copytree(own, root, dirs_exist_ok=True)
    else:
        shutil.copytree(REPOSITORY / "courses", root / "courses")
