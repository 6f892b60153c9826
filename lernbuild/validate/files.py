"""Rules P8, P9, P11 to P13: files of the package and files of the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.source import Span
from lernbuild.validate.archive import some
from lernbuild.validate.document import XML, XSI, Node
from lernbuild.validate.manifest import ADLCP_12, IMSMD, NAME, Manifest, is_absolute, resolve

MOST_STEPS = 2_000_000
"""From resource to resource; only chains made to take time are longer."""
_BASE = f"{{{XML}}}base"
_LOCATION = f"{{{XSI}}}schemaLocation"


def paths(manifest: Manifest) -> Iterator[Diagnostic]:
    """P8 (REQ_30.7.3.3.2): every href means a file of the package, written as it is called."""
    for node in [*manifest.every("resource"), *manifest.every("file")]:
        href = node.get("href")
        if href is None:
            if node.name == "file":
                yield error("file-without-href", "Dem <file> fehlt das Attribut href.", node.span)
            continue
        yield from _path(manifest, node, href)


def _path(manifest: Manifest, node: Node, href: str) -> Iterator[Diagnostic]:
    span = node.place("href")
    path = manifest.path_of(node)
    if "\\" in href:
        yield error("path-backslash", f"„{href}“ enthält einen umgekehrten Schrägstrich.", span, "Ordner trennt „/“.")
    elif is_absolute(href):
        text = f"„{href}“ liegt auf einem anderen Rechner, nicht im Paket."
        yield warning("path-other-host", text, span, "Nehmen Sie die Datei ins Paket auf.")
    elif href.startswith("/"):
        yield error(
            "path-leading-slash", f"„{href}“ beginnt mit „/“.", span, "Pfade gelten ab dem Ordner des Manifests."
        )
    elif path is None and ".." in unquote(href):
        yield error("path-outside", f"„{href}“ führt aus dem Paket hinaus.", span)
    elif path not in manifest.archive.files:
        yield _lost(manifest, href, path, span)


def _lost(manifest: Manifest, href: str, path: str | None, span: Span) -> Diagnostic:
    other = manifest.archive.alike(path)
    if other and other.lower() == (path or "").lower():
        text = f"„{href}“ stimmt nur ohne Groß- und Kleinschreibung."
        return error("path-case", text, span, f"Die Datei heißt „{other}“.")
    hint = "Nennen Sie die Datei, nicht ihren Ordner." if href.endswith("/") else None
    if other:
        hint = "Der Name im Paket sieht gleich aus, besteht aber aus anderen Zeichen (macOS zerlegt Umlaute so)."
    elif not manifest.archive.files.keys().isdisjoint((href, unquote(href))):
        hint = "In einer Adresse steht %23 für #, %3F für ? und %25 für %."
    return error("file-missing", f"„{href}“ fehlt im Paket.", span, hint)


def launch_files(manifest: Manifest) -> Iterator[Diagnostic]:
    """P9 (REQ_30.7.3.9.1.1): a resource lists its own href as file, itself or by a dependency."""
    links = _Links(manifest)
    for resource in manifest.every("resource"):
        path = manifest.path_of(resource)
        if path and not links.lists(resource, path):
            say = warning if manifest.old else error
            text = f"„{resource.get('href')}“ ist nicht als <file> der Ressource aufgeführt."
            yield say("resource-href-unlisted", text, resource.place("href"), f'<file href="{resource.get("href")}"/>')


class _Links:
    """Files of each resource and the resources it depends on, followed for a bounded number of steps."""

    def __init__(self, manifest: Manifest) -> None:
        self.steps = MOST_STEPS
        self.files: dict[int, set[str | None]] = {}
        self.others: dict[int, list[Node]] = {}
        for one in manifest.every("resource"):
            self.files[id(one)] = {manifest.path_of(file) for file in one.all("file")}
            found = (manifest.resources.get(node.get("identifierref") or "") for node in one.all("dependency"))
            self.others[id(one)] = [other for other in found if other is not None]

    def lists(self, resource: Node, path: str) -> bool:
        """True when a resource or one below it has this file, circles included; True when no step is left."""
        seen = {id(resource)}
        waiting = [resource]
        while waiting and self.steps > 0:
            one = waiting.pop()
            if path in self.files[id(one)]:
                return True
            self.steps -= 1 + len(self.others[id(one)])
            for other in self.others[id(one)]:
                if id(other) not in seen:
                    seen.add(id(other))
                    waiting.append(other)
        return self.steps <= 0


def bases(manifest: Manifest) -> Iterator[Diagnostic]:
    """P11 (REQ_30.3): xml:base is relative, has forward slashes and ends with one."""
    for node in manifest.nodes:
        base = node.get(_BASE)
        if base is None:
            continue
        if (
            is_absolute(base)
            or base.startswith("/")
            or "\\" in base
            or not base.endswith("/")
            or ".." in base.split("/")
        ):
            hint = "Am besten ohne xml:base: Schreiben Sie den Pfad ganz in href."
            text = f"xml:base=„{base}“ muss ein Pfad im Paket sein, der mit „/“ endet."
            yield error("xml-base", text, node.place(_BASE), hint)


def control_documents(manifest: Manifest) -> Iterator[Diagnostic]:
    """P12: every namespace in use is mapped by xsi:schemaLocation to a control document in the package."""
    mapped: dict[str, str] = {}
    for node in manifest.nodes:
        words = (node.get(_LOCATION) or "").split()
        mapped.update(zip(words[::2], words[1::2], strict=False))
        if len(words) % 2:
            text = "xsi:schemaLocation braucht Paare aus Namensraum und Datei."
            yield error("schema-location", text, node.place(_LOCATION))
    base = {manifest.imscp, ADLCP_12, IMSMD}
    for namespace, node in _used(manifest).items():
        say = warning if manifest.old and namespace in base else error
        location = mapped.get(namespace)
        if location is None:
            text = f"Für den Namensraum „{namespace}“ nennt xsi:schemaLocation keine Datei."
            yield say("namespace-unmapped", text, node.span)
        elif resolve(location) not in manifest.archive.files:
            text = f"Die Steuerdatei „{location}“ fehlt im Paket."
            yield say("control-document-missing", text, node.span, "Legen Sie die Schemadateien neben das Manifest.")


def _used(manifest: Manifest) -> dict[str, Node]:
    used: dict[str, Node] = {}
    for node in manifest.nodes:
        used.setdefault(node.namespace, node)
        for name in node.attributes:
            if name.startswith("{"):
                used.setdefault(name[1:].partition("}")[0], node)
    return {namespace: node for namespace, node in used.items() if namespace not in (XML, XSI, "")}


def unlisted(manifest: Manifest) -> Iterator[Diagnostic]:
    """P13: every file is named by a file element; some LMSs copy only those."""
    named = manifest.listed | {NAME} | set(manifest.archive.junk)
    for node in manifest.ours("location", manifest.adlcp):
        named.add(resolve(node.line) or "")
    lost = [
        name for name in manifest.archive.files if name not in named and not name.lower().endswith((".xsd", ".dtd"))
    ]
    if lost:
        span = (manifest.root.first("resources") or manifest.root).span
        say = "Eine Datei steht" if len(lost) == 1 else f"{len(lost)} Dateien stehen"
        text = f"{say} nicht im Manifest: {some(sorted(lost))}."
        yield warning("file-unlisted", text, span, '<file href="…"/> für jede Datei.')


RULES = (paths, launch_files, bases, control_documents, unlisted)
