"""The templates in docs/ci: their commands are run, in a repository with two states, as the platforms run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command import lernbuild

pytestmark = pytest.mark.xdist_group("ci-templates")
"""In one process: the last command of a template judges what the one before it built."""

CI = Path(__file__).resolve().parents[2] / "docs" / "ci"
AUTHOR = [f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]


@pytest.fixture(scope="module")
def repository_of_courses(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A project in git: published once with approvals, then one lesson was changed; ``lernbuild`` is on its path."""
    root = tmp_path_factory.mktemp("kurse")
    shutil.copytree(repository / "tests/courses/minimal", root, dirs_exist_ok=True)
    (root / ".gitignore").write_text("dist/\n.lernbuild/\nbin/\ngl-code-quality-report.json\n", encoding="utf-8")
    (root / "bin").mkdir()
    command = root / "bin" / "lernbuild"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lernbuild "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    assert lernbuild(root, "lock").returncode == 0
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Stand"]):
        _git(root, *step)
    lesson = sorted((root / "courses/minimal").rglob("*.md"))[0]
    lesson.write_text(lesson.read_text("utf-8") + "\nEin Satz mehr.\n", encoding="utf-8")
    for role in ("fachlich", "redaktionell"):
        done = lernbuild(root, "approve", "minimal/alle", "--by", "A. Beispiel", "--role", role, "--date", "2026-06-01")
        assert done.returncode == 0, done.stderr
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "Mehr")
    return root


def _git(root: Path, *arguments: str) -> str:
    surroundings = {**os.environ, **dict.fromkeys(AUTHOR, "test@example.org")}
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env=surroundings, text=True)
    return done.stdout.strip()


def _shell(root: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line as a runner has it: a shell that stops at the first failure, with the platform's names."""
    before = _git(root, "rev-parse", "HEAD~1")
    names = {"CI": "true", "VORHER": before, "CI_MERGE_REQUEST_DIFF_BASE_SHA": before}
    surroundings = {**os.environ, **names, "PATH": f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-e", "-c", line], cwd=root, capture_output=True, text=True, env=surroundings, check=False
    )


def _yaml(name: str) -> dict[Any, Any]:
    found = yaml.safe_load((CI / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _github_lines() -> Iterator[tuple[str, str]]:
    for job in _yaml("github-kurse.yml")["jobs"].values():
        for step in job["steps"]:
            yield step.get("name", ""), step.get("run", "")


def _gitlab_lines() -> Iterator[tuple[str, str]]:
    for name, job in _yaml("gitlab-ci.yml").items():
        if isinstance(job, dict) and "script" in job:
            for line in job["script"]:
                yield name, line


LINES = [
    *(("github", *one) for one in _github_lines() if "lernbuild " in one[1] and "pip " not in one[1]),
    *(("gitlab", *one) for one in _gitlab_lines() if "lernbuild " in one[1]),
    ("pre-commit", "", _yaml("pre-commit-config.yaml")["repos"][0]["hooks"][0]["entry"]),
]


def test_all_commands_are_found() -> None:
    commands = [(platform, line.split()[1]) for platform, _, line in LINES]
    both = ["check", "build", "build", "validate"]
    assert commands == [*(("github", one) for one in both), *(("gitlab", one) for one in both), ("pre-commit", "check")]


@pytest.mark.parametrize(("platform", "name", "line"), LINES, ids=[f"{one[0]}-{one[2][:30]}" for one in LINES])
def test_commands_do_what_they_should(repository_of_courses: Path, platform: str, name: str, line: str) -> None:
    root = repository_of_courses
    if "validate" not in line:
        shutil.rmtree(root / "dist", ignore_errors=True)
    done = _shell(root, line)
    assert done.returncode == 0, done.stdout + done.stderr
    built = {path.name for path in (root / "dist").glob("minimal.*")}
    if "--since" in line:
        assert "minimal.web" in built
        assert not any(path.endswith(".zip") for path in built)
    elif "--release" in line:
        assert {"minimal.scorm12.zip", "minimal.scorm2004.zip", "minimal.web", "minimal.build.json"} <= built
        assert (root / "dist/index.json").is_file()
    if "gl-code-quality" in line:
        assert isinstance(json.loads((root / "gl-code-quality-report.json").read_text(encoding="utf-8")), list)


def test_findings_end_the_job(repository_of_courses: Path, tmp_path: Path) -> None:
    """A refused course fails the check of both platforms, and GitLab still gets its report."""
    shutil.copytree(repository_of_courses, tmp_path / "falsch", symlinks=True)
    root = tmp_path / "falsch"
    lesson = sorted((root / "courses/minimal").rglob("*.md"))[0]
    lesson.write_text(lesson.read_text("utf-8") + "\n::: merke\n", encoding="utf-8")
    github, gitlab = (next(line for one, _, line in LINES if one == platform) for platform in ("github", "gitlab"))
    done = _shell(root, github)
    assert (done.returncode, "::error file=courses/minimal/" in done.stdout) == (1, True)
    assert _shell(root, gitlab).returncode == 1
    assert json.loads((root / "gl-code-quality-report.json").read_text(encoding="utf-8"))[0]["severity"]


def test_reports_and_artefacts_are_what_the_commands_write() -> None:
    gitlab = _yaml("gitlab-ci.yml")
    report = gitlab["pruefen"]["artifacts"]["reports"]["codequality"]
    assert any(report in line for line in gitlab["pruefen"]["script"])
    assert gitlab["pruefen"]["artifacts"]["when"] == "always"
    assert gitlab["vorschau"]["artifacts"]["paths"] == gitlab["pakete"]["artifacts"]["paths"] == ["dist/"]
    assert {job["stage"] for job in gitlab.values() if isinstance(job, dict) and "stage" in job} == set(
        gitlab["stages"]
    )
    github = _yaml("github-kurse.yml")
    assert github["permissions"] == {"contents": "read"}
    assert github["jobs"]["pruefen"]["steps"][0]["with"]["fetch-depth"] == 0


def test_the_container_runs_the_command() -> None:
    """Its steps name what exists: the wheel's own command, options of the project."""
    lines = (CI / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    words = dict(reversed(steps))
    assert [kind for kind, _ in steps] == ["FROM", "RUN", "COPY", "RUN", "RUN", "USER", "WORKDIR", "ENTRYPOINT", "CMD"]
    call = [*json.loads(words["ENTRYPOINT"]), *json.loads(words["CMD"])]
    assert call == ["lernbuild", "check"]
    python = re.fullmatch(r"python:3\.(\d+)-slim", words["FROM"])
    assert python and int(python[1]) >= 11
