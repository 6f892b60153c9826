"""Offices: the table of a spreadsheet, its mistakes, and the example in ``examples/offices``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lernbuild.course.offices import read_offices
from tests.command import lernbuild

PATH = "courses/varianten/behoerden.csv"
HEAD = "id;name;land;behoerde.name\n"


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        (f"{HEAD}a;A;bw;Amt A\nb;B;;\n", ["a", "b"], []),
        (f"{HEAD}\n;;;\na;A;bw;Amt A\n", ["a"], []),
        (f"{HEAD};A;bw;Amt A\n", [], [("variant-required", 2)]),
        (f"{HEAD}a;A;bw;Amt A\na;B;bw;Amt B\n", ["a"], [("variant-duplicate", 3)]),
        ("name;land\nA;bw\n", [], [("variant-required", 1)]),
        ("id,name,land\na,A,bw\n", [], [("variant-required", 1)]),
        ("", [], [("variant-required", 1)]),
        (f'{HEAD}a;"Amt\nA";bw;x\n;B;bw;y\n', ["a"], [("variant-required", 4)]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_table(text: str, found: list[str], said: list[tuple[str, int]], encoding: str, end: str) -> None:
    offices, problems = read_offices(PATH, text.replace("\n", end).encode(encoding))
    assert list(offices) == found
    assert [(d.code, d.span and d.span.line) for d in problems] == said
    assert all(d.hint for d in problems)


def test_umlauts_of_a_spreadsheet() -> None:
    offices, _ = read_offices(PATH, f"{HEAD}a;Weißstadt;bw;Behörde Weißstadt\n".encode("cp1252"))
    assert (offices["a"].name, offices["a"].texts) == ("Weißstadt", {"behoerde.name": "Behörde Weißstadt"})


def test_the_example(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "examples/offices/courses", tmp_path / "courses")
    done = lernbuild(tmp_path, "build", "--variant", "alle", "--date", "2026-07-01", "--strict")
    assert done.returncode == 0, done.stderr
    shown = {
        variant: " ".join((tmp_path / f"dist/termin{variant}.web/lektion/anruf.html").read_text("utf-8").split())
        for variant in ("", ".bw", ".he", ".musterstadt", ".beispielkreis", ".probeburg")
    }
    assert "Ihre Ausländerbehörde unter der Rufnummer auf Ihrem Schreiben" in shown[""].replace("\xa0", " ")
    assert "Ausländerbehörde der Stadt Musterstadt unter 0621 000-100" in shown[".musterstadt"].replace("\xa0", " ")
    assert "Beispielkreises unter der landesweiten Rufnummer" in shown[".beispielkreis"].replace("\xa0", " ")
    assert "Probeburg unter 06000 000-300" in shown[".probeburg"].replace("\xa0", " ")
    evening = {variant: "Außerhalb der Sprechzeiten" in text for variant, text in shown.items()}
    assert [variant for variant, there in evening.items() if not there] == [".bw", ".musterstadt"]
    report = json.loads((tmp_path / "dist/termin.varianten.json").read_text("utf-8"))
    values = {one["key"]: one["values"] for one in report["texts"]}
    assert values["behoerde.telefon"]["beispielkreis"] == "der landesweiten Rufnummer"
