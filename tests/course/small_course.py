"""A small project for tests, written from a mapping of paths to texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lernbuild.course.assemble import assemble_course
from lernbuild.course.load import Project, load_project
from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c"
    "6360606060000000050001a5f645400000000049454e44ae426082"
)

BASE: Mapping[str, str] = {
    "probe/kurs.yaml": (
        'id: probe\ntitel: Probekurs\nsprache: de\nversion: "1.0"\nrechtsstand: 2026-06-01\nvarianten: [bw, he]\n'
    ),
    "fakten/a.yaml": (
        "- id: gebuehr\n  aussage: Gebühr\n  einheit: Euro\n  norm: § 47 AufenthV\n  pruefstatus: gesetzestext\n"
        "  werte:\n    - {ab: 2025-01-01, bis: 2025-12-31, wert: 400}\n"
        "    - {ab: 2026-01-01, bis: 2026-12-31, wert: 411}\n"
        "- id: ungeprueft\n  aussage: Zeit\n  einheit: Wochen\n  pruefstatus: offen\n"
        "  werte: [{ab: 2020-01-01, wert: 3}]\n"
    ),
    "glossar.yaml": "- begriff: Duldung\n  kurz: Aussetzung der Abschiebung.\n",
    "varianten/allgemein.yaml": "name: Allgemein\nbehoerde: {name: Ihre Behörde}\n",
    "varianten/bw.yaml": "name: Baden-Württemberg\nbehoerde: {name: Stadt Mannheim}\n",
    "varianten/he.yaml": "name: Hessen\nbehoerde: {name: Kreis Bergstraße}\n",
}

QUESTION = "::: frage Wer entscheidet?\n- (x) Die Behörde\n- ( ) Der Arbeitgeber\n:::\n"


def lesson(text: str, head: str = "titel: Probe") -> str:
    return f"---\n{head}\n---\n\n{text}\n"


def project(root: Path, files: Mapping[str, str]) -> Project:
    """The base files and these, written and loaded; a text „PNG“ stands for a picture."""
    for path, text in {**BASE, **files}.items():
        place = root / "courses" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PNG if text == "PNG" else text.encode())
    return load_project(root)


def assemble(root: Path, files: Mapping[str, str], variant: str = "") -> tuple[Course, list[Diagnostic]]:
    course, said = assemble_course(project(root, files), "probe", variant=variant)
    assert course is not None, said
    return course, said


def one(root: Path, text: str, variant: str = "", head: str = "titel: Probe") -> tuple[Course, list[Diagnostic]]:
    """A course of one lesson with this text."""
    return assemble(root, {"probe/01-modul/01-lektion.md": lesson(text, head)}, variant)


def codes(said: list[Diagnostic]) -> list[str]:
    return sorted(d.code for d in said)
