"""Two branches that each add a lesson and a question, merged by git: no learner's state changes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.command import lernbuild

LESSON = """---
titel: {title}
---

Ein Absatz.

::: frage Was gilt in {title}?
- (x) Das Gesetz
- ( ) Der Zufall

:::
"""


def git(root: Path, *arguments: str, check: bool = True) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=check)
    return done.stdout


def add_lesson(root: Path, name: str, title: str) -> None:
    path = root / f"courses/minimal/01-grundlagen/{name}.md"
    path.write_text(LESSON.format(title=title), encoding="utf-8")
    assert lernbuild(root, "build").returncode == 0
    git(root, "add", "courses")
    git(root, "commit", "-qm", title)


def numbers(root: Path) -> dict[str, int]:
    """The number of each lesson and question in use, by its line without the number."""
    text = (root / "courses/minimal/kurs.lock").read_text(encoding="utf-8")
    return {f"{kind} {key}": int(n) for kind, n, key in re.findall(r"^(lektion|frage) (\d+) (.+)$", text, re.M)}


def test_merge_keeps_every_published_number(project: Path) -> None:
    assert lernbuild(project, "build").returncode == 0
    git(project, "init", "-q", "-b", "main")
    (project / ".gitignore").write_text("dist/\n", encoding="utf-8")
    git(project, "add", ".")
    git(project, "commit", "-qm", "Anfang")
    before = numbers(project)
    git(project, "checkout", "-qb", "anna")
    add_lesson(project, "05-annas", "Annas Lektion")
    git(project, "checkout", "-q", "main")
    add_lesson(project, "06-berts", "Berts Lektion")
    bert = numbers(project)
    git(project, "merge", "-q", "anna", check=False)
    lock = project / "courses/minimal/kurs.lock"
    merged = re.sub(r"^(<<<<<<<|=======|>>>>>>>).*\n", "", lock.read_text(encoding="utf-8"), flags=re.M)
    lock.write_text(merged, encoding="utf-8")

    refused = lernbuild(project, "build")
    assert refused.returncode == 1
    assert "lock-duplicate" in refused.stderr
    assert "lernbuild lock --repair" in refused.stderr

    mended = lernbuild(project, "lock", "--repair")
    assert (mended.returncode, mended.stdout) == (0, "courses/minimal/kurs.lock  behoben\n"), mended.stderr
    assert lernbuild(project, "lock", "--repair").stdout == "courses/minimal/kurs.lock  vollständig\n"
    assert lernbuild(project, "build", "--locked").returncode == 0
    after = numbers(project)
    assert {key: after.get(key) for key in before} == before
    assert {key: after.get(key) for key in bert} == bert
    lessons = [n for key, n in after.items() if key.startswith("lektion")]
    questions = [n for key, n in after.items() if key.startswith("frage")]
    assert len(set(lessons)) == len(lessons) == 5
    assert len(set(questions)) == len(questions)
    assert any("annas" in key for key in after)
