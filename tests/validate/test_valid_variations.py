"""Unusual but valid: the judge has nothing to say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.validate import validate_package
from tests.validate.conftest import RICH_2004

Files = dict[str, bytes]
M = "imsmanifest.xml"

LOM_12 = (
    '<imsmd:lom xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><imsmd:general><imsmd:title>'
    '<imsmd:langstring xml:lang="de">Kurs</imsmd:langstring></imsmd:title></imsmd:general></imsmd:lom>'
)

LOM_EXE = (
    '<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general uniqueElementName="general"><identifier>'
    '<catalog uniqueElementName="catalog">Katalog</catalog><entry uniqueElementName="entry">1</entry></identifier>'
    '<title><string language="de">Kurs</string></title><aggregationLevel uniqueElementName="aggregationLevel">'
    '<source uniqueElementName="source">LOM-ESv1.0</source><value uniqueElementName="value">2</value>'
    "</aggregationLevel></general></lom>"
)
OBJECTIVES = re.findall(r"<imsss:objectives>.*?</imsss:objectives>", RICH_2004, re.DOTALL)[0]

Changes = list[tuple[str, str]]

VARIATIONS: dict[str, tuple[str, Changes]] = {
    "query and fragment": ("rich2004", [('href="index.html">', 'href="index.html?a=1&amp;b=2#c">')]),
    "base of the resources": (
        "rich12",
        [("<resources>", '<resources xml:base="inhalt/">')],
    ),
    "percent signs": (
        "rich12",
        [('href="bild.png"', 'href="ein%20bild.png"'), ('<file href="bild.png"/>', '<file href="ein%20bild.png"/>')],
    ),
    "declaration left out": ("rich2004", [('<?xml version="1.0" encoding="UTF-8"?>\n', "")]),
    "comments and instructions": (
        "rich12",
        [("<manifest", "<!-- a < b --><?werkzeug x?>\n<manifest"), ("<resources>", "<!-- x --><resources>")],
    ),
    "carriage returns": ("rich2004", [("\n", "\r\n")]),
    "cdata": ("rich12", [("<title>Bild</title>", "<title><![CDATA[Bild & Ton]]></title>")]),
    "metadata at an item": (
        "rich12",
        [
            (
                "http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd",
                "http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd\n"
                " http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd",
            ),
            ("<title>Bild</title></item>", f"<title>Bild</title><metadata>{LOM_12}</metadata></item>"),
        ],
    ),
    "metadata file in a folder": (
        "rich2004",
        [
            (
                "<title>Bild</title></item>",
                "<title>Bild</title><metadata><adlcp:location>meta/bild.xml</adlcp:location></metadata></item>",
            )
        ],
    ),
    "two organizations": (
        "rich12",
        [
            (
                "</organizations>",
                '<organization identifier="O2"><title>Kurz</title><item identifier="I9" identifierref="R1">'
                "<title>Nur dies</title></item></organization></organizations>",
            )
        ],
    ),
    "hidden item without resource parts": (
        "rich2004",
        [('identifier="I2" identifierref="R2"', 'identifier="I2" identifierref="R2" isvisible="false"')],
    ),
    "shared data of the 4th edition": (
        "rich2004",
        [
            ("3rd Edition", "4th Edition"),
            (
                '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>',
                '<adlcp:data><adlcp:map targetID="urn:x" readSharedData="true"/></adlcp:data>',
            ),
        ],
    ),
    "circle of dependencies": (
        "rich2004",
        [
            (
                '<file href="assets/lernbuild.js"/>\n',
                '<file href="assets/lernbuild.js"/><dependency identifierref="R1"/>\n',
            )
        ],
    ),
    "objective of the activity, rule of the collection": (
        "rich2004",
        [
            (
                '<imsss:controlMode choice="true"/></imsss:sequencing>',
                '<imsss:controlMode choice="true"/><imsss:sequencingRules><imsss:preConditionRule>'
                '<imsss:ruleConditions><imsss:ruleCondition referencedObjective="Z1" condition="satisfied"/>'
                '</imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>'
                "</imsss:sequencingRules></imsss:sequencing>",
            )
        ],
    ),
    "objectives of the collection, rule of the activity": (
        "rich2004",
        [
            (OBJECTIVES, ""),
            (
                '<imsss:controlMode choice="true"/></imsss:sequencing>',
                f'<imsss:controlMode choice="true"/>{OBJECTIVES}</imsss:sequencing>',
            ),
        ],
    ),
    "item that starts a manifest in the manifest": (
        "rich2004",
        [
            ('identifier="I2" identifierref="R2"', 'identifier="I2" identifierref="M2"'),
            (
                " <imsss:sequencingCollection>",
                '<manifest identifier="M2"><organizations/><resources/></manifest>\n <imsss:sequencingCollection>',
            ),
        ],
    ),
    "identifier with an umlaut taken apart": ("rich12", [('identifier="I2"', 'identifier="Gro\u0308\u00dfe.2"')]),
    "files written as they are called": (
        "rich12",
        [
            (
                '<file href="assets/theme.css"/>',
                '<file href="assets/theme.css"/><file href="C#.txt"/><file href="100%25.txt"/><file href="a?.txt"/>',
            )
        ],
    ),
    "metadata as eXeLearning writes them": (
        "rich2004",
        [
            (
                "<title>Bild</title></item>",
                "<title>Bild</title><metadata><adlcp:location>imslrm.xml</adlcp:location></metadata></item>",
            )
        ],
    ),
    "start page listed by a dependency": (
        "rich2004",
        [
            ('<file href="index.html"/>', ""),
            ('<file href="assets/theme.css"/>', '<file href="assets/theme.css"/><file href="index.html"/>'),
        ],
    ),
}


def _move(files: Files, name: str) -> None:
    """The files that a variation has at other places."""
    if name == "base of the resources":
        for path in ("index.html", "medien/bild.png", "assets/theme.css", "assets/lernbuild.js"):
            files[f"inhalt/{path}"] = files.pop(path)
    elif name == "percent signs":
        files["medien/ein bild.png"] = files.pop("medien/bild.png")
        files["index.html"] = files["index.html"].replace(b"medien/bild.png", b"medien/ein%20bild.png")
    elif name == "metadata file in a folder":
        files["meta/bild.xml"] = b'<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general/></lom>'
    elif name == "files written as they are called":
        files |= dict.fromkeys(("C#.txt", "100%25.txt", "a?.txt"), b"x")
    elif name == "metadata as eXeLearning writes them":
        files["imslrm.xml"] = LOM_EXE.encode()


@pytest.mark.parametrize("name", VARIATIONS)
def test_nothing_to_say(name: str, valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    base, changes = VARIATIONS[name]
    files = dict(valid[base])
    text = files[M].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, -1 if old == "\n" else 1)
    files[M] = text.encode()
    _move(files, name)
    assert [one.message for one in validate_package(packed(files), lms="").diagnostics] == []
