"""What CI and programs ask of ``lernbuild build``: events, a bar on a terminal, --since, --force."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from lernbuild.commands.progress import bar
from lernbuild.commands.since import touched_courses
from lernbuild.run import Step
from tests.command import lernbuild

AUTHOR = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "test") | dict.fromkeys(
    ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "test@example.org"
)


def _events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_events_of_a_build(project: Path) -> None:
    done = lernbuild(project, "build", "--events")
    events = _events(done.stdout)
    assert [one["event"] for one in events if one["event"] != "diagnostic"] == [
        "start", *["step"] * 4, *["package"] * 3, "end",
    ]  # fmt: skip
    steps = [one for one in events if one["event"] == "step"]
    assert [(one["done"], one["total"]) for one in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert {one["name"] for one in steps if one["kind"] == "written"} == {
        one["path"] for one in events if one["event"] == "package"
    }
    assert events[-1] == {"event": "end", "code": 0}
    for _ in range(2):  # the first wrote kurs.lock; the last has nothing to do and says it from its record
        again = _events(lernbuild(project, "build", "--events").stdout)
        assert again[0] == events[0] == {"event": "start", "version": 1}
        assert [one["changed"] for one in again if one["event"] == "package"] == [False] * 3
    assert not any(one["event"] == "step" for one in again)


def test_events_of_a_refused_build(project: Path) -> None:
    lesson = next((project / "courses/minimal").rglob("*.md"))
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n::: merke\n", encoding="utf-8")
    done = lernbuild(project, "build", "--events")
    events = _events(done.stdout)
    assert done.returncode == 1
    assert {"directive-unclosed", "block-unclosed"} & {one["code"] for one in events if one["event"] == "diagnostic"}
    assert events[-1] == {"event": "end", "code": 1}
    assert not (project / "dist").exists()


def test_events_of_a_build_that_would_break_a_published_package(project: Path) -> None:
    """Lines for programs and nothing else on standard output, to the end."""
    assert lernbuild(project, "build").returncode == 0
    old = (project / "dist/minimal.scorm12.zip").rename(project / "old.zip")
    fine = lernbuild(project, "build", "--events", "--against", str(old))
    assert (fine.returncode, _events(fine.stdout)[-1]) == (0, {"event": "end", "code": 0})
    assert "kompatibel" in fine.stderr
    for path in (project / "courses/minimal").rglob("*"):
        if path.name == "kurs.lock":
            path.write_text(path.read_text("utf-8").replace("lektion 1 ", "lektion 9 "), encoding="utf-8")
    done = lernbuild(project, "build", "--events", "--against", str(old))
    events = _events(done.stdout)
    assert (done.returncode, events[0]["event"], events[-1]) == (1, "start", {"event": "end", "code": 1})
    assert "nicht kompatibel" in done.stderr


def test_events_and_json_exclude_each_other(project: Path) -> None:
    assert lernbuild(project, "build", "--events", "--format", "json").returncode == 2


def _on_a_terminal(project: Path, **environment: str) -> str:
    """Everything that a build prints on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lernbuild", "build", "--force"]
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    surroundings = {**kept, "TERM": "xterm", "COLUMNS": "80", **environment}
    with subprocess.Popen(command, cwd=project, stdout=theirs, stderr=theirs, env=surroundings) as process:
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
    os.close(ours)
    assert process.returncode == 0
    return shown.decode()


def _read(number: int) -> bytes:
    try:
        return os.read(number, 65536)
    except OSError:  # Linux ends a terminal with EIO
        return b""


def test_bar_on_a_terminal_leaves_nothing_behind(project: Path) -> None:
    shown = _on_a_terminal(project)
    assert "1/4 Seiten minimal" in shown
    assert "4/4 Paket minimal.web" in shown
    lines = [line.rpartition("\x1b[K")[2] for line in shown.replace("\r\n", "\n").split("\n")]
    assert [line.split("  ")[0] for line in lines if line.startswith("dist/")] == [
        "dist/minimal.scorm12.zip", "dist/minimal.scorm2004.zip", "dist/minimal.web/",
    ]  # fmt: skip
    assert not any("4/4" in line for line in lines)


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"TERM": "dumb"}])
def test_no_bar_in_ci(project: Path, environment: dict[str, str]) -> None:
    assert "Seiten" not in _on_a_terminal(project, **environment)


@pytest.mark.parametrize("columns", [0, 10, 40, 200])
def test_the_bar_fits(columns: int) -> None:
    line = bar(Step("written", "ein-langer-kurs.musterstadt.scorm2004.zip", 3, 7), columns)
    assert len(line) <= max(columns - 1, 0)


def test_since_on_the_command_line(project: Path) -> None:
    """Never repeated from a record: the revision may name another state the next time."""
    (project / ".gitignore").write_text("dist/\n.lernbuild/\n", encoding="utf-8")
    _git(project, "init", "-q")
    lernbuild(project, "lock")
    _commit(project)
    lesson = sorted((project / "courses/minimal").rglob("*.md"))[0]
    lesson.write_text(lesson.read_text("utf-8") + "\nMehr.\n", encoding="utf-8")
    changed = lernbuild(project, "build", "--target", "web", "--since", "HEAD")
    assert "dist/minimal.web/" in changed.stdout
    _commit(project)
    same = lernbuild(project, "build", "--target", "web", "--since", "HEAD")
    assert (same.returncode, same.stdout) == (0, "")
    assert "Seit „HEAD“ hat sich kein Kurs geändert." in same.stderr
    told = _events(lernbuild(project, "build", "--target", "web", "--since", "HEAD", "--events").stdout)
    assert [one["event"] for one in told] == ["start", "end"]


@pytest.mark.parametrize("since", ["gibt-es-nicht", "1999-01-01", "--all"])
def test_since_an_unknown_revision(three: Path, since: str) -> None:
    with pytest.raises(click.UsageError):
        touched_courses(three, since, ())


@pytest.mark.parametrize("since", ["HEAD~1", "1999-01-01"])
def test_since_in_a_shallow_clone(three: Path, tmp_path: Path, since: str) -> None:
    """Most servers fetch one state: what is missing is not the author's mistake."""
    (three / "courses/dritter/kurs.yaml").write_text("id: dritter\n# mehr\n", encoding="utf-8")
    _commit(three)
    clone = tmp_path / "clone"
    _git(tmp_path, "clone", "-q", "--depth", "1", three.as_uri(), str(clone))
    with pytest.raises(click.UsageError, match="fetch-depth: 0"):
        touched_courses(clone, since, ())
    _git(clone, "fetch", "-q", "--unshallow")
    assert since != "HEAD~1" or touched_courses(clone, since, ()) == ("dritter",)


def test_since_in_a_folder_of_somebody_else(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In containers the sources often belong to another account, and git then says there is nothing."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(click.UsageError, match=r"safe\.directory"):
        touched_courses(three, "HEAD", ())


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A repository with three courses; the second has a snippet of the first."""
    files = {f"courses/{name}/kurs.yaml": f"id: {name}\n" for name in EVERY}
    files |= {f"courses/{name}/01-modul/01-lektion.md": "---\ntitel: L\n---\n" for name in EVERY}
    files["courses/zweiter/01-modul/01-lektion.md"] += "::: einbinden ../../erster/01-modul/stueck.md\n:::\n"
    files |= {"courses/erster/01-modul/stueck.md": "Ein Stück.\n", "courses/fakten/alle.yaml": "[]\n"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    _git(tmp_path, "init", "-q")
    _commit(tmp_path)
    return tmp_path


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **AUTHOR})


def _commit(root: Path) -> None:
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "Stand")


EVERY = ("dritter", "erster", "zweiter")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("courses/dritter/kurs.yaml", ("dritter",)),
        ("courses/dritter/freigaben.yaml", ("dritter",)),
        ("courses/erster/01-modul/stueck.md", ("erster", "zweiter")),
        ("courses/fakten/alle.yaml", EVERY),
        ("courses/bausteine/kurz.md", EVERY),
        ("courses/glossar.yaml", EVERY),
        ("courses/varianten/bw.yaml", EVERY),
        ("courses/recht/eigenes.yaml", EVERY),
        ("themes/haus/theme.yaml", EVERY),
        ("README.md", ()),
    ],
)
def test_since_names_what_differs(three: Path, path: str, expected: tuple[str, ...]) -> None:
    """Also files that git does not know yet; nothing once they are committed; the same when they are gone again."""
    assert touched_courses(three, "HEAD", ()) == ()
    (three / path).parent.mkdir(parents=True, exist_ok=True)
    with (three / path).open("a", encoding="utf-8") as stream:
        stream.write("# mehr\n")
    assert touched_courses(three, "HEAD", ()) == expected
    assert touched_courses(three, "HEAD", ("dritter",)) == tuple(set(expected) & {"dritter"})
    _commit(three)
    assert touched_courses(three, "HEAD", ()) == ()
    assert touched_courses(three, "HEAD~1", ()) == expected


def test_force_builds_again(project: Path) -> None:
    assert lernbuild(project, "build").returncode == 0
    assert "unverändert" in lernbuild(project, "build").stdout
    (project / ".lernbuild").mkdir(exist_ok=True)
    record = next((project / ".lernbuild").glob("run-*.json"))
    before = record.stat().st_mtime_ns
    assert "unverändert" in lernbuild(project, "build", "--force").stdout
    assert record.stat().st_mtime_ns > before
