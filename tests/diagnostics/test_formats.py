"""Every way of printing a report."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernbuild.diagnostics import (
    Diagnostic,
    Edit,
    Report,
    Severity,
    as_github,
    as_gitlab,
    as_json,
    as_junit,
    as_sarif,
    as_text,
    error,
    info,
    warning,
)
from lernbuild.source import SourceFile

PATH = "courses/basis wissen/03-verfahren/04-lernkontrolle.md"
SOURCE = SourceFile(
    PATH, "eins\n- [ ] Sein Aufenthalt gilt als erlaubt.\n\tTab und 漢字 hier\n" + "x" * 300 + " Ende\n"
)


def at(piece: str, code: str = "quiz-no-correct-answer", **more: object) -> Diagnostic:
    start = SOURCE.text.index(piece)
    hint = "Setzen Sie bei der richtigen Antwort [x]."
    return error(code, "Keine Antwort ist als richtig markiert.", SOURCE.span(start, start + len(piece)), hint, **more)


REPORT = Report.of(
    [
        at("- [ ]", fix=(Edit(SOURCE.span(5, 10), "- [x]"),), related=(SOURCE.span(0, 4),)),
        warning("text-odd", 'Zeichen: <&"> und 100 %, ja:\nzwei Zeilen', SOURCE.span(0, 4)),
        info("project-note", "Ohne Ort.", None),
    ],
    files=14,
)
LAYOUT = """\
Hinweis Projekt  [project-note]
        Ohne Ort.

Warnung courses/basis wissen/03-verfahren/04-lernkontrolle.md:1:1  [text-odd]
        Zeichen: <&"> und 100 %, ja:
        zwei Zeilen
    1 | eins
      | ^^^^

Fehler  courses/basis wissen/03-verfahren/04-lernkontrolle.md:2:1  [quiz-no-correct-answer]
        Keine Antwort ist als richtig markiert.
    2 | - [ ] Sein Aufenthalt gilt als erlaubt.
      | ^^^^^
        Siehe auch courses/basis wissen/03-verfahren/04-lernkontrolle.md:1:1
        Tipp: Setzen Sie bei der richtigen Antwort [x].

1 Fehler, 1 Warnung, 1 Hinweis in 1 von 14 Dateien. Kein Paket geschrieben."""


def test_text_layout() -> None:
    assert as_text.render(REPORT, outcome="Kein Paket geschrieben.") == LAYOUT


def test_colour_is_never_alone() -> None:
    shown = as_text.render(REPORT, colour=True, outcome="Kein Paket geschrieben.")
    assert "\x1b[1;31mFehler\x1b[0m" in shown
    assert re.sub(r"\x1b\[[\d;]*m", "", shown) == LAYOUT


def test_carets_stand_below_behind_tabs_and_wide_signs() -> None:
    lines = as_text.render(Report.of([at("hier")])).split("\n")
    row = next(line for line in lines if "hier" in line)
    wide = sum(2 if ch in "漢字" else 1 for ch in row[: row.index("hier")])
    assert lines[lines.index(row) + 1] == "      | " + " " * (wide - 8) + "^^^^"


def test_long_lines_are_cut_around_the_place() -> None:
    lines = as_text.render(Report.of([at("Ende")])).split("\n")
    row = next(line for line in lines if "Ende" in line)
    assert len(row) < 200 and "… x" in row
    assert lines[lines.index(row) + 1].index("^") == row.index("Ende")


@pytest.mark.parametrize(
    ("report", "shown"),
    [
        (Report.of([], files=3), "Keine Beanstandung in 3 Dateien."),
        (Report.of([]), ""),
        (Report.of([info("a", "b", None)]), "Hinweis Projekt  [a]\n        b\n\n1 Hinweis."),
    ],
)
def test_summary(report: Report, shown: str) -> None:
    assert as_text.render(report) == shown


def test_json() -> None:
    data = json.loads(as_json.render(REPORT, packages=[{"path": "dist/a.zip"}]))
    assert data["version"] == 1 and data["packages"] == [{"path": "dist/a.zip"}]
    assert data["diagnostics"][2] == {
        "code": "quiz-no-correct-answer",
        "severity": "error",
        "message": "Keine Antwort ist als richtig markiert.",
        "hint": "Setzen Sie bei der richtigen Antwort [x].",
        "file": PATH,
        "line": 2,
        "col": 1,
        "end_line": 2,
        "end_col": 6,
    }
    assert data["diagnostics"][0]["file"] is None


def test_github() -> None:
    note, odd, wrong = as_github.render(REPORT).split("\n")
    assert note == "::notice title=project-note::Ohne Ort."
    assert odd.endswith('::Zeichen: <&"> und 100 %25, ja:%0Azwei Zeilen')
    assert wrong.startswith(f"::error file={PATH},line=2,endLine=2,col=1,title=quiz-no-correct-answer,endColumn=5::")


def test_gitlab() -> None:
    issues = json.loads(as_gitlab.render(REPORT))
    assert [issue["severity"] for issue in issues] == ["info", "minor", "critical"]
    assert issues[2]["location"] == {"path": PATH, "lines": {"begin": 2, "end": 2}}
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_gitlab_fingerprints_survive_moved_lines() -> None:
    moved = SourceFile(PATH, "neu\n" + SOURCE.text)
    start = moved.text.index("- [ ]")
    later = error("quiz-no-correct-answer", "Keine Antwort ist als richtig markiert.", moved.span(start, start + 5))
    prints = [json.loads(as_gitlab.render(Report.of([d])))[0]["fingerprint"] for d in (at("- [ ]"), later)]
    assert prints[0] == prints[1]


def test_sarif() -> None:
    log = json.loads(as_sarif.render(REPORT))
    run = log["runs"][0]
    assert log["version"] == "2.1.0" and run["tool"]["driver"]["name"] == "lernbuild"
    wrong = run["results"][2]
    assert run["tool"]["driver"]["rules"][wrong["ruleIndex"]]["id"] == wrong["ruleId"]
    place = wrong["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == PATH.replace(" ", "%20")
    assert place["region"] == {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6}
    assert wrong["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "- [x]"}
    assert "locations" not in run["results"][0]


def test_junit() -> None:
    suite = ElementTree.fromstring(as_junit.render(REPORT)).find("testsuite")
    assert suite is not None and suite.attrib["failures"] == "1" and suite.attrib["tests"] == "3"
    assert [len(case.findall("failure")) for case in suite] == [0, 0, 1]
    assert ElementTree.fromstring(as_junit.render(Report.of([]))).find("testsuite/testcase") is not None


@given(st.text(), st.text(), st.sampled_from(Severity), st.integers(0, 40), st.integers(0, 40))
def test_any_text_prints(text: str, message: str, severity: Severity, start: int, end: int) -> None:
    source = SourceFile("a.md", text)
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    report = Report.of([Diagnostic("a-b", severity, message, source.span(start, end), message)], files=1)
    assert as_text.render(report).count("[a-b]") >= 1
    assert "\n" not in as_github.render(report)
    json.loads(as_json.render(report))
    json.loads(as_gitlab.render(report))
    json.loads(as_sarif.render(report))
    ElementTree.fromstring(as_junit.render(report))
