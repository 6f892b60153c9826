"""Pictures and other files as they are uploaded; knows no text."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from lernbuild.course.facts import format_value
from lernbuild.course.model import Course

_SVG = "{http://www.w3.org/2000/svg}"


def upload_files(course: Course, used: Mapping[str, str], site_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each file that a text names, by its name in the folder; ``used`` maps assets to these names."""
    return {
        name: _alone(site_files[asset], course) if name.endswith(".svg") else site_files[asset]
        for asset, name in used.items()
    }


def _alone(data: bytes, course: Course) -> bytes:
    """A drawing as a picture by itself: texts that name a fact show its value on the course's legal date."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return data
    filled = False
    for item in root.iter(f"{_SVG}text", f"{_SVG}tspan"):
        fact = course.facts.get(str(item.get("data-lb-fact")))
        period = fact.at(course.settings.legal_date) if fact else None
        if fact is not None and period is not None and not len(item):
            item.text, filled = format_value(period.value, fact.unit, course.settings.language), True
    return etree.tostring(root, encoding="utf-8") if filled else data
