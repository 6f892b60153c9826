"""One fault in a valid package, and the rule that finds it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import lernbuild.validate
from lernbuild.diagnostics import Severity
from lernbuild.validate import validate_package
from lernbuild.validate.codes import CODES
from lernbuild.validate.manifest import IMSCP_12, IMSCP_2004

M = "imsmanifest.xml"
Files = dict[str, bytes]


@dataclass(frozen=True)
class Mutant:
    """``code`` is found in ``base`` when ``old`` becomes ``new`` in a file; ``new`` None: the file is left out."""

    code: str
    base: str
    path: str
    old: str = ""
    new: str | None = ""
    lms: str = ""

    def __str__(self) -> str:
        return f"{self.code}-{self.base}"

    def apply(self, files: Files) -> Files:
        changed = dict(files)
        if self.new is None:
            del changed[self.path]
        elif not self.old:
            changed[self.path] = self.new.encode()
        else:
            text = changed[self.path].decode()
            assert self.old in text, f"{self.old} is not in {self.path}"
            changed[self.path] = text.replace(self.old, self.new, 1).encode()
        return changed


def both(code: str, old: str, new: str, path: str = M, lms: str = "") -> list[Mutant]:
    return [Mutant(code, "scorm12", path, old, new, lms), Mutant(code, "scorm2004", path, old, new, lms)]


def rich(code: str, old: str, new: str, lms: str = "") -> list[Mutant]:
    return [Mutant(code, "rich12", M, old, new, lms), Mutant(code, "rich2004", M, old, new, lms)]


LONG = "x" * 201

MUTANTS = [
    # P1
    *[Mutant("manifest-missing", base, M, new=None) for base in ("scorm12", "scorm2004")],
    Mutant("manifest-missing", "cmi5", "cmi5.xml", new=None),
    Mutant("manifest-missing", "tincan", "tincan.xml", new=None),
    *both("manifest-malformed", "</manifest>", ""),
    *both("manifest-malformed", "<resources>", "<resources"),
    Mutant("manifest-malformed", "cmi5", "cmi5.xml", "</block>", ""),
    *both("manifest-doctype", "<manifest", "<!DOCTYPE manifest>\n<manifest"),
    *both("manifest-doctype", "<manifest", '<!DOCTYPE manifest [<!ENTITY a "b">]>\n<manifest'),
    Mutant("manifest-encoding", "scorm12", M, 'encoding="UTF-8"', 'encoding="klingonisch"'),
    *both("manifest-namespace", '<manifest xmlns="http://www.ims', '<manifest xmlns="http://example.'),
    # P2
    *both("manifest-metadata", "</metadata>", "</metadata><metadata/>"),
    *both("manifest-schema", "<schema>ADL SCORM</schema>", "<schema>ADL</schema>"),
    *both("manifest-schema", "<schema>ADL SCORM</schema>", ""),
    *both("manifest-schemaversion", "<schemaversion>", "<schemaversion> "),
    Mutant("manifest-schemaversion", "scorm12", M, ">1.2<", ">1.3<"),
    Mutant("manifest-schemaversion", "scorm2004", M, "4th Edition", "4th edition"),
    Mutant("manifest-schemaversion", "scorm2004", M, "4th Edition", "2nd Edition"),
    Mutant("manifest-old-edition", "rich2004", M, "2004 3rd Edition", "CAM 1.3"),
    Mutant(
        "manifest-mixed-versions",
        "rich2004",
        M,
        "<title>Bild</title>",
        '<title>Bild</title><x:masteryscore xmlns:x="http://www.adlnet.org/xsd/adlcp_rootv1p2">80</x:masteryscore>',
    ),
    *both("manifest-structure", "<resources>", "<unbekannt/><resources>"),
    *rich("manifest-structure", "<title>Bild</title></item>", "<title>Bild</title><metadata/><metadata/></item>"),
    *rich("manifest-structure", 'identifier="I2"', 'identifier="I2" unbekannt="x"'),
    Mutant("manifest-structure", "rich12", M, ' type="aicc_script"', ""),
    Mutant("manifest-value", "rich12", M, 'isvisible="true"', 'isvisible="ja"'),
    # P3
    *both("organizations-default", ' default="ORG-kurs"', ""),
    *both("organizations-default", 'default="ORG-kurs"', 'default="ORG-anders"'),
    *both("organizations-count", "<organizations ", '<organizations default="x"/><organizations '),
    *both("resources-count", "</resources>", "</resources><resources/>"),
    # P4
    *both("identifier-missing", ' identifier="ITEM-kurs"', ""),
    *both("identifier-invalid", 'identifier="ITEM-kurs"', 'identifier="1 kurs"'),
    *both("identifier-invalid", 'identifier="ITEM-kurs"', 'identifier="kurs²"'),
    *both("identifier-duplicate", 'identifier="ITEM-kurs"', 'identifier="ORG-kurs"'),
    # P5
    *rich("title-count", "<title>Bild</title>", ""),
    *rich("title-count", "<title>Bild</title>", "<title>Bild</title><title>Bild</title>"),
    *rich("title-too-long", "<title>Bild</title>", f"<title>{LONG}</title>"),
    *rich("title-empty", "<title>Bild</title>", "<title> </title>"),
    # P6
    *both("item-without-resource", ' identifierref="RES-kurs"', ""),
    *both("item-resource-unknown", 'identifierref="RES-kurs"', 'identifierref="RES-anders"'),
    Mutant("item-branch-with-resource", "rich12", M, 'identifier="I0"', 'identifier="I0" identifierref="R1"'),
    Mutant(
        "item-branch-with-resource",
        "rich2004",
        M,
        "<title>Bild</title>",
        '<title>Bild</title><item identifier="I3" identifierref="R2"><title>Mehr</title></item>',
    ),
    # P7
    *both("resource-type", ' type="webcontent"', ""),
    Mutant("resource-scormtype", "scorm12", M, "adlcp:scormtype", "adlcp:scormType"),
    Mutant("resource-scormtype", "scorm2004", M, "adlcp:scormType", "adlcp:scormtype"),
    *both("resource-scormtype", '="sco"', '="SCO"'),
    *both("resource-without-href", ' href="index.html">', ">"),
    # P8
    Mutant("file-missing", "scorm12", "medien/bild.png", new=None),
    Mutant("file-missing", "scorm2004", "index.html", new=None),
    *both("file-without-href", '<file href="medien/bild.png"/>', "<file/>"),
    *both("path-case", "medien/bild.png", "Medien/bild.png"),
    *both("path-backslash", "medien/bild.png", "medien\\bild.png"),
    *both("path-leading-slash", "medien/bild.png", "/medien/bild.png"),
    *both("path-outside", "medien/bild.png", "../medien/bild.png"),
    *both("file-missing", "medien/bild.png", "#bild"),
    *both("file-missing", "medien/bild.png", "medien/"),
    *both("path-other-host", '<file href="medien/bild.png"/>', '<file href="https://example.org/bild.png"/>'),
    # P9
    *both("resource-href-unlisted", '<file href="index.html"/>', ""),
    # P10
    *rich("dependency-unknown", '<dependency identifierref="R3"/>', '<dependency identifierref="R9"/>'),
    # P11
    *rich("xml-base", 'xml:base="medien/"', 'xml:base="medien"'),
    *rich("xml-base", 'xml:base="medien/"', 'xml:base="/medien/"'),
    *rich("xml-base", 'xml:base="medien/"', 'xml:base="medien\\"'),
    *rich("xml-base", 'xml:base="medien/"', 'xml:base="https://example.org/"'),
    # P12
    Mutant("namespace-unmapped", "scorm2004", M, "http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd", ""),
    Mutant("namespace-unmapped", "rich12", M, "<title>Bild</title>", '<title>Bild</title><e:x xmlns:e="urn:e"/>'),
    Mutant("control-document-missing", "scorm2004", "imscp_v1p1.xsd", new=None),
    Mutant("control-document-missing", "scorm12", "adlcp_rootv1p2.xsd", new=None),
    *both("schema-location", 'schemaLocation="', 'schemaLocation="drei '),
    # P13
    *both("file-unlisted", '<file href="medien/bild.png"/>', ""),
    Mutant("file-unlisted", "rich12", "neu.txt", new="neu"),
    # P14
    Mutant(
        "item-data-without-sco",
        "rich12",
        M,
        "<title>Bild</title>",
        "<title>Bild</title><adlcp:datafromlms>a</adlcp:datafromlms>",
    ),
    Mutant(
        "item-data-without-sco",
        "rich2004",
        M,
        "<title>Bild</title>",
        "<title>Bild</title><adlcp:dataFromLMS>a</adlcp:dataFromLMS>",
    ),
    Mutant(
        "item-data-repeated",
        "rich12",
        M,
        "<adlcp:datafromlms>",
        "<adlcp:datafromlms>a</adlcp:datafromlms><adlcp:datafromlms>",
    ),
    Mutant("launch-data-too-long", "rich12", M, ">a=1<", f">{'x' * 256}<"),
    Mutant("launch-data-too-long", "rich2004", M, ">a=1<", f">{'x' * 4001}<"),
    Mutant("time-limit", "rich12", M, "0001:30:00.00", "90 min"),
    *rich("manifest-value", "exit,no message", "exit"),
    Mutant("manifest-value", "rich2004", M, 'minProgressMeasure="0.9"', 'minProgressMeasure="90"'),
    # P15
    Mutant("mastery-score", "rich12", M, ">80<", ">180<"),
    Mutant("mastery-score", "rich12", M, ">80<", ">80 %<"),
    Mutant("sequencing-value", "rich2004", M, ">0.8<", ">80<"),
    Mutant("measure-without-effect", "rich2004", M, ' satisfiedByMeasure="true"', ""),
    # P16
    Mutant(
        "presentation-without-resource",
        "rich2004",
        M,
        '  <item identifier="I2" identifierref="R2"><title>Bild</title></item>',
        '<item identifier="I3"><title>Teil</title><item identifier="I2" identifierref="R2"><title>Bild</title></item>'
        "<adlnav:presentation/></item>",
    ),
    Mutant("navigation-value", "rich2004", M, ">continue<", ">weiter<"),
    Mutant(
        "navigation-structure",
        "rich2004",
        M,
        "<adlnav:navigationInterface>",
        "<adlnav:navigationInterface/><adlnav:navigationInterface>",
    ),
    # P17
    Mutant(
        "sequencing-structure",
        "rich2004",
        M,
        '<imsss:controlMode choice="true" flow="true"/>',
        '<imsss:controlMode choice="true" flow="true"/><imsss:controlMode/>',
    ),
    Mutant(
        "sequencing-structure",
        "rich2004",
        M,
        "<imsss:primaryObjective",
        "<imsss:objective objectiveID='Z0'/><imsss:primaryObjective",
    ),
    Mutant("sequencing-structure", "rich2004", M, ' condition="satisfied"', ""),
    Mutant("sequencing-structure", "rich2004", M, '<imsss:ruleAction action="skip"/>', ""),
    Mutant("sequencing-structure", "rich2004", M, ' objectiveID="Z2"', ""),
    Mutant("sequencing-value", "rich2004", M, 'action="skip"', 'action="exit"'),
    Mutant("sequencing-value", "rich2004", M, 'flow="true"', 'flow="ja"'),
    Mutant("sequencing-value", "rich2004", M, 'operator="not"', 'operator="nicht"'),
    Mutant("sequencing-value", "rich2004", M, 'objectiveMeasureWeight="0.5"', 'objectiveMeasureWeight="5"'),
    Mutant(
        "sequencing-repeated",
        "rich2004",
        M,
        "<title>Bild</title>",
        "<title>Bild</title><imsss:sequencing/><imsss:sequencing/>",
    ),
    Mutant("sequencing-idref-unknown", "rich2004", M, 'IDRef="S1"', 'IDRef="S9"'),
    Mutant(
        "sequencing-id-duplicate",
        "rich2004",
        M,
        "<imsss:sequencingCollection>",
        '<imsss:sequencingCollection><imsss:sequencing ID="S1"/>',
    ),
    Mutant("objective-without-id", "rich2004", M, ' objectiveID="Z1" satisfied', " satisfied"),
    Mutant("objective-duplicate", "rich2004", M, 'objectiveID="Z2"', 'objectiveID="Z1"'),
    Mutant("objective-unknown", "rich2004", M, 'referencedObjective="Z1"', 'referencedObjective="Z7"'),
    Mutant(
        "objective-unknown", "rich2004", M, '<adlseq:objective objectiveID="Z1"', '<adlseq:objective objectiveID="Z7"'
    ),
    Mutant("objective-two-writers", "rich2004", M, 'targetObjectiveID="G2"', 'targetObjectiveID="G1"'),
    Mutant(
        "objective-two-sources",
        "rich2004",
        M,
        '<imsss:mapInfo targetObjectiveID="G1"',
        '<imsss:mapInfo targetObjectiveID="G3"/><imsss:mapInfo targetObjectiveID="G1"',
    ),
    Mutant("sequencing-root-action", "rich2004", M, 'action="exitAll"', 'action="exitParent"'),
    Mutant("sequencing-root-action", "rich2004", M, 'action="exitAll"', 'action="previous"'),
    # P18
    Mutant("organization-undeliverable", "scorm2004", M, 'choice="true" flow="true"', 'choice="false" flow="false"'),
    Mutant("organization-without-control-mode", "scorm2004", M, '<imsss:controlMode choice="true" flow="true"/>', ""),
    Mutant(
        "measure-overrides-content",
        "scorm2004",
        M,
        "</title>\n   </item>",
        '</title><adlcp:completionThreshold completedByMeasure="true"/>\n   </item>',
    ),
    # P19
    Mutant(
        "metadata-structure",
        "scorm12",
        M,
        "<imsmd:language>de</imsmd:language>",
        "<imsmd:language>de</imsmd:language><imsmd:title><imsmd:langstring>x</imsmd:langstring></imsmd:title>",
    ),
    Mutant("metadata-structure", "scorm12", M, "<imsmd:format>text/html</imsmd:format>", "<imsmd:unbekannt/>"),
    Mutant("metadata-structure", "scorm2004", "metadata.xml", "<technical>", "<technical/><technical>"),
    Mutant("metadata-structure", "scorm2004", "metadata.xml", "<technical>", "<technik/><technical>"),
    Mutant("metadata-value", "scorm2004", "metadata.xml", ">PT30M<", ">30 Minuten<"),
    Mutant("metadata-vocabulary", "scorm2004", "metadata.xml", ">yes<", ">ja<"),
    Mutant("metadata-value", "scorm2004", "metadata.xml", 'language="de"', 'language="auf deutsch"'),
    Mutant("metadata-file-missing", "scorm2004", "metadata.xml", new=None),
    Mutant("metadata-file-broken", "scorm2004", "metadata.xml", "</lom>", ""),
    Mutant("metadata-file-root", "scorm2004", "metadata.xml", "http://ltsc.ieee.org/xsd/LOM", "http://example.org/lom"),
    # cmi5
    Mutant(
        "cmi5-structure",
        "cmi5",
        "cmi5.xml",
        '<description><langstring lang="de">Eine Einheit</langstring></description>',
        "",
    ),
    Mutant("cmi5-structure", "cmi5", "cmi5.xml", "<url>index.html?lektion=1</url>", ""),
    Mutant("cmi5-structure", "cmi5", "cmi5.xml", "CourseStructure.xsd", "Kursplan.xsd"),
    Mutant("cmi5-structure", "cmi5", "cmi5.xml", ' id="https://example.org/kurs/ziel"', ""),
    Mutant("cmi5-id", "cmi5", "cmi5.xml", 'id="https://example.org/kurs/1"', 'id="kurs/1"'),
    Mutant(
        "cmi5-id-duplicate", "cmi5", "cmi5.xml", 'id="https://example.org/kurs/1"', 'id="https://example.org/kurs/teil"'
    ),
    Mutant(
        "cmi5-idref-unknown",
        "cmi5",
        "cmi5.xml",
        'idref="https://example.org/kurs/ziel"',
        'idref="https://example.org/x"',
    ),
    Mutant("cmi5-url-reserved", "cmi5", "cmi5.xml", "?lektion=1", "?endpoint=1"),
    Mutant("cmi5-url", "cmi5", "cmi5.xml", "<url>index.html", "<url>/index.html"),
    Mutant("cmi5-url", "cmi5", "cmi5.xml", "<url>index.html", "<url>ftp://example.org/"),
    Mutant("cmi5-url", "cmi5", "cmi5.xml", "<url>index.html", "<url>https:///index.html"),
    Mutant("cmi5-url", "cmi5", "cmi5.xml", "<url>index.html", "<url>https://[example.org/index.html"),
    Mutant("cmi5-file-missing", "cmi5", "index.html", new=None),
    Mutant("cmi5-move-on", "cmi5", "cmi5.xml", ' moveOn="CompletedAndPassed"', ""),
    Mutant("cmi5-value", "cmi5", "cmi5.xml", 'moveOn="CompletedAndPassed"', 'moveOn="Bestanden"'),
    Mutant("cmi5-value", "cmi5", "cmi5.xml", 'masteryScore="0.75"', 'masteryScore="75"'),
    # tincan
    Mutant("tincan-id", "tincan", "tincan.xml", 'id="https://example.org/kurs"', 'id="kurs"'),
    Mutant("tincan-structure", "tincan", "tincan.xml", "projecttincan.com", "example.org"),
    Mutant("tincan-launch-repeated", "tincan", "tincan.xml", '<launch lang="en">', '<launch lang="de">'),
    Mutant("tincan-file-missing", "tincan", "index.html", new=None),
    Mutant("tincan-file-missing", "tincan", "tincan.xml", ">index.html<", ">start.html<"),
    Mutant(
        "tincan-launch-missing",
        "tincan",
        "tincan.xml",
        '<launch lang="de">index.html</launch>\n   <launch lang="en">index.html?lang=en</launch>',
        "",
    ),
    # pages
    *[Mutant("page-without-lang", base, "index.html", ' lang="de"', "") for base in ("scorm12", "cmi5")],
    Mutant("page-without-title", "scorm12", "index.html", "<title>Start</title>", "<title></title>"),
    Mutant("page-without-title", "scorm2004", "index.html", "<title>Start</title>", ""),
    Mutant("page-unload", "rich12", "assets/lernbuild.js", '"pagehide"', '"unload"'),
    Mutant("page-unload", "rich12", "index.html", "<body>", '<body onunload="ende()">'),
    Mutant("page-unload", "rich12", "assets/lernbuild.js", "addEventListener", "window.onunload=ende;addEventListener"),
    Mutant("page-other-host", "rich12", "index.html", 'src="medien/bild.png"', 'src="https://example.org/bild.png"'),
    Mutant("page-other-host", "rich12", "index.html", 'href="assets/theme.css"', "href=//example.org/a.css"),
    Mutant("page-other-host", "rich12", "index.html", '<script defer src="', '<script defer src="https://example.org/'),
    Mutant("page-other-host", "rich12", "assets/theme.css", "../medien/", "https://example.org/"),
    Mutant("page-other-host", "rich12", "assets/theme.css", "body", '@import "//example.org/a.css"; body'),
    Mutant("page-other-host", "rich12", "assets/lernbuild.js", "const ns", 'fetch("https://example.org/x"); const ns'),
    Mutant(
        "page-other-host", "rich12", "assets/lernbuild.js", "const ns", 'x.open("GET","http://example.org/x"); const ns'
    ),
    Mutant("page-file-missing", "rich12", "index.html", 'src="medien/bild.png"', 'src="medien/anderes.png"'),
    # LMSs
    Mutant("moodle-version", "scorm2004", M, "4th Edition", "4th edition", "moodle"),
    *rich("moodle-title", "<title>Bild</title>", f"<title>{'x' * 256}</title>", "moodle"),
    *rich("moodle-title-space", "<title>Bild</title>", "<title>A &amp; &lt;B&gt;</title>", "moodle"),
    Mutant("moodle-file-name", "rich12", "it's.txt", new="x", lms="moodle"),
    Mutant("moodle-file-name-long", "rich12", "x" * 256, new="x", lms="moodle"),
    Mutant(
        "moodle-mastery-score",
        "scorm12",
        M,
        "</title>\n   </item>",
        "</title><adlcp:masteryscore>80</adlcp:masteryscore></item>",
        "moodle",
    ),
    Mutant("moodle-several-scos", "rich12", M, '"asset" href', '"sco" href', "moodle"),
    Mutant(
        "moodle-measure",
        "scorm2004",
        M,
        "</title>\n   </item>",
        "</title><imsss:sequencing><imsss:objectives>"
        "<imsss:primaryObjective><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective>"
        "</imsss:objectives></imsss:sequencing></item>",
        "moodle",
    ),
    Mutant(
        "moodle-threshold",
        "scorm2004",
        M,
        "</title>\n   </item>",
        '</title><adlcp:completionThreshold completedByMeasure="true"/></item>',
        "all",
    ),
    *rich("ilias-title-break", "<title>Bild</title>", "<title>Bild\nmit Text</title>", "ilias"),
    *rich("ilias-title-markup", "<title>Kurs</title>", "<title>Werte &lt;5</title>", "ilias"),
    Mutant("ilias-executable", "rich12", "hilfe.php", new="x", lms="ilias"),
    *rich(
        "openedx-first-resource",
        "<resources>",
        '<resources><resource identifier="R0" type="webcontent" href="index.html"/>',
        "openedx",
    ),
    Mutant("openedx-several-scos", "rich12", M, '"asset" href', '"sco" href', "openedx"),
    Mutant("openedx-several-scos", "rich2004", M, '"asset" href', '"sco" href', "openedx"),
    Mutant("openedx-version", "scorm12", M, ">1.2<", ">1.2.1<", "openedx"),
    Mutant("openedx-version", "scorm2004", M, "<schemaversion>2004 4th Edition</schemaversion>", "", "openedx"),
    # names and junk
    Mutant("zip-name-outside", "scorm12", "../boese.html", new="x"),
    Mutant("zip-name-outside", "scorm12", "/boese.html", new="x"),
    Mutant("zip-name-outside", "scorm12", "C:/boese.html", new="x"),
    Mutant("zip-name-case", "scorm12", "INDEX.html", new="x"),
    Mutant("zip-junk", "scorm12", "__MACOSX/._index.html", new="x"),
    Mutant("zip-junk", "scorm2004", "medien/.DS_Store", new="x"),
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_fault_is_found(mutant: Mutant, valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    before = {one.code for one in validate_package(packed(valid[mutant.base]), lms=mutant.lms).diagnostics}
    found = validate_package(packed(mutant.apply(valid[mutant.base])), lms=mutant.lms)
    assert mutant.code not in before
    assert mutant.code in {one.code for one in found.diagnostics}


@pytest.mark.parametrize("base", ["scorm12", "scorm2004", "rich12", "rich2004", "cmi5", "tincan"])
def test_no_false_alarm(base: str, valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    assert validate_package(packed(valid[base]), lms="").diagnostics == ()


@pytest.mark.parametrize("base", ["scorm12", "scorm2004"])
def test_our_packages_please_every_lms(base: str, valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    assert validate_package(packed(valid[base]), lms="all").diagnostics == ()


def test_codes_are_those_in_the_source() -> None:
    """Every code that a rule can give is documented, and no other."""
    folder = Path(lernbuild.validate.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "codes.py")
    found = set(re.findall(r'(?:error|warning|info|say)\(\s*"([a-z0-9-]+)"', text))
    found |= {
        f"{family}-{kind}"
        for family in ("manifest", "navigation", "sequencing", "metadata", "cmi5")
        for kind in ("structure", "value")
    }
    found |= {f"manifest-{kind}" for kind in ("doctype", "encoding", "malformed", "size")}
    assert found == set(CODES)


def test_namespace_of_another_version(valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    """A package of 1.2 under the name of 2004 has this one fault, not one in every line."""
    text = valid["rich12"][M].decode().replace(IMSCP_12, IMSCP_2004)
    found = validate_package(packed({**valid["rich12"], M: text.encode()}), lms="")
    assert [one.code for one in found.diagnostics] == ["manifest-namespace"]


def test_severities(valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    """Habits of LMSs and content never refuse a package."""
    for mutant in MUTANTS:
        for one in validate_package(packed(mutant.apply(valid[mutant.base])), lms=mutant.lms).diagnostics:
            if one.code.startswith(("moodle", "ilias", "openedx", "page")):
                assert one.severity is not Severity.ERROR
