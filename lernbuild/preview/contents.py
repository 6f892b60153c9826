"""What a package holds and what an LMS launches of it, read from its own manifest; must not know who made it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Protocol

from lernbuild.frozen import frozen
from lernbuild.validate.archive import DAMAGED, Archive, close_archive, open_archive
from lernbuild.validate.document import Node, read_document
from lernbuild.validate.manifest import IMSCP_12, IMSCP_2004, Manifest, is_absolute

LARGEST = 512 * 1024 * 1024
"""Bytes of one file that are served; no course has larger ones."""
PIECE = 1 << 18
"""Bytes of a large file that are in memory at once."""
_XML = 1 << 26


class Files(Protocol):
    """Files of a package by path."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is none of this name."""

    def size(self, path: str) -> int | None:
        """The length of a file; None when there is none of this name."""

    def pieces(self, path: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from ``start`` to before ``end``, less when the file cannot be read any more."""

    def names(self) -> list[str]: ...


@frozen
class MemoryFiles:
    """The files as the target gives them to the zip."""

    held: Mapping[str, bytes]

    def read(self, path: str) -> bytes | None:
        return self.held.get(path)

    def size(self, path: str) -> int | None:
        return len(self.held[path]) if path in self.held else None

    def pieces(self, path: str, start: int, end: int) -> Iterator[bytes]:
        yield self.held[path][start:end]

    def names(self) -> list[str]:
        return sorted(self.held)


@frozen
class ZipFiles:
    """A zip on the disk, read member by member; a path that is not listed is nowhere.

    It is opened for each file and not kept open: on Windows nobody could replace it then.
    """

    path: Path
    members: Mapping[str, zipfile.ZipInfo]

    def read(self, path: str) -> bytes | None:
        member = self.members.get(path)
        if member is None or member.file_size > LARGEST:
            return None
        try:
            with zipfile.ZipFile(self.path) as packed, packed.open(member) as stream:
                return stream.read(LARGEST + 1)
        except DAMAGED:
            return None

    def size(self, path: str) -> int | None:
        member = self.members.get(path)
        return None if member is None else member.file_size

    def pieces(self, path: str, start: int, end: int) -> Iterator[bytes]:
        try:
            with zipfile.ZipFile(self.path) as packed, packed.open(self.members[path]) as stream:
                stream.seek(start)
                while start < end and (data := stream.read(min(PIECE, end - start))):
                    start += len(data)
                    yield data
        except DAMAGED:
            return

    def names(self) -> list[str]:
        return sorted(self.members)


@frozen
class Unit:
    """What an LMS launches: a SCO, an assignable unit, an activity. ``href`` is empty for a heading of the contents.

    ``mark`` is the pass mark of the manifest as written there, ``data`` what the manifest hands to the unit,
    ``tracked`` False for a page that talks to no LMS (an asset).
    """

    key: str
    title: str
    href: str
    depth: int = 0
    mark: str = ""
    data: str = ""
    move_on: str = "NotApplicable"
    tracked: bool = True


@frozen
class Contents:
    """``standard`` is "scorm12", "scorm2004", "cmi5", "xapi" or "none"; ``units`` in the order of the contents."""

    standard: str
    title: str
    units: tuple[Unit, ...]

    @property
    def first(self) -> Unit | None:
        return next((unit for unit in self.units if unit.href), None)

    def unit(self, key: str) -> Unit | None:
        return next((unit for unit in self.units if unit.key == key and unit.href), None)


@frozen
class Foreign:
    """A zip that somebody brought: ``key`` tells its content from that of others of the same name."""

    key: str
    path: Path
    contents: Contents
    files: ZipFiles
    problems: tuple[str, ...] = field(default=())


def open_foreign(path: Path) -> tuple[Foreign | None, list[str]]:
    """The package and German sentences about it; None when nothing in it can be played.

    Names that lead out of the package, links and bombs are refused (validate/archive.py, rule P20).
    """
    archive, found = open_archive(path, path.name)
    said = [one.message for one in found if one.severity.value == "error"]
    if archive is None:
        return None, said
    outside = [name for name in archive.files if name.startswith("/") or ".." in name.split("/") or "\\" in name]
    for name in outside:
        del archive.files[name]
    close_archive(archive)
    files = ZipFiles(path, archive.files)
    contents = read_contents(files)
    if contents is None or contents.first is None:
        return None, [*said, f"„{path.name}“ enthält nichts, was ein LMS starten kann (SCORM, cmi5 oder xAPI)."]
    print_of = zlib.crc32(b"".join(f"{name}{info.CRC}".encode() for name, info in sorted(archive.files.items())))
    return Foreign(f"datei/{path.name}/{print_of:08x}", path, contents, files, tuple(said)), said


def read_contents(files: Files) -> Contents | None:
    """The contents by the manifest at the root; a package without one is a site that starts at index.html."""
    for name, read in (("imsmanifest.xml", _scorm), ("cmi5.xml", _cmi5), ("tincan.xml", _tincan)):
        data = files.read(name)
        if data is None or len(data) > _XML:
            continue
        root, _ = read_document(name, data)
        contents = read(root, files) if root is not None else None
        if contents is not None:
            return contents
    if files.read("index.html") is None:
        return None
    return Contents("none", "", (Unit("seite", "Startseite", "index.html"),))


def _scorm(root: Node, files: Files) -> Contents | None:
    if root.namespace not in (IMSCP_12, IMSCP_2004):
        return None
    manifest = Manifest(Archive("paket"), root, _is_old(root))
    organizations = root.first("organizations")
    chosen = organizations.all("organization") if organizations else []
    named = [one for one in chosen if organizations and one.get("identifier") == organizations.get("default")]
    organization = next(iter(named or chosen), None)
    if organization is None:
        return None
    units = tuple(_items(organization, manifest, 0))
    return Contents("scorm12" if manifest.old else "scorm2004", _title(organization), units)


def _is_old(root: Node) -> bool:
    metadata = root.first("metadata")
    version = metadata.first("schemaversion") if metadata else None
    return root.namespace == IMSCP_12 if version is None else version.line == "1.2"


def _items(parent: Node, manifest: Manifest, depth: int) -> Iterator[Unit]:
    for item in parent.all("item"):
        if item.get("isvisible") == "false" and not item.all("item"):
            continue
        resource = manifest.resource_of(item)
        path = manifest.path_of(resource) if resource is not None else None
        href = resource.get("href") or "" if resource is not None else ""
        more = href.partition("?")[1] + href.partition("?")[2] + (item.get("parameters") or "")
        yield Unit(
            key=item.get("identifier") or f"item-{item.start}",
            title=_title(item),
            href=f"{path}{_query(more)}" if path and not is_absolute(href) else "",
            depth=depth,
            mark=_text(item, "masteryscore", manifest.adlcp) or _measure(item),
            data=_text(item, "datafromlms" if manifest.old else "dataFromLMS", manifest.adlcp),
            tracked=manifest.is_sco(item),
        )
        yield from _items(item, manifest, depth + 1)


def _query(text: str) -> str:
    """Parameters of item and resource joined as SCORM 2004 CAM 3.4.1.12 asks; an anchor is left alone."""
    if not text or text.startswith("#"):
        return text
    return "?" + text.lstrip("?&")


def _text(item: Node, name: str, namespace: str) -> str:
    found = item.first(name, namespace)
    return found.line if found is not None else ""


def _measure(item: Node) -> str:
    """The pass mark of the primary objective (2004, imsss:minNormalizedMeasure)."""
    for node in item.walk():
        if node.name == "item" and node is not item:
            break
        if node.name == "minNormalizedMeasure":
            return node.line
    return ""


def _title(node: Node) -> str:
    title = node.first("title")
    return " ".join(title.text.split()) if title else ""


def _cmi5(root: Node, files: Files) -> Contents | None:
    course = root.first("course")
    units = tuple(unit for child in root.children for unit in _au(child, 0))
    return Contents("cmi5", _langstring(course, "title") if course else "", units)


def _au(node: Node, depth: int) -> Iterator[Unit]:
    if node.name == "block":
        yield Unit(node.get("id") or "", _langstring(node, "title"), "", depth)
        for child in node.children:
            yield from _au(child, depth + 1)
    elif node.name == "au":
        url = node.first("url")
        href = url.line if url is not None else ""
        yield Unit(
            key=node.get("id") or href,
            title=_langstring(node, "title"),
            href="" if is_absolute(href) else href.lstrip("/"),
            depth=depth,
            mark=node.get("masteryScore") or "",
            data=_text(node, "launchParameters", node.namespace),
            move_on=node.get("moveOn") or "NotApplicable",
        )


def _langstring(node: Node, name: str) -> str:
    found = node.first(name)
    string = found.first("langstring") if found is not None else None
    return " ".join(string.text.split()) if string is not None else ""


def _tincan(root: Node, files: Files) -> Contents | None:
    units = []
    for activity in (node for node in root.walk() if node.name == "activity"):
        launch, name = activity.first("launch"), activity.first("name")
        if launch is not None and not is_absolute(launch.line):
            title = " ".join(name.text.split()) if name is not None else ""
            units.append(Unit(activity.get("id") or launch.line, title, launch.line))
    return Contents("xapi", units[0].title if units else "", tuple(units)) if units else None
