"""Finds out where links and media lead: lessons, anchors, files; must not know HTML or packages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from lernbuild.course.includes import real_spelling
from lernbuild.course.load import Project, find_file
from lernbuild.course.tree import has_any, join
from lernbuild.course.words import fold, nearest
from lernbuild.diagnostics import Diagnostic, Edit, error, warning
from lernbuild.frozen import frozen, slotted
from lernbuild.later import Later
from lernbuild.markup.nodes import Attributes, Image, Link, Node, Text
from lernbuild.source import Span

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,}:")
_DOMAIN = re.compile(r"(?:www\.[\w-]+\.[\w./?=&%#-]+|[\w-]+(?:\.[\w-]+)*\.(?:de|org|com|net|eu|gov|bund)(?:/\S*)?)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\|/|file:", re.IGNORECASE)
IMAGES = ("png", "jpg", "jpeg", "gif", "svg", "webp", "avif")
FILMS = ("mp4", "webm", "m4v")
SOUNDS = ("mp3", "m4a", "ogg", "oga", "opus", "wav")
MEDIA = (*IMAGES, *FILMS, *SOUNDS)
_OTHER_FILMS = ("mov", "avi", "wmv", "mkv", "flv", "mpg", "mpeg", "3gp")
_OTHER_SOUNDS = ("wma", "aif", "aiff", "flac", "amr", "aac")
_PAPERS = ("pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "zip", "txt", "md", "html")
TEXTS = ("vtt", "md", "txt")
"""Captions and transcripts that browsers and pages read as UTF-8."""
MEDIA_ATTRIBUTES = ("untertitel", "transkript")


@frozen
class Page(Later):
    """What can be linked to in a lesson: its key, title, and the words of each anchor."""

    key: str
    title: str
    anchors: Mapping[str, tuple[Node, ...]]
    kept: bool = True
    """False: the lesson does not belong to this edition."""
    words: bytes = b""
    """The same for the same title and anchors with the same words."""


@slotted
class Links:
    """Collects where everything leads, over all lessons of a course."""

    project: Project
    course: str
    pages: Mapping[str, Page]
    """Lessons by path below courses/."""
    found: dict[tuple[str, str], str] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)
    """Path below courses/ to name in the package; filled with provisional names, see ``name_assets``."""
    problems: list[Diagnostic] = field(default_factory=list)

    def resolve(self, value: Any, lesson: str, *, anchors: bool = True) -> Any:
        """Blocks, a question or footnotes of a lesson with every link followed; ``anchors``: also ``#…``."""
        if not has_any(value, (Link, Image)):
            return value
        return join(value, lambda nodes, owner, name: self._sequence(nodes, lesson, anchors))

    def _sequence(self, nodes: tuple[Node, ...], lesson: str, anchors: bool) -> tuple[Node, ...]:
        if not any(isinstance(node, Link | Image) or hasattr(node, "image") for node in nodes):
            return nodes
        return tuple(self._node(node, lesson, anchors) for node in nodes)

    def _node(self, node: Node, lesson: str, anchors: bool) -> Node:
        match node:
            case Link():
                own = node.target.startswith("#") and not anchors
                return node if own else self._link(node, lesson)
            case Image():
                return self._image(node, lesson)
        return node

    # ---- media ------------------------------------------------------------------

    def _image(self, node: Image, lesson: str) -> Image:
        place = target_span(node, node.target)
        target = self.media(node.target, place, node, lesson)
        items = []
        for key, value in node.attributes.items:
            if key in MEDIA_ATTRIBUTES and value:
                span = node.attributes.span(key) or node.span
                value = self.media(value, span, node, lesson, kinds=("vtt", "md", "txt", "html", "pdf", "docx"))
            items.append((key, value))
        attributes = Attributes(tuple(items), node.attributes.spans)
        return replace(node, target=target, attributes=attributes)

    def media(
        self,
        target: str,
        span: Span,
        node: Node | None,
        lesson: str,
        kinds: tuple[str, ...] = MEDIA,
    ) -> str:
        """Notes the asset; gives the target back as it will be looked up."""
        if re.match(r"(?:https?:)?//|data:", target, re.IGNORECASE):
            self._from_web(target, span, node)
            return target
        path = self._file(target, span, lesson)
        if path is None:
            return target
        suffix = PurePosixPath(path).suffix.lstrip(".").lower()
        if suffix not in kinds:
            self._bad_format(target, suffix, span, node)
            return target
        if suffix in TEXTS:
            self.problems += self.project.source(path)[1]
        return self._asset(path, target, span, lesson)

    def _from_web(self, target: str, span: Span, node: Node | None) -> None:
        name = PurePosixPath(re.sub(r"[?#].*", "", target)).name or "bild.png"
        alt = node.alt if isinstance(node, Image) else ""
        message = (
            "Bilder aus dem Internet dürfen im Kurs nicht stehen, weil dabei Daten der Lernenden nach außen gehen."
        )
        hint = f"Speichern Sie das Bild im Ordner „medien“ (Rechte klären!) und schreiben Sie: ![{alt}](medien/{name})"
        if not name.lower().endswith(MEDIA):  # the page of a film, for one
            hint = f"Verweisen Sie darauf, ohne Ausrufezeichen: [{alt or 'Text'}]({target})"
        self.problems.append(error("media-from-web", message, span, hint))

    def _bad_format(self, target: str, suffix: str, span: Span, node: Node | None) -> None:
        stem, form = target.rpartition(".")[0] or target, suffix.upper()
        message = f"Bilder im Format {form} kann nicht jeder Browser zeigen."
        hint = f"Speichern Sie das Foto als JPG oder PNG und schreiben Sie: {stem}.jpg"
        if not suffix:
            message, hint = (
                "Dieser Datei fehlt die Endung, zum Beispiel .png.",
                f"Schreiben Sie zum Beispiel: {target}.png",
            )
        elif suffix in _OTHER_FILMS:
            message = f"Filme im Format {form} kann nicht jeder Browser zeigen."
            hint = f"Wandeln Sie den Film in MP4 um und schreiben Sie: {stem}.mp4"
        elif suffix in _OTHER_SOUNDS:
            message = f"Tonaufnahmen im Format {form} kann nicht jeder Browser abspielen."
            hint = f"Wandeln Sie die Aufnahme in MP3 um und schreiben Sie: {stem}.mp3"
        elif suffix in _PAPERS and isinstance(node, Image) and node.target == target:
            message = f"Eine Datei im Format {form} lässt sich nicht wie ein Bild zeigen."
            hint = f"Verweisen Sie darauf, ohne Ausrufezeichen: [{node.alt or 'Text'}]({target})"
        self.problems.append(error("media-format", message, span, hint))

    def _asset(self, path: str, target: str, span: Span, lesson: str) -> str:
        self.assets.setdefault(path, "")
        return self._note(span, target, f"asset:{path}", lesson)

    def _note(self, span: Span, target: str, place: str, lesson: str) -> str:
        """Remembers where a target leads; one in a snippet that hangs on the lesson gets a name of its own."""
        shown = span.file.path
        if shown != self.project.shown(lesson) and not self._same_everywhere(span, target, place):
            target = place
        self.found[(shown, target)] = place
        return target

    def _same_everywhere(self, span: Span, target: str, place: str) -> bool:
        """True when a snippet's target leads to the same place whichever lesson includes it."""
        path = target.partition("#")[0]
        own = str(PurePosixPath(self.project.relative(span.file.path)).parent)
        found = find_file(self.project, path, (own, self.course, "")).path if path else ""
        page = self.pages.get(found)
        return place == f"asset:{found}" if page is None else place.partition("#")[0] == f"lesson:{page.key}"

    # ---- files ------------------------------------------------------------------

    def _file(self, target: str, span: Span, lesson: str) -> str | None:
        """The path below courses/ that a target names; None after a message."""
        if _DRIVE.match(target):
            name = PurePosixPath(target.replace("\\", "/")).name
            message = "Dieser Pfad gilt nur auf Ihrem eigenen Computer."
            hint = f"Kopieren Sie die Datei in den Ordner „medien“ des Kurses und schreiben Sie: medien/{name}"
            self.problems.append(error("path-absolute", message, span, hint))
            return None
        if "\\" in target or "%5C" in target:
            good = target.replace("%5C", "/").replace("\\", "/")
            message = "Im Pfad steht ein umgekehrter Schrägstrich."
            self._repairable("path-backslash", message, span, good)
            return None
        folders = self._folders(span, lesson)
        where = find_file(self.project, target, folders)
        if where.trouble == "missing" and "%" in target:
            where = find_file(self.project, unquote(target), folders)
        if not where.trouble:
            return where.path
        if where.trouble == "outside":
            name = PurePosixPath(target).name
            message = "Diese Datei liegt außerhalb des Ordners „courses“."
            hint = f"Kopieren Sie sie in den Ordner „medien“ des Kurses und schreiben Sie: medien/{name}"
            self.problems.append(error("path-outside", message, span, hint))
        elif where.trouble == "case":
            good = real_spelling(target, where.path)
            self._repairable("path-case", f"Die Datei heißt „{good}“, hier steht „{target}“.", span, good)
        else:
            self._missing(target, span, folders)
        return None

    def _folders(self, span: Span, lesson: str) -> tuple[str, ...]:
        own = str(PurePosixPath(self.project.relative(span.file.path)).parent)
        return tuple(dict.fromkeys((own, str(PurePosixPath(lesson).parent), self.course, "")))

    def _repairable(self, code: str, message: str, span: Span, good: str) -> None:
        self.problems.append(error(code, message, span, f"Schreiben Sie: {good}", fix=(Edit(span, good),)))

    def _missing(self, target: str, span: Span, folders: tuple[str, ...]) -> None:
        lesson = target.endswith(".md")
        meant = nearest(target, self._names(target, folders))
        what = f"Die Lektion „{target}“" if lesson else f"Die Datei „{target}“"
        message = f"{what} gibt es nicht"
        hint = "Legen Sie die Datei an oder berichtigen Sie den Pfad."
        if meant:
            message, hint = f"{message}, gemeint ist wohl „{meant}“", f"Schreiben Sie: {meant}"
            if lesson and _link_text(span):
                hint = f"Schreiben Sie: {_link_text(span).replace(target, meant)}"
        self.problems.append(error("file-not-found", f"{message}.", span, hint))

    def _names(self, target: str, folders: tuple[str, ...]) -> list[str]:
        """Names that could be meant, written as the target is: files of its kind, seen from each folder."""
        kind = ("md",) if target.endswith(".md") else None
        names: list[str] = []
        for folder in folders:
            for path in self.project.files:
                suffix = PurePosixPath(path).suffix.lstrip(".")
                fits = suffix in kind if kind else suffix not in ("md", "yaml", "lock")
                if fits and (path.startswith(f"{self.course}/") or not folder or path.startswith(f"{folder}/")):
                    names.append(relative_to(path, folder))
        return list(dict.fromkeys(names))

    # ---- links ------------------------------------------------------------------

    def _link(self, node: Link, lesson: str) -> Link:
        target, place = node.target, target_span(node, node.target)
        if target.startswith("begriff:") or (SCHEME.match(target) and not _DRIVE.match(target)):
            return node
        if _DOMAIN.fullmatch(target) and not target.endswith(".md"):
            return self._no_scheme(node, place)
        if target.startswith("#"):
            return self._anchor(node, self.pages[lesson], target[1:], lesson, place, "")
        path, _, anchor = target.partition("#")
        found = self._file(path, Span(place.file, place.start, place.start + len(path)), lesson)
        if found is None:
            return node
        if found in self.pages:
            return self._lesson(node, found, path, anchor, lesson, place)
        if found.endswith(".md"):
            message = f"„{path}“ ist keine Lektion, deshalb kann man nicht dorthin springen."
            hint = "Verweisen Sie auf eine Lektion oder binden Sie den Text ein: ::: einbinden …"
            self.problems.append(error("link-not-a-lesson", message, place, hint))
            return node
        new = self._asset(found, target, place, lesson)
        children = node.children or (Text(node.span, PurePosixPath(found).name),)
        return replace(node, target=new, children=children)

    def _no_scheme(self, node: Link, place: Span) -> Link:
        good = f"https://{node.target}"
        text = node.span.text.replace(node.target, good)
        message = "Vor der Adresse fehlt https://, deshalb wird eine Datei dieses Namens gesucht."
        problem = error("link-without-scheme", message, place, f"Schreiben Sie: {text}", fix=(Edit(place, good),))
        self.problems.append(problem)
        return node

    def _lesson(self, node: Link, path: str, written: str, anchor: str, lesson: str, place: Span) -> Link:
        page = self.pages[path]
        if not page.kept:
            return replace(node, target="")
        if anchor:
            at = Span(place.file, place.start + len(written), place.end)
            return self._anchor(node, page, anchor, lesson, at, written)
        target = self._note(node.span, node.target, f"lesson:{page.key}", lesson)
        return replace(node, target=target, children=node.children or (Text(node.span, page.title),))

    def _anchor(self, node: Link, page: Page, anchor: str, lesson: str, place: Span, written: str) -> Link:
        if anchor not in page.anchors and f"frage-{anchor}" in page.anchors:
            anchor = f"frage-{anchor}"
        words = page.anchors.get(anchor)
        if words is None:
            self._no_anchor(node, page, anchor, place, written)
            return node
        target = self._note(node.span, node.target, f"lesson:{page.key}#{anchor}", lesson)
        if not node.children and not words:
            self._no_words(node, anchor)
        children = node.children or words or (Text(node.span, page.title),)
        return replace(node, target=target, children=children)

    def _no_words(self, node: Link, anchor: str) -> None:
        message = f"Die Stelle „#{anchor}“ hat keinen Titel, den dieser Verweis zeigen kann."
        hint = f"Schreiben Sie ihn in die eckige Klammer: {node.span.text.replace('[]', '[Titel]', 1)}"
        self.problems.append(warning("link-without-words", message, node.span, hint))

    def _no_anchor(self, node: Link, page: Page, anchor: str, place: Span, written: str) -> None:
        meant = next((a for a in page.anchors if fold(a) == fold(anchor)), None) or nearest(anchor, page.anchors)
        where = f"In „{written}“" if written else "In dieser Lektion"
        message = f"{where} gibt es die Stelle „#{anchor}“ nicht"
        hint = f"Geben Sie der Überschrift eine Sprungmarke: {{#{anchor}}}"
        if meant:
            message = f"{message}, gemeint ist wohl „#{meant}“"
            hint = f"Schreiben Sie: {node.span.text.replace(f'#{anchor}', f'#{meant}')}"
        self.problems.append(error("anchor-missing", f"{message}.", place, hint))


def target_span(node: Node, target: str) -> Span:
    """The place of a link's or image's target inside it; the whole node when it is not found as written."""
    text = node.span.text
    at = text.rfind("](")
    while at >= 0:
        start = at + 2 + (1 if text[at + 2 : at + 3] == "<" else 0)
        if text.startswith(target, start):
            return Span(node.span.file, node.span.start + start, node.span.start + start + len(target))
        at = text.rfind("](", 0, at)
    found = text.find(target) if target else -1
    if found < 0:
        return node.span
    return Span(node.span.file, node.span.start + found, node.span.start + found + len(target))


def _link_text(span: Span) -> str:
    """The whole ``[…](…)`` around a target, as far as it stands on one line."""
    file = span.file
    line = file.span(file.line_start(span.line))
    start = file.text.rfind("[", line.start, span.start)
    end = file.text.find(")", span.end, line.end)
    return file.text[start : end + 1] if start >= 0 and end >= 0 else ""


def relative_to(path: str, folder: str) -> str:
    """A path below courses/ as seen from a folder below courses/."""
    parts, base = path.split("/"), [part for part in folder.split("/") if part and part != "."]
    same = 0
    while same < min(len(parts) - 1, len(base)) and parts[same] == base[same]:
        same += 1
    return "/".join([".."] * (len(base) - same) + parts[same:])
