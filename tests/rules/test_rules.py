"""Rules: each speaks where it should, and says what it is for."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from lernbuild.course.assemble import assemble_course
from lernbuild.course.load import load_project
from lernbuild.diagnostics import Severity
from lernbuild.rules import PROJECT_RULES, RULES, check_course, check_project, explanation

TODAY = date(2026, 7, 1)
KURS = 'id: probe\ntitel: Probe\nsprache: de\nversion: "1"\nrechtsstand: 2026-06-01\n'
FACTS = "- id: alt\n  aussage: A\n  pruefstatus: offen\n  werte: [{ab: 2026-01-01, bis: 2026-12-31, wert: 3}]\n"
ONE = "::: frage Wer entscheidet?\n- (x) Die Behörde\n- ( ) Der Arbeitgeber\n:::\n"


def said(root: Path, text: str, head: str = "", kurs: str = "") -> list[str]:
    files = {
        "probe/kurs.yaml": KURS + kurs,
        "fakten/a.yaml": FACTS,
        "probe/medien/film.mp4": "x",
        "probe/medien/ton.mp3": "x",
        "probe/medien/bild.png": "x",
        "probe/01-m/01-lektion.md": f"---\ntitel: T\n{head}---\n\n{text}\n",
    }
    for path, content in files.items():
        place = root / "courses" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    course, problems = assemble_course(load_project(root), "probe")
    assert problems == []
    assert course is not None
    return [d.code for d in check_course(course, today=TODAY)]


CASES = [
    ("Text", "", "", []),
    ("", "", "", ["lesson-empty"]),
    ("Text", "typ: test\n", "", ["test-empty"]),
    ("::: umfrage Wie war es?\nSkala: 1 (gut) bis 5 (schlecht)\n:::", "typ: test\n", "", ["test-empty"]),
    (ONE + "\n::: umfrage Wie war es?\nSkala: 1 (gut) bis 5 (schlecht)\n:::", "typ: test\n", "", []),
    (ONE, "typ: test\nziehen: 2\n", "", ["test-draw-too-many"]),
    (ONE, "typ: test\nziehen: {fristen: 1}\n", "", ["objective-unknown"]),
    (ONE, "typ: test\nziehen: {f: 1}\nlernziele: {f: Fristen}\n", "", ["test-draw-too-many"]),
    (ONE.replace("?\n", "? {lernziel=x}\n"), "", "", ["objective-unknown"]),
    (ONE.replace("?\n", "? {lernziel=x}\n"), "lernziele: {x: Fristen}\n", "", []),
    ("Text", "", "abschluss: {test: t}\n", ["completion-unknown"]),
    (ONE, "typ: test\n", "abschluss: {test: lektion, lektionen: [lektion, weg]}\n", ["completion-unknown"]),
    (ONE, "typ: test\n", "abschluss: {test: lektion, lektionen: alle}\n", []),
    ("::: arbeitshilfe Blatt\n" + "- [ ] Pass angesehen\n" * 24 + ":::\n", "", "", []),
    ("::: arbeitshilfe Blatt\n" + "- [ ] Pass angesehen\n" * 28 + ":::\n", "", "", ["sheet-too-long"]),
    ("Text", "", "ziele: [xapi, web]\n", ["cmi5-iri-missing"]),
    ("Text", "", "ziele: [cmi5]\niri: https://example.org/kurs\n", []),
    ("# Eins", "", "", ["heading-level-one"]),
    ("## Zwei\n\n#### Vier", "", "", ["heading-jump"]),
    ("### Drei", "", "", ["heading-jump"]),
    ("## A\n\n### B\n\n## C", "", "", []),
    ("![](medien/bild.png)", "", "", ["image-without-alt"]),
    ("![](medien/bild.png){dekorativ}", "", "", []),
    ("![IMG_1.png](medien/bild.png)", "", "", ["image-alt-filename"]),
    ("![Film](medien/film.mp4)", "", "", ["media-without-captions"]),
    ("![Ton](medien/ton.mp3)", "", "", ["media-without-captions"]),
    ("Text", "", "pruefen-bis: 2026-06-30\n", ["check-overdue"]),
    ("Text", "pruefen-bis: 2026-06-30\n", "", ["check-overdue"]),
    ("Text", "gueltig-bis: 2026-06-30\n", "", ["lesson-expired"]),
    (ONE.replace("?\n", "? {gueltig-bis=2026-06-30}\n"), "", "", ["question-expired"]),
    ("{{alt}}, {{alt}}", "", "pruefen-bis: 2027-06-01\n", ["fact-expiring", "fact-expiring"]),
    ("{{alt}}", "", "pruefen-bis: 2026-12-31\n", []),
    (ONE.replace("Die Behörde", "Nach {{alt}}"), "", "", ["question-on-unsure-fact"]),
    ("::: merke {kern}\n{{alt}}\n:::", "", "", ["question-on-unsure-fact"]),
    ("Wort " * 5001, "", "", ["lesson-long"]),
    ("Text", "", "foerderung: {text: T, logo: medien/bild.png}\n", ["image-without-alt"]),
]


@pytest.mark.parametrize(("text", "head", "kurs", "codes"), CASES, ids=[f"{i}-{c[3]}" for i, c in enumerate(CASES)])
def test_rule(tmp_path: Path, text: str, head: str, kurs: str, codes: list[str]) -> None:
    assert said(tmp_path, text, head, kurs) == codes


def test_broken_questions_bring_no_second_message(tmp_path: Path) -> None:
    course = tmp_path / "courses" / "probe"
    (course / "01-m").mkdir(parents=True)
    (course / "kurs.yaml").write_text(KURS, encoding="utf-8")
    (course / "01-m/01-t.md").write_text(
        "---\ntitel: T\ntyp: test\nziehen: 3\n---\n\n::: frage Was?\n- ( ) Ja\n- ( ) Nein\n:::\n", encoding="utf-8"
    )
    made, problems = assemble_course(load_project(tmp_path), "probe")
    assert [d.code for d in problems] == ["quiz-no-correct-answer"]
    assert made is not None
    assert check_course(made, today=TODAY) == []


def test_empty_project_and_empty_course(tmp_path: Path) -> None:
    assert [d.code for d in check_project(load_project(tmp_path))] == ["project-empty"]
    (tmp_path / "courses/probe").mkdir(parents=True)
    (tmp_path / "courses/probe/kurs.yaml").write_text(KURS, encoding="utf-8")
    made, _ = assemble_course(load_project(tmp_path), "probe")
    assert made is not None
    assert [d.code for d in check_course(made, today=TODAY)] == ["course-empty"]


def test_an_edition_without_a_lesson(tmp_path: Path) -> None:
    """All lessons are for one Land: the general edition would be a start page that leads nowhere."""
    files = {
        "probe/kurs.yaml": KURS + "varianten: [bw]\n",
        "varianten/bw.yaml": "name: BW\n",
        "probe/01-m/01-a.md": "---\ntitel: A\nnur: bw\n---\n\nText\n",
    }
    for path, content in files.items():
        (tmp_path / "courses" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "courses" / path).write_text(content, encoding="utf-8")
    for variant, codes in (("", ["course-empty"]), ("bw", [])):
        made, _ = assemble_course(load_project(tmp_path), "probe", variant=variant)
        assert made is not None
        assert [d.code for d in check_course(made, today=TODAY) if d.severity is Severity.WARNING] == codes


def test_files_that_nothing_reads(tmp_path: Path) -> None:
    files = {
        "probe/kurs.yaml": KURS,
        "probe/01-m/01-a.md": "---\ntitel: A\n---\n\nText\n",
        "probe/01-m/einstieg.md": "---\ntitel: B\n---\n\nText\n",
        "probe/01-m/film.md": "Abschrift\n",
        "probe/REDAKTION.md": "---\ntitel: R\n---\n",
        "neu/01-m/01-a.md": "---\ntitel: A\n---\n\nText\n",
        "bausteine/01-x/01-y.md": "Text\n",
    }
    for path, content in files.items():
        place = tmp_path / "courses" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    found = check_project(load_project(tmp_path))
    assert [(d.code, d.hint) for d in found] == [
        ("course-without-settings", "Legen Sie courses/neu/kurs.yaml an; die erste Zeile lautet: id: neu"),
        ("lesson-not-numbered", "Nennen Sie sie: 01-m/01-einstieg.md"),
    ]


SAID = re.compile(r'(?:error|warning|info|_repairable|say|fail)\(\s*"([a-z]+(?:-[a-z]+)+)"')


def _codes(repository: Path) -> list[str]:
    package = repository / "lernbuild"
    files = [*package.glob("course/*.py"), *package.glob("rules/*.py"), package / "markup/citations.py"]
    return sorted({code for path in files for code in SAID.findall(path.read_text(encoding="utf-8"))})


def test_every_code_is_explained(repository: Path) -> None:
    codes = _codes(repository)
    assert len(codes) > 50
    assert [code for code in codes if explanation(code) is None] == []
    assert explanation("gibt-es-nicht") is None


@pytest.mark.parametrize("rule", [*RULES, *PROJECT_RULES], ids=lambda rule: rule.__name__)
def test_every_rule_explains_itself(rule: object) -> None:
    text = explanation(rule.__name__.replace("_", "-")) or ""  # type: ignore[attr-defined]
    assert "Warum:" in text
