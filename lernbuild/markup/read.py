"""Bytes of a text file -> SourceFile; knows encodings, not what the text means."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.source import SourceFile

_SAVE = "Speichern Sie sie im Editor unter „Speichern unter“ mit der Codierung UTF-8."
_UNREADABLE = re.compile("[\udc80-\udcff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_MAGIC = (
    (b"%PDF", "Diese Datei ist ein PDF mit anderem Namen und kein Text."),
    (b"\x89PNG", "Diese Datei ist ein Bild mit anderem Namen und kein Text."),
    (b"\xff\xd8\xff", "Diese Datei ist ein Bild mit anderem Namen und kein Text."),
    (b"GIF8", "Diese Datei ist ein Bild mit anderem Namen und kein Text."),
    (b"{\\rtf", "Diese Datei ist ein RTF-Dokument mit anderem Namen und kein einfacher Text."),
)


def decode_source(path: str, data: bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    """The text of a file, without BOM and carriage returns; None when it is no text.

    Windows-1252 and UTF-16 are read and reported, with a fix that stores the file as UTF-8.
    """
    foreign = _foreign(path, data)
    if foreign is not None:
        return None, [foreign]
    wide = _utf16(data)
    if wide is not None:
        source = SourceFile(path, _plain(wide))
        return _checked(source, _reencode(source, 0, "Die Datei ist als UTF-16 („Unicode“) gespeichert."))
    text = data.decode("utf-8-sig", errors="surrogateescape")
    bad = _UNREADABLE.search(text)
    if bad is None:
        return _checked(SourceFile(path, _plain(text)), [])
    if _looks_binary(text):
        return None, [_binary(SourceFile(path, _plain(_as_windows(text))), 0)]
    at = len(_plain(text[: bad.start()]))
    source = SourceFile(path, _plain(_as_windows(text)))
    sign = source.text[at : at + 1]
    message = f"Die Datei ist nicht als UTF-8 gespeichert, deshalb sind Umlaute wie „{sign}“ nicht lesbar."
    if not sign.isalpha():
        message = f"Die Datei ist nicht als UTF-8 gespeichert, deshalb sind Zeichen wie „{sign}“ nicht lesbar."
    return _checked(source, _reencode(source, at, message))


def _plain(text: str) -> str:
    """Without carriage returns; form feeds and vertical tabs become blanks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", " ").replace("\f", " ")


def _checked(source: SourceFile, diagnostics: list[Diagnostic]) -> tuple[SourceFile | None, list[Diagnostic]]:
    control = _CONTROL.search(source.text)
    if control is None:
        conflict = None if source.path.endswith(".lock") else _conflict(source)
        return (source, diagnostics) if conflict is None else (None, [conflict])
    return None, [_binary(source, control.start())]


def _conflict(source: SourceFile) -> Diagnostic | None:
    """Both versions and the marks of git still stand in the file; kurs.lock, where both are right, says so itself."""
    text = source.text
    begin = _CONFLICT.search(text) if "<<<<<<< " in text else None
    middle = text.find("\n=======\n", begin.end()) if begin else -1
    if begin is None or middle < 0 or text.find("\n>>>>>>> ", middle) < 0:
        return None
    message = "In dieser Datei stehen noch Zeichen eines Konflikts beim Zusammenführen."
    hint = "Behalten Sie eine der beiden Fassungen und löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>>."
    return error("merge-conflict", message, source.span(begin.start()), hint)


def _binary(source: SourceFile, at: int) -> Diagnostic:
    message = "Die Datei enthält Zeichen, die in keinem Text vorkommen; sie ist wohl beschädigt."
    hint = "Holen Sie eine frühere Fassung oder schreiben Sie die Stelle neu."
    return error("file-binary", message, source.span(at, min(at + 1, len(source.text))), hint)


def _reencode(source: SourceFile, at: int, message: str) -> list[Diagnostic]:
    end = None if at == 0 else at + 1
    whole = Edit(source.span(0, len(source.text)), source.text)
    return [error("encoding", message, source.span(at, end), _SAVE, fix=(whole,))]


def _as_windows(text: str) -> str:
    """Bytes that are no UTF-8, read as Windows-1252 (its five free places as Latin-1)."""

    def read(m: re.Match[str]) -> str:
        raw = bytes(ord(ch) - 0xDC00 for ch in m[0])
        return "".join(_one(byte) for byte in raw)

    return _UNREADABLE.sub(read, text)


def _one(byte: int) -> str:
    if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D):
        return "\ufffd"
    return bytes((byte,)).decode("cp1252")


def _looks_binary(text: str) -> bool:
    bad = sum(len(m) for m in _UNREADABLE.findall(text))
    return bool(_CONTROL.search(text)) or bad * 3 > len(text)


def _utf16(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return None
    if len(data) < 8 or len(data) % 2:
        return None
    for codec, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if zeros.count(0) * 10 > len(zeros) * 7:
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                return None
    return None


def _foreign(path: str, data: bytes) -> Diagnostic | None:
    name = PurePosixPath(path).name
    hint = f"Öffnen Sie sie im passenden Programm und kopieren Sie den Text in eine neue Datei {name}."
    message = next((text for magic, text in _MAGIC if data.startswith(magic)), "")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        message = "Diese Datei ist eine Word-Datei mit anderem Namen und kein Text."
        hint = f"Öffnen Sie sie in Word und kopieren Sie den Text in eine neue Datei {name}."
    if not message:
        return None
    source = SourceFile(path, data[:2].decode("latin-1"))
    return error("file-binary", message, source.span(0, len(source.text)), hint)
