"""What the whole way builds pleases the judge, down to the last remark."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lernbuild.pipeline import build
from lernbuild.run import Request
from lernbuild.validate import validate_package


def test_built_packages_have_no_fault(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = build(Request(root=project, today=date(2026, 11, 21), variants=("alle",), out=tmp_path / "dist"))
    zips = sorted((tmp_path / "dist").glob("*.zip"))
    assert not result.report.refuses()
    assert {path.name.split(".")[-2] for path in zips} >= {"scorm12", "scorm2004"}
    for path in zips:
        assert validate_package(path).diagnostics == ()
