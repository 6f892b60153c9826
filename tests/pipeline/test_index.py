"""``dist/index.json`` and the bill of materials in ``build.json``."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from lernbuild.build_index import write_index
from tests.command import lernbuild


def _index(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "index.json").read_text(encoding="utf-8"))
    return found


def _record(out: Path, course: str, **hashes: str) -> None:
    """A build record with packages by target and content hash."""
    packages = []
    for target, content in hashes.items():
        path = f"{course}.{target}.zip"
        (out / path).write_bytes(content.encode())
        packages.append({"path": path, "variant": "", "target": target, "standard": target.upper(),
                         "size": len(content), "sha256": content, "content": content})  # fmt: skip
    (out / f"{course}.build.json").write_text(json.dumps({"course": course, "packages": packages}), encoding="utf-8")


def test_index_names_packages_and_changes(tmp_path: Path) -> None:
    _record(tmp_path, "a", scorm12="1", web="2")
    _record(tmp_path, "b", web="3")
    write_index(tmp_path, ("a", "b"), {"a", "b"})
    first = _index(tmp_path)
    assert [one["path"] for one in first["packages"]] == ["a.scorm12.zip", "a.web.zip", "b.web.zip"]
    assert first["changes"] == {
        "added": ["a.scorm12.zip", "a.web.zip", "b.web.zip"],
        "changed": [],
        "removed": [],
    }
    assert first["previous"] is None
    (tmp_path / "a.web.zip").unlink()
    _record(tmp_path, "a", scorm12="4", cmi5="5")
    write_index(tmp_path, ("a", "b"), {"a"})
    second = _index(tmp_path)
    assert second["changes"] == {"added": ["a.cmi5.zip"], "changed": ["a.scorm12.zip"], "removed": ["a.web.zip"]}
    assert second["previous"] == first["content"] != second["content"]


def test_same_packages_same_index(tmp_path: Path) -> None:
    _record(tmp_path, "a", web="1")
    path = write_index(tmp_path, ("a",), {"a"})
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    write_index(tmp_path, ("a",), {"a"})
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_index_of_the_last_publication_in_an_empty_folder(tmp_path: Path) -> None:
    """CI builds one course of two into an empty folder, beside the last index: the other one is not removed."""
    _record(tmp_path, "a", web="1")
    _record(tmp_path, "b", web="2")
    last = write_index(tmp_path, ("a", "b"), {"a", "b"}).read_bytes()
    out = tmp_path / "neu"
    out.mkdir()
    (out / "index.json").write_bytes(last)
    _record(out, "a", web="3")
    write_index(out, ("a", "b"), {"a"})
    assert _index(out)["changes"] == {"added": [], "changed": ["a.web.zip"], "removed": []}
    write_index(out, ("a",), {"a"})
    assert _index(out)["changes"] == {"added": [], "changed": [], "removed": ["b.web.zip"]}


def test_damaged_files_count_as_none(tmp_path: Path) -> None:
    _record(tmp_path, "a", web="1")
    wrong = b'{"format": 1, "packages": [1, {"path": 2}]}'
    for damaged in (b"", b"[]", wrong, b"\xff", b'{"format": 9}', b"[" * 99999):
        (tmp_path / "index.json").write_bytes(damaged)
        (tmp_path / "b.build.json").write_bytes(damaged)
        write_index(tmp_path, ("a",), {"a"})
        assert [one["path"] for one in _index(tmp_path)["packages"]] == ["a.web.zip"]


def test_records_of_a_real_build(project: Path) -> None:
    """The index is right to the byte, and the bill of materials is CycloneDX 1.6 and names what is inside."""
    settings = project / "courses/minimal/kurs.yaml"
    settings.write_text(settings.read_text("utf-8") + "theme: kern\n", encoding="utf-8")
    done = lernbuild(project, "build", "--target", "scorm12", "--target", "scorm2004", "--target", "web")
    assert done.returncode == 0, done.stderr
    out = project / "dist"
    for one in _index(out)["packages"]:
        path = out / one["path"]
        if path.is_file():
            data = path.read_bytes()
            assert (one["size"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    bom = json.loads((out / "minimal.build.json").read_text(encoding="utf-8"))["bom"]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bom)) is None
    inside = {edge["ref"]: edge["dependsOn"] for edge in bom["dependencies"]}
    assert inside["package:minimal.scorm12.zip"] == ["fira-sans", "kern", "lernbuild", "scorm12"]
    assert inside["package:minimal.scorm2004.zip"] == ["fira-sans", "kern", "lernbuild", "scorm2004-4th"]
    assert inside["package:minimal.web"] == ["fira-sans", "kern", "lernbuild"]
    assert set(inside["course"]) == set(inside) - {"course"}
    licences = {one["name"]: one["licenses"][0]["license"] for one in bom["components"]}
    assert licences["Fira Sans"] == {"id": "OFL-1.1"}
    assert licences["KERN: Design-Tokens"] == {"id": "EUPL-1.2"}
    assert licences["lernbuild"] == {"id": "MIT"}
    assert all(one["version"] for one in bom["components"])
    assert _foreign_files(out / "minimal.web") <= {
        file["name"] for one in bom["components"] for file in one.get("components", ())
    }


def _foreign_files(folder: Path) -> set[str]:
    """Fonts and schema files, which are never ours."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return {name for name in found if name.endswith((".woff2", ".xsd", ".dtd"))}


def test_parts_of_former_builds_stay_in_the_bill(project: Path) -> None:
    assert lernbuild(project, "build", "--target", "scorm12").returncode == 0
    assert lernbuild(project, "build", "--target", "web").returncode == 0
    record = json.loads((project / "dist/minimal.build.json").read_text(encoding="utf-8"))
    assert "scorm12" in {one["bom-ref"] for one in record["bom"]["components"]}
    shutil.rmtree(project / "dist/minimal.web")
    (project / "dist/minimal.scorm12.zip").unlink()
    assert lernbuild(project, "build", "--target", "web").returncode == 0
    record = json.loads((project / "dist/minimal.build.json").read_text(encoding="utf-8"))
    assert "scorm12" not in {one["bom-ref"] for one in record["bom"]["components"]}
