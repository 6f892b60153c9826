"""What importers of real LMSs do with our manifests, re-told from their behaviour (tracking.md section 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from xml.parsers import expat

import pytest
from lxml import etree

from lernbuild.render.site import Site
from lernbuild.targets import find_target
from lernbuild.targets.manifest import title_text

BOTH = pytest.mark.parametrize("target", ["scorm12", "scorm2004"])


def _manifest(site: Site, target: str) -> bytes:
    found = find_target(target)
    assert found is not None
    return found.files(site)["imsmanifest.xml"]


@dataclass
class Moodle:
    """Moodle 4.5, scormlib.php: a SAX parser that folds case and compares prefixes as text."""

    version: str = ""
    organizations: dict[str, str] = field(default_factory=dict)
    items: dict[str, dict[str, str]] = field(default_factory=dict)
    resources: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, manifest: bytes) -> Moodle:
        path: list[str] = []
        attributes: list[dict[str, str]] = []
        texts: list[list[str]] = []

        def start(tag: str, found: dict[str, str]) -> None:
            path.append(tag.upper())
            attributes.append({name.upper(): value for name, value in found.items()})
            texts.append([])

        def data(text: str) -> None:
            if texts and text.strip(" \t\n\r\0\x0b"):  # PHP's trim: a piece of white space only is dropped
                texts[-1].append(text)

        def end(tag: str) -> None:
            self._element(path, attributes, "".join(texts[-1]))
            path.pop()
            attributes.pop()
            texts.pop()

        parser = expat.ParserCreate()
        parser.buffer_text = False
        parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, data, end
        parser.Parse(manifest, True)
        return self

    def _element(self, path: list[str], attributes: list[dict[str, str]], text: str) -> None:
        here = attributes[-1]
        match path[-2:]:
            case ["METADATA", "SCHEMAVERSION"]:
                known = {"1.2": "1.2", "2004 3rd Edition": "2004", "2004 4th Edition": "2004", "CAM 1.3": "2004"}
                self.version = known.get(text, "1.2")
            case ["ORGANIZATION", "TITLE"]:
                self.organizations[attributes[-2]["IDENTIFIER"]] = text
            case ["ITEM", "TITLE"]:
                self.items[attributes[-2]["IDENTIFIER"]] = {**attributes[-2], "TITLE": text}
            case ["RESOURCES", "RESOURCE"]:
                kind = here.get("ADLCP:SCORMTYPE", "asset")
                self.resources[here["IDENTIFIER"]] = {"href": here.get("HREF", ""), "type": kind}


@BOTH
def test_moodle_finds_one_sco(site: Site, target: str) -> None:
    moodle = Moodle().read(_manifest(site, target))
    assert moodle.version == {"scorm12": "1.2", "scorm2004": "2004"}[target]
    assert list(moodle.organizations.values()) == [site.title]
    (item,) = moodle.items.values()
    assert item["TITLE"] == site.title
    assert moodle.resources == {item["IDENTIFIERREF"]: {"href": "index.html", "type": "sco"}}
    assert "ADLCP:MASTERYSCORE" not in item


@pytest.mark.parametrize(
    "title",
    ["A & B", "<b>fett</b> & „Zitat“", "a < b > c & & d", "Kurs\nmit\tUmbruch", "x" * 300, "\x00Steuerzeichen\x0b"],
)
@BOTH
def test_title_survives_every_importer(site: Site, target: str, title: str) -> None:
    manifest = _manifest(replace(site, title=title), target)
    moodle = Moodle().read(manifest)
    (item,) = moodle.items.values()
    assert item["TITLE"] == title_text(title)
    assert re.sub(r"\s", " ", item["TITLE"]).startswith(" ".join(title.split()).strip("\x00\x0b")[:150])
    assert len(item["TITLE"]) <= 200
    assert "\n" not in item["TITLE"]


@BOTH
def test_identifiers_depend_on_the_course_id_alone(site: Site, target: str) -> None:
    """Moodle deletes a learner's data when the item's identifier changes."""
    later = replace(
        site,
        title="Ganz anders",
        version="2031.9",
        variant="bw",
        lessons=(),
        files={"start.html": b"x"},
        launch="start.html",
        language="en",
    )
    for tag in ("organization", "item", "resource"):
        one = etree.fromstring(_manifest(site, target)).find(f".//{{*}}{tag}")
        other = etree.fromstring(_manifest(later, target)).find(f".//{{*}}{tag}")
        assert one is not None
        assert other is not None
        assert one.get("identifier") == other.get("identifier")
        assert site.id in str(one.get("identifier"))


@BOTH
@pytest.mark.parametrize("course", ["basiswissen", "3d-druck", "a_b.c"])
def test_identifiers_are_ncnames(site: Site, target: str, course: str) -> None:
    root = etree.fromstring(_manifest(replace(site, id=course), target))
    found = [str(element.get("identifier")) for element in root.iter() if element.get("identifier")]
    assert len(found) == len(set(found)) == 4
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", one) for one in found)


@BOTH
def test_open_edx_launches_the_first_resource(site: Site, target: str) -> None:
    """It looks for the unprefixed namespace of the root and takes the first resource with an href."""
    manifest = _manifest(site, target)
    found = re.search(rb'<manifest xmlns="([^"]+)"', manifest)
    assert found is not None
    root = etree.fromstring(manifest)
    resources = root.findall(f".//{{{found[1].decode()}}}resource")
    assert [one.get("href") for one in resources] == ["index.html"]


@BOTH
def test_ilias_needs_lower_case_and_hrefs(site: Site, target: str) -> None:
    manifest = _manifest(site, target).decode()
    assert f'adlcp:{"scormtype" if target == "scorm12" else "scormType"}="sco"' in manifest
    root = etree.fromstring(manifest.encode())
    assert all(file.get("href") for file in root.iterfind(".//{*}file"))
    assert all(element.text for element in root.iterfind(".//{*}title") if not len(element))


@BOTH
def test_prefixes_are_literal(site: Site, target: str) -> None:
    manifest = _manifest(site, target)
    root = etree.fromstring(manifest)
    expected = {
        "scorm12": {None, "adlcp", "imsmd", "xsi"},
        "scorm2004": {None, "adlcp", "adlseq", "adlnav", "imsss", "xsi"},
    }
    assert set(root.nsmap) == expected[target]
    assert all(element.nsmap == root.nsmap for element in root.iter())
    assert manifest.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<manifest ')


def test_editions_of_scorm_2004(site: Site) -> None:
    third = _manifest(replace(site, options={"scorm2004_edition": 3}), "scorm2004")
    assert b"<schemaversion>2004 3rd Edition</schemaversion>" in third
    assert b"<schemaversion>2004 4th Edition</schemaversion>" in _manifest(site, "scorm2004")


@BOTH
def test_no_rule_lets_the_lms_overwrite_the_content(site: Site, target: str) -> None:
    root = etree.fromstring(_manifest(site, target))
    names = [etree.QName(element).localname.lower() for element in root.iter()]
    names += [etree.QName(name).localname.lower() for element in root.iter() for name in element.attrib]
    for word in ("mastery", "measure", "completionthreshold", "timelimit", "prerequisites", "rollup", "objective"):
        assert not [name for name in names if word in name]
