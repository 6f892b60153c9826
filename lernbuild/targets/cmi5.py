"""cmi5: the course structure of one assignable unit; knows no SCORM and no statement."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from lernbuild.render.site import Site
from lernbuild.targets.base import Limits
from lernbuild.targets.manifest import add, new_root, one_line, with_index, xml_bytes
from lernbuild.targets.statements import course_iri, talkative

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"


class Cmi5:
    """One unit per course; its content decides completion, success and score."""

    name = "cmi5"
    label = "cmi5"
    limits = Limits()
    folder = False

    def files(self, site: Site) -> Mapping[str, bytes]:
        files = {**talkative(site, self.name), "cmi5.xml": course_structure(site)}
        return with_index(site, self.name, files)


def course_structure(site: Site) -> bytes:
    """``cmi5.xml``: ids come from the course's address and the lock alone, so that records survive every update."""
    iri = course_iri(site)
    root = new_root(NAMESPACE, "courseStructure")
    course = add(root, "course", id=iri)
    _say(course, site.title, site.description or site.title, site.language)
    if site.objectives:
        objectives = add(root, "objectives")
        for number, _, text in site.objectives:
            _say(add(objectives, "objective", id=f"{iri}/ziel/{number}"), text, text, site.language)
    unit = add(root, "au", id=f"{iri}/einheit", launchMethod="AnyWindow")
    if site.scored:
        unit.set("moveOn", "CompletedAndPassed")
        unit.set("masteryScore", f"{site.pass_percent / 100:.4f}".rstrip("0").rstrip("."))
    else:
        unit.set("moveOn", "Completed")
    _say(unit, site.title, site.description or site.title, site.language)
    if site.objectives:
        named = add(unit, "objectives")
        for number, _, _ in site.objectives:
            add(named, "objective", idref=f"{iri}/ziel/{number}")
    add(unit, "url", site.launch)
    return xml_bytes(root)


def _say(parent: etree._Element, title: str, description: str, language: str) -> None:
    for name, text in (("title", title), ("description", description)):
        add(add(parent, name), "langstring", one_line(text), lang=language or "de")
