"""SCORM 2004, 4th Edition or by option the 3rd: manifest, control documents, limits; knows no other standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lernbuild import built
from lernbuild.package import INDEX
from lernbuild.packed import with_files
from lernbuild.render.site import Site
from lernbuild.targets.base import Limits
from lernbuild.targets.manifest import (
    add,
    add_organization,
    add_resource,
    name_manifest,
    new_root,
    playable,
    with_index,
    xml_bytes,
)
from lernbuild.targets.metadata import lom_document

IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
LOCATIONS = (
    (IMSCP, "imscp_v1p1.xsd"),
    (ADLCP, "adlcp_v1p3.xsd"),
    (ADLSEQ, "adlseq_v1p3.xsd"),
    (ADLNAV, "adlnav_v1p3.xsd"),
    (IMSSS, "imsss_v1p0.xsd"),
)
EDITIONS = {3: ("2004 3rd Edition", "scorm2004-3rd"), 4: ("2004 4th Edition", "scorm2004-4th")}
METADATA = "metadata.xml"


class Scorm2004:
    """One SCO; the content alone decides completion, success and score."""

    name = "scorm2004"
    label = "SCORM 2004"
    limits = Limits(suspend_data=64000, location=1000, title=200)
    folder = False

    def files(self, site: Site) -> Mapping[str, bytes]:
        version, documents = EDITIONS[3 if site.options.get("scorm2004_edition") == 3 else 4]
        beside = {**built.schemas(documents), METADATA: lom_document(site)}
        files = with_files(playable(site, self.name), beside)
        manifest = {"imsmanifest.xml": _manifest(site, version, [*files, INDEX])}
        return with_index(site, self.name, with_files(files, manifest))


def _manifest(site: Site, version: str, names: Iterable[str]) -> bytes:
    root = new_root(IMSCP, "manifest", adlcp=ADLCP, adlseq=ADLSEQ, adlnav=ADLNAV, imsss=IMSSS)
    name_manifest(root, site, LOCATIONS)
    metadata = add(root, "metadata")
    add(metadata, "schema", "ADL SCORM")
    add(metadata, "schemaversion", version)
    add(metadata, f"{{{ADLCP}}}location", METADATA)
    organization = add_organization(root, site)
    # An organization with neither choice nor flow cannot be delivered. No other rule: a measure in the manifest
    # lets the LMS overwrite what the content says.
    sequencing = add(organization, f"{{{IMSSS}}}sequencing")
    add(sequencing, f"{{{IMSSS}}}controlMode", choice="true", flow="true")
    add_resource(root, site, names, {f"{{{ADLCP}}}scormType": "sco"})
    return xml_bytes(root)
