"""What pages, styles and scripts would do in an LMS; judges text only, so everything here is a warning."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lernbuild.diagnostics import Diagnostic, info, warning
from lernbuild.source import SourceFile, Span
from lernbuild.validate.archive import Archive, printable
from lernbuild.validate.manifest import is_absolute, resolve
from lernbuild.validate.markup import Markup, Tag, read_markup

MAX_FILE = 4 * 1024**2
MAX_TOTAL = 64 * 1024**2
"""Bytes of text that are looked through; more would only cost time."""
MOST = 5
"""Findings of one kind per file."""

_LOADING = {
    "script": ("src", "href", "xlink:href"),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "image": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "input": ("src",),
    "link": ("href",),
}
_TAGS = {"html", "base", *_LOADING}
_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "shortcut", "apple-touch-icon"}
_CONNECTIONS = {"preconnect", "dns-prefetch"}
_CSS = re.compile(
    r"""(?:(?:url|image-set)\(\s*["']?|@import\s*["'])((?:https?:)?//[^"')\s]+)""",
    re.IGNORECASE,
)
_NAMESPACE = re.compile(r"@namespace\b[^;{}]*$", re.IGNORECASE)
_CALLS = "fetch|import|importScripts|sendBeacon|loadScript|getScript|getJSON|axios|(?:axios|\\$|jQuery)\\.(?:get|post)"
_SCRIPT = re.compile(
    r"""(?:(?<![\w$])(?:"""
    + _CALLS
    + r""")\(\s*|\bnew\s+(?:Worker|SharedWorker|WebSocket|EventSource)\(\s*|\.ajax\(\s*\{\s*url\s*:\s*"""
    r"""|\.open\(\s*["'][A-Za-z]+["']\s*,\s*|\.setAttribute\(\s*["']src["']\s*,\s*|\.src\s*=\s*"""
    r"""|\b(?:from|import)\s*)["'`]((?:https?:|wss?:)?//[^"'`\s]+)"""
)
_UNLOAD = re.compile(
    r"""(?:addEventListener|attachEvent|\.on|\.one|\.bind)\(\s*["'`](?:[\w.:-]+\s+){0,9}(?:on)?unload(?=[\s.:"'`])"""
    r"""|\bonunload\s*=(?!=)|\(window\)\.unload\("""
)


def judge_pages(archive: Archive) -> Iterator[Diagnostic]:
    """Hosts, ``unload`` listeners, missing language, title and files, in all text of the package."""
    left = MAX_TOTAL
    for name in sorted(archive.files):
        kind = name.rpartition(".")[2].lower()
        if name in archive.junk or kind not in ("html", "htm", "xhtml", "css", "js", "mjs", "svg"):
            continue
        left -= min(archive.files[name].file_size, MAX_FILE)
        if left < 0:
            text = f"Ab „{name}“ wurden keine Seiten gelesen: Das Paket enthält sehr viel Text."
            yield info("pages-too-large", text, None)
            return
        data = archive.read(name, MAX_FILE)
        if data is None:
            yield info("pages-too-large", f"„{name}“ wurde nicht gelesen: Die Datei ist sehr groß.", None)
            continue
        file = SourceFile(f"{archive.path}/{printable(name)}", _text(data))
        yield from _file(archive, name, kind, file)


def _text(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _file(archive: Archive, name: str, kind: str, file: SourceFile) -> Iterator[Diagnostic]:
    text = file.text
    if kind in ("html", "htm", "xhtml", "svg"):
        markup = read_markup(text, _TAGS)
        text = markup.text
        if kind != "svg":
            yield from _page(file, markup, kind)
        yield from _loaded(archive, name, file, markup)
    if kind == "css":
        text = _without_comments(text)
    if kind != "js" and kind != "mjs":
        styles = (found for found in _CSS.finditer(text) if not _is_namespace(text, found.start()))
        yield from _hosts(file, styles)
    if kind != "css":
        yield from _hosts(file, _SCRIPT.finditer(text))
        for found in _few(_UNLOAD.finditer(text)):
            said = "Der Zuhörer auf „unload“ wird von Browsern nicht mehr zuverlässig gerufen."
            yield warning("page-unload", said, Span(file, found.start(), found.end()), "Nehmen Sie „pagehide“.")


def _without_comments(text: str) -> str:
    """A style sheet with blanks in place of comments, so that places stay."""
    pieces, at = [], 0
    while (start := text.find("/*", at)) >= 0 and (end := text.find("*/", start + 2)) >= 0:
        pieces += [text[at:start], " " * (end + 2 - start)]
        at = end + 2
    return "".join([*pieces, text[at:]])


def _is_namespace(text: str, at: int) -> bool:
    """``@namespace url(…)`` names a language, nothing is fetched."""
    return bool(_NAMESPACE.search(text, max(0, at - 80), at))


def _few(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for _, one in zip(range(MOST), found, strict=False):
        yield one


def _page(file: SourceFile, markup: Markup, kind: str) -> Iterator[Diagnostic]:
    """A whole page says its language and has a title; pieces of pages are left alone."""
    root = next((tag for tag in markup.tags if tag.name == "html"), None)
    if root is None:
        return
    span = Span(file, root.start, root.end)
    names = ("lang", "xml:lang") if kind == "xhtml" else ("lang",)
    attributes = root.attributes()
    said = (attributes.get(name, ("", 0))[0] for name in names)
    if not any(re.match(r"\s*[A-Za-z]", value) for value in said):
        text = "Die Seite sagt nicht, in welcher Sprache sie ist."
        yield warning("page-without-lang", text, span, '<html lang="de">')
    if not markup.title:
        yield warning("page-without-title", "Die Seite hat keinen Titel.", span, "<title>…</title> im <head>.")


def _loaded(archive: Archive, name: str, file: SourceFile, markup: Markup) -> Iterator[Diagnostic]:
    """Everything that a tag loads is in the package."""
    base = name.rpartition("/")[0]
    based = any(tag.name == "base" and "href" in tag.attributes() for tag in markup.tags)
    hosts = lost = 0
    for tag in markup.tags:
        for value, start in _addresses(tag):
            span = Span(file, start, start + len(value))
            if re.match(r"(https?:)?//", value, re.IGNORECASE):
                hosts += 1
                if hosts <= MOST:
                    yield _host(value, span)
            elif not based and not is_absolute(value) and not re.search(r"[{}<>$+]|%%|^#|^/", value):
                path = resolve(value.replace("\\", "/"), f"{base}/" if base else "")
                if path and path not in archive.files and lost < MOST:
                    lost += 1
                    yield warning("page-file-missing", f"„{value}“ fehlt im Paket.", span, archive.called(path))


def _addresses(tag: Tag) -> Iterator[tuple[str, int]]:
    if tag.name not in _LOADING:
        return
    wanted, attributes = _LOADING[tag.name], tag.attributes()
    if tag.name == "input" and attributes.get("type", ("", 0))[0].strip().lower() != "image":
        return
    if tag.name == "link":
        relations = set(attributes.get("rel", ("", 0))[0].lower().split())
        connects = _CONNECTIONS & relations and "//" in attributes.get("href", ("", 0))[0]
        wanted = ("href",) if _LINKS & relations or connects else ()
    for attribute in wanted:
        value, start = attributes.get(attribute, ("", 0))
        for one in _sources(value) if attribute == "srcset" else (value.strip(),):
            if one:
                yield one, start


def _sources(value: str) -> Iterator[str]:
    """The addresses of a srcset (HTML, 4.8.4.3): each ends with a blank or a comma before one."""
    words = iter(value[:4000].split())
    for word in words:
        yield word.strip(",")
        while not word.endswith(","):
            word = next(words, ",")


def _hosts(file: SourceFile, found: Iterator[re.Match[str]]) -> Iterator[Diagnostic]:
    for one in _few(found):
        yield _host(one[1], Span(file, one.start(1), one.end(1)))


def _host(address: str, span: Span) -> Diagnostic:
    host = re.sub(r"^(\w+:)?//", "", address).split("/")[0].split("?")[0]
    text = f"Der Kurs ruft einen anderen Rechner: „{host}“."
    return warning(
        "page-other-host", text, span, "Nehmen Sie die Datei ins Paket auf; sonst erfährt der Rechner, wer lernt."
    )
