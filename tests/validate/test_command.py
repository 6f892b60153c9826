"""``lernbuild validate`` as CI calls it: exit codes, and a whole report whatever the files are."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.command import lernbuild

Files = dict[str, bytes]
Zip = Callable[..., Path]


@pytest.fixture
def mixed(valid: dict[str, Files], packed: Zip, tmp_path: Path) -> list[str]:
    packed(valid["scorm12"], "gut.scorm12.zip")
    packed({**valid["scorm12"], "a\x1b[31m\n::error::b.html": b"<html>"}, "böse name.scorm12.zip")
    (tmp_path / "text.zip").write_text("Kein Paket", encoding="utf-8")
    (tmp_path / "ordner").mkdir()
    return ["gut.scorm12.zip", "böse name.scorm12.zip", "text.zip", "ordner", "fehlt.zip"]


def test_exit_codes(mixed: list[str], tmp_path: Path) -> None:
    assert lernbuild(tmp_path, "validate", mixed[0]).returncode == 0
    assert lernbuild(tmp_path, "validate", "--strict", mixed[0]).returncode == 0
    assert lernbuild(tmp_path, "validate", mixed[1]).returncode == 0
    assert lernbuild(tmp_path, "validate", "--strict", mixed[1]).returncode == 1
    for name in mixed[2:]:
        assert lernbuild(tmp_path, "validate", name).returncode == 1
    assert lernbuild(tmp_path, "validate").returncode == 2
    assert lernbuild(tmp_path, "validate", "--lms", "anderes", mixed[0]).returncode == 2


def test_the_report_names_every_file(mixed: list[str], tmp_path: Path) -> None:
    done = lernbuild(tmp_path, "validate", "--format", "json", *mixed)
    assert done.returncode == 1
    found = {(one["file"], one["code"]) for one in json.loads(done.stdout)["diagnostics"]}
    assert {("text.zip", "zip-broken"), ("ordner", "package-unreadable"), ("fehlt.zip", "package-unreadable")} <= found
    assert any(file.startswith("böse name.scorm12.zip/a") for file, _ in found)


@pytest.mark.parametrize("name", ["rohr.zip", "rohr.xml"])
def test_a_pipe_does_not_hold_the_judge(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    done = lernbuild(tmp_path, "validate", name)
    assert done.returncode == 1 and "[package-unreadable]" in done.stderr


def test_packages_are_counted(valid: dict[str, Files], packed: Zip, tmp_path: Path) -> None:
    """Findings in several files of one package concern one package."""
    bad = dict.fromkeys(("a.html", "b.html", "c.html"), b"<html>")
    packed({**valid["scorm12"], **bad}, "schlecht.scorm12.zip")
    for name in ("a", "b", "c", "d"):
        packed(valid["scorm12"], f"{name}.scorm12.zip")
    names = sorted(path.name for path in tmp_path.glob("*.zip"))
    assert "Betroffen: 1 von 5 Paketen." in lernbuild(tmp_path, "validate", *names).stderr
    assert "Keine Beanstandung in 4 Dateien." in lernbuild(tmp_path, "validate", *names[:4]).stderr


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_every_form_holds_odd_names(mixed: list[str], tmp_path: Path, form: str) -> None:
    """Names in a package send nothing to a terminal or to the log of a CI; a path may be of any bytes."""
    odd = "k\udcff.scorm12.zip"
    (tmp_path / "gut.scorm12.zip").rename(tmp_path / odd)
    done = lernbuild(tmp_path, "validate", "--format", form, odd, *mixed[1:])
    assert done.returncode == 1
    text = done.stdout + done.stderr
    assert "\x1b" not in text
    assert not any(line.startswith("::error::") for line in text.splitlines())
    if form in ("json", "gitlab", "sarif"):
        json.loads(done.stdout)
    elif form == "junit":
        ElementTree.fromstring(done.stdout)
