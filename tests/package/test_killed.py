"""A run killed at any step on the disk leaves the last good package, or the new one, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, signal, sys
from pathlib import Path
from lernbuild.package import INDEX, disk, remove_leftovers, write_package

root, folder, exchange = Path(sys.argv[1]), sys.argv[2] == "folder", sys.argv[3] == "exchange"
if not exchange:
    disk._exchange = lambda one, other: False
path = root / "kurs"
index = b'{"files": {"index.html": "", "a/eins.html": "", "a/zwei.html": "", "b.html": ""}}'
old = {"index.html": b"alt", "a/eins.html": b"eins", "a/zwei.html": b"zwei", INDEX: index}
new = {"index.html": b"neu", "a/eins.html": b"eins", "b.html": b"mehr" * 5000, INDEX: index}
WATCHED = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.scandir", "ctypes.dlsym", "shutil.rmtree"}

def content():
    if path.is_dir():
        return {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}
    import zipfile
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}

def child(step):
    count = [0]
    def watch(event, values):
        if event in WATCHED and (event == "ctypes.dlsym" or str(root) in str(values[0])):
            if count[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            count[0] += 1
    sys.addaudithook(watch)
    write_package(path, new, folder=folder)
    os._exit(0)

steps = olds = 0
while True:
    write_package(path, old, folder=folder)
    pid = os.fork()
    if pid == 0:
        child(steps)
    _, status = os.waitpid(pid, 0)
    if exchange or not folder:
        assert content() in (old, new), f"killed at {steps}: {sorted(content())}"
    remove_leftovers(root)
    assert content() in (old, new), f"after sweeping, killed at {steps}: {sorted(content())}"
    assert [one.name for one in root.iterdir()] == ["kurs"]
    olds += content() == old
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0
        break
    steps += 1
print(steps, olds)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork")
@pytest.mark.parametrize(("kind", "way"), [("zip", "-"), ("folder", "exchange"), ("folder", "two moves")])
def test_killed_at_every_step(tmp_path: Path, kind: str, way: str) -> None:
    if way == "exchange" and sys.platform != "linux":
        pytest.skip("only Linux exchanges two folders in one step")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path), kind, way]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    steps, olds = map(int, ran.stdout.split())
    assert steps >= (2 if kind == "zip" else 8)
    assert 0 < olds <= steps + 1
