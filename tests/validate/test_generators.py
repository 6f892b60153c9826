"""Packages of other generators, each with the verdict that a person reached by reading the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild.diagnostics import Severity
from lernbuild.validate import validate_package
from tests.validate.generators import node_scorm_packager, plct_builder, scocli

Found = set[tuple[str, str]]


def _errors(path: Path) -> Found:
    found = validate_package(path, lms="").diagnostics
    return {
        (one.code, one.span.file.path.rpartition("/")[2])
        for one in found
        if one.span and one.severity is Severity.ERROR
    }


def _warnings(path: Path, lms: str = "") -> set[str]:
    found = validate_package(path, lms=lms).diagnostics
    return {one.code for one in found if one.severity is Severity.WARNING}


@pytest.mark.parametrize("version", ["1.2", "2004 3rd Edition", "2004 4th Edition"])
def test_node_scorm_packager(tmp_path: Path, version: str) -> None:
    """npm: all is right but the identifier, which it makes of the title and its ampersand."""
    path = node_scorm_packager(tmp_path, version)
    assert _errors(path) == {("identifier-invalid", "imsmanifest.xml")}
    assert _warnings(path) == set()
    assert _warnings(path, "moodle") == {"moodle-mastery-score" if version == "1.2" else "moodle-measure"}


def test_scocli_2004(tmp_path: Path) -> None:
    """PyPI: default names no organization, no control document is packed, a script is missing."""
    path = scocli(tmp_path)
    assert {code for code, _ in _errors(path)} == {"organizations-default", "control-document-missing"}
    assert _warnings(path) == {"page-without-lang", "page-file-missing"}
    assert _warnings(path, "moodle") - _warnings(path) == {"moodle-prefix"}
    assert _warnings(path, "ilias") == _warnings(path, "openedx") == _warnings(path)


def test_plct_builder_12(tmp_path: Path) -> None:
    """PyPI: a valid 1.2 manifest with bad habits: another host, an unload listener, a file that is not listed."""
    path = plct_builder(tmp_path, "Kurs")
    assert _errors(path) == set()
    assert _warnings(path) == {"page-unload", "file-unlisted", "page-other-host"}


def test_plct_builder_with_an_ampersand(tmp_path: Path) -> None:
    """Its template writes the title unescaped: not well-formed, and the judge goes on with the pages."""
    path = plct_builder(tmp_path, "Kurs & mehr")
    assert _errors(path) == {("manifest-malformed", "imsmanifest.xml")}
    assert "page-other-host" in _warnings(path)


@pytest.mark.parametrize("lms", ["moodle", "ilias", "openedx", "all"])
def test_what_an_lms_says_names_it(tmp_path: Path, lms: str) -> None:
    """``--lms`` adds remarks of that LMS alone."""
    path = scocli(tmp_path)
    general = {one.code for one in validate_package(path, lms="").diagnostics}
    added = {one.code for one in validate_package(path, lms=lms).diagnostics} - general
    assert {code.partition("-")[0] for code in added} <= ({lms} if lms != "all" else {"moodle", "ilias", "openedx"})
