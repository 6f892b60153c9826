"""Unusual but valid: the judge has nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.validate import validate_package

Files = dict[str, bytes]
M = "imsmanifest.xml"

LOM_12 = (
    '<imsmd:lom xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><imsmd:general><imsmd:title>'
    '<imsmd:langstring xml:lang="de">Kurs</imsmd:langstring></imsmd:title></imsmd:general></imsmd:lom>'
)

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
