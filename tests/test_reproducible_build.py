"""The same sources give the same bytes under another path, locale, time zone, umask, hash seed and file order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def _build(root: Path, umask: int, **environment: str) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "lernbuild", "build"],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        preexec_fn=lambda: os.umask(umask) and None,
    )
    assert done.returncode == 0, done.stderr
    out = root / "dist"
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_same_bytes_elsewhere(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "anderswo mit Leerzeichen" / "ü"
    other.mkdir(parents=True)
    for path in sorted(project.rglob("*"), reverse=True):
        if path.is_file():
            target = other / path.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (1, 1))
    first = _build(project, 0o022, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    second = _build(other, 0o077, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="2")
    assert first.keys() == second.keys()
    for name, data in first.items():
        assert second[name] == data, name


def test_touching_one_lesson_changes_only_that_course(project: Path) -> None:
    courses = project / "courses"
    shutil.copytree(courses / "minimal", courses / "zweiter")
    settings = courses / "zweiter" / "kurs.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("id: minimal", "id: zweiter"), encoding="utf-8")
    before = _build(project, 0o022)
    lesson = sorted((courses / "zweiter").rglob("*.md"))[0]
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nEin Satz mehr.\n", encoding="utf-8")
    after = _build(project, 0o022)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed
    assert all(name.startswith("zweiter.") for name in changed)
