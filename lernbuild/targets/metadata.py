"""Learning object metadata in the two bindings of SCORM: IMS 1.2.1 and IEEE LOM; knows no manifest."""

from __future__ import annotations

from lxml import etree

from lernbuild.render.site import Site
from lernbuild.targets.manifest import XML, add, new_root, one_line, xml_bytes

IMSMD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"


def duration(minutes: int) -> str:
    """Minutes as an ISO 8601 duration: 90 -> PT1H30M."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def lom_document(site: Site) -> bytes:
    """``metadata.xml`` of a SCORM 2004 package (IEEE 1484.12.3)."""
    root = new_root(LOM, "lom")
    language = site.language or "de"

    def say(parent: etree._Element, name: str, text: str) -> None:
        add(add(parent, name), "string", one_line(text), language=language)

    def choose(parent: etree._Element, name: str, value: str) -> None:
        chosen = add(parent, name)
        add(chosen, "source", "LOMv1.0")
        add(chosen, "value", value)

    general = add(root, "general")
    identifier = add(general, "identifier")
    add(identifier, "catalog", "lernbuild")
    add(identifier, "entry", site.id)
    say(general, "title", site.title)
    add(general, "language", language)
    if site.description:
        say(general, "description", site.description)
    for keyword in site.keywords:
        say(general, "keyword", keyword)
    if site.version:
        say(add(root, "lifeCycle"), "version", site.version)
    add(add(root, "metaMetadata"), "metadataSchema", "LOMv1.0")
    add(add(root, "technical"), "format", "text/html")
    if site.minutes:
        time = add(add(root, "educational"), "typicalLearningTime")
        add(time, "duration", duration(site.minutes))
    if site.licence:
        rights = add(root, "rights")
        choose(rights, "copyrightAndOtherRestrictions", "yes")
        say(rights, "description", site.licence)
    return xml_bytes(root)


def add_imsmd(parent: etree._Element, site: Site) -> None:
    """``imsmd:lom`` inside the metadata of a SCORM 1.2 manifest, in the order that its schema asks for."""
    root = add(parent, f"{{{IMSMD}}}lom")
    language = site.language or "de"

    def say(parent: etree._Element, name: str, text: str, tongue: str = language) -> None:
        add(add(parent, name), "langstring", one_line(text)).set(f"{{{XML}}}lang", tongue)

    general = add(root, "general")
    add(general, "identifier", site.id)
    say(general, "title", site.title)
    add(general, "language", language)
    if site.description:
        say(general, "description", site.description)
    for keyword in site.keywords:
        say(general, "keyword", keyword)
    if site.version:
        say(add(root, "lifecycle"), "version", site.version)
    add(add(root, "metametadata"), "metadatascheme", "ADL SCORM 1.2")
    add(add(root, "technical"), "format", "text/html")
    if site.minutes:
        time = add(add(root, "educational"), "typicallearningtime")
        add(time, "datetime", duration(site.minutes))
    if site.licence:
        rights = add(root, "rights")
        choice = add(rights, "copyrightandotherrestrictions")
        say(choice, "source", "LOMv1.0", "x-none")
        say(choice, "value", "yes", "x-none")
        say(rights, "description", site.licence)
