"""Rules P8, P9, P11 to P13: files of the package and files of the manifest."""

from __future__ import annotations

from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.validate.archive import some
from lernbuild.validate.document import XML, XSI, Node
from lernbuild.validate.manifest import ADLCP_12, IMSCP_12, IMSMD, NAME, Manifest, is_absolute, resolve

_BASE = f"{{{XML}}}base"
_LOCATION = f"{{{XSI}}}schemaLocation"


def paths(manifest: Manifest) -> Iterator[Diagnostic]:
    """P8 (REQ_30.7.3.3.2): every href means a file of the package, written as it is called."""
    by_fold = {name.lower(): name for name in manifest.archive.files}
    for node in [*manifest.every("resource"), *manifest.every("file")]:
        href = node.get("href")
        if href is None:
            if node.name == "file":
                yield error("file-without-href", "Dem <file> fehlt das Attribut href.", node.span)
            continue
        yield from _path(manifest, node, href, by_fold)


def _path(manifest: Manifest, node: Node, href: str, by_fold: dict[str, str]) -> Iterator[Diagnostic]:
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
    elif path is None and href.strip():
        yield error("path-outside", f"„{href}“ führt aus dem Paket hinaus.", span)
    elif path not in manifest.archive.files and not _raw(manifest, href):
        other = by_fold.get((path or "").lower())
        if other:
            hint = f"Die Datei heißt „{other}“."
            yield error("path-case", f"„{href}“ stimmt nur ohne Groß- und Kleinschreibung.", span, hint)
        else:
            yield error("file-missing", f"„{href}“ fehlt im Paket.", span)


def _raw(manifest: Manifest, href: str) -> bool:
    return href in manifest.archive.files


def launch_files(manifest: Manifest) -> Iterator[Diagnostic]:
    """P9 (REQ_30.7.3.9.1.1): a resource lists its own href as file, itself or by a dependency."""
    for resource in manifest.every("resource"):
        path = manifest.path_of(resource)
        if path and path not in _listed(manifest, resource, set()):
            say = warning if manifest.old else error
            text = f"„{resource.get('href')}“ ist nicht als <file> der Ressource aufgeführt."
            yield say("resource-href-unlisted", text, resource.place("href"), f'<file href="{resource.get("href")}"/>')


def _listed(manifest: Manifest, resource: Node, seen: set[int]) -> set[str | None]:
    """Files of a resource and of all it depends on, without recursion into circles."""
    found: set[str | None] = set()
    waiting = [resource]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        found |= {manifest.path_of(file) for file in one.all("file")}
        names = [node.get("identifierref") or "" for node in one.all("dependency")]
        waiting += [manifest.resources[name] for name in names if name in manifest.resources]
    return found


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
    base = {IMSCP_12, ADLCP_12, IMSMD}
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
