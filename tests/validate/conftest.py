"""Valid packages, in small, that tests break in one place each."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild import built
from lernbuild.render.site import Site, SiteLesson
from lernbuild.targets import find_target

PAGE = (
    '<!doctype html>\n<html lang="de"><head><meta charset="utf-8"><title>Start</title>'
    '<link rel="stylesheet" href="assets/theme.css"><script defer src="assets/lernbuild.js"></script></head>'
    '<body><main><h1>Start</h1><a href="https://www.gesetze-im-internet.de/aufenthg/" target="_blank">Gesetz</a>'
    '<img src="medien/bild.png" alt="Bild"></main></body></html>\n'
)

CP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
CP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"

RICH_12 = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="{CP_12}" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="M" version="1"
 xsi:schemaLocation="{CP_12} imscp_rootv1p1p2.xsd
 http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
 <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
 <organizations default="O">
  <organization identifier="O">
   <title>Kurs</title>
   <item identifier="I0">
    <title>Teil</title>
    <item identifier="I1" identifierref="R1" isvisible="true" parameters="?a=1">
     <title>Lektion</title>
     <adlcp:prerequisites type="aicc_script">I2</adlcp:prerequisites>
     <adlcp:maxtimeallowed>0001:30:00.00</adlcp:maxtimeallowed>
     <adlcp:timelimitaction>exit,no message</adlcp:timelimitaction>
     <adlcp:datafromlms>a=1</adlcp:datafromlms>
     <adlcp:masteryscore>80</adlcp:masteryscore>
    </item>
    <item identifier="I2" identifierref="R2"><title>Bild</title></item>
   </item>
  </organization>
 </organizations>
 <resources>
  <resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="index.html">
   <file href="index.html"/>
   <dependency identifierref="R3"/>
  </resource>
  <resource identifier="R2" type="webcontent" adlcp:scormtype="asset" href="bild.png" xml:base="medien/">
   <file href="bild.png"/>
  </resource>
  <resource identifier="R3" type="webcontent" adlcp:scormtype="asset">
   <file href="assets/theme.css"/>
   <file href="assets/lernbuild.js"/>
  </resource>
 </resources>
</manifest>
"""

RICH_2004 = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="{CP_2004}" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
 xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
 xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 identifier="M" version="1"
 xsi:schemaLocation="{CP_2004} imscp_v1p1.xsd http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd
 http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd
 http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd">
 <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
 <organizations default="O">
  <organization identifier="O" adlseq:objectivesGlobalToSystem="false">
   <title>Kurs</title>
   <item identifier="I1" identifierref="R1">
    <title>Lektion</title>
    <adlcp:timeLimitAction>exit,no message</adlcp:timeLimitAction>
    <adlcp:dataFromLMS>a=1</adlcp:dataFromLMS>
    <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>
    <imsss:sequencing IDRef="S1">
     <imsss:sequencingRules>
      <imsss:preConditionRule>
       <imsss:ruleConditions conditionCombination="any">
        <imsss:ruleCondition referencedObjective="Z1" operator="not" condition="satisfied"/>
       </imsss:ruleConditions>
       <imsss:ruleAction action="skip"/>
      </imsss:preConditionRule>
     </imsss:sequencingRules>
     <imsss:objectives>
      <imsss:primaryObjective objectiveID="Z1" satisfiedByMeasure="true">
       <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>
       <imsss:mapInfo targetObjectiveID="G1" writeSatisfiedStatus="true"/>
      </imsss:primaryObjective>
      <imsss:objective objectiveID="Z2">
       <imsss:mapInfo targetObjectiveID="G2" writeSatisfiedStatus="true"/>
      </imsss:objective>
     </imsss:objectives>
     <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
     <adlseq:objectives>
      <adlseq:objective objectiveID="Z1">
       <adlseq:mapInfo targetObjectiveID="G1" writeRawScore="true"/>
      </adlseq:objective>
     </adlseq:objectives>
    </imsss:sequencing>
    <adlnav:presentation>
     <adlnav:navigationInterface>
      <adlnav:hideLMSUI>continue</adlnav:hideLMSUI>
     </adlnav:navigationInterface>
    </adlnav:presentation>
   </item>
   <item identifier="I2" identifierref="R2"><title>Bild</title></item>
   <imsss:sequencing>
    <imsss:controlMode choice="true" flow="true"/>
    <imsss:sequencingRules>
     <imsss:postConditionRule>
      <imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions>
      <imsss:ruleAction action="exitAll"/>
     </imsss:postConditionRule>
    </imsss:sequencingRules>
    <imsss:rollupRules objectiveMeasureWeight="0.5">
     <imsss:rollupRule childActivitySet="any">
      <imsss:rollupConditions><imsss:rollupCondition condition="completed"/></imsss:rollupConditions>
      <imsss:rollupAction action="completed"/>
     </imsss:rollupRule>
    </imsss:rollupRules>
   </imsss:sequencing>
  </organization>
 </organizations>
 <resources>
  <resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="index.html">
   <file href="index.html"/>
   <dependency identifierref="R3"/>
  </resource>
  <resource identifier="R2" type="webcontent" adlcp:scormType="asset" href="bild.png" xml:base="medien/">
   <file href="bild.png"/>
  </resource>
  <resource identifier="R3" type="webcontent" adlcp:scormType="asset">
   <file href="assets/theme.css"/>
   <file href="assets/lernbuild.js"/>
  </resource>
 </resources>
 <imsss:sequencingCollection>
  <imsss:sequencing ID="S1"><imsss:controlMode choice="true"/></imsss:sequencing>
 </imsss:sequencingCollection>
</manifest>
"""

CMI5 = """<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
 <course id="https://example.org/kurs">
  <title><langstring lang="de">Kurs</langstring></title>
  <description><langstring lang="de">Ein Kurs</langstring></description>
 </course>
 <objectives>
  <objective id="https://example.org/kurs/ziel">
   <title><langstring lang="de">Ziel</langstring></title>
   <description><langstring lang="de">Ein Ziel</langstring></description>
  </objective>
 </objectives>
 <block id="https://example.org/kurs/teil">
  <title><langstring lang="de">Teil</langstring></title>
  <description><langstring lang="de">Ein Teil</langstring></description>
  <au id="https://example.org/kurs/1" moveOn="CompletedAndPassed" masteryScore="0.75" launchMethod="AnyWindow">
   <title><langstring lang="de">Einheit</langstring></title>
   <description><langstring lang="de">Eine Einheit</langstring></description>
   <objectives><objective idref="https://example.org/kurs/ziel"/></objectives>
   <url>index.html?lektion=1</url>
   <launchParameters>a=1</launchParameters>
  </au>
 </block>
</courseStructure>
"""

TINCAN = """<?xml version="1.0" encoding="utf-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd">
 <activities>
  <activity id="https://example.org/kurs" type="http://adlnet.gov/expapi/activities/course">
   <name lang="de">Kurs</name>
   <description lang="de">Ein Kurs</description>
   <launch lang="de">index.html</launch>
   <launch lang="en">index.html?lang=en</launch>
  </activity>
 </activities>
</tincan>
"""

CONTENT = {
    "index.html": PAGE.encode(),
    "assets/theme.css": b'body { background: url("../medien/bild.png") }\n',
    "assets/lernbuild.js": b'addEventListener("pagehide", () => {}); const ns = "http://www.w3.org/2000/svg";\n',
    "medien/bild.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
}


def own_site() -> Site:
    files = {name: data for name, data in CONTENT.items() if name != "assets/lernbuild.js"}
    return Site(
        id="kurs",
        title="Zuwanderung & Aufenthalt",
        language="de",
        version="1.0",
        files=files,
        runtime=CONTENT["assets/lernbuild.js"],
        lessons=(SiteLesson("a", 1, "index.html", "A", "lesson"),),
        description="Ein Kurs.",
        keywords=("Aufenthalt",),
        licence="CC BY-SA 4.0",
        minutes=30,
    )


@pytest.fixture(scope="session")
def valid() -> dict[str, dict[str, bytes]]:
    """Packages without any fault, by a short name."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(built, "chunk", lambda name: f'globalThis.adapter="{name}";\n'.encode())
        for name in ("scorm12", "scorm2004"):
            target = find_target(name)
            assert target is not None
            found[name] = dict(target.files(own_site()))
    return found | {
        "rich12": {"imsmanifest.xml": RICH_12.encode(), **CONTENT, **built.schemas("scorm12")},
        "rich2004": {"imsmanifest.xml": RICH_2004.encode(), **CONTENT, **built.schemas("scorm2004-3rd")},
        "cmi5": {"cmi5.xml": CMI5.encode(), **CONTENT},
        "tincan": {"tincan.xml": TINCAN.encode(), **CONTENT},
    }


Zip = Callable[..., Path]


@pytest.fixture
def packed(tmp_path: Path) -> Zip:
    """Writes files as a zip; its name says the version, as ILIAS wants it."""

    def write(files: dict[str, bytes], name: str = "kurs.scorm12.scorm2004.zip") -> Path:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in files.items():
                archive.writestr(path, data)
        return tmp_path / name

    return write
