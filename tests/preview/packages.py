"""Packages of strangers, made by the tests: several SCOs, mistakes in calls, names that lead out of the zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

OLD = ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2", "1.2", "scormtype")
NEW = (
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "http://www.adlnet.org/xsd/adlcp_v1p3",
    "2004 4th Edition",
    "scormType",
)

SCO = """<!doctype html><html lang="en"><head><title>%(title)s</title></head><body><h1>%(title)s</h1>
<p id="back"></p><p id="said"></p><script>
let api = null, seek = window;
while (!api && seek) { api = seek.%(api)s; if (seek === seek.parent) break; seek = seek.parent; }
api.%(init)s("");
document.getElementById("back").textContent = api.%(get)s("%(location)s");
%(more)s
addEventListener("pagehide", () => api.%(finish)s(""));
</script></body></html>"""


def sco(title: str, *, old: bool, more: str = "") -> str:
    """A page that reads its place, then does ``more``."""
    names = (
        {"api": "API", "init": "LMSInitialize", "get": "LMSGetValue", "finish": "LMSFinish"}
        if old
        else {"api": "API_1484_11", "init": "Initialize", "get": "GetValue", "finish": "Terminate"}
    )
    place = "cmi.core.lesson_location" if old else "cmi.location"
    return SCO % {"title": title, "location": place, "more": more, **names}


def multi_sco(path: Path, *, old: bool = True, first: str = "") -> Path:
    """Two SCOs and an asset below a heading; ``first`` is what the first SCO does."""
    scope, adlcp, version, kind = OLD if old else NEW
    manifest = f"""<?xml version="1.0"?>
<manifest identifier="m" xmlns="{scope}" xmlns:adlcp="{adlcp}">
 <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
 <organizations default="o"><organization identifier="o"><title>Fremdes Paket</title>
  <item identifier="h"><title>Teil A</title>
   <item identifier="eins" identifierref="r1" parameters="?teil=1"><title>Eins</title></item>
   <item identifier="zwei" identifierref="r2"><title>Zwei</title></item></item>
  <item identifier="drei" identifierref="r3"><title>Lesen</title></item>
 </organization></organizations>
 <resources>
  <resource identifier="r1" type="w" adlcp:{kind}="sco" href="a/eins.html"><file href="a/eins.html"/></resource>
  <resource identifier="r2" type="webcontent" adlcp:{kind}="sco" href="zwei.html"><file href="zwei.html"/></resource>
  <resource identifier="r3" type="w" adlcp:{kind}="asset" href="lesen.html"><file href="lesen.html"/></resource>
 </resources>
</manifest>"""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest)
        archive.writestr("a/eins.html", sco("Erste Seite", old=old, more=first))
        archive.writestr("zwei.html", sco("Zweite Seite", old=old))
        archive.writestr("lesen.html", "<!doctype html><title>Lesen</title><h1>Nur lesen</h1>")
    return path


def slipping(path: Path) -> Path:
    """A package with members that lead out of it."""
    multi_sco(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../draussen.html", "<h1>Draußen</h1>")
        archive.writestr("/absolut.html", "<h1>Absolut</h1>")
    return path
