"""Rules P2 to P7, P10: the parts of a manifest and how they name each other."""

from __future__ import annotations

from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.validate.document import Node
from lernbuild.validate.manifest import ADLCP_12, ADLCP_2004, Manifest
from lernbuild.validate.shapes import NCNAME

VERSIONS_2004 = ("2004 4th Edition", "2004 3rd Edition", "CAM 1.3")
TITLE = 200


def metadata(manifest: Manifest) -> Iterator[Diagnostic]:
    """P2 (REQ_30.5): exactly one metadata, which starts with schema and schemaversion."""
    found = manifest.root.all("metadata")
    if len(found) != 1:
        span = found[1].span if found else manifest.root.span
        hint = "<metadata><schema>ADL SCORM</schema><schemaversion>…</schemaversion></metadata>"
        yield error(
            "manifest-metadata", f"Das Manifest hat {len(found) or 'kein'} <metadata>, nötig ist eines.", span, hint
        )
    if not found:
        return
    schema, version = found[0].first("schema"), found[0].first("schemaversion")
    if schema is None or schema.text != "ADL SCORM":
        span = (schema or found[0]).span
        yield error("manifest-schema", "<schema> muss genau „ADL SCORM“ enthalten.", span, "<schema>ADL SCORM</schema>")
    yield from _version(manifest, found[0], version)


def _version(manifest: Manifest, metadata: Node, version: Node | None) -> Iterator[Diagnostic]:
    allowed = ("1.2",) if manifest.old else VERSIONS_2004
    if version is None or version.text not in allowed:
        words = " oder ".join(f"„{one}“" for one in allowed)
        said = f"„{version.text}“" if version else "nichts"
        hint = "Schreibung und Leerzeichen zählen: Moodle hält alles andere für SCORM 1.2."
        span = (version or metadata).span
        yield error("manifest-schemaversion", f"<schemaversion> sagt {said}; erlaubt ist {words}.", span, hint)
    elif version.text == "CAM 1.3":
        text = "„CAM 1.3“ ist die 2. Ausgabe von SCORM 2004; ADL warnt davor."
        yield warning("manifest-old-edition", text, version.span, "„2004 4th Edition“ ist die letzte Ausgabe.")


def organizations(manifest: Manifest) -> Iterator[Diagnostic]:
    """P3 (REQ_30.6): one organizations, its default exists, one organization has an item."""
    found = manifest.root.all("organizations")
    if len(found) != 1:
        span = found[1].span if found else manifest.root.span
        yield error("organizations-count", "Das Manifest braucht genau ein <organizations>.", span)
    if not found:
        return
    children = found[0].all("organization")
    default = found[0].get("default")
    if default not in {one.get("identifier") for one in children}:
        said = f"„{default}“ gibt es nicht" if default else "Das Attribut default fehlt"
        hint = "default nennt den identifier einer <organization>."
        yield error(
            "organizations-default", f"{said}: Keine Organisation ist die gewählte.", found[0].place("default"), hint
        )
    if not any(one.all("item") for one in children):
        yield error(
            "organization-empty", "Keine <organization> hat ein <item>: Es gibt nichts zu starten.", found[0].span
        )
    if len(manifest.root.all("resources")) != 1:
        yield error("resources-count", "Das Manifest braucht genau ein <resources>.", manifest.root.span)


def identifiers(manifest: Manifest) -> Iterator[Diagnostic]:
    """P4 (REQ_30.1.2): identifiers are XML names and occur once."""
    seen: dict[str, Node] = {}
    for node in manifest.nodes:
        if node.namespace != manifest.imscp or node.name not in ("manifest", "organization", "item", "resource"):
            continue
        value = node.get("identifier")
        if not value:
            yield error("identifier-missing", f"<{node.name}> hat keinen identifier.", node.span)
        elif not NCNAME.fullmatch(value):
            hint = "Ein identifier beginnt mit Buchstabe oder „_“ und enthält weder Leerzeichen noch Doppelpunkt."
            yield error(
                "identifier-invalid", f"„{value}“ ist kein gültiger identifier.", node.place("identifier"), hint
            )
        elif value in seen:
            more = (seen[value].place("identifier"),)
            yield error(
                "identifier-duplicate", f"„{value}“ gibt es schon.", node.place("identifier"), None, related=more
            )
        seen.setdefault(value or "", node)


def titles(manifest: Manifest) -> Iterator[Diagnostic]:
    """P5 (REQ_30.6.3.5, .6.6): organization and item have exactly one title of at most 200 characters."""
    for node in [*manifest.every("organization"), *manifest.every("item")]:
        found = node.all("title")
        if len(found) != 1:
            span = found[1].span if found else node.span
            yield error("title-count", f"<{node.name}> braucht genau einen <title>, nicht {len(found)}.", span)
        if found and len(found[0].text) > TITLE:
            length = len(found[0].text)
            yield error("title-too-long", f"Der Titel hat {length} Zeichen, erlaubt sind {TITLE}.", found[0].span)
        if found and not found[0].line:
            yield warning("title-empty", f"Der Titel von <{node.name}> ist leer.", found[0].span)


def items(manifest: Manifest) -> Iterator[Diagnostic]:
    """P6 (REQ_30.6.3.6.2): a leaf starts an existing resource, a branch starts none."""
    parts = {one.get("identifier") for one in manifest.every("manifest")}
    for item in manifest.every("item"):
        reference = item.get("identifierref")
        branch = bool(item.all("item"))
        if branch and reference is not None:
            say = warning if manifest.old else error
            text = "Ein <item> mit Unterpunkten darf selbst nichts starten."
            yield say("item-branch-with-resource", text, item.place("identifierref"), "Entfernen Sie identifierref.")
        elif not branch and reference is None:
            yield error("item-without-resource", "Das <item> hat weder identifierref noch Unterpunkte.", item.span)
        elif reference is not None and reference not in manifest.resources and reference not in parts:
            yield error(
                "item-resource-unknown", f"Die Ressource „{reference}“ gibt es nicht.", item.place("identifierref")
            )


def resources(manifest: Manifest) -> Iterator[Diagnostic]:
    """P7 (REQ_30.7.3): a resource has a type and is a sco or an asset; a started one has an href."""
    started = {id(resource) for _, resource in manifest.launched}
    local = "scormtype" if manifest.old else "scormType"
    for resource in manifest.every("resource"):
        if not resource.get("type"):
            yield error("resource-type", "Der <resource> fehlt das Attribut type.", resource.span, 'type="webcontent"')
        value = resource.get(manifest.scorm_type)
        if value not in ("sco", "asset"):
            hint = f'adlcp:{local}="sco" oder "asset", in dieser Schreibung.'
            wrong = [name for name in resource.attributes if name.lower().endswith("scormtype")]
            span = resource.place(wrong[0]) if wrong else resource.span
            yield error(
                "resource-scormtype",
                f"Die <resource> sagt nicht, ob sie SCO oder Asset ist (adlcp:{local}).",
                span,
                hint,
            )
        if id(resource) in started and not resource.get("href"):
            yield error("resource-without-href", "Die <resource> wird gestartet, hat aber kein href.", resource.span)


def dependencies(manifest: Manifest) -> Iterator[Diagnostic]:
    """P10 (REQ_30.7.3.10.1.2): a dependency names an existing resource."""
    for node in manifest.every("dependency"):
        reference = node.get("identifierref")
        if reference not in manifest.resources:
            text = f"Die Ressource „{reference or ''}“, von der diese abhängt, gibt es nicht."
            yield error("dependency-unknown", text, node.place("identifierref"))


def namespaces(manifest: Manifest) -> Iterator[Diagnostic]:
    """P2, P7: a manifest of one version uses the vocabulary of that version."""
    other = ADLCP_2004 if manifest.old else ADLCP_12
    for node in manifest.nodes:
        if node.namespace == other or any(name.startswith(f"{{{other}}}") for name in node.attributes):
            name = "SCORM 2004" if manifest.old else "SCORM 1.2"
            yield error("manifest-mixed-versions", f"<{node.name}> nutzt Wörter von {name}.", node.span)
            return


RULES = (metadata, organizations, identifiers, titles, items, resources, dependencies, namespaces)
