"""Pictures, drawings, film and sound as HTML; knows no other node."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lernbuild.markup.nodes import Figure, Image, Node
from lernbuild.markup.parser import parse_document
from lernbuild.markup.read import decode_source
from lernbuild.markup.typography import polish
from lernbuild.render.drawing import drawing_size, inline_drawing
from lernbuild.render.element import element, icon, join
from lernbuild.render.marks import joined, language, width
from lernbuild.render.page import Page
from lernbuild.render.size import picture_size
from lernbuild.source import SourceFile

VIDEO = {".mp4": "video/mp4", ".webm": "video/webm", ".m4v": "video/mp4"}
AUDIO = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav"}


def place(target: str, node: Node, page: Page) -> str:
    """Path of a file in the package, from the root; empty when the course does not have it."""
    found = page.book.course.links.get((node.span.file.path, target), "")
    return found[6:] if found.startswith("asset:") else ""


def _source(name: str, page: Page) -> Path | None:
    return next((asset.source for asset in page.book.course.assets if asset.name == name), None)


def image(node: Image, page: Page) -> Markup:
    """An image, film or sound, by the suffix of its file."""
    name = place(node.target, node, page)
    suffix = Path(node.target).suffix.lower()
    if suffix in VIDEO or suffix in AUDIO:
        return _player(node, name, suffix, page)
    source = _source(name, page)
    if suffix == ".svg" and source is not None:
        drawing = inline_drawing(source.read_bytes(), node.alt, page.unique, page.fact)
        if drawing is not None:
            return drawing
    across, down = _size(name, page)
    decorative = node.attributes.has("dekorativ")
    return element(
        "img",
        src=page.root + name,
        alt="" if decorative else polish(node.alt),
        width=across,
        height=down,
        loading="lazy",
        decoding="async",
    )


def _size(name: str, page: Page) -> tuple[int, int] | tuple[None, None]:
    """Width and height in pixels, so that the page does not jump while loading."""
    asset = next((asset for asset in page.book.course.assets if asset.name == name), None)
    if asset is None or asset.size:
        return (asset.size if asset else None) or (None, None)
    data = asset.source.read_bytes()
    size = drawing_size(data) if asset.source.suffix.lower() == ".svg" else picture_size(data)
    return size or (None, None)


def _player(node: Image, name: str, suffix: str, page: Page) -> Markup:
    film = suffix in VIDEO
    source = element("source", src=page.root + name, type=(VIDEO if film else AUDIO)[suffix])
    captions = node.attributes.get("untertitel")
    track: Markup | str = ""
    if captions and (found := place(captions, node, page)):
        language = (node.attributes.get("lang") or node.attributes.get("sprache") or _language(page))[:2]
        track = element(
            "track",
            kind="captions",
            src=page.root + found,
            srclang=language,
            label=page.t("block.captions"),
            default=True,
        )
    return element(
        "video" if film else "audio",
        join([source, track]),
        class_="player",
        controls=True,
        preload="metadata",
        aria_label=polish(node.alt),
    )


def _language(page: Page) -> str:
    return (page.lesson.language if page.lesson else "") or page.book.course.settings.language


def figure(node: Figure, page: Page) -> Markup:
    """A picture alone in its paragraph, with its caption and, for film and sound, the text to read."""
    media = image(node.image, page)
    words = page.html(node.caption) if node.caption else Markup.escape(polish(node.image.title))
    caption = element("figcaption", words) if words else ""
    attributes = node.image.attributes
    return element(
        "figure",
        join([caption, media, _enlarge(node.image, page), _transcript(node.image, page)]),
        class_=joined("figure", attributes.classes()),
        style=width(attributes),
        lang=language(attributes),
        id=_anchor(node.image, page),
    )


def _enlarge(node: Image, page: Page) -> Markup:
    """A button that the script turns into „open large“; films have their own."""
    if Path(node.target).suffix.lower() in VIDEO | AUDIO:
        return Markup()
    words = join([icon("search"), element("span", page.t("figure.enlarge"))])
    button = element(
        "button", words, class_="button button--quiet button--small", type="button", hidden=True, data_lb="enlarge"
    )
    return element("p", button, class_="figure__open")


def _anchor(node: Image, page: Page) -> str | None:
    wish = node.attributes.get("id")
    return page.unique(wish) if wish else None


def in_text(node: Image, page: Page) -> Markup:
    """An image among words; a frame around it carries its attributes."""
    made, attributes = image(node, page), node.attributes
    style, classes, lang = width(attributes), attributes.classes(), language(attributes)
    name = _anchor(node, page)
    if not (style or classes or lang or name):
        return made
    shown = f"display:inline-block;{style}" if style else None
    return element("span", made, class_=classes, style=shown, lang=lang, id=name)


def _transcript(node: Image, page: Page) -> Markup:
    """The text of a film or sound: folded below it, or a link where it is no text file."""
    target = node.attributes.get("transkript")
    name = place(target, node, page) if target else ""
    source = _source(name, page) if name else None
    if source is None or target is None:
        return Markup()
    words = page.t("block.transcript")
    if source.suffix.lower() not in {".md", ".txt"}:
        return element("p", element("a", words, href=page.root + name), class_="figure__more")
    text, _ = decode_source(target, source.read_bytes())
    document, _ = parse_document(text or SourceFile(target, ""), language=_language(page))
    page.nested += 1
    body = page.html(document.blocks)
    page.nested -= 1
    summary = element("summary", join([icon("chev"), element("span", words)]))
    return element("details", join([summary, element("div", body)]), class_="fold")


RENDERERS: dict[type[Node], Callable[[Any, Page], Markup]] = {Image: in_text, Figure: figure}
