"""What the whole way builds pleases the judge, down to the last remark."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lernbuild.diagnostics import Severity
from lernbuild.pipeline import build
from lernbuild.run import Request
from lernbuild.validate import validate_package


def test_everything_in_dist_can_be_judged(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CI calls ``lernbuild validate dist/*.zip``: the export for KommunalCampus lies there, too, and is no fault."""
    monkeypatch.chdir(tmp_path)
    build(Request(root=project, today=date(2026, 11, 21), targets=("xikolo",), out=tmp_path / "dist"))
    (path,) = sorted((tmp_path / "dist").glob("*.zip"))
    (found,) = validate_package(path).diagnostics
    assert (found.code, found.severity) == ("package-for-campus", Severity.INFO)


def test_built_packages_have_no_fault(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = build(Request(root=project, today=date(2026, 11, 21), variants=("alle",), out=tmp_path / "dist"))
    zips = sorted((tmp_path / "dist").glob("*.zip"))
    assert not result.report.refuses()
    assert {path.name.split(".")[-2] for path in zips} >= {"scorm12", "scorm2004"}
    for path in zips:
        assert validate_package(path).diagnostics == ()
