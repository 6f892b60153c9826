"""Bytes become text, whatever an editor made of them."""

from __future__ import annotations

import pytest

from lernbuild.diagnostics.fixes import apply_fixes
from lernbuild.markup.read import decode_source

TEXT = "---\ntitel: Prüfung\n---\n\nDie Behörde prüft – „von Amts wegen“ 😀.\n"


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n").encode(), TEXT.replace("\n", "\r").encode()],
    ids=["utf-8", "BOM", "CRLF", "CR"],
)
def test_utf8_in_all_forms(data: bytes) -> None:
    source, found = decode_source("a.md", data)
    assert source is not None and source.text == TEXT and found == []


@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_read_reported_and_repaired(codec: str) -> None:
    text = TEXT.replace("😀", "€")
    source, found = decode_source("a.md", text.encode(codec))
    assert source is not None and source.text == text
    assert [d.code for d in found] == ["encoding"] and "UTF-8" in str(found[0].hint)
    assert apply_fixes(found) == {"a.md": text}


def test_a_file_in_two_encodings() -> None:
    source, found = decode_source("a.md", "Prüfung 😀\n".encode() + "Behörde\n".encode("cp1252"))
    assert source is not None and source.text == "Prüfung 😀\nBehörde\n"
    assert found[0].span is not None and found[0].span.place == "a.md:2:4"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"%PDF-1.7",
        b"PK\x03\x04....",
        b"\xd0\xcf\x11\xe0",
        bytes(range(256)),
        b"a\0b",
        b"a\x1bb",
    ],
)
def test_binary_files_are_refused(data: bytes) -> None:
    source, found = decode_source("courses/a/01-x/01-y.md", data)
    assert source is None and [d.code for d in found] == ["file-binary"]
    assert found[0].span is not None and found[0].span.file.path.endswith("01-y.md")


def test_empty_file() -> None:
    source, found = decode_source("a.md", b"")
    assert source is not None and source.text == "" and found == []


def test_form_feeds_are_blanks() -> None:
    source, _ = decode_source("a.md", b"a\x0bb\x0cc")
    assert source is not None and source.text == "a b c"


def test_marks_of_a_merge_conflict() -> None:
    text = "Oben\n<<<<<<< HEAD\nEins\n=======\nZwei\n>>>>>>> zweig\nUnten\n"
    source, problems = decode_source("a.md", text.encode())
    assert source is None
    assert [(one.code, one.span.place if one.span else "") for one in problems] == [("merge-conflict", "a.md:2:1")]
    assert decode_source("kurs.lock", text.encode())[1] == []
    for fine in ("a <<<<<<< b\n=======\n>>>>>>> c\n", "<<<<<<< HEAD\nnur der Anfang\n", "Titel\n=======\n"):
        assert decode_source("a.md", fine.encode())[1] == []
