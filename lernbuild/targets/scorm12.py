"""SCORM 1.2: the manifest, its control documents and limits; knows no other standard."""

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
from lernbuild.targets.metadata import IMSMD, add_imsmd

IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
LOCATIONS = (
    (IMSCP, "imscp_rootv1p1p2.xsd"),
    (ADLCP, "adlcp_rootv1p2.xsd"),
    (IMSMD, "imsmd_rootv1p2p1.xsd"),
)


class Scorm12:
    """One SCO. No mastery score: Moodle would decide by it before the test is over."""

    name = "scorm12"
    label = "SCORM 1.2"
    limits = Limits(suspend_data=4096, location=255, title=200)
    folder = False

    def files(self, site: Site) -> Mapping[str, bytes]:
        files = with_files(playable(site, self.name), built.schemas("scorm12"))
        manifest = {"imsmanifest.xml": _manifest(site, [*files, INDEX])}
        return with_index(site, self.name, with_files(files, manifest))


def _manifest(site: Site, names: Iterable[str]) -> bytes:
    root = new_root(IMSCP, "manifest", adlcp=ADLCP, imsmd=IMSMD)
    name_manifest(root, site, LOCATIONS)
    metadata = add(root, "metadata")
    add(metadata, "schema", "ADL SCORM")
    add(metadata, "schemaversion", "1.2")
    add_imsmd(metadata, site)
    add_organization(root, site)
    add_resource(root, site, names, {f"{{{ADLCP}}}scormtype": "sco"})
    return xml_bytes(root)
