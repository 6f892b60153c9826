"""Rules C1 to C5: the course structure of cmi5 (AICC/ADL, sections 3, 8.1, 13, 14)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.validate import tables
from lernbuild.validate.archive import Archive
from lernbuild.validate.document import Node
from lernbuild.validate.manifest import is_absolute, resolve
from lernbuild.validate.metadata import shape_diagnostics
from lernbuild.validate.shapes import IRI, misfits

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
RESERVED = ("endpoint", "fetch", "actor", "registration", "activityId")


def judge_cmi5(root: Node, archive: Archive | None) -> Iterator[Diagnostic]:
    """C1 to C5 for cmi5.xml; without an archive it is bare XML, whose addresses are absolute."""
    if root.namespace != NAMESPACE or root.name != "courseStructure":
        hint = f'<courseStructure xmlns="{NAMESPACE}">'
        yield error(
            "cmi5-structure", f"Das Dokument beginnt mit <{root.name}>, nicht mit <courseStructure>.", root.span, hint
        )
        return
    yield from shape_diagnostics(misfits(root, tables.CMI5), "cmi5")
    nodes = [node for node in root.walk() if node.namespace == NAMESPACE]
    yield from _ids(nodes)
    yield from _objectives(root)
    for au in (node for node in nodes if node.name == "au"):
        yield from _address(au, archive)
        if au.get("moveOn") is None:
            text = "Ohne moveOn gilt die Einheit als erledigt, bevor jemand sie öffnet."
            yield warning("cmi5-move-on", text, au.span, 'moveOn="CompletedOrPassed"')


def _objectives(root: Node) -> Iterator[Diagnostic]:
    """C1: an objective of the course has an id, a title and a description; elsewhere it is only named."""
    for group in root.all("objectives"):
        for node in group.all("objective"):
            for name in ("title", "description"):
                if node.first(name) is None:
                    yield error("cmi5-structure", f"In <objective> fehlt „{name}“.", node.span)
            if node.get("id") is None:
                yield error("cmi5-structure", "<objective> braucht das Attribut id.", node.span)


def _ids(nodes: list[Node]) -> Iterator[Diagnostic]:
    """C2: ids are absolute IRIs and unique; every idref is declared."""
    seen: set[str] = set()
    declared = {node.get("id") for node in nodes if node.name == "objective" and node.get("id") is not None}
    for node in nodes:
        name = node.get("id")
        if name is not None and node.name in ("course", "block", "au", "objective"):
            if not IRI.fullmatch(name.strip()):
                hint = "Zum Beispiel https://example.org/kurs/1."
                yield error("cmi5-id", f"„{name}“ ist keine vollständige Adresse (IRI).", node.place("id"), hint)
            if name in seen:
                yield error("cmi5-id-duplicate", f"„{name}“ gibt es schon.", node.place("id"))
            seen.add(name)
        reference = node.get("idref")
        if reference is not None and reference not in declared:
            yield error("cmi5-idref-unknown", f"Das Lernziel „{reference}“ ist nicht erklärt.", node.place("idref"))


def _address(au: Node, archive: Archive | None) -> Iterator[Diagnostic]:
    """C3, C4: the url of an assignable unit leads to a file of the package or to a web address."""
    url = au.first("url")
    if url is None or not url.line:
        return
    text = url.line
    try:
        parts = urlsplit(text)
    except ValueError:
        yield error("cmi5-url", f"„{text}“ ist keine Webadresse.", url.span)
        return
    query = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    for name in RESERVED:
        if name in query:
            yield error("cmi5-url-reserved", f"Der Parameter „{name}“ gehört dem LMS.", url.span)
    if is_absolute(text):
        if parts.scheme not in ("http", "https") or not parts.netloc:
            yield error("cmi5-url", f"„{text}“ ist keine Webadresse.", url.span)
    elif archive is None:
        yield error("cmi5-url-relative", f"Ohne Paket braucht „{text}“ eine vollständige Adresse.", url.span)
    elif text.startswith("/") or "\\" in text or resolve(text) is None:
        yield error("cmi5-url", f"„{text}“ ist kein Pfad im Paket.", url.span)
    elif resolve(text) not in archive.files:
        yield error("cmi5-file-missing", f"„{text}“ fehlt im Paket.", url.span, archive.called(resolve(text)))
