"""Mock documents and Arbeitshilfen as HTML; knows no other block."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from lernbuild.markup.nodes import Block, DefinitionList, List, Node
from lernbuild.markup.typography import polish
from lernbuild.markup.walking import plain_text
from lernbuild.render import parts
from lernbuild.render.boxes import anchor, box, inside
from lernbuild.render.element import element, icon, join
from lernbuild.render.page import Page
from lernbuild.render.text_blocks import inner, print_button, titled

KINDS = {
    "brief": "sheet", "email": "mail", "bescheid": "sheet", "vermerk": "form", "formular": "form", "telefonat": "phone",
}  # fmt: skip
_FILES = {"Anlage", "Anlagen", "Anhang", "Anhänge"}


def document(node: Block, page: Page) -> Markup:
    """A letter, mail, form …: kind and stamp, head lines, text, attachments."""
    kind, title = parts.first_word(node.title)
    kind = kind.lower() if kind.lower() in KINDS else ""
    title = title if kind else node.title
    label = page.unique("dokument")
    words = (
        join([page.t(f"block.{kind or 'dokument'}"), ": ", page.html(title)])
        if title
        else page.t(f"block.{kind or 'dokument'}")
    )
    name = element("b", join([icon(KINDS.get(kind, "sheet")), element("span", words)]), id=label)
    stamp = element("span", page.t("block.sample"), class_="doc__mark")
    head = element("div", join([name, stamp]), class_="doc__kind")
    page.lines = True
    body = _form(node.children, page) if kind == "formular" else _letter(node.children, page)
    page.lines = False
    return element(
        "section", join([head, body]),
        class_=f"doc doc--{kind or 'dokument'}", id=anchor(node, page), aria_labelledby=label,
    )  # fmt: skip


def _letter(children: Sequence[Node], page: Page) -> Markup:
    head: Markup | str = ""
    if children and (pairs := _pairs(children[0], page)):
        head = element("dl", join(join([element("dt", k), element("dd", v)]) for k, v in pairs), class_="doc__head")
        children = children[1:]
    files: Markup | str = ""
    if children and (found := parts.fields(children[-1], 1)) and found[0][0] in _FILES:
        words = join([found[0][0], ": ", page.html(found[0][1])])
        files = element("p", join([icon("clip"), element("span", words)]), class_="doc__files")
        children = children[:-1]
    body = element("div", inside(tuple(children), page), class_="doc__body")
    return join([head, body, files])


def _pairs(node: Node, page: Page) -> list[tuple[Markup, Markup]]:
    if isinstance(node, DefinitionList):
        return [
            (page.html(item.term), join((inner(detail, page) for detail in item.details), element("br")))
            for item in node.items
        ]
    return [(Markup.escape(polish(name)), page.html(value)) for name, value in parts.fields(node)]


def _form(children: Sequence[Node], page: Page) -> Markup:
    """A form: pairs become fields, boxes to tick are told in words too."""
    out: list[Markup] = []
    with box(page):
        for child in children:
            if isinstance(child, DefinitionList):
                out.append(_definition_fields(child, page))
            elif pairs := parts.fields(child):
                rows = [_field(Markup.escape(polish(name)), page.html(value), len(plain_text(value)) > 60)
                        for name, value in pairs]  # fmt: skip
                out.append(element("dl", join(rows), class_="formfields"))
            elif isinstance(child, List) and parts.has_boxes(child):
                out.append(ticks(child, page))
            else:
                out.append(page.html((child,)))
    return element("div", join(out), class_="doc__body")


def _definition_fields(node: DefinitionList, page: Page) -> Markup:
    rows = []
    for item in node.items:
        blocks = tuple(block for detail in item.details for block in detail)
        boxes = any(isinstance(block, List) for block in blocks)
        content = join(
            ticks(block, page) if isinstance(block, List) and parts.has_boxes(block) else inner((block,), page)
            for block in blocks
        )
        rows.append(_field(page.html(item.term), content, boxes or len(plain_text(blocks)) > 60))
    return element("dl", join(rows), class_="formfields")


def _field(name: Markup, value: Markup, full: bool) -> Markup:
    return element("div", join([element("dt", name), element("dd", value)]), class_="is-full" if full else None)


def ticks(node: List, page: Page) -> Markup:
    """Boxes of a form, each with its state in words."""
    items = []
    for item in node.items:
        ticked, children = parts.tick(item)
        state = page.t("block.ticked" if ticked else "block.not-ticked")
        sign = icon("cross") if ticked else Markup('<svg class="icon" aria-hidden="true"></svg>')
        words = join([inner(children, page), element("span", f": {state}", class_="sr")])
        items.append(element("li", join([sign, element("span", words)])))
    return element("ul", join(items), class_="ticks")


def sheet(node: Block, page: Page) -> Markup:
    """An Arbeitshilfe: prints alone on one A4 page and is listed on the start page."""
    title = plain_text(node.title)
    name = anchor(node, page, "arbeitshilfe") or "arbeitshilfe"
    label = f"{name}-titel"
    page.sheets.append((title, name))
    level = page.below()
    words = join([
        element("p", page.t("block.arbeitshilfe"), class_="eyebrow"),
        element(f"h{level}", titled(node.title, page), id=label),
    ])  # fmt: skip
    head = element("div", join([element("div", words), page.book.funding()]), class_="sheet__head")
    before, heading = page.section, page.heading
    page.section, page.heading = level, title
    with box(page):
        body = page.html(node.children)
    page.section, page.heading = before, heading
    content = join([head, body, _foot(page), print_button(name, page)])
    return element("section", content, class_="sheet", id=name, aria_labelledby=label)


def _foot(page: Page) -> Markup:
    course = page.book.course.settings
    date = page.lesson.legal_date if page.lesson else course.legal_date
    line = f"{course.title} · {page.t('legal.state', date=date)}"
    approved = page.lesson.approved if page.lesson else False
    draft = "" if approved else element("strong", " " + page.t("draft.title"))
    funding = f" {course.funding.text}" if course.funding else ""
    return element("div", element("p", join([polish(line), ".", draft, polish(funding)])), class_="sheet__foot")


BLOCKS: dict[str, Callable[[Block, Page], Markup]] = {"arbeitshilfe": sheet, "dokument": document}
