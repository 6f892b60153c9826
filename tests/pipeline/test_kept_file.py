"""The file of kept results: damaged, foreign, hostile, nowhere to be written; every build is right all the same."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lernbuild import diagnostics as ours
from lernbuild.commands.keeping import FILE, open_keep
from lernbuild.commands.record import FOLDER, note_sources
from lernbuild.course.kept import _reader
from lernbuild.course.load import load_project
from lernbuild.keep import LIVES
from lernbuild.run import Request
from tests.pipeline.kept_project import TODAY, both, keeps, run_of, user_folder


@pytest.mark.parametrize("harm", ["empty", "cut", "bit", "key", "program", "folder"])
def test_damaged_or_foreign_file_counts_as_none(
    built: tuple[Path, Request], harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, request = built
    run, path = run_of(root), root / FOLDER / FILE
    data = path.read_bytes()
    if harm == "empty":
        path.write_bytes(b"")
    elif harm == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif harm == "bit":
        path.write_bytes(data[:1000] + bytes([data[1000] ^ 1]) + data[1001:])
    elif harm == "key":
        user_folder(tmp_path / "another", monkeypatch)
    elif harm == "program":
        run = replace(run, program="another")
    else:
        path.unlink()
        path.mkdir()
    keep = open_keep(run, note_sources(root, now=time.time_ns()))
    assert keep is not None and not keep._parts
    both(root, request)


def test_results_of_strangers_are_not_even_read(built: tuple[Path, Request], tmp_path: Path) -> None:
    """A pickle runs what it says: only one that this user's key has signed may be looked at."""
    root, request = built
    trap = tmp_path / "trap"

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (trap,)

    keep = open_keep(run_of(root), note_sources(root, now=time.time_ns()))
    assert keep is not None
    for name, (stamp, _, _) in list(keep._parts.items()):
        keep.put(name, stamp, pickle.dumps({"files": Trap(), "linked": Trap()}))
    replace(keep, key=b"x" * 32).save()
    both(root, request)
    assert not trap.exists()
    pickle.loads(pickle.dumps(Trap()))
    assert trap.exists()


def test_values_of_others_are_refused_even_when_signed(built: tuple[Path, Request], tmp_path: Path) -> None:
    root, request = built

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "trap",)

    keep = open_keep(run_of(root), note_sources(root, now=time.time_ns()))
    assert keep is not None
    for name, (stamp, _, _) in list(keep._parts.items()):
        if not name.startswith(("page:", "packed:")):
            keep.put(name, stamp, pickle.dumps({"files": Trap()}))
    keep.save()
    both(root, request)
    assert not (tmp_path / "trap").exists()


@pytest.mark.parametrize("name", ["os.system", "os", "in_processes"])
def test_what_our_modules_import_is_no_value_of_ours(built: tuple[Path, Request], name: str) -> None:
    """A name with dots leads through a module of lernbuild to anything; a function is no value."""
    root, _ = built
    reader = _reader(load_project(root))
    assert reader(f"clernbuild.jobs\n{name}\n.".encode()) is None
    part, text = name.encode(), b"lernbuild.jobs"  # as newer pickles name things, where dots are followed
    assert reader(b"\x80\x04\x8c" + bytes([len(text)]) + text + b"\x8c" + bytes([len(part)]) + part + b"\x93.") is None
    assert reader(pickle.dumps({"of": ours.Severity.ERROR})) == {"of": ours.Severity.ERROR}


def test_nowhere_to_write(root: Path) -> None:
    """A file where the folder should be; nothing else is wrong."""
    (root / FOLDER).write_text("", encoding="utf-8")
    both(root, Request(root, TODAY, courses=("klein",)))
    assert (root / FOLDER).is_file()


def test_no_key_no_results(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    user_folder(tmp_path / "file", monkeypatch)
    assert open_keep(run_of(root), note_sources(root, now=0)) is None


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 33])
def test_key_that_is_none_is_made_anew(built: tuple[Path, Request], tmp_path: Path, key: bytes) -> None:
    """A run that was killed, a full disk: nothing is kept once, and then again."""
    root, request = built
    (path,) = (tmp_path / "user").rglob("kept.key")
    path.write_bytes(key)
    both(root, request)
    assert (len(path.read_bytes()), keeps(root)) == (32, 3)
    assert list(path.parent.iterdir()) == [path]


def test_key_is_private(built: tuple[Path, Request], tmp_path: Path) -> None:
    keys = list((tmp_path / "user").rglob("kept.key"))
    assert [key.stat().st_mode & 0o077 for key in keys] == [0]


def test_results_nobody_asks_for_go(built: tuple[Path, Request]) -> None:
    root, request = built
    both(root, replace(request, variants=("bw",)))
    assert keeps(root) > 3
    for _ in range(LIVES + 1):
        both(root, request)
    assert keeps(root) == 3


def test_draft_of_a_killed_run_goes(built: tuple[Path, Request]) -> None:
    root, request = built
    old, fresh = (root / FOLDER / f"{FILE}.{number}" for number in (1, 2))
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, ns=(1, 1))
    both(root, request)
    assert (old.exists(), fresh.exists()) == (False, True)
