"""What pages, styles and scripts would do in an LMS; judges text only, so everything here is a warning."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, info, warning
from lernbuild.source import SourceFile, Span
from lernbuild.validate.archive import Archive
from lernbuild.validate.manifest import is_absolute, resolve

MAX_FILE = 4 * 1024**2
MAX_TOTAL = 64 * 1024**2
"""Bytes of text that are looked through; more would only cost time."""
MOST = 5
"""Findings of one kind per file."""

_OPEN = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_BODY = re.compile(r"""(?:[^<>"']|"[^"]*"|'[^']*')*+""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_LOADING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "input": ("src",),
}
_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "shortcut", "apple-touch-icon"}
_CSS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
_SCRIPT = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|sendBeacon|loadScript|getScript)\(\s*|\bnew\s+(?:Worker|WebSocket|EventSource)\(\s*"""
    r"""|\.open\(\s*["'][A-Z]+["']\s*,\s*|\.src\s*=\s*|\bfrom\s*)["'`]((?:https?:|wss?:)?//[^"'`\s]+)"""
)
_UNLOAD = re.compile(
    r"""(?:addEventListener|attachEvent|\.on|\.bind)\(\s*["'](?:on)?unload["']|\bonunload\s*=(?!=)|\$\(window\)\.unload\("""
)
_ROOT = re.compile(r"<html\b[^<>]{0,2000}>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,500}>\s*[^\s<]", re.IGNORECASE)
_BASE = re.compile(r"<base\b[^<>]{0,500}href", re.IGNORECASE)


def judge_pages(archive: Archive) -> Iterator[Diagnostic]:
    """Hosts, ``unload`` listeners, missing language, title and files, in all text of the package."""
    left = MAX_TOTAL
    for name in sorted(archive.files):
        kind = name.rpartition(".")[2].lower()
        if name in archive.junk or kind not in ("html", "htm", "xhtml", "css", "js", "mjs", "svg"):
            continue
        data = archive.read(name, MAX_FILE)
        left -= len(data or b"")
        if left < 0:
            yield info(
                "pages-too-large", f"Ab „{name}“ wurden keine Seiten gelesen: Das Paket enthält sehr viel Text.", None
            )
            return
        if data is None:
            continue
        file = SourceFile(f"{archive.path}/{name}", _text(data))
        yield from _file(archive, name, kind, file)


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _file(archive: Archive, name: str, kind: str, file: SourceFile) -> Iterator[Diagnostic]:
    if kind in ("html", "htm", "xhtml", "svg"):
        blank = _without_comments(file.text)
        if kind != "svg":
            yield from _page(file, blank)
        yield from _loaded(archive, name, file, blank)
    if kind != "js" and kind != "mjs":
        yield from _hosts(file, _CSS)
    if kind != "css":
        yield from _hosts(file, _SCRIPT)
        for found in _few(_UNLOAD.finditer(file.text)):
            text = "Der Zuhörer auf „unload“ wird von Browsern nicht mehr zuverlässig gerufen."
            yield warning("page-unload", text, Span(file, found.start(), found.end()), "Nehmen Sie „pagehide“.")


def _without_comments(text: str) -> str:
    """The text with blanks in place of comments, so that places stay."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += [text[at:start], " " * (end + 3 - start)]
        at = end + 3
    return "".join([*pieces, text[at:]])


def _tags(text: str) -> Iterator[tuple[str, str, int]]:
    """Name, attributes and their offset for each start tag; reads every character once."""
    at = 0
    while found := _OPEN.search(text, at):
        body = _BODY.match(text, found.end())
        at = body.end() if body else found.end()
        if text[at : at + 1] == ">":
            yield found[1].lower(), text[found.end() : at], found.end()


def _few(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for _, one in zip(range(MOST), found, strict=False):
        yield one


def _page(file: SourceFile, text: str) -> Iterator[Diagnostic]:
    """A whole page says its language and has a title; pieces of pages are left alone."""
    root = _ROOT.search(text)
    if root is None:
        return
    span = Span(file, root.start(), root.end())
    if not re.search(r"""\blang\s*=\s*["']?[A-Za-z]""", root[0], re.IGNORECASE):
        yield warning(
            "page-without-lang", "Die Seite sagt nicht, in welcher Sprache sie ist.", span, '<html lang="de">'
        )
    if not _TITLE.search(text):
        yield warning("page-without-title", "Die Seite hat keinen Titel.", span, "<title>…</title> im <head>.")


def _loaded(archive: Archive, name: str, file: SourceFile, text: str) -> Iterator[Diagnostic]:
    """Everything that a tag loads is in the package."""
    base = name.rpartition("/")[0]
    based = _BASE.search(text)
    hosts = lost = 0
    for tag, body, offset in _tags(text):
        for value, start in _addresses(tag, body, offset):
            span = Span(file, start, start + len(value))
            if re.match(r"(https?:)?//", value, re.IGNORECASE):
                hosts += 1
                if hosts <= MOST:
                    yield _host(value, span)
            elif not based and not is_absolute(value) and not re.search(r"[{}<>$+]|^#|^/", value):
                path = resolve(value, f"{base}/" if base else "")
                if path and path not in archive.files and lost < MOST:
                    lost += 1
                    yield warning("page-file-missing", f"„{value}“ fehlt im Paket.", span)


def _addresses(tag: str, body: str, offset: int) -> Iterator[tuple[str, int]]:
    attributes = {
        one[1].lower(): (html.unescape(one[2] or one[3] or one[4] or ""), offset + max(map(one.start, (2, 3, 4))))
        for one in _ATTRIBUTE.finditer(body)
    }
    wanted = _LOADING.get(tag, ())
    if tag == "link" and _LINKS & set(attributes.get("rel", ("", 0))[0].lower().split()):
        wanted = ("href",)
    for attribute in wanted:
        value, start = attributes.get(attribute, ("", 0))
        if attribute == "srcset":
            value = value.split(",")[0].strip().split(" ")[0]
        if value.strip():
            yield value.strip(), start


def _hosts(file: SourceFile, pattern: re.Pattern[str]) -> Iterator[Diagnostic]:
    for found in _few(pattern.finditer(file.text)):
        yield _host(found[1], Span(file, found.start(1), found.end(1)))


def _host(address: str, span: Span) -> Diagnostic:
    host = re.sub(r"^(\w+:)?//", "", address).split("/")[0].split("?")[0]
    text = f"Der Kurs ruft einen anderen Rechner: „{host}“."
    return warning(
        "page-other-host", text, span, "Nehmen Sie die Datei ins Paket auf; sonst erfährt der Rechner, wer lernt."
    )
