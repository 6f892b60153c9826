"""Citations: found, taken apart, linked, judged; in linear time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from lernbuild.course.laws import built_in_laws
from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.citations import link_citations
from lernbuild.markup.law import find_citations
from lernbuild.markup.nodes import Citation, Node
from lernbuild.markup.parser import parse_document
from lernbuild.markup.walking import plain_text
from lernbuild.source import SourceFile

LAWS = built_in_laws()
GII = "https://www.gesetze-im-internet.de/"

FOUND = [
    ("§ 18g Abs. 1 Satz 2 Nr. 1 AufenthG", ["18g"]),
    ("§§ 3, 3a und 28 VwVfG", ["3", "3a", "28"]),
    ("Art. 6 Abs. 1 Buchst. e DSGVO", ["6"]),
    ("Art. 6 Abs. 1 UAbs. 1 Buchst. e DSGVO", ["6"]),
    ("§ 4 Abs. 1 und § 5 AufenthG", ["4", "5"]),
    ("§ 5 Abs. 1 Nr. 1 bis 4, Abs. 2 AufenthG", ["5"]),
    ("§ 5 I 1 Nr. 2 AufenthG", ["5"]),
    ("§§ 18a–18d AufenthG", ["18a", "18d"]),
    ("§§ 18a bis 18d AufenthG", ["18a", "18d"]),
    ("§§ 18a ff. AufenthG", ["18a"]),
    ("§ 81a Abs. 3 S. 1 Nr. 3 lit. a) AufenthG", ["81a"]),
    ("§ 4a Abs. 5 Satz 3 Nr. 3, § 98 Abs. 2a Nr. 2, Abs. 5 AufenthG", ["4a", "98"]),
    ("Art. 12 Abs. 3, 5, 6, Art. 15 Abs. 1, 3 DSGVO", ["12", "15"]),
    ("§ 60a Abs. 5, 5a AufenthG", ["60a"]),
    ("§ 7 SGB II", ["7"]),
    ("Art. 20 GG", ["20"]),
    ("§ 2 FreizügG/EU", ["2"]),
    ("§ 12 Abs. 1 Satz 2 Halbsatz 2 BeschV", ["12"]),
    ("§§ 48, 49 VwVfG", ["48", "49"]),
    ("§ 4 i. V. m. § 5 AufenthG", ["4", "5"]),
    ("§ 28 Abs. 1 Satz 1 Nr. 1 bis 3 und Abs. 2 AufenthG", ["28"]),
    ("§§ 3 Abs. 1 und 28 VwVfG", ["3", "28"]),
    ("§ 13 Abs. 1, §§ 15 bis 17 und 19 AZRG", ["13", "15", "17", "19"]),
    ("Art. 7 ARB 1/80", ["7"]),
    ("§ 18g Absatz 1 Satz 2 AufenthG", ["18g"]),
    ("Artikel 6 Absatz 1 DSGVO", ["6"]),
    ("§ 3 eIDKG", ["3"]),
    ("§ 20b Abs. 1 Nr. 10 mit Anlage AufenthG", ["20b"]),
    ("§ 18g Abs. 1 des Aufenthaltsgesetzes", ["18g"]),
    ("§ 18g\nAbs. 1 AufenthG", ["18g"]),
    ("§\u00a018g Abs.\u00a01 AufenthG", ["18g"]),
]


@pytest.mark.parametrize(("text", "sections"), FOUND, ids=[text for text, _ in FOUND])
def test_found_whole(text: str, sections: list[str]) -> None:
    (found,) = find_citations(f"Siehe {text}.", LAWS)
    assert [section.number for section in found.sections] == sections
    assert f"Siehe {text}."[found.start : found.end] == text
    assert found.flaws == []
    assert found.law is not None


@pytest.mark.parametrize(
    "text",
    [
        "§ 18a gilt, § 18b auch.",
        "§ 5 Abs. 1 der Verordnung",
        "nach § 4, und zwar AufenthG",
        "Paragraf für Paragraf",
        "Art und Weise des AufenthG",
        "§ 5 Personen",
        "Artikel im Amtsblatt",
        "§§§",
    ],
)
def test_no_citation(text: str) -> None:
    assert list(find_citations(text, LAWS)) == []


def inline(text: str) -> tuple[tuple[Node, ...], list[Diagnostic]]:
    document, said = parse_document(SourceFile("probe.md", text))
    assert said == []
    (paragraph,) = document.blocks
    return link_citations(paragraph.children, LAWS)  # type: ignore[attr-defined]


def citations(text: str) -> list[Citation]:
    return [node for node in inline(text)[0] if isinstance(node, Citation)]


def test_every_section_has_its_own_address() -> None:
    (found,) = citations("Nach §§ 3, 3a und 28 VwVfG.")
    assert found.parts == (
        ("§§ 3", f"{GII}vwvfg/__3.html"),
        (", ", None),
        ("3a", f"{GII}vwvfg/__3a.html"),
        (" und ", None),
        ("28 VwVfG", f"{GII}vwvfg/__28.html"),
    )
    assert (found.law, found.sections, found.span.text) == ("VwVfG", ("3", "3a", "28"), "§§ 3, 3a und 28 VwVfG")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("§ 18g AufenthG", f"{GII}aufenthg_2004/__18g.html"),
        ("Art. 6 GG", f"{GII}gg/art_6.html"),
        ("Art. 6 DSGVO", "https://dejure.org/gesetze/DSGVO/6.html"),
        ("§ 28 LVwVfG", "https://dejure.org/gesetze/LVwVfG/28.html"),
        ("§ 41 HVwVfG", None),
        ("Art. 4 VO (EU) 2024/1689", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/deu"),
        ("Art. 2 VO (EG) Nr. 810/2009", "https://eur-lex.europa.eu/eli/reg/2009/810/oj/deu"),
        ("Art. 1 VO (EG) Nr. 2201/2003", "https://eur-lex.europa.eu/eli/reg/2003/2201/oj/deu"),
        ("Art. 5 RL 2001/55/EG", "https://eur-lex.europa.eu/eli/dir/2001/55/oj/deu"),
        ("Art. 5 Richtlinie 96/34/EG", "https://eur-lex.europa.eu/eli/dir/1996/34/oj/deu"),
    ],
)
def test_address(text: str, address: str | None) -> None:
    (found,) = citations(text)
    assert found.parts == ((text, address),)


def test_text_around_and_line_ends_survive() -> None:
    nodes, said = inline("Vor „§ 18g\nAbs. 1 AufenthG“ *und*\ndanach § 39 BeschV, Ende.")
    assert said == []
    assert plain_text(nodes) == "Vor „§ 18g Abs. 1 AufenthG“ und danach § 39 BeschV, Ende."
    assert [n.span.text for n in nodes if isinstance(n, Citation)] == ["§ 18g\nAbs. 1 AufenthG", "§ 39 BeschV"]


def test_places_are_right_behind_changed_characters() -> None:
    (found,) = citations('Eins -- zwei "drei" \\* vier &amp; § 18g AufenthG.')
    assert found.span.text == "§ 18g AufenthG"


@pytest.mark.parametrize(
    ("text", "code", "fixed"),
    [
        ("§18g AufenthG", "law-form", "§ 18g AufenthG"),
        ("§18g Abs 1 S 2 AufenthG", "law-form", "§ 18g Abs. 1 S. 2 AufenthG"),
        ("§ 18 g AufenthG", "law-form", "§ 18g AufenthG"),
        ("Paragraf 18g AufenthG", "law-form", "§ 18g AufenthG"),
        ("Paragrafen 3 und 4 VwVfG", "law-form", "§§ 3 und 4 VwVfG"),
        ("§§ 18g Abs. 1 AufenthG", "law-form", "§ 18g Abs. 1 AufenthG"),
        ("§ 18a und 18b AufenthG", "law-form", "§§ 18a und 18b AufenthG"),
        ("Art 6 Abs. 1 DSGVO", "law-form", "Art. 6 Abs. 1 DSGVO"),
        ("Art.6 DSGVO", "law-form", "Art. 6 DSGVO"),
        ("§ 18g Abs.1 AufenthG", "law-form", "§ 18g Abs. 1 AufenthG"),
        ("§ 6 Abs. 1 DSGVO", "law-form-impossible", "Art. 6 Abs. 1 DSGVO"),
        ("Art. 18g AufenthG", "law-form-impossible", "§ 18g AufenthG"),
    ],
)
def test_form(text: str, code: str, fixed: str) -> None:
    _, said = inline(f"Nach {text} gilt das.")
    assert [d.code for d in said] == [code]
    (edit,) = said[0].fix
    before, after = edit.span.start, edit.span.end
    whole = edit.span.file.text
    assert whole[:before] + edit.text + whole[after:] == f"Nach {fixed} gilt das."
    assert inline(f"Nach {fixed} gilt das.")[1] == []


def test_laws_that_are_easily_taken_for_each_other() -> None:
    assert LAWS["UkraineAufenthFGV"].url("2") == GII + "ukraineaufenthfgv/__2.html"
    assert LAWS["UkraineAufenthÜV"].url("2") == GII + "ukraineaufenth_v/__2.html"
    assert LAWS["EGBGB"].url("229") is None


def test_no_address_is_guessed() -> None:
    nodes, said = inline("§ 28 VwVfG BW und § 5 XyzG und § 3 AufenhtG")
    assert not any(isinstance(n, Citation) for n in nodes)
    assert [(d.code, d.severity.value) for d in said] == [
        ("law-not-found", "info"),
        ("law-not-found", "info"),
        ("law-not-found", "warning"),
    ]


def test_own_laws_of_a_project(tmp_path: Path) -> None:
    from lernbuild.course.load import load_project
    from lernbuild.course.shared import laws_of

    (tmp_path / "courses").mkdir()
    (tmp_path / "courses/recht.yaml").write_text(
        "- {kurz: AAZuVO, adresse: 'https://example.org/{n}'}\n- {kurz: XyzG}\n", encoding="utf-8"
    )
    laws, said = laws_of(load_project(tmp_path))
    assert said == []
    assert laws["AAZuVO"].url("3") == "https://example.org/3"
    assert laws["AufenthG"].url("3") == f"{GII}aufenthg_2004/__3.html"


@pytest.mark.parametrize(
    "text",
    [
        "Nach § 18g Abs. 1 Satz 2 Nr. 1 AufenthG ist zu prüfen, ob die Voraussetzungen vorliegen. " * 11_000,
        "§ " * 300_000,
        "§ 1, " * 200_000,
        "§ 1" + ", 2" * 300_000,
        "§ 5 Abs. 1" + " und 2" * 150_000 + " X",
        "§ 5" + " " * 900_000 + "AufenthG",
        "§ 1 " + "A" * 900_000,
        "§ 1 A" + "-A" * 400_000,
    ],
    ids=["prose", "signs", "many", "list", "items", "blanks", "word", "hyphens"],
)
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    for _ in find_citations(text, LAWS):
        pass
    assert time.process_time() - start < 4
