"""Plain xAPI, packed the way of Tin Can: one activity that is launched; knows no SCORM, no cmi5 and no statement."""

from __future__ import annotations

from collections.abc import Mapping

from lernbuild.render.site import Site
from lernbuild.targets.base import Limits
from lernbuild.targets.manifest import add, new_root, one_line, with_index, xml_bytes
from lernbuild.targets.statements import course_iri, talkative

NAMESPACE = "http://projecttincan.com/tincan.xsd"
COURSE = "http://adlnet.gov/expapi/activities/course"


class Xapi:
    """One activity per course; its content decides completion, success and score."""

    name = "xapi"
    label = "xAPI"
    limits = Limits()
    folder = False

    def files(self, site: Site) -> Mapping[str, bytes]:
        files = {**talkative(site, self.name), "tincan.xml": activities(site)}
        return with_index(site, self.name, files)


def activities(site: Site) -> bytes:
    """``tincan.xml``: the course's address alone names the activity, so that records survive every update."""
    language = site.language or "de"
    root = new_root(NAMESPACE, "tincan")
    activity = add(add(root, "activities"), "activity", id=course_iri(site), type=COURSE)
    add(activity, "name", one_line(site.title), lang=language)
    add(activity, "description", one_line(site.description or site.title), lang=language)
    add(activity, "launch", site.launch, lang=language)
    return xml_bytes(root)
