"""Files of a package become one zip or folder, the same bytes every time; knows no standard and no course source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from lernbuild.frozen import frozen
from lernbuild.package.archive import EPOCH, Members, zip_pieces
from lernbuild.package.disk import is_file_of, remove_leftovers, write_file
from lernbuild.package.folder import write_folder
from lernbuild.package.names import INDEX, PackageError, check_names, content_hash, ordered
from lernbuild.package.sole import sole_writer
from lernbuild.packed import packed
from lernbuild.render.site import Site

__all__ = [
    "EPOCH",
    "INDEX",
    "Members",
    "PackageError",
    "Written",
    "content_hash",
    "package_index",
    "remove_leftovers",
    "sole_writer",
    "write_package",
]

FORMAT = 1
SINGLE = frozenset({".txt", ".xml"})
"""Suffixes of packages that are one file and no archive."""


@frozen
class Written:
    """A package on disk.

    ``content_hash`` is the same whatever the compressor; for a folder it is also ``sha256``, and ``size`` the sum of
    its files. ``changed`` False: these bytes were there already and were left alone.
    """

    path: Path
    size: int
    sha256: str
    content_hash: str
    changed: bool = True


def write_package(
    path: Path,
    files: Mapping[str, bytes],
    *,
    folder: bool = False,
    epoch: int = EPOCH,
    members: Members | None = None,
) -> Written:
    """The package at ``path``: whole and new, or as it was before when anything fails.

    A folder, a zip, or by its suffix (SINGLE) the one file itself.

    ``epoch`` is the time of all files in a zip, in seconds since 1970; ``members`` shares compressed files between
    packages. Raises PackageError for names that cannot be packed, OSError when the disk refuses.
    """
    check_names(files)
    path.parent.mkdir(parents=True, exist_ok=True)
    if folder:
        changed = write_folder(path, files)
        hashes = {name: _sha256(files, name) for name in files}
        content = content_hash(hashes)
        return Written(path, sum(_size(files, name) for name in files), content, content, changed)
    if path.suffix in SINGLE:
        return _write_single(path, files)
    known = members or Members()
    ready = [(name, packed(files, name) or known.of(name, files[name])) for name in ordered(files)]
    pieces = list(zip_pieces(ready, epoch))
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    size, sha256 = sum(map(len, pieces)), digest.hexdigest()
    changed = not is_file_of(path, size, sha256)
    if changed:
        write_file(path, pieces)
    return Written(path, size, sha256, content_hash({name: member.sha256 for name, member in ready}), changed)


def _write_single(path: Path, files: Mapping[str, bytes]) -> Written:
    """A package that is one file and no archive; its content hash is that of the file."""
    (data,) = files.values()
    sha256 = hashlib.sha256(data).hexdigest()
    changed = not is_file_of(path, len(data), sha256)
    if changed:
        write_file(path, [data])
    return Written(path, len(data), sha256, sha256, changed)


def _sha256(files: Mapping[str, bytes], name: str) -> str:
    known = packed(files, name)
    return known.sha256 if known else hashlib.sha256(files[name]).hexdigest()


def _size(files: Mapping[str, bytes], name: str) -> int:
    known = packed(files, name)
    return known.size if known else len(files[name])


def package_index(site: Site, target: str, files: Mapping[str, bytes]) -> bytes:
    """``lernbuild.json``: what the package is, its lessons, and the hash of every file of ``files``."""
    index = {
        "format": FORMAT,
        "course": site.id,
        "version": site.version,
        "target": target,
        "variant": site.variant,
        "lessons": [
            {"id": one.id, "number": one.number, "href": one.href, "title": one.title, "type": one.kind}
            for one in site.lessons
        ],
        "files": {name: _sha256(files, name) for name in ordered(files)},
    }
    return (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode()
