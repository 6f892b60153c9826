"""A zip, read with care: bounded, nothing extracted, everything odd reported; knows no standard."""

from __future__ import annotations

import errno
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise
from pathlib import Path

from lernbuild.diagnostics import Diagnostic, error, info, warning
from lernbuild.frozen import slotted

MAX_FILES = 150_000
MAX_TOTAL = 4 * 1024**3
"""Bytes that are unpacked at most to compare check sums."""
BOMB_SIZE = 64 * 1024**2
BOMB_RATIO = 200
"""More than BOMB_SIZE bytes out of less than one BOMB_RATIO-th is not a course."""

DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What ``zipfile`` raises for a file that cannot be unpacked."""

_JUNK = re.compile(r"(^|/)(__MACOSX(/|$)|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/|\.svn/)", re.IGNORECASE)

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@slotted
class Archive:
    """A package: ``path`` as printed, ``files`` by name (folders are left out).

    ``unusable`` are names of files that are there and cannot be unpacked, with the reason already told.
    """

    path: str
    files: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    junk: list[str] = field(default_factory=list)
    unusable: set[str] = field(default_factory=set)
    _zip: zipfile.ZipFile | None = None
    _alike: dict[str, str] | None = None

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

    def alike(self, path: str | None) -> str | None:
        """The file that a path misses only by upper and lower case or by the way its umlauts are written."""
        if self._alike is None:
            self._alike = {_folded(name): name for name in self.files}
        found = self._alike.get(_folded(path or ""))
        return None if found == path else found

    def called(self, path: str | None) -> str | None:
        """A hint with the right name where a path is almost that of a file."""
        found = self.alike(path)
        return f"Die Datei heißt „{found}“; Groß- und Kleinschreibung zählt." if found else None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()


def open_archive(path: Path, shown: str) -> tuple[Archive | None, list[Diagnostic]]:
    """The package and what is wrong with its zip; None when nothing in it can be trusted."""
    try:
        refuse_pipe(path)
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        return None, [_broken(shown)]
    except OSError as problem:
        return None, [unreadable(problem, shown)]
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


def refuse_pipe(path: Path) -> None:
    """OSError for what is neither file nor folder: a pipe might never begin."""
    if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
        raise OSError(errno.EINVAL, "no regular file")


def unreadable(problem: OSError, shown: str) -> Diagnostic:
    """Why a file cannot even be opened."""
    if isinstance(problem, IsADirectoryError):
        text = f"„{shown}“ ist ein Ordner, kein Paket."
        hint = "Packen Sie den Inhalt des Ordners als ZIP-Datei und prüfen Sie diese."
    elif isinstance(problem, FileNotFoundError):
        text, hint = f"Die Datei „{shown}“ gibt es nicht.", "Prüfen Sie den Namen und den Ordner."
    else:
        text = f"„{shown}“ lässt sich nicht lesen."
        hint = "Prüfen Sie, ob Sie die Datei öffnen dürfen und der Datenträger erreichbar ist."
    return error("package-unreadable", text, None, hint)


def _broken(shown: str) -> Diagnostic:
    text = f"„{shown}“ ist keine ZIP-Datei oder nur ein Teil von einer."
    hint = "Packen Sie den Kurs neu als ZIP; beim Kopieren oder Herunterladen ging wohl etwas verloren."
    return error("zip-broken", text, None, hint)


def _bombs(infos: list[zipfile.ZipInfo], shown: str) -> Iterator[Diagnostic]:
    """P20: a file that unpacks to a multiple of itself would fill the disk of the LMS."""
    if len(infos) > MAX_FILES:
        yield error(
            "zip-bomb", f"„{shown}“ enthält {len(infos)} Dateien; mehr als {MAX_FILES} werden nicht beurteilt.", None
        )
        return
    size, packed = sum(one.file_size for one in infos), sum(one.compress_size for one in infos)
    worst = next(
        (i for i in infos if i.file_size > BOMB_SIZE and i.file_size > BOMB_RATIO * max(i.compress_size, 1)), None
    )
    if worst is not None:
        yield error("zip-bomb", f"„{_name(worst)}“ wächst beim Auspacken auf {worst.file_size // 1024**2} MB.", None)
    elif size > BOMB_SIZE and size > BOMB_RATIO * max(packed, 1):
        yield error("zip-bomb", f"„{shown}“ wächst beim Auspacken auf {size // 1024**2} MB.", None)
    else:
        yield from _overlaps(infos)


def _overlaps(infos: list[zipfile.ZipInfo]) -> Iterator[Diagnostic]:
    end = 0
    for one in sorted(infos, key=lambda info: info.header_offset):
        if one.header_offset < end:
            yield error("zip-overlap", f"„{_name(one)}“ liegt in der ZIP-Datei über einer anderen Datei.", None)
            return
        end = one.header_offset + 30 + one.compress_size


def _members(infos: list[zipfile.ZipInfo], archive: Archive) -> Iterator[Diagnostic]:
    """P20: only what every importer can unpack. Fills ``archive.files``."""
    for one in infos:
        name = _name(one)
        archive.unusable.add(name)
        if one.flag_bits & 0x2041:
            yield error("zip-encrypted", f"„{name}“ ist verschlüsselt.", None, "Packen Sie ohne Passwort.")
        elif one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            hint = "Erlaubt sind „unkomprimiert“ und „Deflate“."
            yield error("zip-method", f"„{name}“ ist mit Verfahren {one.compress_type} gepackt.", None, hint)
        elif _is_special(one):
            yield error("zip-special-file", f"„{name}“ ist ein Verweis oder eine Gerätedatei, keine Datei.", None)
        elif not name.endswith("/"):
            archive.unusable.discard(name)
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
        name = _name(one)
        parts = name.split("/")
        if "\\" in name:
            hint = "In ZIP-Dateien trennt „/“ die Ordner."
            yield error("zip-name-backslash", f"„{name}“ enthält einen umgekehrten Schrägstrich.", None, hint)
        elif name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
            yield error("zip-name-outside", f"„{name}“ führt aus dem Paket hinaus.", None)
        elif "\0" in name:
            hint = "Benennen Sie die Datei um und packen Sie neu."
            yield error("zip-name-outside", f"Der Name „{name}“ enthält ein Nullzeichen.", None, hint)
        elif not name.isascii() and not one.flag_bits & 0x800 and not _unicode_path(one):
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
    ordered = sorted(name.replace("/", "\0") for name in archive.files)  # what is in a folder follows it
    for name, following in pairwise(ordered):
        if following.startswith(f"{name}\0"):
            shown = name.replace("\0", "/")
            yield error("zip-duplicate", f"„{shown}“ ist zugleich eine Datei und ein Ordner.", None)
    archive.junk = sorted(name for name in archive.files if _JUNK.search(name))
    if archive.junk:
        hint = "Packen Sie nur die Dateien des Kurses, ohne die des Betriebssystems."
        yield warning("zip-junk", f"Das Paket enthält Überflüssiges: {some(archive.junk)}.", None, hint)


def _name(one: zipfile.ZipInfo) -> str:
    """The name as importers read it: UTF-8 where it says so or is nothing else, as Info-ZIP and Finder write it."""
    if one.flag_bits & 0x800 or one.orig_filename.isascii():
        return one.orig_filename
    raw = one.orig_filename.encode("cp437")
    try:
        return _unicode_path(one) or raw.decode("utf-8")
    except UnicodeDecodeError:
        return one.orig_filename


def _unicode_path(one: zipfile.ZipInfo) -> str:
    """The name in Info-ZIP's extra field 0x7075 (APPNOTE 4.6.9); "" without one that belongs to this name."""
    extra = one.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        data, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == 0x7075 and len(data) > 5 and data[1:5] == _crc(one):
            return data[5:].decode("utf-8", "replace")
    return ""


def _crc(one: zipfile.ZipInfo) -> bytes:
    return zlib.crc32(one.orig_filename.encode("cp437", "replace")).to_bytes(4, "little")


def _contents(packed: zipfile.ZipFile, archive: Archive) -> Iterator[Diagnostic]:
    """P20: every file unpacks to what its check sum says."""
    left = MAX_TOTAL
    hint = "Packen Sie den Kurs neu als ZIP."
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
            archive.unusable.add(name)
            yield error("zip-file-broken", f"„{name}“ lässt sich nicht auspacken: {_damage(problem)}.", None, hint)


def _damage(problem: Exception) -> str:
    return "Die Prüfsumme stimmt nicht" if "CRC" in str(problem) else "Die Daten sind beschädigt"


def printable(text: str) -> str:
    """Without what names in a package could do to a terminal, a log or a report; paths of any bytes included."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def some(names: list[str], most: int = 5) -> str:
    """Names for a sentence: the first few, and how many more."""
    shown = ", ".join(f"„{name}“" for name in names[:most])
    return shown + (f" und {len(names) - most} weitere" if len(names) > most else "")
