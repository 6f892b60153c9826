"""Rule P19 and the shape of all elements: metadata, sequencing and ADL's words against the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.validate import lom_tables, tables
from lernbuild.validate.archive import printable
from lernbuild.validate.document import Node, read_document
from lernbuild.validate.manifest import (
    ADLCP_12,
    ADLCP_2004,
    ADLNAV,
    ADLSEQ,
    IMSCP_12,
    IMSCP_2004,
    IMSMD,
    IMSSS,
    LOM,
    Manifest,
    resolve,
)
from lernbuild.validate.shapes import Misfit, Table, is_kind, misfits

_TABLES: dict[str, tuple[Table, str]] = {
    IMSCP_12: (tables.IMSCP, "manifest"),
    IMSCP_2004: (tables.IMSCP, "manifest"),
    ADLCP_12: (tables.ADLCP_12, "manifest"),
    ADLCP_2004: (tables.ADLCP_2004, "manifest"),
    ADLNAV: (tables.ADLNAV, "navigation"),
    ADLSEQ: (tables.ADLSEQ, "sequencing"),
    IMSSS: (tables.IMSSS, "sequencing"),
    IMSMD: (lom_tables.IMSMD, "metadata"),
    LOM: (lom_tables.LOM, "metadata"),
}


def shapes(manifest: Manifest) -> Iterator[Diagnostic]:
    """P2, P14, P16, P17, P19: elements, their order and values are those of the schemas."""
    yield from judge_shapes(manifest.root)


def judge_shapes(root: Node) -> Iterator[Diagnostic]:
    """Compares every piece of a known namespace with its table."""
    for node in root.walk():
        entry = _TABLES.get(node.namespace)
        if entry is None or (node.parent is not None and node.parent.namespace == node.namespace):
            continue
        table, family = entry
        if node.name not in table:
            yield from shape_diagnostics([Misfit("unknown", node, node.name)], family)
        yield from shape_diagnostics((one for one in misfits(node, table) if not _is_unique_name(one)), family)
        if node.namespace == LOM:
            yield from _vocabulary(node)


def _is_unique_name(one: Misfit) -> bool:
    """IEEE's strict schema lets elements say their own name (unique/strict.xsd); eXeLearning writes it."""
    return one.name == "uniqueElementName" and one.node.namespace == LOM and one.node.get(one.name) == one.node.name


def shape_diagnostics(found: Iterable[Misfit], family: str) -> Iterator[Diagnostic]:
    """German words for what a table does not allow; codes are ``family-structure`` and ``family-value``."""
    for one in found:
        span = one.node.place(one.name) if one.name in one.node.attributes else one.node.span
        hint = f"Erlaubt: {', '.join(one.allowed)}." if one.allowed else None
        if one.kind == "value":
            yield error(f"{family}-value", _value_text(one), span, hint)
        else:
            yield error(f"{family}-structure", _structure_text(one), span, hint)


def _value_text(one: Misfit) -> str:
    if one.name in one.node.attributes:
        return f"„{one.value}“ ist kein gültiger Wert für {one.name} an <{one.node.name}>."
    return (
        f"„{one.value[:80]}“ ist kein gültiger Inhalt von <{one.node.name}>."
        if one.value
        else f"<{one.name}> ist leer."
    )


def _structure_text(one: Misfit) -> str:
    written = one.name if one.name in one.node.attributes else f"<{one.name}>"
    return {
        "unknown": f"{written} gehört nicht hierher.",
        "order": f"{written} steht zu spät: Die Reihenfolge ist vorgeschrieben.",
        "missing": f"In <{one.node.name}> fehlt „{one.name}“.",
        "repeated": f"{written} darf hier nicht noch einmal stehen.",
        "attribute": f"<{one.node.name}> braucht das Attribut {one.name}.",
    }[one.kind]


def _vocabulary(lom: Node) -> Iterator[Diagnostic]:
    for node in lom.walk():
        values = lom_tables.VOCABULARY.get(node.name)
        source, value = node.first("source"), node.first("value")
        if values is None or value is None or (source is not None and source.text != "LOMv1.0"):
            continue
        meta = node.name == "role" and node.parent is not None and node.parent.parent is not None
        if meta and node.parent.parent.name == "metaMetadata":  # type: ignore[union-attr]
            values = lom_tables.META_ROLES
        if not is_kind(values, value.text):
            text = f"„{value.line}“ ist kein Wort der Liste LOMv1.0 für <{node.name}>."
            yield warning("metadata-vocabulary", text, value.span)


def metadata_files(manifest: Manifest) -> Iterator[Diagnostic]:
    """P19 (REQ_30.6.3.7.1.1): a metadata file exists, is XML and its root is in a metadata namespace."""
    known: set[str] = set()
    for node in manifest.ours("location", manifest.adlcp):
        name = resolve(node.line)
        if name in known:
            continue
        known.add(name or "")
        data = manifest.archive.read(name, 1 << 24) if name else None
        if name is None or data is None:
            yield error("metadata-file-missing", f"Die Metadatei „{node.line}“ fehlt im Paket.", node.span)
            continue
        root, faults = read_document(f"{manifest.archive.path}/{printable(name)}", data)
        if root is None:
            yield from (error("metadata-file-broken", fault.message, fault.span) for fault in faults)
            continue
        if root.namespace not in (LOM, IMSMD) or root.name != "lom":
            hint = f'<lom xmlns="{LOM}">'
            yield error(
                "metadata-file-root", f"Die Metadatei beginnt mit <{root.name}>, nicht mit <lom>.", root.span, hint
            )
        else:
            yield from judge_shapes(root)


RULES = (shapes, metadata_files)
