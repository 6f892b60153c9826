"""Nodes become HTML: the one place that says which function makes which node; knows no template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from lernbuild.course.model import Lesson
from lernbuild.markup.nodes import Block, Node
from lernbuild.render import boxes, documents, inline, media, text_blocks
from lernbuild.render.element import element, icon, join, trusted
from lernbuild.render.marks import marked
from lernbuild.render.page import Book, Page

_NODES: Mapping[type[Node], Callable[[Any, Page], Markup]] = {
    **inline.RENDERERS,
    **text_blocks.RENDERERS,
    **media.RENDERERS,
}
_BLOCKS: Mapping[str, Callable[[Block, Page], Markup]] = {**boxes.BLOCKS, **documents.BLOCKS}


def new_page(book: Book, lesson: Lesson | None = None, root: str = "") -> Page:
    """A page whose nodes become HTML by this module."""
    return Page(book, lesson, root, ids={"inhalt": 1}, renderer=render)


def render(nodes: Sequence[Node], page: Page) -> Markup:
    """Nodes in reading order as HTML."""
    return trusted("".join([_one(node, page) for node in nodes]))


def _one(node: Node, page: Page) -> Markup:
    if isinstance(node, Block):
        return marked(node, _BLOCKS.get(node.name, boxes.plain)(node, page), page)
    make = _NODES.get(type(node))
    if make is None:
        raise TypeError(f"no HTML for the node {type(node).__name__} at {node.span.place}")
    return make(node, page)


def footnotes(page: Page) -> Markup:
    """The bodies of the footnotes that the page mentions, in the order of their numbers."""
    done = 0
    items: list[Markup] = []
    while done < len(page.footnotes):
        label = list(page.footnotes)[done]
        done += 1
        note = page.note(label)
        body = boxes.inside(note.children, page) if note else Markup()
        back = element(
            "a", join([icon("up"), element("span", page.t("footnotes.back", n=done), class_="sr")]),
            href=f"#zu-anmerkung-{done}", class_="footnotes__back",
        )  # fmt: skip
        items.append(element("li", join([element("div", body), back]), id=f"anmerkung-{done}"))
    return join(items)
