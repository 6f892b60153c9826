"""A SCORM manifest with what rules ask of it; knows no rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lernbuild.validate.archive import Archive
from lernbuild.validate.document import XML, Node

IMSCP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
IMSCP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP_12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
ADLCP_2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
IMSMD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
NAME = "imsmanifest.xml"


@dataclass(frozen=True)
class Manifest:
    """The root element in its package. ``old`` is SCORM 1.2, else 2004."""

    archive: Archive
    root: Node
    old: bool

    @property
    def imscp(self) -> str:
        return self.root.namespace

    @property
    def adlcp(self) -> str:
        return ADLCP_12 if self.old else ADLCP_2004

    @property
    def scorm_type(self) -> str:
        return f"{{{self.adlcp}}}{'scormtype' if self.old else 'scormType'}"

    @cached_property
    def nodes(self) -> list[Node]:
        return list(self.root.walk())

    def every(self, name: str) -> list[Node]:
        """All elements of a name in the manifest's own namespace."""
        return [node for node in self.nodes if node.name == name and node.namespace == self.imscp]

    def ours(self, name: str, namespace: str) -> list[Node]:
        return [node for node in self.nodes if node.name == name and node.namespace == namespace]

    @cached_property
    def version(self) -> Node | None:
        metadata = self.root.first("metadata")
        return metadata.first("schemaversion") if metadata else None

    @cached_property
    def resources(self) -> dict[str, Node]:
        return {one.attributes["identifier"]: one for one in self.every("resource") if one.get("identifier")}

    def resource_of(self, item: Node) -> Node | None:
        return self.resources.get(item.get("identifierref") or "")

    def is_sco(self, item: Node) -> bool:
        resource = self.resource_of(item)
        return resource is not None and (resource.get(self.scorm_type) or "").lower() == "sco"

    @cached_property
    def launched(self) -> list[tuple[Node, Node]]:
        """Items and the resources they start, in order."""
        pairs = ((item, self.resource_of(item)) for item in self.every("item"))
        return [(item, resource) for item, resource in pairs if resource is not None]

    @cached_property
    def listed(self) -> set[str]:
        """Paths of all files that the manifest names."""
        return {path for node in [*self.every("file"), *self.every("resource")] if (path := self.path_of(node))}

    def path_of(self, node: Node) -> str | None:
        """The path in the package that an href means; None when it means none.

        A <file> is often written as it is called, with # ? or %, though an address cannot hold them.
        """
        href = node.get("href")
        if href is None:
            return None
        base = _base(node)
        written = base + href
        return written if node.name == "file" and written in self.archive.files else resolve(href, base)


def resolve(href: str, base: str = "") -> str | None:
    """Path below the package root, without query and fragment; None for other hosts and places outside."""
    whole = href.strip() if is_absolute(href) else base + href.strip()
    if is_absolute(whole):
        return None
    parts: list[str] = []
    for part in unquote(whole.split("#")[0].split("?")[0]).split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def is_absolute(href: str) -> bool:
    """True for an address with a scheme or a host."""
    head = href.strip().split("/")[0].split("?")[0].split("#")[0]
    return ":" in head or href.strip().startswith("//")


def _base(node: Node) -> str:
    pieces = [one.get(f"{{{XML}}}base") or "" for one in _upwards(node)]
    return "".join(reversed(pieces))


def _upwards(node: Node | None) -> Iterator[Node]:
    while node is not None:
        yield node
        node = node.parent
