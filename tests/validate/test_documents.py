"""Manifests that cannot be read: where, and why, in words for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.diagnostics import Diagnostic
from lernbuild.validate import validate_package
from lernbuild.validate.document import MAX_BYTES, MAX_NODES

Files = dict[str, bytes]
Zip = Callable[..., Path]
M = "imsmanifest.xml"


def _only(files: Files, packed: Zip) -> Diagnostic:
    (found,) = validate_package(packed(files), lms="").diagnostics
    return found


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("</resources>", "</resource>", "geschlossen, das nicht offen ist", 36),
        ("<title>Bild</title>", "<title>Bild & Ton</title>", "„&amp;“", 20),
        ("<title>Bild</title>", "<title>Bild&nbsp;Ton</title>", "„&nbsp;“", 20),
        ("<?xml", "\n<?xml", "auch keine Leerzeile", 2),
        ("<adlcp:masteryscore>", "<falsch:masteryscore>", "Präfix", 18),
    ],
)
def test_what_is_wrong_is_said_in_german(
    valid: dict[str, Files], packed: Zip, old: str, new: str, words: str, line: int
) -> None:
    text = valid["rich12"][M].decode().replace(old, new, 1)
    found = _only({**valid["rich12"], M: text.encode()}, packed)
    assert found.code == "manifest-malformed"
    assert words in found.message and "token" not in found.message
    assert found.span is not None and found.span.line == line


def test_wrong_encoding_has_a_place(valid: dict[str, Files], packed: Zip) -> None:
    text = valid["rich12"][M].decode().replace("<title>Bild</title>", "<title>Größe</title>")
    found = _only({**valid["rich12"], M: text.encode("iso-8859-1")}, packed)
    assert found.code == "manifest-encoding" and "codec" not in found.message
    assert found.span is not None and found.span.line == 20
    line = text.split("\n")[19]
    assert line[found.span.column - 1] == "ö"
    assert found.hint is not None and "UTF-8" in found.hint


def test_utf_16_without_a_mark(valid: dict[str, Files], packed: Zip) -> None:
    text = valid["rich12"][M].decode().replace("UTF-8", "UTF-16").replace("R2", "R9", 1)
    found = _only({**valid["rich12"], M: text.encode("utf-16-le")}, packed)
    assert found.code == "item-resource-unknown"
    assert found.span is not None and found.span.text == "R9"


@pytest.mark.parametrize("kind", ["bytes", "elements", "attributes"])
def test_endless_manifest(valid: dict[str, Files], packed: Zip, kind: str) -> None:
    text = valid["rich12"][M].decode()
    if kind == "bytes":
        text += f"<!--{'x ä' * (MAX_BYTES // 4)}-->"
    elif kind == "elements":
        text = text.replace("<resources>", "<resources>" + "<x/>" * MAX_NODES)
    else:
        text = text.replace("<resources>", "<resources " + " ".join(f'a{n}=""' for n in range(100_000)) + ">")
    assert _only({**valid["rich12"], M: text.encode()}, packed).code == "manifest-size"


@pytest.mark.parametrize("name", [M, "tincan.xml"])
def test_manifest_without_its_files(valid: dict[str, Files], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes({**valid["rich12"], **valid["tincan"]}[name])
    (found,) = validate_package(tmp_path / name).diagnostics
    assert found.code == "manifest-alone"


def test_metadata_file_that_is_no_xml(valid: dict[str, Files], packed: Zip) -> None:
    files = dict(valid["scorm2004"])
    files["metadata.xml"] = files["metadata.xml"].replace(b"</lom>", b"")
    found = _only(files, packed)
    assert found.code == "metadata-file-broken" and found.message.endswith("endet zu früh.")
