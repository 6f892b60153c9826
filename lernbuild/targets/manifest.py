"""What manifests of several standards have in common; knows no LMS interface and no standard's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from lernbuild import built
from lernbuild.package import INDEX, package_index
from lernbuild.packed import with_files
from lernbuild.render.site import Site
from lernbuild.xml_chars import NOT_XML

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
TITLE = 200
"""Longest title in characters (REQ_30.6.3.5); Moodle refuses a package from 256 on."""

_LOST_SPACE = re.compile(" (?<=[&<>] )(?=[&<>])")


def playable(site: Site, adapter: str) -> Mapping[str, bytes]:
    """The files of a site with its script: the LMS adapter, then the runtime."""
    script = built.chunk(f"lms-{adapter}") + b"\n" + site.runtime
    return with_files(site.files, {site.script: script})


def with_index(site: Site, target: str, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files and ``lernbuild.json``, which lists them."""
    return with_files(files, {INDEX: package_index(site, target, files)})


def one_line(text: str) -> str:
    """Text without line breaks, tabs and characters that XML cannot hold."""
    return " ".join(NOT_XML.sub("", text).split())


def title_text(text: str) -> str:
    """A title that all importers keep: one line, at most 200 characters.

    Moodle drops a piece of text that is white space only, and its parser cuts text at each entity: between two of them
    stands a no-break space. ILIAS removes line breaks without leaving a space.
    """
    line = one_line(text)
    if len(line) > TITLE:
        line = line[: TITLE - 1].rstrip() + "…"
    return _LOST_SPACE.sub("\N{NO-BREAK SPACE}", line)


def new_root(namespace: str, tag: str, **prefixes: str) -> etree._Element:
    """A root element whose namespace needs no prefix; Moodle compares prefixes as text, so they are as given."""
    names: dict[Any, str] = {None: namespace, **prefixes, "xsi": XSI}
    return etree.Element(f"{{{namespace}}}{tag}", nsmap=names)


def add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new last child in the namespace of its parent, or in that of a ``{namespace}tag``."""
    if not tag.startswith("{"):
        tag = f"{{{etree.QName(parent).namespace}}}{tag}"
    child = etree.SubElement(parent, tag, dict(attributes))
    child.text = text
    return child


def name_manifest(root: etree._Element, site: Site, documents: Iterable[tuple[str, str]]) -> None:
    """The manifest's identifier, and for each namespace its control document in the package.

    Unlike the identifiers of item and resource the manifest's may tell editions apart.
    """
    root.set("identifier", ".".join(filter(None, ["lernbuild", site.id, site.variant])))
    root.set("version", "1.1")
    root.set(f"{{{XSI}}}schemaLocation", " ".join(f"{namespace} {name}" for namespace, name in documents))


def item_identifier(course_id: str) -> str:
    """The name to which LMSs tie learners' data."""
    return f"ITEM-{course_id}"


def add_organization(root: etree._Element, site: Site) -> etree._Element:
    """One organization with one item; LMSs keep learners' data by the item's identifier, so it is the course id's."""
    organizations = add(root, "organizations", default=f"ORG-{site.id}")
    organization = add(organizations, "organization", identifier=f"ORG-{site.id}")
    add(organization, "title", title_text(site.title))
    item = add(organization, "item", identifier=item_identifier(site.id), identifierref=f"RES-{site.id}")
    add(item, "title", title_text(site.title))
    return organization


def add_resource(root: etree._Element, site: Site, names: Iterable[str], attributes: Mapping[str, str]) -> None:
    """The one resource: the launch page, then every other file. Open edX launches the first resource that it finds."""
    resources = add(root, "resources")
    fixed = {"identifier": f"RES-{site.id}", "type": "webcontent"}
    resource = etree.SubElement(resources, f"{{{etree.QName(root).namespace}}}resource", fixed | dict(attributes))
    resource.set("href", site.launch)
    for name in [site.launch, *sorted(set(names) - {site.launch})]:
        add(resource, "file", href=name)


def xml_bytes(root: etree._Element) -> bytes:
    """The document as UTF-8 with its declaration, indented."""
    etree.indent(root, " ")
    text: bytes = etree.tostring(root, xml_declaration=False, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"
