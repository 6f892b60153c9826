"""Inline nodes as HTML; knows no block and no template."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from lernbuild.markup.nodes import (
    Citation,
    CodeSpan,
    Emphasis,
    FactRef,
    FactValue,
    FootnoteRef,
    Gap,
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
from lernbuild.render.element import bound, element, join
from lernbuild.render.element import text as escaped
from lernbuild.render.page import Page, href_of

_BLANK = re.compile(r"_{3,}|…(?: ?…)+|…\.{2,}|\.{4,}")
_EXTERNAL = re.compile(r"(?i)^[a-z][a-z0-9+.-]*:")
_MAIL = re.compile(r"(?i)^(mailto|tel):")


def text(node: Text, page: Page) -> Markup:
    """Running text; three and more underscores or a row of dots are a line to fill in."""
    shown = polish(node.value, title=page.titling)
    if "__" not in shown and "…" not in shown and ".." not in shown:
        return escaped(shown)
    pieces = _BLANK.split(shown)
    if len(pieces) == 1:
        return escaped(pieces[0])
    gap = element("span", join([element("span", page.t("block.fill-in"), class_="sr"), "\u00a0"]), class_="blank")
    return join(pieces, gap)


def line_break(node: LineBreak, page: Page) -> Markup:
    return element("br") if node.hard or page.lines else Markup("\n")


def emphasis(node: Emphasis, page: Page) -> Markup:
    return element("em", page.html(node.children))


def strong(node: Strong, page: Page) -> Markup:
    return element("strong", page.html(node.children))


def phrase(node: Phrase, page: Page) -> Markup:
    return element("span", page.html(node.children), lang=node.language)


def code_span(node: CodeSpan, page: Page) -> Markup:
    return element("code", node.value)


def fact_ref(node: FactRef, page: Page) -> Markup:
    return element("code", "{{" + node.key + "}}")


def fact_value(node: FactValue, page: Page) -> Markup:
    if node.until is None:
        return escape(node.value)
    return element("span", node.value, data_lb_fact=node.key, data_lb_until=node.until.isoformat())


def term(node: Term, page: Page) -> Markup:
    """A button that opens the note beside it; plain text where a button may not stand."""
    words = page.html(node.children)
    entry = page.book.terms.get(node.key)
    if entry is None or page.inert or page.linked or page.titling:
        return words
    page.terms.setdefault(node.key, entry)
    name = page.unique("begriff")
    note = join([element("b", polish(entry.headword)), polish(entry.short)])
    return join(
        [
            element("button", words, class_="term", type="button", popovertarget=name),
            element("span", note, class_="gloss", id=name, popover=True, lang=page.frame or None),
        ]
    )


def outside(address: str, content: Markup, page: Page, *, class_: str | None = None, title: str = "") -> Markup:
    """A link out of the package: in a new tab, and says so."""
    told = element("span", " " + page.t("link.new-tab"), class_="sr")
    return element(
        "a", join([content, told]),
        class_=class_, href=address, title=title or None, target="_blank", rel="noopener noreferrer",
    )  # fmt: skip


def citation(node: Citation, page: Page) -> Markup:
    """Every part with an address is a link; a citation without any keeps the tint."""
    if not page.inert:
        page.cite(node)
    if page.linked or page.titling:
        return escape(bound("".join(words for words, _ in node.parts)))
    if not any(address for _, address in node.parts):
        return element("span", bound("".join(words for words, _ in node.parts)), class_="law")
    return join(
        outside(address, escape(bound(words)), page, class_="law") if address else escape(words)
        for words, address in node.parts
    )


def link(node: Link, page: Page) -> Markup:
    """A link to a lesson, a file of the course, a place on the page or the world outside."""
    target = node.target
    if _MAIL.match(target):
        return element("a", _linked(node, page) or escape(target.split(":", 1)[1]), href=target)
    if _EXTERNAL.match(target) and not target.startswith("begriff:"):
        return outside(target, _linked(node, page) or escape(target), page, title=node.title)
    address, found = _inside(node, page)
    if address is None:
        return page.html(node.children) or escape(polish(found or target))
    words = _linked(node, page) or escape(polish(found or target))
    return element("a", words, href=address, title=node.title or None)


def _linked(node: Link, page: Page) -> Markup:
    """The words of a link, with no other link or button in them."""
    page.linked = True
    try:
        return page.html(node.children)
    finally:
        page.linked = False


def _inside(node: Link, page: Page) -> tuple[str | None, str]:
    """Address on this page or in this package, and the words an empty link shows."""
    place = page.book.course.links.get((node.span.file.path, node.target), "")
    if place.startswith("asset:"):
        return page.root + place[6:], place.rsplit("/", 1)[-1]
    if place.startswith("lesson:"):
        key, _, anchor = place[7:].partition("#")
        lesson = page.book.lessons.get(key)
        if lesson is None:
            return None, ""
        title = page.book.anchors.get((key, anchor)) or lesson.title
        if page.lesson is not None and page.lesson.key == key and anchor:
            return "#" + anchor, title
        return page.root + href_of(lesson) + ("#" + anchor if anchor else ""), title
    if node.target.startswith("#") and page.lesson is not None:
        return node.target, page.book.anchors.get((page.lesson.key, node.target[1:]), "")
    return None, ""


def footnote_ref(node: FootnoteRef, page: Page) -> Markup:
    """The number of a footnote, counted in the order of the text; the first mention can be returned to."""
    first = node.label not in page.footnotes
    number = page.footnotes.setdefault(node.label, len(page.footnotes) + 1)
    words = join([element("span", page.t("footnotes.ref", n=number), class_="sr"),
                  element("span", f"[{number}]", aria_hidden="true")])  # fmt: skip
    mark = element("a", words, href=f"#anmerkung-{number}", id=f"zu-anmerkung-{number}" if first else None)
    return element("sup", mark, class_="footref")


def math(node: Math, page: Page) -> Markup:
    """MathML where the build can make it; else the TeX source, which reads too."""
    if page.book.math is not None:
        return page.book.math(node.source, node.display)
    shown = element("code", node.source, class_="tex")
    return element("div", shown, class_="formula") if node.display else shown


def gap(node: Gap, page: Page) -> Markup:
    """A gap outside of its question type: a line to fill in."""
    return element("span", element("span", page.t("block.fill-in"), class_="sr"), class_="blank")


RENDERERS: dict[type[Node], Callable[[Any, Page], Markup]] = {
    Text: text,
    LineBreak: line_break,
    Emphasis: emphasis,
    Strong: strong,
    Phrase: phrase,
    CodeSpan: code_span,
    Link: link,
    FactRef: fact_ref,
    FactValue: fact_value,
    Term: term,
    Citation: citation,
    FootnoteRef: footnote_ref,
    Math: math,
    Gap: gap,
}
