"""A zip, read with care: bounded, nothing extracted, everything odd reported; knows no standard."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lernbuild.diagnostics import Diagnostic, error, info, warning

MAX_FILES = 50_000
MAX_TOTAL = 4 * 1024**3
"""Bytes that are unpacked at most to compare check sums."""
BOMB_SIZE = 64 * 1024**2
BOMB_RATIO = 200
"""More than BOMB_SIZE bytes out of less than one BOMB_RATIO-th is not a course."""

DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What ``zipfile`` raises for a file that cannot be unpacked."""

_JUNK = re.compile(r"(^|/)(__MACOSX(/|$)|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/|\.svn/)", re.IGNORECASE)
_UNICODE_PATH = 0x7075


@dataclass(slots=True)
class Archive:
    """A package: ``path`` as printed, ``files`` by name (folders are left out)."""

    path: str
    files: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    junk: list[str] = field(default_factory=list)
    _zip: zipfile.ZipFile | None = None

    def read(self, name: str, limit: int) -> bytes | None:
        """Content of a file; None when it is missing, damaged or longer than ``limit``."""
        info = self.files.get(name)
        if info is None or self._zip is None or info.file_size > limit:
            return None
        try:
            with self._zip.open(info) as stream:
                return stream.read(limit + 1)
        except DAMAGED:
            return None


def open_archive(path: Path, shown: str) -> tuple[Archive | None, list[Diagnostic]]:
    """The package and what is wrong with its zip; None when nothing in it can be trusted."""
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as problem:
        return None, [_broken(shown, str(problem))]
    except OSError as problem:
        return None, [error("package-unreadable", f"„{shown}“ lässt sich nicht lesen: {problem.strerror}.", None)]
    infos = packed.infolist()
    archive = Archive(shown, _zip=packed)
    bomb = list(_bombs(infos, shown))
    if bomb:
        packed.close()
        return None, bomb
    found = [*_members(infos, archive), *_names(infos, archive)]
    found += _contents(packed, archive)
    return archive, found


def close_archive(archive: Archive) -> None:
    if archive._zip is not None:
        archive._zip.close()


def _broken(shown: str, reason: str) -> Diagnostic:
    hint = "Packen Sie die Datei neu; beim Kopieren oder Herunterladen ging wohl etwas verloren."
    return error("zip-broken", f"„{shown}“ ist keine vollständige ZIP-Datei ({reason}).", None, hint)


def _bombs(infos: list[zipfile.ZipInfo], shown: str) -> Iterator[Diagnostic]:
    """P20: a file that unpacks to a multiple of itself would fill the disk of the LMS."""
    if len(infos) > MAX_FILES:
        yield error("zip-bomb", f"„{shown}“ enthält {len(infos)} Dateien; mehr als {MAX_FILES} nimmt kein LMS.", None)
        return
    size, packed = sum(one.file_size for one in infos), sum(one.compress_size for one in infos)
    worst = next(
        (i for i in infos if i.file_size > BOMB_SIZE and i.file_size > BOMB_RATIO * max(i.compress_size, 1)), None
    )
    if worst is not None:
        yield error("zip-bomb", f"„{_show(worst)}“ wächst beim Auspacken auf {worst.file_size // 1024**2} MB.", None)
    elif size > BOMB_SIZE and size > BOMB_RATIO * max(packed, 1):
        yield error("zip-bomb", f"„{shown}“ wächst beim Auspacken auf {size // 1024**2} MB.", None)
    else:
        yield from _overlaps(infos)


def _overlaps(infos: list[zipfile.ZipInfo]) -> Iterator[Diagnostic]:
    end = 0
    for one in sorted(infos, key=lambda info: info.header_offset):
        if one.header_offset < end:
            yield error("zip-overlap", f"„{_show(one)}“ liegt in der ZIP-Datei über einer anderen Datei.", None)
            return
        end = one.header_offset + 30 + one.compress_size


def _members(infos: list[zipfile.ZipInfo], archive: Archive) -> Iterator[Diagnostic]:
    """P20: only what every importer can unpack. Fills ``archive.files``."""
    for one in infos:
        name = one.orig_filename
        if one.flag_bits & 0x2041:
            yield error("zip-encrypted", f"„{name}“ ist verschlüsselt.", None, "Packen Sie ohne Passwort.")
        elif one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            hint = "Erlaubt sind „unkomprimiert“ und „Deflate“."
            yield error("zip-method", f"„{name}“ ist mit Verfahren {one.compress_type} gepackt.", None, hint)
        elif _is_special(one):
            yield error("zip-special-file", f"„{name}“ ist ein Verweis oder eine Gerätedatei, keine Datei.", None)
        elif not name.endswith("/"):
            if name in archive.files:
                yield error("zip-duplicate", f"„{name}“ kommt zweimal vor.", None)
            archive.files.setdefault(name, one)


def _is_special(one: zipfile.ZipInfo) -> bool:
    mode = one.external_attr >> 16
    kind = stat.S_IFMT(mode)
    return one.create_system == 3 and kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def _names(infos: list[zipfile.ZipInfo], archive: Archive) -> Iterator[Diagnostic]:
    """P20: names that stay inside the package and mean the same on every system."""
    folded: dict[str, str] = {}
    for one in infos:
        name = one.orig_filename
        parts = name.split("/")
        if "\\" in name:
            hint = "In ZIP-Dateien trennt „/“ die Ordner."
            yield error("zip-name-backslash", f"„{name}“ enthält einen umgekehrten Schrägstrich.", None, hint)
        elif name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or "\0" in one.filename:
            yield error("zip-name-outside", f"„{name}“ führt aus dem Paket hinaus.", None)
        elif not name.isascii() and not one.flag_bits & 0x800 and not _has_unicode_path(one):
            hint = "Nutzen Sie ASCII-Namen oder ein Programm, das Namen in UTF-8 schreibt."
            yield error(
                "zip-name-encoding",
                f"„{name}“: Die Umlaute des Namens sind nicht als UTF-8 gekennzeichnet.",
                None,
                hint,
            )
        other = folded.setdefault(name.lower(), name)
        if other != name:
            yield warning(
                "zip-name-case", f"„{other}“ und „{name}“ unterscheiden sich nur in Groß- und Kleinschreibung.", None
            )
    archive.junk = sorted(name for name in archive.files if _JUNK.search(name))
    if archive.junk:
        hint = "Packen Sie nur die Dateien des Kurses, ohne die des Betriebssystems."
        yield warning("zip-junk", f"Das Paket enthält Überflüssiges: {some(archive.junk)}.", None, hint)


def _has_unicode_path(one: zipfile.ZipInfo) -> bool:
    return _UNICODE_PATH.to_bytes(2, "little") in one.extra[:4]


def _contents(packed: zipfile.ZipFile, archive: Archive) -> Iterator[Diagnostic]:
    """P20: every file unpacks to what its check sum says."""
    left = MAX_TOTAL
    for name, one in list(archive.files.items()):
        left -= one.file_size
        if left < 0:
            yield info(
                "zip-too-large", f"Ab „{name}“ wurden keine Prüfsummen verglichen: Das Paket ist sehr groß.", None
            )
            return
        try:
            with packed.open(one) as stream:
                while stream.read(1 << 18):
                    pass
        except DAMAGED as problem:
            del archive.files[name]
            yield error("zip-file-broken", f"„{name}“ lässt sich nicht auspacken ({problem}).", None)


def _show(one: zipfile.ZipInfo) -> str:
    return one.orig_filename


def some(names: list[str], most: int = 5) -> str:
    """Names for a sentence: the first few, and how many more."""
    shown = ", ".join(f"„{name}“" for name in names[:most])
    return shown + (f" und {len(names) - most} weitere" if len(names) > most else "")
