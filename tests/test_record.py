"""Recorded runs: said again only when nothing has changed, never believed when damaged."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lernbuild.commands import record
from lernbuild.commands.record import Run, Speech, note_sources, remember, repeat

OLD = 1_700_000_000_000_000_000


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A recorded run over two sources with one package."""
    for name, text in (("courses/a/kurs.yaml", "id: a"), ("themes/t/theme.yaml", "name: t"), ("dist/a.zip", "zip")):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(OLD, OLD))
    one = Run("build", tmp_path, "2026-11-22", {"strict": False})
    speech = Speech()
    speech.say("a.zip", next_time="a.zip, unverändert")
    speech.say("Warnung", err=True)
    remember(one, note_sources(tmp_path, now=OLD * 2), (tmp_path / "dist/a.zip",), speech, 0)
    return one


def test_nothing_changed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert repeat(run) == 0
    assert capsys.readouterr() == ("a.zip, unverändert\n", "Warnung\n")
    assert (run.root / ".lernbuild/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_touched_file_counts_as_the_same(run: Run) -> None:
    (run.root / "courses/a/kurs.yaml").touch()
    assert repeat(run) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "courses/a/kurs.yaml").write_text("id: b", encoding="utf-8"),
        lambda root: (root / "courses/a/neu.md").write_text("neu", encoding="utf-8"),
        lambda root: (root / "courses/a/kurs.yaml").unlink(),
        lambda root: (root / "courses/a/kurs.yaml").rename(root / "courses/a/anders.yaml"),
        lambda root: (root / "themes/t/theme.yaml").write_text("name: u", encoding="utf-8"),
        lambda root: (root / "dist/a.zip").unlink(),
        lambda root: (root / "dist/a.zip").write_text("zap", encoding="utf-8"),
    ],
)
def test_changed_file(run: Run, change: Callable[[Path], object]) -> None:
    """The times of change are put back, as careless tools do: the bytes still tell."""
    change(run.root)
    for path in run.root.rglob("*"):
        if path.is_file() and ".lernbuild" not in path.parts:
            os.utime(path, ns=(OLD, OLD))
    assert repeat(run) is None


def test_other_day_option_and_program(run: Run) -> None:
    assert repeat(Run("build", run.root, "2026-11-23", run.options)) is None
    assert repeat(Run("build", run.root, run.day, {"strict": True})) is None
    assert repeat(Run("check", run.root, run.day, run.options)) is None
    assert repeat(replace(run, program="another")) is None


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b'{"format": 1}', b"\xff\xfe", b'{"format": 0}', b"[" * 99999]
)
def test_damaged_record(run: Run, damage: bytes) -> None:
    run.path.write_bytes(damage)
    assert repeat(run) is None


def test_wrong_shapes(run: Run) -> None:
    whole = json.loads(run.path.read_bytes())
    for key in whole:
        for value in (None, 5, "x", [], [[1]], {"a": 1}):
            run.path.write_text(json.dumps(whole | {key: value}), encoding="utf-8")
            assert repeat(run) is None or (key == "said" and not value) or (key == "code" and value == 5)


def test_changed_while_running(run: Run) -> None:
    """What was written after the sources were noted (kurs.lock) makes the record worthless, so there is none."""
    sources = note_sources(run.root, now=OLD * 2)
    run.path.unlink()
    (run.root / "courses/a/kurs.lock").write_text("neu", encoding="utf-8")
    remember(run, sources, (), Speech(), 0)
    assert not run.path.exists()


def test_leftover_of_a_killed_run(run: Run) -> None:
    build = run.root / "dist/a.build.json"
    build.write_text("{}", encoding="utf-8")
    remember(run, note_sources(run.root, now=OLD * 2), (build,), Speech(), 0)
    assert repeat(run) == 0
    (run.root / "dist/.a.zip.1.neu").write_text("half", encoding="utf-8")
    assert repeat(run) is None


def test_known_files_are_not_read_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lesson changed, the other thousand did not: their hashes stand in the record before."""
    read: list[str] = []
    whole = record._hash

    def read_whole(path: Path) -> str:
        read.append(path.name)
        return whole(path)

    monkeypatch.setattr(record, "_hash", read_whole)
    (run.root / "courses/a/kurs.yaml").write_text("id: b", encoding="utf-8")
    remember(run, note_sources(run.root, now=OLD * 2), (), Speech(), 0)
    assert read == ["kurs.yaml"]
    assert repeat(run) == 0


def test_no_place_to_write(run: Run) -> None:
    """A folder that refuses is no trouble."""
    run.path.unlink()
    run.path.mkdir()
    remember(run, note_sources(run.root, now=OLD * 2), (), Speech(), 0)
    assert repeat(run) is None


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
def test_nothing_is_read_through_links_and_pipes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A course of strangers may link to the whole disk, to a device without an end, to itself, twice in one folder."""
    course = tmp_path / "courses/a"
    course.mkdir(parents=True)
    (tmp_path / "abroad").mkdir()
    (tmp_path / "abroad/file").write_text("x", encoding="utf-8")
    for name, target in (("disk", "../../abroad"), ("zero", "/dev/zero"), ("loop", "loop"), ("one", "."), ("two", ".")):
        (course / name).symlink_to(target)
    os.mkfifo(course / "pipe")
    (course / "kurs.yaml").write_text("id: a", encoding="utf-8")
    (course / "same.yaml").symlink_to("kurs.yaml")
    Path(os.fsdecode(os.fsencode(course) + b"/b\xff.png")).write_bytes(b"x")
    one, sources = Run("check", tmp_path, "2026-11-22", {}), note_sources(tmp_path, now=OLD * 2)
    assert not [name for name in sources.files if "abroad" in name or "/one/" in name or "disk/" in name]
    assert len(sources.files) == 9
    remember(one, sources, (), Speech(), 0)
    assert repeat(one) == 0
    (course / "kurs.yaml").write_text("id: b", encoding="utf-8")
    assert repeat(one) is None
