"""Paragraphs, headings, lists, tables, code as HTML; knows no ``:::`` block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from lernbuild.markup.nodes import (
    Cell,
    CodeBlock,
    DefinitionList,
    Heading,
    List,
    ListItem,
    Node,
    Paragraph,
    QuestionPlace,
    Quote,
    Rule,
    Table,
)
from lernbuild.markup.typography import polish
from lernbuild.markup.walking import plain_text
from lernbuild.render import parts
from lernbuild.render.element import element, icon, join, trusted
from lernbuild.render.marks import joined, width
from lernbuild.render.page import Page


def paragraph(node: Paragraph, page: Page) -> Markup:
    return element("p", page.html(node.children))


def heading(node: Heading, page: Page) -> Markup:
    """A heading never leaves a gap in the outline; one inside a box does not open a section."""
    level = max(2, min(node.level, page.section + 1))
    if page.nested:
        level = page.below()
    else:
        page.section = level
        page.heading = plain_text(node.children)
    return element(f"h{level}", titled(node.children, page), id=page.unique(node.anchor) if node.anchor else None)


def titled(nodes: tuple[Node, ...], page: Page) -> Markup:
    """The words of a title: long compounds may be divided."""
    page.titling = True
    try:
        return page.html(nodes)
    finally:
        page.titling = False


def bullet_list(node: List, page: Page) -> Markup:
    items = [_item(item, node.tight, page) for item in node.items]
    if parts.has_boxes(node):
        return element("ul", join(items), class_="checks")
    if node.ordered:
        return element("ol", join(items), start=node.start if node.start != 1 else None)
    return element("ul", join(items))


def _item(item: ListItem, tight: bool, page: Page) -> Markup:
    ticked, children = parts.tick(item)
    content = inner(children, page) if tight or ticked is not None else page.html(children)
    if ticked is None:
        return element("li", content)
    word = page.t("block.ticked" if ticked else "block.not-ticked")
    told = element("span", f" ({word})", class_="sr")
    return element("li", join([content, told]), class_="is-ticked" if ticked else None)


def inner(nodes: tuple[Node, ...], page: Page) -> Markup:
    """Blocks without the ``p`` of the first paragraph, for tight lists and cells."""
    if nodes and isinstance(nodes[0], Paragraph):
        return join([page.html(nodes[0].children), page.html(nodes[1:])])
    return page.html(nodes)


def quote(node: Quote, page: Page) -> Markup:
    return element("blockquote", page.html(node.children))


def rule(node: Rule, page: Page) -> Markup:
    return element("hr")


def table(node: Table, page: Page) -> Markup:
    """A table scrolls inside its own labelled region; the first column names the rows."""
    caption = node.attributes.get("beschriftung") or node.attributes.get("titel") or ""
    label = _table_label(caption, page)
    head = (
        element("thead", element("tr", join(_cell(cell, page, "col") for cell in node.head))) if _any(node.head) else ""
    )
    rows = [
        element("tr", join(_cell(cell, page, "row" if i == 0 and len(row) > 1 else "") for i, cell in enumerate(row)))
        for row in node.rows
    ]
    shown = element("caption", polish(caption)) if caption else ""
    classes = joined("table", node.attributes.classes())
    inside = element("table", join([shown, head, element("tbody", join(rows))]), class_=classes)
    wish = node.attributes.get("id")
    name = page.unique(wish) if wish else None
    return element(
        "div", inside, class_="table-wrap", id=name, style=width(node.attributes), tabindex="0", role="region",
        aria_label=polish(label),
    )  # fmt: skip


def _table_label(caption: str, page: Page) -> str:
    """The caption, else „Tabelle zu: <heading>“; the second under a heading says so."""
    if caption:
        return caption
    page.tables[page.heading] = number = page.tables.get(page.heading, 0) + 1
    word = page.t("block.table") if number == 1 else page.t("block.table-n", n=number)
    return page.t("block.table-of", table=word, title=page.heading) if page.heading else word


def _any(cells: tuple[Cell, ...]) -> bool:
    return any(cell.children for cell in cells)


def _cell(cell: Cell, page: Page, scope: str) -> Markup:
    content = page.html(cell.children)
    align = f"is-{cell.align}" if cell.align in {"right", "center"} else None
    if scope and cell.children:
        return element("th", content, scope=scope, class_=align)
    return element("td", content, class_=align)


def definition_list(node: DefinitionList, page: Page) -> Markup:
    rows = [
        join([element("dt", page.html(item.term)), *(element("dd", inner(detail, page)) for detail in item.details)])
        for item in node.items
    ]
    return element("dl", join(rows), class_="defs")


def code_block(node: CodeBlock, page: Page) -> Markup:
    """Source text; coloured by Pygments when a language is named."""
    content: str | Markup = node.value
    if node.language:
        content = _highlight(node.value, node.language)
    code = element("code", content)
    return element("pre", code, class_="code", tabindex="0", role="region", aria_label=page.t("block.code"))


def _highlight(source: str, language: str) -> str | Markup:
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return source
    return trusted(highlight(source, lexer, HtmlFormatter(nowrap=True)))


def question_place(node: QuestionPlace, page: Page) -> Markup:
    return page.question(node.index)


def print_button(target: str, page: Page) -> Markup:
    """A link that the script turns into „print this part“."""
    words = join([icon("print"), page.t("block.print")])
    link = element(
        "a", words, class_="button button--quiet button--small", href=f"#{target}", data_lb="print", hidden=True
    )
    return element("p", link, class_="sheet__print")


RENDERERS: dict[type[Node], Callable[[Any, Page], Markup]] = {
    Paragraph: paragraph,
    Heading: heading,
    List: bullet_list,
    Quote: quote,
    Rule: rule,
    Table: table,
    DefinitionList: definition_list,
    CodeBlock: code_block,
    QuestionPlace: question_place,
}
