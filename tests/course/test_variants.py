"""Editions: what a Land's block becomes in each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild.course.edition import chosen_editions
from lernbuild.markup.nodes import Block
from lernbuild.markup.walking import plain_text, walk

from .small_course import BASE, QUESTION, assemble, codes, lesson, one, project

TEXT = "Für alle.\n\n::: nur bw\n{{behoerde.name}} entscheidet.\n:::\n\n::: ausser he\nMit Widerspruch.\n:::\n"


def words(root: Path, text: str, variant: str) -> str:
    course, said = one(root, text, variant)
    assert said == []
    return plain_text(course.lessons[0].blocks)


def test_general_edition_keeps_both_under_their_names(tmp_path: Path) -> None:
    course, said = one(tmp_path, TEXT)
    assert said == []
    only, except_for = [n for n in course.lessons[0].blocks if isinstance(n, Block)]
    assert (plain_text(only.title), only.attributes.get("laender")) == ("Baden-Württemberg", "bw")
    assert plain_text(only.children) == "Stadt Mannheim entscheidet."
    assert plain_text(except_for.title) == "Gilt nicht in Hessen"


def test_editions_of_a_land(tmp_path: Path) -> None:
    assert words(tmp_path / "1", TEXT, "bw") == "Für alle.Stadt Mannheim entscheidet.Mit Widerspruch."
    assert words(tmp_path / "2", TEXT, "he") == "Für alle."


def test_several_laender_with_texts_of_their_own(tmp_path: Path) -> None:
    course, _ = one(tmp_path, "::: nur bw, he\n{{behoerde.name}}\n:::\n")
    assert [plain_text(n.title) for n in course.lessons[0].blocks if isinstance(n, Block)] == [
        "Baden-Württemberg",
        "Hessen",
    ]
    course, _ = one(tmp_path, "::: nur bw, he\nGleich.\n:::\n")
    assert [plain_text(n.title) for n in course.lessons[0].blocks if isinstance(n, Block)] == [
        "Baden-Württemberg und Hessen"
    ]


def test_questions_of_a_land(tmp_path: Path) -> None:
    text = f"::: nur bw\n{QUESTION}:::\n\n::: frage Wo? {{nur=he}}\n- (x) Hier\n- ( ) Da\n:::\n"
    for number, (variant, keys) in enumerate([("", []), ("bw", ["wer-entscheidet"]), ("he", ["wo"])]):
        course, said = one(tmp_path / str(number), text, variant)
        assert said == []
        assert [q.key for q in course.lessons[0].questions] == keys
        assert all(q.only == () for q in course.lessons[0].questions)


def test_choice_keeps_all_questions_with_their_laender(tmp_path: Path) -> None:
    files = {
        "probe/kurs.yaml": BASE["probe/kurs.yaml"] + "varianten-modus: auswahl\n",
        "probe/01-modul/01-lektion.md": lesson(f"::: nur bw\n{QUESTION}:::\n"),
        "probe/01-modul/02-hessen.md": lesson("Text", "titel: Hessen\nnur: he"),
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    assert course.lands == (("bw", "Baden-Württemberg"), ("he", "Hessen"))
    assert course.lessons[0].questions[0].only == ("bw",)
    assert course.lessons[1].only == ("he",)


def test_lessons_of_a_land(tmp_path: Path) -> None:
    files = {
        "probe/01-modul/01-alle.md": lesson("[](02-hessen.md)"),
        "probe/01-modul/02-hessen.md": lesson("Text", "titel: Hessen\nnur: he"),
        "probe/01-modul/03-nicht.md": lesson("Text", "titel: Nicht\nausser: [he]"),
    }
    keys = {}
    for variant in ("", "bw", "he"):
        course, said = assemble(tmp_path / (variant or "allgemein"), files, variant)
        assert said == []
        keys[variant] = [one.key for one in course.lessons]
    assert keys == {"": ["alle", "nicht"], "bw": ["alle", "nicht"], "he": ["alle", "hessen"]}


def test_office_belongs_to_its_land(tmp_path: Path) -> None:
    files = {
        "probe/kurs.yaml": BASE["probe/kurs.yaml"].replace("[bw, he]", "[bw, heidelberg]"),
        "varianten/heidelberg.yaml": "name: Heidelberg\nland: bw\n",
        "probe/01-modul/01-lektion.md": lesson("::: nur bw\n{{behoerde.name}}\n:::\n"),
    }
    course, said = assemble(tmp_path, files, "heidelberg")
    assert said == []
    assert plain_text(course.lessons[0].blocks) == "Stadt Mannheim"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_offices_from_a_table(tmp_path: Path, encoding: str) -> None:
    table = "id;name;land;behoerde.name;behoerde.telefon\nma;Mannheim;bw;Ausländerbehörde Mannheim;0621 1\n"
    files = {"probe/kurs.yaml": BASE["probe/kurs.yaml"].replace("[bw, he]", "[bw, ma]")}
    project(tmp_path, files)
    (tmp_path / "courses/varianten/behoerden.csv").write_bytes(table.encode(encoding))
    text = lesson("{{behoerde.name}}\n\n::: nur bw\nLand\n:::\n")
    course, said = assemble(tmp_path, {**files, "probe/01-modul/01-lektion.md": text}, "ma")
    assert said == []
    assert plain_text(course.lessons[0].blocks) == "Ausländerbehörde MannheimLand"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("::: nur hessen", "variant-unknown"),
        ("::: nur xy", "variant-unknown"),
        ("::: nur bw und he", "variant-list"),
        ("::: nur bw he", "variant-list"),
        ("::: ausser", "variant-list"),
        ("::: merke {nur=hessen}", "variant-unknown"),
        ("::: merke {ausser=xy}", "variant-unknown"),
    ],
)
def test_slips(tmp_path: Path, line: str, code: str) -> None:
    assert codes(one(tmp_path, f"{line}\nText\n:::")[1]) == [code]


def test_block_attribute_is_like_a_block_around_it(tmp_path: Path) -> None:
    text = "::: merke Titel {nur=bw}\nKern.\n:::\n"
    assert words(tmp_path / "1", text, "he") == ""
    assert words(tmp_path / "2", text, "bw") == "TitelKern."
    course, _ = one(tmp_path / "3", text)
    names = [n.name for n in walk(course.lessons[0].blocks) if isinstance(n, Block)]
    assert names == ["nur", "merke"]


def test_chosen_editions(tmp_path: Path) -> None:
    loaded = project(tmp_path, {})
    assert chosen_editions(loaded, "probe", ()) == ("",)
    assert chosen_editions(loaded, "probe", ("bw", "allgemein")) == ("bw", "")
    assert chosen_editions(loaded, "probe", ("alle",)) == ("", "bw", "he")
