"""Rule X1: tincan.xml, the older way to pack xAPI activities."""

from __future__ import annotations

from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.validate.archive import Archive
from lernbuild.validate.document import Node
from lernbuild.validate.manifest import is_absolute, resolve
from lernbuild.validate.shapes import IRI

NAMESPACE = "http://projecttincan.com/tincan.xsd"


def judge_tincan(root: Node, archive: Archive) -> Iterator[Diagnostic]:
    """X1: activity ids are absolute IRIs; one launch per language, and its file exists."""
    activities = [node for node in root.walk() if node.name == "activity"]
    hint = f'<tincan xmlns="{NAMESPACE}"><activities><activity id="https://…" type="…">'
    if root.name != "tincan" or root.namespace != NAMESPACE:
        yield error("tincan-structure", "tincan.xml beginnt nicht mit <tincan> in seinem Namensraum.", root.span, hint)
    elif not activities:
        yield error("tincan-structure", "tincan.xml nennt keine Aktivität.", root.span, hint)
    launches = [node for node in root.walk() if node.name == "launch"]
    if activities and not launches:
        yield error("tincan-launch-missing", "Keine Aktivität hat ein <launch>: Es gibt nichts zu starten.", root.span)
    for activity in activities:
        name = activity.get("id") or ""
        if not IRI.fullmatch(name.strip()):
            text = f"„{name}“ ist keine vollständige Adresse (IRI)."
            yield error("tincan-id", text, activity.place("id"), "Zum Beispiel https://example.org/kurs.")
        seen: set[str] = set()
        for launch in activity.all("launch"):
            language = launch.get("lang") or ""
            if language in seen:
                yield error(
                    "tincan-launch-repeated", f"Für die Sprache „{language}“ gibt es zwei <launch>.", launch.span
                )
            seen.add(language)
            path = launch.line
            if not path or (not is_absolute(path) and resolve(path) not in archive.files):
                called = archive.called(resolve(path))
                yield error("tincan-file-missing", f"„{path}“ fehlt im Paket.", launch.span, called)
