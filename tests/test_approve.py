"""Approval from the command line: who read what, what became stale, what a release refuses."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lernbuild.commands.approve import command
from lernbuild.commands.trouble import refusal_in_words
from lernbuild.package.disk import beside
from tests.command import lernbuild

HEAD = "courses/minimal/freigaben.yaml"


def approve(root: Path, *names: str, role: str = "fachlich", by: str = "Erika Beispiel") -> str:
    done = lernbuild(root, "approve", *names, "--by", by, "--role", role, "--date", "2026-09-01")
    assert done.returncode == 0, done.stderr
    return done.stdout


def listed(root: Path) -> dict[str, dict[str, Any]]:
    done = lernbuild(root, "approve", "--list", "minimal", "--format", "json")
    assert done.returncode == 0, done.stderr
    return {row["lesson"]: row["roles"] for row in json.loads(done.stdout)["lessons"]}


def first_lesson(root: Path) -> Path:
    return min((root / "courses/minimal").glob("*/*.md"))


def test_a_file_for_people_sorted_and_stable(project: Path) -> None:
    names = list(listed(project))
    path = first_lesson(project).relative_to(project / "courses").with_suffix("").as_posix()
    approve(project, f"minimal/{names[1]}", role="redaktionell")
    assert "freigegeben (Erika Beispiel, 1. September 2026)" in approve(project, path, f"minimal/{names[1]}")
    text = (project / HEAD).read_text(encoding="utf-8")
    keys = [line for line in text.splitlines() if line.startswith(("- lektion", "  rolle"))]
    pairs = sorted([(names[0], "fachlich"), (names[1], "fachlich"), (names[1], "redaktionell")])
    assert keys == [line for key, role in pairs for line in (f"- lektion: {key}", f"  rolle: {role}")]
    assert "  name: Erika Beispiel\n  datum: 2026-09-01\n  hash: " in text
    assert "war schon freigegeben" in approve(project, f"minimal/{names[1]}")
    assert (project / HEAD).read_text(encoding="utf-8") == text


def test_the_list_names_what_is_stale_and_what_is_missing(project: Path) -> None:
    approve(project, "minimal/alle")
    lesson = first_lesson(project)
    key = next(iter(listed(project)))
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nEin Satz mehr.\n", encoding="utf-8")
    rows = listed(project)
    assert {name: row["fachlich"]["state"] for name, row in rows.items()} == {
        name: "stale" if name == key else "approved" for name in rows
    }
    assert {row["redaktionell"]["state"] for row in rows.values()} == {"missing"}
    text = lernbuild(project, "approve", "--list").stdout
    assert f"  {key}  fachlich: überholt (Erika Beispiel, 2026-09-01); redaktionell: fehlt" in text
    assert f"fachlich {len(rows) - 1}, redaktionell 0 von {len(rows)}" in text


def test_the_banner_goes_with_the_expert_and_a_release_needs_both(project: Path) -> None:
    assert lernbuild(project, "lock").returncode == 0
    refused = lernbuild(project, "build", "--target", "web", "--release")
    assert refused.returncode == 1
    assert "fachlich (fehlt) und redaktionell (fehlt)" in refused.stderr
    assert refused.stderr.count("[approval-missing]") == len(listed(project))
    assert not (project / "dist").exists()
    approve(project, "minimal/alle")
    page = project / "dist/minimal.web/index.html"
    assert lernbuild(project, "build", "--target", "web").returncode == 0
    assert "Entwurf" not in page.read_text(encoding="utf-8")
    assert "freigegeben: redaktionell (fehlt)." in lernbuild(project, "build", "--release").stderr
    approve(project, "minimal/alle", role="redaktionell", by="O'Neill: Ümit")
    released = lernbuild(project, "build", "--target", "web", "--release", "--date", "2026-09-02")
    assert released.returncode == 0, released.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["minimal/alle", "--role", "fachlich"], "--by"),
        (["minimal", "--by", "E", "--role", "fachlich"], "minimal/alle"),
        (["minimal/gibt-es-nicht", "--by", "E", "--role", "fachlich"], "gibt es im Kurs „minimal“ nicht"),
        (["minmal/alle", "--by", "E", "--role", "fachlich"], "Meinten Sie „minimal“?"),
        (["minimal/alle", "--by", "E", "--role", "chef"], "fachlich, redaktionell"),
    ],
)
def test_wrong_usage(project: Path, arguments: list[str], said: str) -> None:
    done = lernbuild(project, "approve", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (project / HEAD).exists()


def test_a_role_by_hand_must_exist(project: Path) -> None:
    (project / HEAD).write_text("- {lektion: a, hash: b, name: c, rolle: Chef}\n", encoding="utf-8")
    done = lernbuild(project, "check")
    assert done.returncode == 1
    assert "[approval-value]" in done.stderr


def test_no_command_writes_through_a_link(project: Path) -> None:
    """A course of strangers may bring a link to any file of whoever approves it."""
    outside = project / "fremd.txt"
    outside.write_text("bleibt", encoding="utf-8")
    for name in ("freigaben.yaml", "kurs.lock"):
        place = project / "courses/minimal" / name
        place.unlink(missing_ok=True)
        place.symlink_to(outside)
    for arguments in (["approve", "minimal/alle", "--by", "A", "--role", "fachlich"], ["lock", "--repair"]):
        done = lernbuild(project, *arguments)
        assert done.returncode == 0, done.stderr
    assert outside.read_text(encoding="utf-8") == "bleibt"


def test_what_cannot_be_written_is_not_said_to_be_approved(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(beside(Path(HEAD))))

    monkeypatch.chdir(project)
    monkeypatch.setattr("lernbuild.package.disk.os.fsync", full)
    done = CliRunner().invoke(command, ["minimal/l1", "--by", "Erika Beispiel", "--role", "fachlich"])
    assert isinstance(done.exception, OSError) and done.output == ""
    assert "„courses/minimal/freigaben.yaml“" in refusal_in_words(done.exception)
