"""Killed builds, full and read-only disks, two builds at once: good packages stay whole, the next build is right."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import lernbuild

FULL = bool(os.environ.get("LERNBUILD_FULL"))
KILLS = 50 if FULL else 6
BUILD = [sys.executable, "-m", "lernbuild", "build", "--force", "--events", "--jobs", "1"]
HOLDER = """
from pathlib import Path
from lernbuild.package import sole_writer
with sole_writer(Path({!r})):
    print()
    input()
"""
Content = dict[str, bytes]


def _packages(out: Path) -> dict[str, Content]:
    """The files of each package, by its name; a zip is one file."""
    found: dict[str, Content] = {}
    for path in sorted(out.glob("minimal.*")):
        if path.is_dir():
            found[path.name] = {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}
        elif path.suffix == ".zip":
            found[path.name] = {"": path.read_bytes()}
    return found


def _write_state(project: Path, number: int) -> None:
    """The sources in one of two states."""
    lesson = sorted((project / "courses/minimal").rglob("*.md"))[0]
    text = lesson.read_text(encoding="utf-8").partition("\nStand ")[0]
    lesson.write_text(f"{text}\nStand {number}.\n", encoding="utf-8")


def _states(project: Path) -> list[dict[str, Content]]:
    """The packages of both states; the second one lies in dist/."""
    found = []
    for number in (0, 1):
        _write_state(project, number)
        done = lernbuild(project, "build")
        assert done.returncode == 0, done.stderr
        found.append(_packages(project / "dist"))
    assert found[0].keys() == found[1].keys()
    assert all(found[0][name] != found[1][name] for name in found[0])
    return found


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_at_random_points(project: Path) -> None:
    """Half of the kills come at any time, half while packages are written, which is short."""
    good, rng = _states(project), random.Random(11)
    lock = (project / "courses/minimal/kurs.lock").read_bytes()
    began = time.monotonic()
    subprocess.run(BUILD, cwd=project, check=True, capture_output=True)
    lasts = time.monotonic() - began
    for turn in range(KILLS):
        _write_state(project, turn % 2)
        _killed(project, rng, lasts if turn % 2 else None)
        for name, content in _packages(project / "dist").items():
            assert content in (good[0][name], good[1][name]), f"turn {turn}: {name}"
        assert (project / "courses/minimal/kurs.lock").read_bytes() == lock
    _write_state(project, 0)
    done = lernbuild(project, "build")
    assert done.returncode == 0, done.stderr
    assert _packages(project / "dist") == good[0]
    assert not [path.name for path in (project / "dist").iterdir() if path.name.startswith(".")]


def _killed(project: Path, rng: random.Random, lasts: float | None) -> None:
    """A build that ends by SIGKILL at some time of ``lasts`` seconds, or (None) around the writing of some package."""
    with subprocess.Popen(BUILD, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        if lasts is None:
            steps = rng.randint(1, 4)
            for line in process.stdout:
                steps -= '"step"' in line
                if not steps:
                    break
            time.sleep(rng.random() * 0.02)
        else:
            time.sleep(rng.random() * lasts)
        process.kill()


@pytest.fixture
def small_disk(project: Path) -> Iterator[Path]:
    """A disk of 3 MB at the project's dist/."""
    out = project / "dist"
    out.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(out)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("only root mounts disks")
    try:
        yield out
    finally:
        subprocess.run(["umount", "-l", str(out)], check=True)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts disks")
def test_full_and_read_only_disk(project: Path, small_disk: Path) -> None:
    good = _states(project)
    _write_state(project, 0)
    room = os.statvfs(small_disk)
    filler = small_disk / "fremd.bin"
    filler.write_bytes(bytes(room.f_bavail * room.f_frsize - 60_000))
    done = lernbuild(project, "build")
    assert (done.returncode, "Der Datenträger ist voll." in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    assert _packages(small_disk) == good[1]
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = lernbuild(project, "build")
    assert (done.returncode, "schreibgeschützt" in done.stderr) == (1, True), done.stderr
    assert _packages(small_disk) == good[1]
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert lernbuild(project, "build").returncode == 0
    assert _packages(small_disk) == good[0]


def test_a_folder_has_one_writer(project: Path) -> None:
    """The second build is refused with words; the lock of a killed process is none."""
    good = _states(project)
    _write_state(project, 0)
    code = HOLDER.format(str(project / "dist"))
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = lernbuild(project, "build")
        assert done.returncode == 1
        assert "Ein anderer Lauf von lernbuild schreibt gerade nach" in done.stderr
        assert _packages(project / "dist") == good[1]
        holder.kill()
    assert (project / "dist/.lernbuild.lock").exists()
    assert lernbuild(project, "build").returncode == 0
    assert not (project / "dist/.lernbuild.lock").exists()
    assert _packages(project / "dist") == good[0]


def test_two_builds_at_once(project: Path) -> None:
    good = _states(project)
    _write_state(project, 0)
    both = [subprocess.Popen(BUILD, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate()[1].decode() for process in both]
    codes = [process.returncode for process in both]
    assert sorted(codes) in ([0, 0], [0, 1]), said
    assert _packages(project / "dist") == good[0]


def test_a_refused_build_leaves_no_folder(project: Path) -> None:
    lesson = sorted((project / "courses/minimal").rglob("*.md"))[0]
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n::: merke\n", encoding="utf-8")
    assert lernbuild(project, "build").returncode == 1
    assert not (project / "dist").exists()
