"""Law as data in the real courses: what they use, and approvals, offices and tables of sections on a copy of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import lernbuild
from tests.real_courses import COURSES, REPOSITORY

TEXTS = {name: "\n".join(path.read_text("utf-8") for path in sorted((REPOSITORY / "courses" / name).glob("*/*.md")))
         for name in COURSES}  # fmt: skip
DAY = "2026-09-01"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course on skilled immigration with all that courses share; one office, and no mistake."""
    root = tmp_path_factory.mktemp("courses")
    for name in ("fakten", "varianten", "bausteine", "glossar.yaml", "feg"):
        source = REPOSITORY / "courses" / name
        target = root / "courses" / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    (root / "courses/varianten/behoerden.csv").write_text(
        "id;name;land;behoerde.name\nmusterkreis;Musterkreis;he;Ausländerbehörde Musterkreis\n", encoding="utf-8"
    )
    settings = root / "courses/feg/kurs.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("varianten: [bw, he, rp]", "varianten: [bw, he, rp, musterkreis]"), "utf-8"
    )
    done = lernbuild(root, "lock", "feg")
    assert done.returncode == 0, done.stderr
    return root


@pytest.mark.parametrize("name", COURSES)
def test_every_course_uses_facts_dates_and_laender(name: str) -> None:
    text = TEXTS[name]
    assert len(re.findall(r"\{\{[\w-]+\}\}", text)) > 20
    assert re.search(r"\{\{[\w-]+\.norm\}\}", text)
    assert re.search(r"^pruefen-bis: ", text, re.MULTILINE)
    assert re.search(r'::: nur \w+.*grund="', text)


def test_the_courses_together_use_dates_on_blocks_and_questions() -> None:
    text = "\n".join(TEXTS.values())
    assert re.search(r"^::: (?!frage)\w+ .*gueltig-ab=.*gueltig-bis=.*pruefen-bis=", text, re.MULTILINE)
    assert len(re.findall(r"^::: frage .*gueltig-bis=", text, re.MULTILINE)) >= 10
    assert re.search(r"\{\{[\w-]+\.stand\}\}", text)
    settings = [(REPOSITORY / "courses" / name / "kurs.yaml").read_text("utf-8") for name in COURSES]
    assert all("varianten-modus: auswahl" in one for one in settings)


@pytest.mark.parametrize("name", COURSES)
def test_nobody_has_approved_and_the_notes_say_so(name: str) -> None:
    folder = REPOSITORY / "courses" / name
    assert not (folder / "freigaben.yaml").exists()
    assert "weil keine Fachperson den Kurs gelesen" in (folder / "REDAKTION.md").read_text("utf-8")


def test_all_editions_of_the_course(copy: Path) -> None:
    done = lernbuild(copy, "build", "feg", "--variant", "alle", "--target", "web", "--date", DAY, "--locked")
    assert done.returncode == 0, done.stderr
    built = sorted(path.name for path in (copy / "dist").iterdir() if path.is_dir())
    assert built == ["feg.bw.web", "feg.he.web", "feg.musterkreis.web", "feg.rp.web", "feg.web"]
    report = json.loads((copy / "dist/feg.varianten.json").read_text("utf-8"))
    assert [one["variant"] for one in report["editions"]] == [None, "bw", "he", "rp", "musterkreis"]
    assert report["differences"]
    assert all(one["reason"] for one in report["differences"])
    assert "| Musterkreis |" in (copy / "dist/feg.varianten.md").read_text("utf-8")
    hessen = _pages(copy / "dist/feg.he.web")
    office = _pages(copy / "dist/feg.musterkreis.web")
    assert office.keys() == hessen.keys()
    assert _pages(copy / "dist/feg.bw.web") != hessen


def _pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((folder / "lektion").glob("*.html"))}


def _states(root: Path) -> dict[str, set[str]]:
    rows = json.loads(lernbuild(root, "approve", "--list", "feg", "--format", "json").stdout)["lessons"]
    return {row["lesson"]: {role["state"] for role in row["roles"].values()} for row in rows}


def test_approval_release_and_a_change_of_law(copy: Path, tmp_path: Path) -> None:
    root = tmp_path / "approved"
    shutil.copytree(copy / "courses", root / "courses")
    for role in ("fachlich", "redaktionell"):
        done = lernbuild(root, "approve", "feg/alle", "--by", "Test", "--role", role, "--date", DAY)
        assert done.returncode == 0, done.stderr
    done = lernbuild(root, "build", "feg", "--target", "web", "--release", "--date", DAY)
    assert done.returncode == 0, done.stderr
    assert "Entwurf: fachlich" not in "".join(_pages(root / "dist/feg.web").values())
    facts = root / "courses/fakten/feg.yaml"
    text = facts.read_text("utf-8")
    changed = text.replace("wert: 50700}", "wert: 50800}")
    assert changed != text
    facts.write_text(changed, encoding="utf-8")
    states = _states(root)
    using = {
        _key(root, path)
        for path in (root / "courses/feg").glob("*/*.md")
        if re.search(r"\{\{FEG-BK(?:\.\w+)?\}\}", path.read_text("utf-8"))
    }
    assert {key for key, state in states.items() if state == {"stale"}} == using
    assert {key for key, state in states.items() if state == {"approved"}} == states.keys() - using != set()
    refused = lernbuild(root, "build", "feg", "--target", "web", "--release", "--date", DAY)
    assert refused.returncode == 1
    assert refused.stderr.count("[approval-missing]") == len(using)


def _key(root: Path, path: Path) -> str:
    written = re.search(r"^id: (\S+)$", path.read_text("utf-8").partition("\n---")[0], re.MULTILINE)
    return written[1] if written else path.stem.partition("-")[2]


def test_a_table_of_sections_names_what_does_not_exist(copy: Path, tmp_path: Path) -> None:
    shutil.copytree(copy / "courses", tmp_path / "courses")
    index = json.loads(lernbuild(copy, "law", "index", "--law", "AufenthG", "--format", "json").stdout)
    sections = [one["section"] for one in index["sections"]]
    assert len(sections) > 20
    missing = "18g"
    xml = "".join(f"<norm><metadaten><enbez>§ {one}</enbez></metadaten></norm>" for one in sections if one != missing)
    head = "<norm><metadaten><jurabk>AufenthG 2004</jurabk><amtabk>AufenthG</amtabk></metadaten></norm>"
    source = tmp_path / "gesetz.xml"
    source.write_text(f'<dokumente builddate="20260819213005">{head}{xml}</dokumente>', encoding="utf-8")
    command = [sys.executable, str(REPOSITORY / "tools/gesetz_tabelle.py"), str(source)]
    table = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    (tmp_path / "courses/recht").mkdir()
    (tmp_path / "courses/recht/AufenthG.yaml").write_text(table, encoding="utf-8")
    done = lernbuild(tmp_path, "check", "feg", "--format", "json", "--date", DAY)
    found = [d for d in json.loads(done.stdout)["diagnostics"] if d["code"] == "section-unknown"]
    assert found
    assert all("18g" in d["message"] for d in found)
