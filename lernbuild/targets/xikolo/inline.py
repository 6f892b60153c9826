"""Inline nodes as redcarpet's Markdown or as HTML; knows no block.

Three ways of writing: ``MARKDOWN`` for the text of a rich text item, where HTML passes; ``PLAIN`` for questions, where
the platform escapes HTML; ``HTML`` inside blocks of HTML, where redcarpet reads no Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from lernbuild.markup.nodes import (
    Citation,
    CodeSpan,
    Emphasis,
    FactRef,
    FactValue,
    FootnoteRef,
    Gap,
    Image,
    LineBreak,
    Link,
    Math,
    Node,
    Phrase,
    Strong,
    Term,
    Text,
)
from lernbuild.markup.typography import polish
from lernbuild.markup.walking import plain_text
from lernbuild.questions.model import Placeholder
from lernbuild.targets.xikolo import dialect
from lernbuild.targets.xikolo.book import FILMS, SOUNDS, Paper, kind_of

_WEB = re.compile(r"(?i)^(https?|mailto|tel):")
_BOX = re.compile(r"^\[([ xX])\] ")


class Way(Enum):
    """How text is written."""

    MARKDOWN = "markdown"
    PLAIN = "plain"
    HTML = "html"


def inline(nodes: Sequence[Node], paper: Paper, way: Way, *, linked: bool = False) -> str:
    """The nodes as text on one line; only a hard break makes a new one. ``linked``: inside a link, which holds none."""
    out = ""
    for place, node in enumerate(nodes):
        after = plain_text(nodes[place + 1 : place + 2])[:1]
        out += _one(node, paper, way, (out[-1:], after), linked)
    return out


def _one(node: Node, paper: Paper, way: Way, around: tuple[str, str], linked: bool) -> str:
    match node:
        case Text(value=value):
            return words(polish(value), way, linked=linked)
        case FactValue(value=value):
            return words(value, way, linked=True)
        case LineBreak(hard=hard):
            return ("<br>" if way is Way.HTML else "\n") if hard else " "
        case CodeSpan(value=value):
            return f"<code>{dialect.in_html(value)}</code>" if way is Way.HTML else dialect.code(value)
        case Emphasis(children=children):
            return _marked(children, ("*", "em"), paper, way, around, linked)
        case Strong(children=children):
            return _marked(children, ("**", "strong"), paper, way, around, linked)
        case Phrase(language=language, children=children):
            inside = inline(children, paper, way, linked=linked)
            return inside if way is Way.PLAIN else f'<span lang="{dialect.attribute(language)}">{inside}</span>'
        case Term(children=children) | Placeholder(children=children):
            return inline(children, paper, way, linked=linked)
        case Citation(parts=parts):
            return "".join(_link(address, words(text, way, linked=True), way, linked) for text, address in parts)
        case Link():
            return _to(node, paper, way, linked)
        case Image():
            return picture(node, paper, way)
        case _:
            return _rare(node, paper, way)


def _rare(node: Node, paper: Paper, way: Way) -> str:
    match node:
        case FootnoteRef(label=label):
            number = paper.notes.setdefault(label, len(paper.notes) + 1)
            return f"[{number}]" if way is Way.PLAIN else f"<sup>[{number}]</sup>"
        case Math(source=source):
            return _one(CodeSpan(node.span, source), paper, way, ("", ""), linked=False)
        case FactRef(key=key):
            return _one(CodeSpan(node.span, "{{" + key + "}}"), paper, way, ("", ""), linked=False)
        case Gap():
            return words("_____", way)
    raise TypeError(f"no text for the node {type(node).__name__} at {node.span.place}")


def words(text: str, way: Way, *, linked: bool = False) -> str:
    """Text; an address in it becomes a link, as redcarpet would make one outside of HTML."""
    write = dialect.in_html if way is Way.HTML else dialect.escaped
    text = _BOX.sub(lambda match: "☐ " if match[1] == " " else "☒ ", text)
    if linked or ("@" not in text and "://" not in text and "www." not in text):
        return write(text)
    return "".join(_link(address, write(part), way) for part, address in dialect.addresses(text))


def _marked(
    children: Sequence[Node], signs: tuple[str, str], paper: Paper, way: Way, around: tuple[str, str], linked: bool
) -> str:
    """Emphasis by signs where redcarpet surely reads them, else by a tag; in questions, without tags, by nothing."""
    inside = inline(children, paper, way, linked=linked)
    sign, tag = signs
    open_sides = not any(side.isalnum() or side in {"*", "_", "\\"} for side in around if side)
    sure = open_sides and "*" not in inside and "\n" not in inside and inside == inside.strip() != ""
    if way is not Way.HTML and sure:
        return f"{sign}{inside}{sign}"
    return inside if way is Way.PLAIN else f"<{tag}>{inside}</{tag}>"


def _link(address: str | None, shown: str, way: Way, linked: bool = False) -> str:
    if not address or linked:
        return shown
    if way is Way.HTML:
        return f'<a href="{dialect.attribute(address)}" target="_blank" rel="noopener">{shown}</a>'
    return f"[{shown}]({dialect.url(address)})"


def _to(node: Link, paper: Paper, way: Way, linked: bool) -> str:
    """A link into the world; one to another lesson names it, since the platform decides its address."""
    shown = inline(node.children, paper, way, linked=True)
    if _WEB.match(node.target):
        return _link(node.target, shown or words(node.target.split(":", 1)[-1].lstrip("/"), way, linked=True), way)
    if name := paper.book.asset(node, node.target):
        return _link(name, shown or words(name.rsplit("/", 1)[-1], way, linked=True), way, linked)
    found = paper.book.lesson_at(node, node.target)
    if found is None:
        key = paper.lesson.key if paper.lesson else ""
        return shown or words(paper.book.anchors.get((key, node.target[1:]), node.target), way, linked=True)
    lesson, place = found
    title = words(f"„{polish(lesson.title)}“", way, linked=True)
    if paper.lesson is not None and lesson.key == paper.lesson.key:
        return shown or words(polish(place or lesson.title), way, linked=True)
    where = f"{paper.words['element']} {paper.book.sections[lesson.key]}: {title}"
    return f"{shown} ({where})" if shown else title


def picture(node: Image, paper: Paper, way: Way) -> str:
    """A picture by its placeholder; a film is an element of its own and only named here."""
    name = paper.book.asset(node, node.target)
    suffix = "." + name.rpartition(".")[2].lower()
    alt = "" if node.attributes.has("dekorativ") else polish(node.alt)
    if suffix in FILMS:
        paper.films.append(node)
        return words(f"{paper.words['film']}: {alt}. {paper.words['film-next']}", way)
    if suffix in SOUNDS and way is not Way.PLAIN:
        label = dialect.attribute(alt)
        return f'<audio controls src="{dialect.attribute(name)}" aria-label="{label}"></audio>'
    if not name or kind_of(name) != "bilder":
        return words(alt, way)
    if way is Way.HTML:
        return f'<img src="{dialect.attribute(name)}" alt="{dialect.attribute(alt)}">'
    return f"![{dialect.escaped(alt)}]({dialect.url(name)})"
