"""Plain xAPI: a tincan.xml that the judge accepts, and no trace of another standard in the package."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from lernbuild import built
from lernbuild.package import write_package
from lernbuild.render.site import Site
from lernbuild.targets import chosen_targets, find_target
from lernbuild.targets.xapi import NAMESPACE, Xapi, activities
from lernbuild.validate import validate_package

_chunk = built.chunk


@pytest.mark.parametrize("changes", [{}, {"description": "", "language": ""}, {"options": {"iri": "urn:example:kurs"}}])
def test_activities_are_valid(site: Site, tmp_path: Path, changes: dict[str, object]) -> None:
    site = replace(site, **changes)  # type: ignore[arg-type]
    written = write_package(tmp_path / "kurs.xapi.zip", Xapi().files(site))
    assert [one for one in validate_package(written.path).diagnostics if one.code.startswith(("tincan", "zip"))] == []
    with zipfile.ZipFile(written.path) as packed:
        assert "tincan.xml" in packed.namelist()
        assert not [name for name in packed.namelist() if "manifest" in name or name == "cmi5.xml"]


def test_the_activity_is_named_by_the_address_alone(site: Site) -> None:
    def identity(site: Site) -> str | None:
        activity = etree.fromstring(activities(site)).find(f"{{{NAMESPACE}}}activities/{{{NAMESPACE}}}activity")
        assert activity is not None
        assert activity.findtext(f"{{{NAMESPACE}}}launch") == "index.html"
        return activity.get("id")

    assert identity(site) == "https://lernbuild.invalid/basiswissen"
    assert identity(replace(site, title="Neu", version="9", variant="bw")) == identity(site)
    assert identity(replace(site, options={"iri": "https://example.org/kurs/"})) == "https://example.org/kurs"


@pytest.mark.parametrize("name", ["cmi5", "xapi"])
def test_the_script_knows_no_scorm(site: Site, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("lernbuild.built.chunk", _chunk)
    target = find_target(name)
    assert target is not None
    script = target.files(site)[site.script]
    for word in (b"API_1484_11", b"LMSInitialize", b"cmi.core", b"cmi.suspend_data", b"unload"):
        assert word not in script
    assert (b"LMS.LaunchData" in script) is (name == "cmi5")


def test_both_can_be_chosen() -> None:
    assert [target.name for target in chosen_targets(["web", "xapi", "cmi5"])] == ["cmi5", "xapi", "web"]
