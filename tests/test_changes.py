"""A change of law from end to end: what is named, what is built anew, what becomes stale, what stays."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.command import lernbuild

from .test_law_commands import FACTS, LESSON

LESSON_PATH = "courses/minimal/01-grundlagen/07-blaue-karte.md"
OLD = FACTS.replace("    - {ab: 2027-01-01, wert: 52000}\n", "")


def git(root: Path, *arguments: str) -> None:
    options = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *options, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def law_project(project: Path) -> Path:
    """A project in git whose value ends with the year."""
    (project / "courses/fakten").mkdir()
    (project / "courses/fakten/werte.yaml").write_text(OLD, encoding="utf-8")
    (project / LESSON_PATH).write_text(LESSON, encoding="utf-8")
    git(project, "init", "-q")
    git(project, "add", "courses")
    git(project, "commit", "-qm", "alt", "--date", "2026-09-01T12:00:00")
    return project


def decoded(root: Path, package: str, repository: Path) -> str:
    """What a learner's stored state means to a package."""
    state = (repository / "tests/runtime/newer-state.txt").read_text(encoding="utf-8").strip()
    done = lernbuild(root, "state", "decode", package, state)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_change_of_law_from_end_to_end(law_project: Path, repository: Path) -> None:
    assert lernbuild(law_project, "lock").returncode == 0
    done = lernbuild(law_project, "build", "--target", "scorm12", "--out", "alt", "--date", "2026-09-01")
    assert done.returncode == 0, done.stderr
    before = decoded(law_project, "alt/minimal.scorm12.zip", repository)
    done = lernbuild(law_project, "approve", "minimal/alle", "--by", "E", "--role", "fachlich", "--date", "2026-09-01")
    assert done.returncode == 0, done.stderr
    git(law_project, "add", "courses")
    git(law_project, "commit", "-qm", "freigegeben")
    lock = (law_project / "courses/minimal/kurs.lock").read_bytes()
    same = lernbuild(law_project, "changes", "--since", "HEAD")
    assert (same.returncode, same.stdout.splitlines()[-1][:7]) == (0, "Nichts:")

    (law_project / "courses/fakten/werte.yaml").write_text(FACTS, encoding="utf-8")
    late = lernbuild(law_project, "check", "--date", "2027-01-02").stderr
    assert late.count("[fact-expiring]") == 2
    assert f"{LESSON_PATH}:6:" in late
    assert f"{LESSON_PATH}:9:" in late
    assert "rechtsstand: 2027-01-01" in late

    settings = law_project / "courses/minimal/kurs.yaml"
    raised = settings.read_text(encoding="utf-8").replace("rechtsstand: 2026-08-19", "rechtsstand: 2027-01-01")
    settings.write_text(raised, encoding="utf-8")
    (law_project / LESSON_PATH).write_text(LESSON.replace("pruefen-bis: 2026-12-31\n", ""), encoding="utf-8")
    old = "alt/minimal.scorm12.zip"
    done = lernbuild(law_project, "build", "--target", "web", "--target", "scorm12", "--date", "2027-01-02", "--locked",
                     "--against", old)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "kompatibel" in done.stdout + done.stderr
    assert "nicht kompatibel" not in done.stdout + done.stderr
    assert decoded(law_project, "dist/minimal.scorm12.zip", repository) == before
    page = (law_project / "dist/minimal.web/lektion/blaue-karte.html").read_text(encoding="utf-8")
    assert "52.000" in page
    assert "50.700" not in page
    assert (law_project / "courses/minimal/kurs.lock").read_bytes() == lock

    listing = json.loads(lernbuild(law_project, "approve", "--list", "--format", "json").stdout)["lessons"]
    states = {row["lesson"]: row["roles"]["fachlich"]["state"] for row in listing}
    assert states.pop("blaue-karte") == "stale"
    assert set(states.values()) == {"approved"}

    changes = json.loads(lernbuild(law_project, "changes", "--since", "HEAD", "--format", "json").stdout)
    assert [(one["change"], one["lesson"]) for one in changes["lessons"]] == [("changed", "blaue-karte")]
    assert [(one["change"], one["question"]) for one in changes["questions"]] == [("changed", "grenze")]
    (fact,) = changes["facts"]
    assert fact["new"]["values"][1] == "52.000 Euro (ab 1. Januar 2027)"
    assert ("Die Grenze liegt bei 50.700 Euro (§ 18g Abs. 1 AufenthG).",
            "Die Grenze liegt bei 52.000 Euro (§ 18g Abs. 1 AufenthG).") in [
        (one["old"], one["new"]) for one in fact["wordings"]
    ]  # fmt: skip
    names = ["minimal.scorm12.zip", "minimal.scorm2004.zip", "minimal.web"]
    assert changes["packages"] == [{"course": "minimal", "variant": None, "files": names}]


def test_other_words_around_a_value_are_no_change_of_the_fact(law_project: Path) -> None:
    path = law_project / LESSON_PATH
    path.write_text(LESSON.replace("Die Grenze liegt bei", "Die Schwelle beträgt"), encoding="utf-8")
    changes = json.loads(lernbuild(law_project, "changes", "--since", "HEAD", "--format", "json").stdout)
    assert [one["lesson"] for one in changes["lessons"]] == ["blaue-karte"]
    assert (changes["questions"], changes["facts"]) == ([], [])


def test_markdown_names_new_and_lost_lessons_and_new_wording(law_project: Path) -> None:
    (law_project / LESSON_PATH).rename(law_project / "courses/minimal/01-grundlagen/08-neu.md")
    text = LESSON.replace("{id=grenze}", "{id=anders}").replace("Wie hoch", "Sagen Sie | wie hoch")
    (law_project / "courses/minimal/01-grundlagen/08-neu.md").write_text(text, encoding="utf-8")
    (law_project / "courses/fakten/werte.yaml").write_text(OLD.replace("50700", "51000"), encoding="utf-8")
    done = lernbuild(law_project, "changes", "--since", "HEAD")
    assert done.returncode == 0, done.stderr
    assert "| Werte | 50.700 Euro (ab 1. Januar 2026 bis 31. Dezember 2026) | 51.000 Euro" in done.stdout
    assert "Sagen Sie \\| wie hoch" in done.stdout
    assert "- minimal.scorm12.zip, minimal.scorm2004.zip, minimal.web" in done.stdout
    assert "minimal/neu" in done.stdout


def test_texts_of_several_lines_stay_in_their_row(law_project: Path) -> None:
    (law_project / "courses/varianten").mkdir()
    text = "name: Hessen\nbehoerde:\n  anschrift: |\n    Haus A | B\n    12345 Ort\n"
    (law_project / "courses/varianten/he.yaml").write_text(text, encoding="utf-8")
    said = lernbuild(law_project, "changes", "--since", "HEAD").stdout
    assert "| he | behoerde.anschrift | – | Haus A \\| B<br>12345 Ort |" in said.splitlines()


@pytest.mark.parametrize(
    ("since", "said"),
    [("gibt-es-nicht", "gibt es in git nicht"), ("1990-01-01", "Vor dem 1990-01-01"), ("--output=x", "in git nicht")],
)
def test_a_missing_revision_is_wrong_usage(law_project: Path, since: str, said: str) -> None:
    done = lernbuild(law_project, "changes", f"--since={since}")
    assert done.returncode == 2
    assert said in done.stderr


def test_without_git(project: Path) -> None:
    outside = lernbuild(project, "changes", "--since", "HEAD", GIT_CEILING_DIRECTORIES=str(project.parent))
    assert outside.returncode == 2
    assert "in keinem git-Verzeichnis" in outside.stderr
    missing = lernbuild(project, "changes", "--since", "HEAD", PATH="")
    assert missing.returncode == 2
    assert "git installiert" in missing.stderr
