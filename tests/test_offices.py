"""Offices: the table of a spreadsheet, its mistakes, and the example in ``examples/offices``."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from lernbuild.course.offices import read_offices
from lernbuild.validate import validate_package
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


OFFICES = 22
EDITIONS = OFFICES + 4
"""The general one and three of Länder come with those of the offices."""
MINUTES = 3
"""For one call on a busy machine; a quiet one takes seconds."""


def test_the_example(repository: Path, tmp_path: Path) -> None:
    """All packages for all offices in one call."""
    shutil.copytree(repository / "examples/offices/courses", tmp_path / "courses")
    began = time.monotonic()
    done = lernbuild(tmp_path, "build", "--variant", "alle", "--date", "2026-07-01", "--strict")
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < MINUTES * 60
    assert len(done.stdout.splitlines()) == EDITIONS * 4
    offices, problems = read_offices(PATH, (tmp_path / PATH).read_bytes())
    assert (len(offices), problems) == (OFFICES, [])
    for office in offices:
        names = {path.name for path in (tmp_path / "dist").glob(f"termin.{office}.*")}
        assert {f"termin.{office}.{kind}" for kind in ("scorm12.zip", "scorm2004.zip", "cmi5.zip", "web")} <= names
    for variant in ("", ".rosenfels"):
        for kind in ("scorm12", "scorm2004", "cmi5"):
            assert validate_package(tmp_path / f"dist/termin{variant}.{kind}.zip").diagnostics == ()
    _offices_read_their_own_words(tmp_path)
    index = json.loads((tmp_path / "dist/index.json").read_text("utf-8"))
    assert len(index["changes"]["added"]) == len(index["packages"]) == EDITIONS * 4


def _offices_read_their_own_words(tmp_path: Path) -> None:
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


def test_a_quote_that_is_never_closed_in_a_large_table() -> None:
    offices, _ = read_offices(PATH, (HEAD + 'a;"Stadt;bw;x\n' + "b;Ort;bw;x\n" * 20_000).encode())
    assert list(offices) == ["a"]
