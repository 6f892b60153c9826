"""Manifests and metadata against the official schemas."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from lernbuild.render.site import Site
from lernbuild.targets import find_target

if TYPE_CHECKING:
    from tests.targets.conftest import Schemas

LOM = ("http://ltsc.ieee.org/xsd/LOM", "lom.xsd")


def _files(site: Site, target: str) -> dict[str, bytes]:
    found = find_target(target)
    assert found is not None
    return dict(found.files(site))


@pytest.mark.parametrize(
    ("target", "options", "standard"),
    [
        ("scorm12", {}, "scorm12"),
        ("scorm2004", {"scorm2004_edition": 3}, "scorm2004-3rd"),
        ("scorm2004", {}, "scorm2004-4th"),
    ],
)
def test_manifest_is_valid(
    site: Site, schemas: Schemas, target: str, options: dict[str, object], standard: str
) -> None:
    site = _with(site, options=options)
    files = _files(site, target)
    locations = importlib.import_module(f"lernbuild.targets.{target}").LOCATIONS
    schema = schemas.of(standard, locations)
    schema.assertValid(etree.fromstring(files["imsmanifest.xml"]))


def test_validity_test_can_fail(site: Site, schemas: Schemas) -> None:
    locations = importlib.import_module("lernbuild.targets.scorm12").LOCATIONS
    broken = (
        _files(site, "scorm12")["imsmanifest.xml"]
        .replace(b"<schema>", b"<schemas>")
        .replace(b"</schema>", b"</schemas>")
    )
    assert not schemas.of("scorm12", locations).validate(etree.fromstring(broken))


@pytest.mark.parametrize("standard", ["scorm2004-3rd", "scorm2004-4th"])
def test_metadata_is_valid_by_the_strict_schema(site: Site, schemas: Schemas, standard: str) -> None:
    document = _files(site, "scorm2004")["metadata.xml"]
    schemas.of(standard + "/", (LOM,)).assertValid(etree.fromstring(document))


def _with(site: Site, **changes: object) -> Site:
    from dataclasses import replace

    return replace(site, **changes)  # type: ignore[arg-type]
