"""Rules P14 to P16, P18: what a manifest tells the LMS about limits, scores and navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, error, info, warning
from lernbuild.validate.document import Node
from lernbuild.validate.manifest import ADLCP_2004, ADLNAV, IMSSS, Manifest
from lernbuild.validate.shapes import number

_TIME = re.compile(r"\d{2,4}:\d\d:\d\d(\.\d{1,2})?")
_ITEM_DATA = {
    True: {"timelimitaction", "datafromlms", "maxtimeallowed", "masteryscore"},
    False: {"timeLimitAction", "dataFromLMS", "completionThreshold"},
}


def item_data(manifest: Manifest) -> Iterator[Diagnostic]:
    """P14, P15 (REQ_30.6.3.6.9): data for a SCO stands only at items that start a SCO."""
    for node in manifest.nodes:
        if node.namespace != manifest.adlcp or node.name not in _ITEM_DATA[manifest.old]:
            continue
        item = node.parent
        if item is None or item.name != "item" or not manifest.is_sco(item):
            text = f"<adlcp:{node.name}> gehört in ein <item>, das ein SCO startet."
            yield error("item-data-without-sco", text, node.span)
        elif len(item.all(node.name, node.namespace)) > 1 and item.first(node.name, node.namespace) is not node:
            yield error("item-data-repeated", f"<adlcp:{node.name}> steht zweimal im <item>.", node.span)


def launch_data(manifest: Manifest) -> Iterator[Diagnostic]:
    """P14: launch data has at most 255 characters in SCORM 1.2 and 4,000 in 2004."""
    name, limit = ("datafromlms", 255) if manifest.old else ("dataFromLMS", 4000)
    for node in manifest.ours(name, manifest.adlcp):
        if len(node.text) > limit:
            text = f"<adlcp:{name}> hat {len(node.text)} Zeichen, erlaubt sind {limit}."
            yield error("launch-data-too-long", text, node.span)


def time_limit(manifest: Manifest) -> Iterator[Diagnostic]:
    """P14: maxtimeallowed is HHHH:MM:SS.SS."""
    for node in manifest.ours("maxtimeallowed", manifest.adlcp):
        if not _TIME.fullmatch(node.text):
            yield error("time-limit", f"„{node.text}“ ist keine Zeit.", node.span, "Zum Beispiel 0001:30:00.00.")


def mastery_score(manifest: Manifest) -> Iterator[Diagnostic]:
    """P15: masteryscore is a number from 0 to 100."""
    for node in manifest.ours("masteryscore", manifest.adlcp):
        value = number(node.text)
        if value is None or not 0 <= value <= 100:
            yield error("mastery-score", f"„{node.text}“ ist keine Zahl von 0 bis 100.", node.span)


def measure_in_use(manifest: Manifest) -> Iterator[Diagnostic]:
    """P15: minNormalizedMeasure counts only with satisfiedByMeasure."""
    for node in manifest.ours("minNormalizedMeasure", IMSSS):
        if node.parent is not None and node.parent.get("satisfiedByMeasure") not in ("true", "1"):
            text = "Die Bestehensgrenze wirkt nicht, weil satisfiedByMeasure nicht „true“ ist."
            yield warning("measure-without-effect", text, node.span, 'satisfiedByMeasure="true" am Lernziel.')


def presentation(manifest: Manifest) -> Iterator[Diagnostic]:
    """P16 (REQ_33): hidden controls are told only for items that start something."""
    for node in manifest.ours("presentation", ADLNAV):
        item = node.parent
        if item is None or item.name != "item" or not item.get("identifierref"):
            yield error(
                "presentation-without-resource", "<adlnav:presentation> gehört in ein <item> mit Ressource.", node.span
            )


def control_mode(manifest: Manifest) -> Iterator[Diagnostic]:
    """P18: an organization says how learners move; one with neither choice nor flow cannot be delivered."""
    if manifest.old:
        return
    for node in manifest.every("organization"):
        sequencing = node.first("sequencing", IMSSS)
        mode = sequencing.first("controlMode") if sequencing else None
        hint = '<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>'
        if mode is not None and _is(mode, "choice", True) is False and _is(mode, "flow", False) is False:
            text = "Mit choice und flow auf „false“ lässt sich nichts starten."
            yield warning("organization-undeliverable", text, mode.span, hint)
        elif mode is None and not (sequencing and sequencing.get("IDRef")):
            say = warning if "lernbuild.json" in manifest.archive.files else info
            yield say(
                "organization-without-control-mode",
                "Die Organisation sagt nicht, wie sie gesteuert wird.",
                node.span,
                hint,
            )


def _is(node: Node, name: str, default: bool) -> bool:
    value = node.get(name)
    return default if value is None else value.strip() in ("true", "1")


def overriding_measures(manifest: Manifest) -> Iterator[Diagnostic]:
    """P18: with a measure in the manifest the LMS overwrites what the content says; ours decide alone."""
    if manifest.old or "lernbuild.json" not in manifest.archive.files:
        return
    for node in [*manifest.ours("minNormalizedMeasure", IMSSS), *manifest.ours("completionThreshold", ADLCP_2004)]:
        text = f"<{node.name}> lässt das LMS überschreiben, was der Kurs meldet."
        yield warning("measure-overrides-content", text, node.span, "Entfernen Sie das Element.")


RULES = (
    item_data,
    launch_data,
    time_limit,
    mastery_score,
    measure_in_use,
    presentation,
    control_mode,
    overriding_measures,
)
