"""The same sources give the same bytes under another path, locale, time zone, umask, hash seed and file order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lernbuild.targets import NAMES

ORDERS = {
    "as it is": "",
    "backwards": "files.sort(key=lambda one: one.name, reverse=True)",
    "shuffled": "random.Random(7).shuffle(files)",
}
"""How the disk lists a folder."""

START = """
import os, random

scanned = os.scandir

class Scan:
    def __init__(self, *path):
        with scanned(*path) as found:
            files = list(found)
        {order}
        self.files = iter(files)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.files)

os.scandir = Scan
os.listdir = lambda path=".": [one.name for one in Scan(path)]
from lernbuild.cli import main
main()
"""


def _build(root: Path, umask: int, *arguments: str, order: str = "as it is", **environment: str) -> dict[str, bytes]:
    command = ["-c", START.format(order=ORDERS[order])] if ORDERS[order] else ["-m", "lernbuild"]
    done = subprocess.run(
        [sys.executable, *command, "build", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        preexec_fn=lambda: os.umask(umask) and None,
    )
    assert done.returncode == 0, done.stderr
    out = root / "dist"
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def _copy(project: Path, other: Path) -> None:
    """The same files, written in another order and at another time."""
    for path in sorted(project.rglob("*"), reverse=True):
        if path.is_file():
            target = other / path.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (1, 1))


@pytest.mark.parametrize(
    ("order", "umask", "environment"),
    [
        ("backwards", 0o077, {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "2"}),
        ("shuffled", 0o000, {"TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "3", "USER": "jemand"}),
    ],
)
def test_same_bytes_elsewhere(
    project: Path, tmp_path: Path, order: str, umask: int, environment: dict[str, str]
) -> None:
    """All targets: the course is built under two paths, with other surroundings each time."""
    targets = [word for name in NAMES for word in ("--target", name)]
    other = tmp_path / "anderswo mit Leerzeichen" / "ü"
    _copy(project, other)
    first = _build(project, 0o022, *targets, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    second = _build(other, umask, *targets, order=order, **environment)
    assert {name.split(".")[1].partition("/")[0] for name in first} >= set(NAMES)
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
    assert changed - {"index.json"}
    assert all(name.startswith("zweiter.") for name in changed - {"index.json"})
