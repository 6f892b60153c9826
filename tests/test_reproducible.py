"""The same files give the same package, whatever the place, zone, locale, umask and hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[1], 8))
from lernbuild import built
from lernbuild.package import Members, write_package
from lernbuild.render.site import Site, SiteLesson
from lernbuild.targets import playable_targets

built.chunk = lambda name: name.encode()
files = {f"lektion/l{n}.html": f"<p>{n} Übung</p>".encode() * n for n in range(30)}
files |= {"index.html": b"<h1>x</h1>", "medien/bild.png": bytes(range(256))}
if len(sys.argv) > 3:
    files = dict(reversed(files.items()))
lessons = tuple(SiteLesson(f"l{n}", n, f"lektion/l{n}.html", f"Übung {n}", "lesson") for n in range(30))
site = Site("kurs", "Übung & Größe", "de", "1", files, b"runtime", lessons, keywords=("b", "a", "ä"), minutes=5)
members = Members()
for target in playable_targets():
    path = Path(sys.argv[2]) / f"kurs.{target.name}"
    written = write_package(path, target.files(site), folder=target.folder, members=members)
    print(target.name, written.sha256, written.content_hash)
"""


def _build(out: Path, umask: str, *more: str, **environment: str) -> str:
    out.mkdir(parents=True)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, umask, str(out), *more],
        env={**os.environ, **environment},
        cwd=out,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return ran.stdout


@pytest.mark.parametrize(
    ("umask", "more", "environment"),
    [
        ("022", (), {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}),
        ("077", (), {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C"}),
        ("000", ("other order",), {"LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR", "PYTHONHASHSEED": "3"}),
        ("022", (), {"SOURCE_DATE_EPOCH": "1", "PYTHONUTF8": "1", "HOME": "/nowhere", "USER": "jemand"}),
    ],
)
def test_same_bytes(tmp_path: Path, umask: str, more: tuple[str, ...], environment: dict[str, str]) -> None:
    expected = _build(tmp_path / "a", "022", PYTHONHASHSEED="0", TZ="UTC")
    found = _build(tmp_path / "ganz" / "woanders", umask, *more, **environment)
    assert found == expected
    assert len(expected.splitlines()) >= 3
