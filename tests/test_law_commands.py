"""Law and facts as data: index, impact of a change, what is out of date on a day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import lernbuild

FACTS = """- id: gehalt
  aussage: Mindestgehalt
  einheit: Euro
  norm: § 18g Abs. 1 AufenthG
  quelle: Bekanntmachung
  pruefstatus: gesetzestext
  werte:
    - {ab: 2026-01-01, bis: 2026-12-31, wert: 50700}
    - {ab: 2027-01-01, wert: 52000}
"""

LESSON = """---
titel: Blaue Karte
pruefen-bis: 2026-12-31
---

Die Grenze liegt bei {{gehalt}} (§ 18g Abs. 1 AufenthG).

::: frage Wie hoch ist die Grenze? {id=grenze}
- (x) {{gehalt}}
  > § 18g Abs. 1 AufenthG nennt sie.
- ( ) 10.000 Euro

:::
"""


@pytest.fixture
def law_project(project: Path) -> Path:
    (project / "courses/fakten").mkdir()
    (project / "courses/fakten/werte.yaml").write_text(FACTS, encoding="utf-8")
    (project / "courses/minimal/01-grundlagen/07-blaue-karte.md").write_text(LESSON, encoding="utf-8")
    return project


def data(root: Path, *arguments: str) -> Any:
    done = lernbuild(root, *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_index_names_text_and_question_with_their_places(law_project: Path) -> None:
    rows = data(law_project, "law", "index", "--law", "AufenthG", "--section", "18g")["sections"]
    assert [(row["law"], row["section"]) for row in rows] == [("AufenthG", "18g")]
    path = "courses/minimal/01-grundlagen/07-blaue-karte.md"
    assert [(use["place"], use["question"]) for use in rows[0]["uses"]] == [
        (f"{path}:6:34", None),
        (f"{path}:10:5", "grenze"),
    ]
    assert "kein Zitat" in lernbuild(law_project, "law", "index", "--law", "GG").stdout


def test_impact_names_lessons_questions_and_packages(law_project: Path) -> None:
    done = lernbuild(law_project, "law", "impact", "--section", "§ 18g Abs. 1 AufenthG")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Was eine Änderung von § 18g AufenthG berührt\n")
    assert "| minimal | Blaue Karte | 2 | grenze |" in done.stdout
    none = lernbuild(law_project, "law", "impact", "--section", "Art. 99 DSGVO")
    assert none.stdout == "Kein Kurs zitiert Art. 99 DSGVO.\n"
    assert "- minimal: scorm12, scorm2004, web" in done.stdout
    assert lernbuild(law_project, "law", "impact", "--section", "irgendwas").returncode == 2


def test_facts_say_what_is_out_of_date_on_a_day_and_what_comes(law_project: Path) -> None:
    assert [row["id"] for row in data(law_project, "facts")["facts"]] == ["gehalt"]
    assert data(law_project, "facts", "--on", "2026-12-31")["facts"] == []
    (row,) = data(law_project, "facts", "--on", "2027-01-15")["facts"]
    assert row["next"].replace("\u00a0", " ") == "52.000 Euro"
    assert {(use["lesson"], use["question"]) for use in row["uses"]} == {
        ("blaue-karte", None),
        ("blaue-karte", "grenze"),
    }


def test_a_new_legal_date_shows_the_new_value(law_project: Path) -> None:
    lesson = law_project / "courses/minimal/01-grundlagen/07-blaue-karte.md"
    assert lernbuild(law_project, "build", "--target", "web").returncode == 0
    page = law_project / "dist/minimal.web/lektion/blaue-karte.html"
    assert "50.700" in page.read_text(encoding="utf-8")
    changed = LESSON.replace("pruefen-bis: 2026-12-31", "rechtsstand: 2027-01-01\npruefen-bis: 2027-12-31")
    lesson.write_text(changed, encoding="utf-8")
    assert lernbuild(law_project, "build", "--target", "web").returncode == 0
    assert "52.000" in page.read_text(encoding="utf-8")
    assert "50.700" not in page.read_text(encoding="utf-8")


def test_check_on_a_later_day_names_each_place(law_project: Path) -> None:
    done = lernbuild(law_project, "check", "--date", "2027-01-02")
    assert done.returncode == 0
    places = [line for line in done.stderr.splitlines() if "[fact-expiring]" in line]
    assert len(places) == 2, done.stderr
    assert lernbuild(law_project, "check", "--date", "2027-01-02", "--strict").returncode == 1
