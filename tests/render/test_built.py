"""Built files are read, and their absence is said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild import built


def test_a_missing_browser_side_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "ROOT", tmp_path)
    for read in (lambda: built.chunk("core"), built.fonts, lambda: built.schemas("scorm12")):
        with pytest.raises(built.BuiltMissing, match="dev build"):
            read()


def test_folders_are_read_sorted_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("schemas/scorm12/b.xsd", "schemas/scorm12/a/c.xsd", "js/core.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    monkeypatch.setattr(built, "ROOT", tmp_path)
    assert list(built.schemas("scorm12")) == ["a/c.xsd", "b.xsd"]
    assert built.chunk("core") == b"js/core.js"
