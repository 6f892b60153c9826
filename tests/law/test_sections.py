"""Known sections of a law: the table from public XML, and what is said about a section it does not have."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lernbuild.course.load import load_project
from lernbuild.course.shared import laws_of
from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.citations import link_citations
from lernbuild.markup.law import Laws
from lernbuild.markup.parser import parse_document
from lernbuild.source import SourceFile

XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE dokumente SYSTEM "http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd">
<dokumente builddate="20260819213005" doknr="X">
<norm><metadaten><jurabk>AufenthG 2004</jurabk><amtabk>AufenthG</amtabk></metadaten></norm>
<norm><metadaten><jurabk>AufenthG 2004</jurabk><gliederungseinheit><gliederungsbez>Kapitel 1</gliederungsbez>
</gliederungseinheit></metadaten></norm>
<norm><metadaten><enbez>§ 1</enbez><titel format="parat">Zweck</titel></metadaten></norm>
<norm><metadaten><enbez>§ 18a</enbez><titel>Fachkräfte</titel></metadaten></norm>
<norm><metadaten><enbez>§ 18g</enbez><titel>Blaue Karte EU</titel></metadaten></norm>
<norm><metadaten><enbez>§ 20</enbez><titel>(weggefallen)</titel></metadaten></norm>
<norm><metadaten><enbez>§§ 41 bis 43</enbez><titel>Drei</titel></metadaten></norm>
<norm><metadaten><enbez>Anlage</enbez></metadaten></norm>
</dokumente>
"""
TABLE = "kurz: AufenthG\nstand: 2026-08-19\nvorschriften: [\n  1, 18a, 18g, 41, 42, 43]\n"


def table(repository: Path, path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(repository / "tools/gesetz_tabelle.py"), str(path), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_the_table_from_xml_and_zip(repository: Path, tmp_path: Path) -> None:
    plain, packed, other = tmp_path / "a.xml", tmp_path / "a.zip", tmp_path / "b.xml"
    plain.write_text(XML, encoding="utf-8")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("BJNR.xml", XML)
    other.write_text("<html/>", encoding="utf-8")
    assert table(repository, plain).stdout == TABLE
    assert table(repository, packed, "--kurz", "X", "--stand", "2026-01-02").stdout.startswith(
        "kurz: X\nstand: 2026-01-02\n"
    )
    refused = table(repository, other)
    assert (refused.returncode, "kein Gesetz" in refused.stderr) == (1, True)


def project_laws(root: Path, text: str) -> tuple[Laws, list[Diagnostic]]:
    (root / "courses/recht").mkdir(parents=True)
    (root / "courses/recht/AufenthG.yaml").write_text(text, encoding="utf-8")
    return laws_of(load_project(root))


def said(text: str, laws: Laws) -> list[Diagnostic]:
    (paragraph,) = parse_document(SourceFile("probe.md", text))[0].blocks
    return link_citations(paragraph.children, laws)[1]  # type: ignore[attr-defined]


def test_an_unknown_section_names_the_nearest(tmp_path: Path) -> None:
    laws, problems = project_laws(tmp_path, TABLE)
    assert problems == []
    for cited, meant in (("18h", "18g"), ("18b", "18a"), ("20", "18a"), ("999", "43"), ("1a", "1")):
        (found,) = said(f"Nach § {cited} Abs. 1 AufenthG gilt das.", laws)
        assert (found.code, found.severity.value) == ("section-unknown", "warning")
        assert found.message == f"§ {cited} AufenthG gibt es nicht (Stand der Tabelle: 19. August 2026)."
        assert f"Gemeint ist vielleicht § {meant} AufenthG." in (found.hint or "")
    (found,) = said("Nach §§ 1, 18a und 44 AufenthG.", laws)
    assert found.span is not None
    assert found.span.text.startswith("44")
    assert said("Nach §§ 41, 42 AufenthG, § 18g Abs. 1 des Aufenthaltsgesetzes und § 999 VwVfG.", laws) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TABLE.replace("AufenthG", "AufenthGG"), "law-value"),
        ("kurz: AufenthG\nstand: 2026-08-19\n", "law-required"),
        ("- 1\n", "law-required"),
        (TABLE + "mehr: 1\n", "law-unknown-key"),
    ],
)
def test_a_wrong_table(tmp_path: Path, text: str, code: str) -> None:
    assert [one.code for one in project_laws(tmp_path, text)[1]] == [code]
