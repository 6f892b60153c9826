"""From one export to the next: what is new, changed, gone or moved, and what the import would skip."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from lernbuild.targets.xikolo import NotAnExport, changes_between, in_words, read_export


def item(ref: str, kind: str = "text", *, position: int = 1, sha256: str = "a", section: int = 1) -> dict[str, Any]:
    return {"ref": ref, "type": kind, "title": ref.upper(), "section": section, "position": position, "sha256": sha256}


def export(*items: Mapping[str, Any], **files: str) -> dict[str, Any]:
    return {"format": 1, "course": "k", "variant": "", "items": list(items), "files": files}


def test_the_same_export_asks_for_nothing() -> None:
    same = export(item("a"), item("q", "quiz"), bild="1")
    assert in_words(changes_between(same, same)) == ["Nichts hat sich geändert."]


def test_names_only_what_changed_and_what_to_delete() -> None:
    before = export(item("a"), item("b", position=2), item("q", "quiz", position=3))
    now = export(item("a", sha256="x"), item("b", position=2), item("q", "quiz", position=3, sha256="x"))
    assert in_words(changes_between(before, now)) == [
        "Nur diese 2 Elemente haben sich geändert:",
        "  geändert: Text „A“ (Abschnitt 1, Stelle 1)",
        "  geändert: Quiz „Q“ (Abschnitt 1, Stelle 3)",
        "Vor dem Import von Hand löschen (sonst überspringt die Plattform sie):",
        "  Q [q]",
    ]


def test_a_new_element_moves_nothing_else() -> None:
    before = export(item("a"), item("b", position=2))
    now = export(item("a"), item("n", position=2), item("b", position=3))
    found = changes_between(before, now)
    assert ([e.ref for e in found.new], found.moved, found.changed) == (["n"], (), ())
    assert in_words(found)[0] == "1 Element ist zu übertragen:"


def test_moved_gone_and_replaced_files_are_told() -> None:
    before = export(item("a"), item("b", position=2), item("q", "quiz", position=3), bild="1")
    now = export(item("b"), item("a", section=2), bild="2")
    found = changes_between(before, now)
    assert {e.ref for e in found.moved} == {"a", "b"}
    assert [e.ref for e in found.gone] == [e.ref for e in found.delete_first] == ["q"]
    assert "  Datei neu hochladen: bild" in in_words(found)


def test_a_picture_that_a_text_shows_now_is_told() -> None:
    before = export(item("a"), bild="1")
    now = export(item("a", sha256="x"), bild="1", plan="2")
    assert in_words(changes_between(before, now))[1:] == [
        "  geändert: Text „A“ (Abschnitt 1, Stelle 1)",
        "  Datei hochladen: plan",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kein JSON", "keine EXPORT.json"),
        ("[]", "keine EXPORT.json"),
        ('{"format": 1}', "keine EXPORT.json"),
        ('{"format": 1, "items": [{}]}', "keine EXPORT.json"),
        ('{"format": 99, "items": []}', "andere"),
    ],
)
def test_foreign_files_are_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(NotAnExport, match=why):
        read_export(text)


def test_an_export_reads_itself() -> None:
    data = export(item("a"))
    assert read_export(json.dumps(data)) == data
