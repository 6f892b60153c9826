"""The ``:::`` blocks of running text as HTML: callouts, steps, cards, tabs, Laender; knows no mock document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from markupsafe import Markup

from lernbuild.course.edition_text import LANDS
from lernbuild.markup.dates import read_dates
from lernbuild.markup.nodes import Block, Node, Paragraph, Text
from lernbuild.markup.walking import plain_text
from lernbuild.render import parts
from lernbuild.render.element import badge, element, icon, join
from lernbuild.render.marks import dates_line, joined, language, width
from lernbuild.render.page import Page
from lernbuild.render.text_blocks import inner, titled

CALLOUTS = {
    "rechtsgrundlage": ("law", ""),
    "praxistipp": ("tip", "bulb"),
    "achtung": ("care", "warn"),
    "beispiel": ("example", "person"),
    "merke": ("note", "pin"),
    "hinweis": ("info", "info"),
}
_SHORT_STEP = 150


@contextmanager
def box(page: Page) -> Iterator[None]:
    """Inside a box a heading does not open a section of the page."""
    page.nested += 1
    try:
        yield
    finally:
        page.nested -= 1


def inside(nodes: tuple[Node, ...], page: Page) -> Markup:
    with box(page):
        return page.html(nodes)


def anchor(node: Block, page: Page, wish: str = "") -> str | None:
    """The id of a block: as written, else ``wish`` made unique, else none."""
    written = node.attributes.get("id")
    return page.unique(written or wish) if written or wish else None


def callout(node: Block, page: Page) -> Markup:
    kind, sign = CALLOUTS[node.name]
    label = page.unique(node.name)
    round_sign = badge(sign) if sign else element("span", "§", class_="badge", aria_hidden="true")
    word = page.t(f"block.{node.name}")
    title = join([word, ": ", page.html(node.title)]) if node.title else word
    head = element("p", join([round_sign, element("span", title)]), class_="callout__label", id=label)
    return element(
        "aside",
        join([head, inside(node.children, page)]),
        class_=f"callout callout--{kind}",
        id=anchor(node, page),
        aria_labelledby=label,
    )


def fold(node: Block, page: Page) -> Markup:
    summary = element("summary", join([icon("chev"), element("span", page.html(node.title))]))
    body = element("div", inside(node.children, page))
    return element(
        "details", join([summary, body]), class_="fold", open=node.attributes.has("offen"), id=anchor(node, page)
    )


def tabs(node: Block, page: Page) -> Markup:
    """Sections one below the other; the script shows them as tabs."""
    level = page.below()
    pages = []
    for child in node.children:
        if not isinstance(child, Block):
            pages.append(page.html((child,)))
            continue
        pages.append(_tab(*_tab_of(child), level, page))
    return element("div", join(pages), class_="tabs", id=anchor(node, page), data_lb="tabs")


def _tab_of(block: Block) -> tuple[Block, tuple[Node, ...]]:
    """The page of tabs and its content; one for some Länder keeps its title, its content stands under theirs."""
    if block.name in ("nur", "ausser") and len(block.children) == 1 and isinstance(block.children[0], Block):
        tab = block.children[0]
        return tab, (replace(block, children=tab.children),)
    return block, block.children


def _tab(tab: Block, content: tuple[Node, ...], level: int, page: Page) -> Markup:
    label, attributes = page.unique("reiter"), tab.attributes
    head = element(f"h{level}", titled(tab.title, page), id=label, class_="tabs__title", data_lb="tab-title")
    with _deeper(page, level):
        body = inside(content, page)
    return element(
        "section", join([head, body, dates_line(read_dates(attributes), page.t)]),
        class_=joined("tabs__page", attributes.classes()), id=anchor(tab, page), style=width(attributes),
        lang=language(attributes), data_lb="tab", aria_labelledby=label,
    )  # fmt: skip


@contextmanager
def _deeper(page: Page, level: int) -> Iterator[None]:
    """Headings inside come below ``level``."""
    before, page.section = page.section, level
    try:
        yield
    finally:
        page.section = before


def _headed(part: parts.Part, page: Page, level: int, **attributes: str | None) -> tuple[Markup, Markup]:
    """Heading and content of a part."""
    if not part.title:
        return Markup(), inside(part.children, page)
    name = page.unique(part.anchor) if part.anchor else None
    head = element(f"h{level}", titled(part.title, page), id=name, **attributes)
    with _deeper(page, level):
        return head, inside(part.children, page)


def steps(node: Block, page: Page) -> Markup:
    """Numbered steps; few and short ones stand side by side where there is room."""
    lead, found, rest = parts.split(node.children)
    items = []
    for part in found:
        title = element("strong", page.html(part.title), class_="steps__title") if part.title else ""
        with box(page):
            items.append(element("li", join([title, " " if title else "", inner(part.children, page)])))
    short = all(len(plain_text(part.children)) <= _SHORT_STEP for part in found)
    row = 2 <= len(found) <= 4 and short
    listed = element("ol", join(items), class_="steps steps--row wide" if row else "steps", id=anchor(node, page))
    return join([_title(node, page), inside(lead, page), listed, inside(rest, page)])


def _title(node: Block, page: Page) -> Markup:
    return element("p", element("strong", page.html(node.title)), class_="block-title") if node.title else Markup()


def cards(node: Block, page: Page) -> Markup:
    lead, found, rest = parts.split(node.children)
    level = page.below()
    items = [element("li", join(_headed(part, page, level, class_="cards__title"))) for part in found]
    listed = element("ul", join(items), class_="cards wide", id=anchor(node, page))
    return join([_title(node, page), inside(lead, page), listed, inside(rest, page)])


def columns(node: Block, page: Page) -> Markup:
    items = [element("div", inside(column, page)) for column in parts.columns(node.children)]
    return join([_title(node, page), element("div", join(items), class_="columns wide", id=anchor(node, page))])


def quotation(node: Block, page: Page) -> Markup:
    """``::: zitat Quelle``: the words, and below them where they come from."""
    caption = element("figcaption", page.html(node.title)) if node.title else ""
    made = join([element("blockquote", inside(node.children, page)), caption])
    return element("figure", made, class_="quote", id=anchor(node, page))


def solution(node: Block, page: Page) -> Markup:
    """A worked solution: all steps stand in the page, the script shows them one by one."""
    lead, found, rest = parts.split(node.children)
    level = page.below()
    items = []
    for part in found:
        body = parts.Part(part.title, (), part.anchor)
        head, _ = _headed(body, page, level, tabindex="-1")
        with _deeper(page, level), box(page):
            content = join(_result(child, page) for child in part.children)
        items.append(element("li", join([head, content]), data_lb="step"))
    tools = element(
        "p",
        join(
            [
                element(
                    "button",
                    join([icon("eye"), element("span", "")]),
                    class_="button",
                    type="button",
                    data_lb="step-next",
                    data_lb_words=page.t("block.step-show") if page.own else None,
                ),
                element(
                    "button", page.t("block.step-all"), class_="button button--quiet", type="button", data_lb="step-all"
                ),
            ]
        ),
        class_="button-row",
        data_lb="step-tools",
        hidden=True,
    )
    listed = element("ol", join(items), class_="solve")
    inner_html = join([_title(node, page), inside(lead, page), listed, tools, inside(rest, page)])
    return element("div", inner_html, class_="solution flow", id=anchor(node, page), data_lb="solution")


def _result(node: Node, page: Page) -> Markup:
    """A paragraph „Ergebnis: …“ is the result line of a step."""
    if isinstance(node, Paragraph) and node.children and isinstance(node.children[0], Text):
        word = page.t("block.result") + ":"
        first = node.children[0]
        if first.value.startswith(word):
            rest = (Text(first.span, first.value[len(word) :].lstrip()), *node.children[1:])
            shown = join([element("span", page.t("block.result")), " ", page.html(rest)])
            return element("p", shown, class_="result-line")
    return page.html((node,))


def for_lands(node: Block, page: Page) -> Markup:
    """``nur`` and ``ausser`` of the general edition, under the words that its title holds.

    With a choice of Land the script opens the learner's own and folds the others; until then all are open.
    """
    content = page.html(node.children)
    ids = (node.attributes.get(LANDS) or plain_text(node.title)).split(",")
    lands = [key.strip() for key in ids]
    if node.name == "ausser":
        lands = [key for key, _ in page.book.course.lands if key not in lands]
    keys = ",".join(lands)
    name = page.html(node.title)
    if not page.book.course.lands:
        head = element("p", name, class_="land__name")
        return element("div", join([head, content]), class_="land", data_lb_land=keys, id=anchor(node, page))
    summary = element("summary", join([icon("chev"), element("span", name)]))
    body = element("div", content)
    return element(
        "details",
        join([summary, body]),
        class_="fold land-fold",
        open=True,
        data_lb_land=keys,
        id=anchor(node, page),
    )


def for_trainers(node: Block, page: Page) -> Markup:
    """``::: trainer``: nothing on pages for learners."""
    if not page.book.trainer:
        return Markup()
    word = page.t("block.trainer")
    title = join([word, ": ", page.html(node.title)]) if node.title else word
    label = page.unique("trainer")
    head = element("p", title, class_="trainer__label", id=label)
    return element("aside", join([head, inside(node.children, page)]), class_="trainer", aria_labelledby=label)


def plain(node: Block, page: Page) -> Markup:
    """A block nobody knows here: its content is never lost."""
    return element("div", inside(node.children, page), class_="block", id=anchor(node, page))


BLOCKS: dict[str, Callable[[Block, Page], Markup]] = {
    **dict.fromkeys(CALLOUTS, callout),
    "aufklappen": fold,
    "ausser": for_lands,
    "karten": cards,
    "loesungsweg": solution,
    "nur": for_lands,
    "reiter": tabs,
    "schritte": steps,
    "spalten": columns,
    "trainer": for_trainers,
    "zitat": quotation,
}
