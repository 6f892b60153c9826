"""The course structure of cmi5: valid, judged, and stable over updates."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from lernbuild.package import write_package
from lernbuild.render.site import Site
from lernbuild.targets.base import Target
from lernbuild.targets.cmi5 import NAMESPACE, Cmi5, course_structure
from lernbuild.validate import validate_package

CASES = {
    "plain": {"scored": False},
    "scored": {"scored": True, "pass_percent": 66.5},
    "objectives": {"objectives": ((1, "recht", "Sie kennen das <Recht> & mehr."), (7, "frist", "Sie nennen Fristen."))},
    "address": {"options": {"iri": "https://example.org/kurse/feg/"}},
    "bare": {"description": "", "language": ""},
}


@pytest.mark.parametrize("case", CASES)
def test_course_structure_is_valid(site: Site, shared: Path, tmp_path: Path, case: str) -> None:
    site = replace(site, **CASES[case])  # type: ignore[arg-type]
    schema = etree.XMLSchema(etree.parse(shared / "conformance" / "xsd" / "cmi5" / "CourseStructure.xsd"))
    schema.assertValid(etree.fromstring(course_structure(site)))
    written = write_package(tmp_path / "kurs.cmi5.zip", Cmi5().files(site))
    assert [one for one in validate_package(written.path).diagnostics if one.code.startswith(("cmi5", "zip"))] == []


def test_conditions_follow_the_course(site: Site) -> None:
    def unit(site: Site) -> dict[str, str]:
        found = etree.fromstring(course_structure(site)).find(f"{{{NAMESPACE}}}au")
        assert found is not None
        return {str(name): str(value) for name, value in found.attrib.items()}

    scored = unit(replace(site, scored=True, pass_percent=75))
    assert (scored["moveOn"], scored["masteryScore"]) == ("CompletedAndPassed", "0.75")
    assert unit(replace(site, scored=True, pass_percent=100))["masteryScore"] == "1"
    assert unit(replace(site, scored=True, pass_percent=0))["masteryScore"] == "0"
    plain = unit(replace(site, scored=False))
    assert (plain["moveOn"], plain.get("masteryScore")) == ("Completed", None)


def test_ids_depend_on_the_address_alone(site: Site) -> None:
    objectives = ((3, "recht", "Recht"),)
    one = etree.fromstring(course_structure(replace(site, objectives=objectives)))
    other = etree.fromstring(
        course_structure(replace(site, title="Neu", version="2", variant="bw", objectives=((3, "anders", "Neu"),)))
    )
    ids = [element.get("id") for element in one.iter() if element.get("id")]
    assert ids == [element.get("id") for element in other.iter() if element.get("id")]
    base = "https://lernbuild.invalid/basiswissen"
    assert ids == [base, f"{base}/ziel/3", f"{base}/einheit"]


def test_pages_may_reach_the_record_store(site: Site, tmp_path: Path) -> None:
    policy = (
        b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; base-uri\">"
    )
    escaped = policy.replace(b"'", b"&#39;")
    site = replace(site, files={**site.files, "index.html": policy, "lektion/ueberblick.html": escaped})
    written = write_package(tmp_path / "kurs.cmi5.zip", Cmi5().files(site))
    with zipfile.ZipFile(written.path) as packed:
        assert b"connect-src 'self' https: http:;" in packed.read("index.html")
        assert b"connect-src &#39;self&#39; https: http:;" in packed.read("lektion/ueberblick.html")
        assert packed.namelist()[0] == "cmi5.xml"
        assert not [name for name in packed.namelist() if name.endswith((".xsd", ".dtd")) or "manifest" in name]


def test_it_is_a_target() -> None:
    target: Target = Cmi5()
    assert (target.name, target.folder) == ("cmi5", False)
