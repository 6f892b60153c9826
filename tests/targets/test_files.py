"""Golden manifests, and what every package of a target holds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from lernbuild.render.site import Site
from lernbuild.targets import find_target, playable_targets
from lernbuild.targets.base import Target
from lernbuild.targets.metadata import duration

HERE = Path(__file__).parent
TARGET = pytest.mark.parametrize("target", playable_targets(), ids=lambda target: str(target.name))


@pytest.mark.parametrize(
    ("target", "path", "edition"),
    [
        ("scorm12", "imsmanifest.xml", 4),
        ("scorm2004", "imsmanifest.xml", 4),
        ("scorm2004", "imsmanifest.xml", 3),
        ("scorm2004", "metadata.xml", 4),
    ],
)
def test_golden(site: Site, update_golden: bool, target: str, path: str, edition: int) -> None:
    found = find_target(target)
    assert found is not None
    data = found.files(replace(site, options={"scorm2004_edition": edition}))[path]
    golden = (
        HERE / "golden" / f"{target}.{edition}.{path}"
        if target == "scorm2004"
        else HERE / "golden" / f"{target}.{path}"
    )
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(data)
    assert data.decode() == golden.read_text(encoding="utf-8")


@TARGET
def test_script_is_adapter_and_runtime(site: Site, target: Target) -> None:
    adapter = "none" if target.name == "web" else target.name
    script = target.files(site)[site.script]
    if target.name in ("cmi5", "xapi"):
        address, _, script = script.partition(b"\n")
        assert address == b'(globalThis.lernbuild??={}).iri="https://lernbuild.invalid/basiswissen";'
    assert script == f'globalThis.adapter="lms-{adapter}";\n'.encode() + b"\n" + site.runtime


@TARGET
def test_pages_are_the_same_in_all_targets(site: Site, target: Target) -> None:
    files = target.files(site)
    assert {name: files[name] for name in site.files} == site.files


@TARGET
def test_index_names_lessons_and_hashes(site: Site, target: Target) -> None:
    files = target.files(replace(site, variant="bw"))
    index = json.loads(files["lernbuild.json"])
    assert {key: index[key] for key in ("format", "course", "version", "target", "variant")} == {
        "format": 1,
        "course": "basiswissen",
        "version": "2026.1",
        "target": target.name,
        "variant": "bw",
    }
    assert index["lessons"][1] == {
        "id": "lernkontrolle",
        "number": 2,
        "href": "lektion/lernkontrolle.html",
        "title": "Lernkontrolle",
        "type": "test",
    }
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "lernbuild.json"}
    assert index["files"] == hashes


def test_web_has_no_manifest(site: Site) -> None:
    found = find_target("web")
    assert found is not None
    assert found.folder
    assert set(found.files(site)) == {*site.files, site.script, "lernbuild.json"}


def test_sparse_site_has_no_empty_metadata(site: Site) -> None:
    bare = replace(site, description="", keywords=(), licence="", minutes=0, version="")
    for target in ("scorm12", "scorm2004"):
        found = find_target(target)
        assert found is not None
        files = found.files(bare)
        text = files.get("metadata.xml", files["imsmanifest.xml"]).decode().lower()
        for word in ("keyword", "rights", "educational", "lifecycle", "description"):
            assert f"{word}>" not in text


def test_unknown_target() -> None:
    assert find_target("scorm1") is None


@pytest.mark.parametrize(
    ("minutes", "expected"), [(1, "PT1M"), (60, "PT1H"), (90, "PT1H30M"), (1500, "PT25H"), (0, "PT0M")]
)
def test_duration(minutes: int, expected: str) -> None:
    assert duration(minutes) == expected
