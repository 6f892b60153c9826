"""Rule P17: simple sequencing and ADL's additions to it (REQ_31)."""

from __future__ import annotations

from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.validate.document import Node
from lernbuild.validate.manifest import ADLSEQ, IMSSS, Manifest

_WRITES = {
    "writeSatisfiedStatus": "den Status",
    "writeNormalizedMeasure": "das Ergebnis",
    "writeRawScore": "die Punkte",
    "writeMinScore": "die kleinste Punktzahl",
    "writeMaxScore": "die größte Punktzahl",
    "writeCompletionStatus": "die Vollständigkeit",
    "writeProgressMeasure": "den Fortschritt",
}


def references(manifest: Manifest) -> Iterator[Diagnostic]:
    """P17: IDRef names a sequencing of the collection; an ID occurs once."""
    known: dict[str, Node] = {}
    for node in manifest.ours("sequencing", IMSSS):
        name = node.get("ID")
        if name in known:
            yield error("sequencing-id-duplicate", f"Die ID „{name}“ gibt es zweimal.", node.place("ID"))
        if name:
            known[name] = node
    for node in manifest.ours("sequencing", IMSSS):
        reference = node.get("IDRef")
        target = known.get(reference or "")
        if reference and (target is None or target.parent is None or target.parent.name != "sequencingCollection"):
            text = f"„{reference}“ ist keine <imsss:sequencing> der Sammlung."
            yield error("sequencing-idref-unknown", text, node.place("IDRef"))


def places(manifest: Manifest) -> Iterator[Diagnostic]:
    """P17: sequencing stands once in an organization or item."""
    for node in [*manifest.every("organization"), *manifest.every("item")]:
        found = node.all("sequencing", IMSSS)
        if len(found) > 1:
            yield error("sequencing-repeated", f"<{node.name}> hat {len(found)} <imsss:sequencing>.", found[1].span)


def objectives(manifest: Manifest) -> Iterator[Diagnostic]:
    """P17: one primaryObjective, with an objectiveID when something refers to it; IDs are unique in an activity."""
    for sequencing in manifest.ours("sequencing", IMSSS):
        own = list(_objectives(sequencing))
        for primary in (one for one in own if one.name == "primaryObjective"):
            if primary.all("mapInfo") and not primary.get("objectiveID"):
                text = "Das <imsss:primaryObjective> hat <imsss:mapInfo>, aber keine objectiveID."
                yield error("objective-without-id", text, primary.span)
        seen: set[str] = set()
        for one in own:
            name = one.get("objectiveID")
            if name and name in seen:
                text = f"Das Lernziel „{name}“ gibt es in dieser Aktivität zweimal."
                yield error("objective-duplicate", text, one.place("objectiveID"))
            seen.add(name or "")


def references_to_objectives(manifest: Manifest) -> Iterator[Diagnostic]:
    """P17: an objective that a rule names is declared in the activity.

    What an activity lacks comes from the sequencing of the collection that IDRef names (SN book, 2.3).
    """
    shared = {node.get("ID"): node for node in manifest.ours("sequencing", IMSSS)}
    for activity in [*manifest.every("organization"), *manifest.every("item")]:
        for sequencing in activity.all("sequencing", IMSSS):
            base = shared.get(sequencing.get("IDRef") or "")
            yield from _referenced([sequencing] if base is None else [sequencing, base])


def _objectives(sequencing: Node) -> Iterator[Node]:
    for group in sequencing.all("objectives"):
        yield from _members(group)


def _members(group: Node) -> Iterator[Node]:
    yield from group.all("primaryObjective")
    yield from group.all("objective")


def _referenced(layers: list[Node]) -> Iterator[Diagnostic]:
    known = {one.get("objectiveID") for group in _part(layers, "objectives") for one in _members(group)}
    for rules in _part(layers, "sequencingRules"):
        for node in rules.walk():
            name = node.get("referencedObjective")
            if node.name == "ruleCondition" and name and name not in known:
                text = f"Das Lernziel „{name}“ ist in dieser Aktivität nicht erklärt."
                yield error("objective-unknown", text, node.place("referencedObjective"))
    for group in _part(layers, "objectives", ADLSEQ):
        for one in group.all("objective"):
            if one.get("objectiveID") not in known:
                text = f"„{one.get('objectiveID')}“ ist kein Lernziel dieser Aktivität."
                yield error("objective-unknown", text, one.place("objectiveID"))


def _part(layers: list[Node], name: str, namespace: str = IMSSS) -> list[Node]:
    """The elements of a name in the first sequencing that has one."""
    return next((found for one in layers if (found := one.all(name, namespace))), [])


def maps(manifest: Manifest) -> Iterator[Diagnostic]:
    """P17: in one activity only one objective writes a global objective, and each reads from one only."""
    for sequencing in manifest.ours("sequencing", IMSSS):
        written: set[tuple[str, str]] = set()
        for group in [*sequencing.all("objectives"), *sequencing.all("objectives", ADLSEQ)]:
            for info in (node for node in group.walk() if node.name == "mapInfo"):
                for name, words in _WRITES.items():
                    key = (name, info.get("targetObjectiveID") or "")
                    if info.get(name) not in ("true", "1"):
                        continue
                    if key in written:
                        text = f"Zwei Lernziele dieser Aktivität schreiben {words} von „{key[1]}“."
                        yield error("objective-two-writers", text, info.span)
                    written.add(key)
        yield from _readers(sequencing)


def _readers(sequencing: Node) -> Iterator[Diagnostic]:
    for objective in _objectives(sequencing):
        for name in ("readSatisfiedStatus", "readNormalizedMeasure"):
            reading = [one for one in objective.all("mapInfo") if one.get(name) not in ("false", "0")]
            if len(reading) > 1:
                text = f"Ein Lernziel liest mit {name} aus zwei gemeinsamen Lernzielen."
                yield error("objective-two-sources", text, reading[1].span)


def root_actions(manifest: Manifest) -> Iterator[Diagnostic]:
    """P17: the organization has no parent to exit to and nothing before it."""
    for organization in manifest.every("organization"):
        for sequencing in organization.all("sequencing", IMSSS):
            for node in sequencing.walk():
                action = node.get("action")
                if node.name == "ruleAction" and action in ("exitParent", "previous"):
                    text = f"„{action}“ geht an der Organisation nicht: Über und vor ihr ist nichts."
                    yield error("sequencing-root-action", text, node.place("action"))


RULES = (references, places, objectives, references_to_objectives, maps, root_actions)
