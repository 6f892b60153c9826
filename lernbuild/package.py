"""Files of a package become one zip or folder, the same bytes every time; knows no standard and no course source."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import struct
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lernbuild.render.site import Site

EPOCH = 315_532_800
"""1980-01-01 UTC, the first moment that a zip can name."""
INDEX = "lernbuild.json"
FORMAT = 1
FIRST = ("imsmanifest.xml", "cmi5.xml", "tincan.xml", INDEX)
"""Paths that come before all others, so that a reader finds them at once."""
STORED = frozenset(
    {
        ".7z",
        ".avif",
        ".br",
        ".docx",
        ".epub",
        ".flac",
        ".gif",
        ".gz",
        ".jpeg",
        ".jpg",
        ".m4a",
        ".mp3",
        ".mp4",
        ".odt",
        ".oga",
        ".ogg",
        ".ogv",
        ".opus",
        ".png",
        ".pptx",
        ".webm",
        ".webp",
        ".woff",
        ".woff2",
        ".xlsx",
        ".zip",
    }
)
"""Suffixes of formats that are compressed already."""

_NEW, _OLD = "lb-new", "lb-old"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class PackageError(Exception):
    """A package that cannot be written; the message is German and for people."""


@dataclass(frozen=True, slots=True)
class Written:
    """A package on disk. ``content_hash`` stays the same whatever the compressor; ``changed`` False: it was there."""

    path: Path
    size: int
    sha256: str
    content_hash: str
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """One file, ready to be put into a zip."""

    sha256: str
    crc: int
    size: int
    method: int
    data: bytes


class Members:
    """Compressed files by their content, so that several packages of one run compress a file once."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, bool], Member] = {}

    def of(self, path: str, data: bytes) -> Member:
        """The member for a file; a suffix of STORED is not compressed again."""
        key = (data, Path(path).suffix.lower() in STORED)
        member = self._known.get(key)
        if member is None:
            member = self._known[key] = _member(*key)
        return member


def _member(data: bytes, store: bool) -> Member:
    method, packed = 0, data
    if not store:
        engine = zlib.compressobj(6, zlib.DEFLATED, -15, 8)
        smaller = engine.compress(data) + engine.flush()
        if len(smaller) < len(data):
            method, packed = 8, smaller
    return Member(hashlib.sha256(data).hexdigest(), zlib.crc32(data), len(data), method, packed)


def write_package(
    path: Path,
    files: Mapping[str, bytes],
    *,
    folder: bool = False,
    epoch: int = EPOCH,
    members: Members | None = None,
) -> Written:
    """The package at ``path``: whole and new, or as it was before when anything fails.

    ``members`` shares compressed files between packages. A package with the same bytes is left alone.
    """
    check_names(files)
    path.parent.mkdir(parents=True, exist_ok=True)
    if folder:
        return _write_folder(path, files)
    order = ordered(files)
    known = members or Members()
    ready = [(name, known.of(name, files[name])) for name in order]
    parts = list(_zip(ready, epoch))
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    size, sha256 = sum(map(len, parts)), digest.hexdigest()
    content = content_hash({name: member.sha256 for name, member in ready})
    if _same_file(path, size, sha256):
        return Written(path, size, sha256, content, changed=False)
    _replace_file(path, parts)
    return Written(path, size, sha256, content)


def ordered(names: Iterable[str]) -> list[str]:
    """Paths in the order of a package: the files that say what it is, then all others by name."""
    rank = {name: number for number, name in enumerate(FIRST)}
    return sorted(names, key=lambda name: (rank.get(name, len(FIRST)), name))


def content_hash(hashes: Mapping[str, str]) -> str:
    """Hash over paths and hashes, in the form that ``sha256sum`` prints, sorted by path."""
    lines = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


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
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in ordered(files)},
    }
    return (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode()


def check_names(names: Iterable[str]) -> None:
    """Raises PackageError for a path that some LMS, disk or zip reader would change or refuse."""
    seen: dict[str, str] = {}
    for name in sorted(names):
        parts = name.split("/")
        if any(not _NAME.fullmatch(part) or part.endswith(".") for part in parts):
            raise PackageError(f"Der Pfad „{name}“ darf nur aus A–Z, a–z, 0–9, „.“, „_“ und „-“ bestehen.")
        for depth in range(1, len(parts) + 1):
            piece = "/".join(parts[:depth])
            whole = piece if depth == len(parts) else piece + "/"
            other = seen.setdefault(piece.lower(), whole)
            if other != whole:
                raise PackageError(f"Die Pfade „{other}“ und „{whole}“ sind auf manchen Rechnern derselbe.")


def remove_leftovers(folder: Path) -> None:
    """Takes away what a killed run left in a folder; only for the one run that builds there."""
    for old in sorted(folder.glob(f".*.{_OLD}")):
        good = folder / old.name[1:].removesuffix(f".{_OLD}").rpartition(".")[0]
        if good.exists():
            shutil.rmtree(old)
        else:
            old.replace(good)
    for new in sorted(folder.glob(f".*.{_NEW}")):
        shutil.rmtree(new) if new.is_dir() else new.unlink()


# ---- zip ------------------------------------------------------------------------


def _zip(members: list[tuple[str, Member]], epoch: int) -> Iterator[bytes]:
    """The pieces of a zip file (APPNOTE 6.3, without zip64): local headers and data, directory, end."""
    stamp = _dos_time(epoch)
    directory, offset = [], 0
    for name, member in members:
        raw = name.encode("ascii")
        core = struct.pack(
            "<HHHHHLLLHH", 20, 0, member.method, *stamp, member.crc, len(member.data), member.size, len(raw), 0
        )
        more = struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, offset)
        directory.append(struct.pack("<LH", 0x02014B50, 3 << 8 | 20) + core + more + raw)
        yield struct.pack("<L", 0x04034B50) + core + raw
        yield member.data
        offset += 30 + len(raw) + len(member.data)
    catalogue = b"".join(directory)
    if len(members) > 0xFFFE or offset + len(catalogue) > 0xFFFFFFFE:
        raise PackageError("Das Paket ist zu groß: Ein Paket fasst 65.534 Dateien und 4 GB.")
    yield catalogue
    yield struct.pack("<LHHHHLLH", 0x06054B50, 0, 0, len(members), len(members), len(catalogue), offset, 0)


def _dos_time(epoch: int) -> tuple[int, int]:
    """Time and date words of a zip, in UTC; a zip counts from 1980 to 2107, in steps of two seconds."""
    at = time.gmtime(min(max(epoch, EPOCH), 4_354_819_198))
    return at.tm_hour << 11 | at.tm_min << 5 | at.tm_sec // 2, (at.tm_year - 1980) << 9 | at.tm_mon << 5 | at.tm_mday


# ---- disk -----------------------------------------------------------------------


def _beside(path: Path, kind: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{kind}")


def _same_file(path: Path, size: int, sha256: str) -> bool:
    if not path.is_file() or path.stat().st_size != size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def _write(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as stream:
        for part in parts:
            stream.write(part)
        stream.flush()
        os.fsync(stream.fileno())


def _replace_file(path: Path, parts: Iterable[bytes]) -> None:
    new = _beside(path, _NEW)
    try:
        _write(new, parts)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes a rename last; some systems cannot, and then the disk decides."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _write_folder(path: Path, files: Mapping[str, bytes]) -> Written:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    size, content = sum(map(len, files.values())), content_hash(hashes)
    strangers = _strangers(path, files)
    if _same_folder(path, files, strangers):
        return Written(path, size, content, content, changed=False)
    new = _beside(path, _NEW)
    try:
        for name in ordered(files):
            place = new / name
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, [files[name]])
        for name in strangers:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path / name, new / name)
        _swap(new, path)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return Written(path, size, content, content)


def _strangers(path: Path, files: Mapping[str, bytes]) -> list[str]:
    """Files in the folder that no build of ours wrote: they are kept."""
    if not path.exists():
        return []
    if not path.is_dir():
        raise PackageError(f"„{path.name}“ ist eine Datei; hier soll ein Ordner entstehen.")
    found = [one.relative_to(path).as_posix() for one in sorted(path.rglob("*")) if not one.is_dir()]
    own = _own_files(path)
    strangers = [name for name in found if name not in own]
    lost = [name for name in strangers if name in files]
    if lost:
        raise PackageError(f"Im Ordner „{path.name}“ liegt „{lost[0]}“, das nicht von lernbuild stammt.")
    return strangers


def _own_files(path: Path) -> set[str]:
    try:
        index = json.loads((path / INDEX).read_bytes())
        return {INDEX, *index["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _same_folder(path: Path, files: Mapping[str, bytes], strangers: Iterable[str]) -> bool:
    if not path.is_dir():
        return False
    found = {one.relative_to(path).as_posix(): one for one in path.rglob("*") if not one.is_dir()}
    if set(found) - set(strangers) != set(files):
        return False
    return all(found[name].stat().st_size == len(data) for name, data in files.items()) and all(
        found[name].read_bytes() == data for name, data in files.items()
    )


def _swap(new: Path, path: Path) -> None:
    """Puts ``new`` in the place of ``path``; when the second step fails, the first is taken back."""
    old = _beside(path, _OLD)
    if path.exists():
        path.replace(old)
    try:
        new.replace(path)
    except BaseException:
        if old.exists():
            old.replace(path)
        raise
    _sync_folder(path.parent)
    shutil.rmtree(old, ignore_errors=True)
