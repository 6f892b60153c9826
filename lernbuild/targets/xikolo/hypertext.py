"""Blocks as HTML on one line, for boxes, foldings and tables in rich text items; knows no question type's content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lernbuild.markup.nodes import (
    Block,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    LineBreak,
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
from lernbuild.targets.xikolo import dialect
from lernbuild.targets.xikolo.book import Paper
from lernbuild.targets.xikolo.inline import Way, inline, picture

CALLOUTS = ("rechtsgrundlage", "praxistipp", "achtung", "beispiel", "merke", "hinweis")
_DOCUMENTS = ("brief", "email", "bescheid", "vermerk", "formular", "telefonat")
_BOX = "border-left: 4px solid #1f5a96; padding: 0.25em 1em; margin: 1em 0;"
_SHEET = "border: 1px solid #6f7884; padding: 0.5em 1em; margin: 1em 0;"

Asked = Callable[[int, Paper], str]
"""What stands in the place of a question; most are elements of their own and leave nothing."""


def nothing(index: int, paper: Paper) -> str:
    """No text at the place of a question."""
    return ""


def blocks(nodes: Sequence[Node], paper: Paper, asked: Asked = nothing) -> str:
    """The nodes as HTML without a line end."""
    return "".join(block(node, paper, asked) for node in nodes)


def block(node: Node, paper: Paper, asked: Asked = nothing) -> str:
    """One block as HTML without a line end."""
    match node:
        case Paragraph(children=children):
            return f"<p>{_inline(children, paper)}</p>"
        case Heading(level=level, children=children):
            return f"<h{max(level, 3)}>{_inline(children, paper)}</h{max(level, 3)}>"
        case List():
            return _list(node, paper, asked)
        case Quote(children=children):
            return f"<blockquote>{blocks(children, paper, asked)}</blockquote>"
        case CodeBlock(value=value):
            return f"<pre><code>{dialect.in_html(value.rstrip())}</code></pre>"
        case Rule():
            return "<hr>"
        case Table():
            return _table(node, paper)
        case DefinitionList():
            return _definitions(node, paper, asked)
        case Figure():
            return _figure(node, paper)
        case QuestionPlace(index=index):
            return asked(index, paper)
        case Block():
            return box(node, paper, asked)
    return f"<p>{_inline((node,), paper)}</p>"


def _inline(nodes: Sequence[Node], paper: Paper) -> str:
    return inline(nodes, paper, Way.HTML)


def _list(node: List, paper: Paper, asked: Asked) -> str:
    items = "".join(f"<li>{_item(item, node.tight, paper, asked)}</li>" for item in node.items)
    if not node.ordered:
        return f"<ul>{items}</ul>"
    start = f' start="{node.start}"' if node.start != 1 else ""
    return f"<ol{start}>{items}</ol>"


def _item(item: ListItem, tight: bool, paper: Paper, asked: Asked) -> str:
    box = {"[ ]": "☐ ", "[x]": "☒ ", "( )": "☐ ", "(x)": "☒ "}.get(item.marker.lower(), "")
    children = item.children
    if tight and children and isinstance(children[0], Paragraph):
        return box + _inline(children[0].children, paper) + blocks(children[1:], paper, asked)
    return box + blocks(children, paper, asked)


def _table(node: Table, paper: Paper) -> str:
    """Head cells name columns, first cells name rows."""
    caption = node.attributes.get("beschriftung") or node.attributes.get("titel") or ""
    out = f"<caption>{dialect.in_html(polish(caption))}</caption>" if caption else ""
    if any(cell.children for cell in node.head):
        cells = "".join(
            f'<th scope="col">{_inline(cell.children, paper)}</th>' if cell.children else "<td></td>"
            for cell in node.head
        )
        out += f"<thead><tr>{cells}</tr></thead>"
    rows = ""
    for row in node.rows:
        cells = ""
        for place, cell in enumerate(row):
            inside = _inline(cell.children, paper)
            head = place == 0 and len(row) > 1 and cell.children
            cells += f'<th scope="row">{inside}</th>' if head else f"<td>{inside}</td>"
        rows += f"<tr>{cells}</tr>"
    return f'<table class="table">{out}<tbody>{rows}</tbody></table>'


def _definitions(node: DefinitionList, paper: Paper, asked: Asked) -> str:
    rows = ""
    for item in node.items:
        rows += f"<dt>{_inline(item.term, paper)}</dt>"
        rows += "".join(f"<dd>{_loose(detail, paper, asked)}</dd>" for detail in item.details)
    return f"<dl>{rows}</dl>"


def _loose(nodes: Sequence[Node], paper: Paper, asked: Asked) -> str:
    """A single paragraph without its tags."""
    if len(nodes) == 1 and isinstance(nodes[0], Paragraph):
        return _inline(nodes[0].children, paper)
    return blocks(nodes, paper, asked)


def _figure(node: Figure, paper: Paper) -> str:
    shown = picture(node.image, paper, Way.HTML)
    words = _inline(node.caption, paper) if node.caption else dialect.in_html(polish(node.image.title))
    if not shown.startswith("<"):
        return f"<p>{shown}{' ' if words else ''}{words}</p>"
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"<figure>{shown}{caption}</figure>"


def fold(summary: str, body: str) -> str:
    """A part that opens by a click."""
    return f"<details><summary>{summary}</summary><div>{body}</div></details>"


def box(node: Block, paper: Paper, asked: Asked) -> str:
    """A ``:::`` block as one element, since redcarpet looks for the end of the first tag.

    What is for trainers stays away, a block nobody knows keeps its content.
    """
    if node.name == "trainer":
        return ""
    title, inside = _inline(node.title, paper), blocks(node.children, paper, asked)
    head = f"<p><strong>{title}</strong></p>" if title else ""
    if node.name in CALLOUTS:
        label = paper.words[node.name] + (f": {title}" if title else "")
        return f'<div style="{_BOX}"><p><strong>{label}</strong></p>{inside}</div>'
    if node.name == "aufklappen":
        return fold(title or paper.words["more"], inside)
    if node.name in ("nur", "ausser"):
        return f'<div style="{_SHEET}">{head}{inside}</div>'
    if node.name == "dokument":
        return _document(node, paper, asked)
    if node.name == "arbeitshilfe":
        label = f"<h3>{paper.words['arbeitshilfe']}: {title}</h3>"
        return f'<div style="{_SHEET}">{label}{inside}</div>'
    if node.name == "loesungsweg":
        return f"<div>{head}{_solution(node, paper, asked)}</div>"
    if node.name == "zitat":
        source = f"<p>{title}</p>" if title else ""
        return f"<blockquote>{inside}{source}</blockquote>"
    return f"<div>{head}{inside.replace('<hr>', '') if node.name == 'spalten' else inside}</div>"


def _document(node: Block, paper: Paper, asked: Asked) -> str:
    """A mock document with its kind and the mark that it is invented; its line ends are seen."""
    title = inline(node.title, paper, Way.HTML)
    first, _, rest = title.partition(" ")
    kind = first.lower() if first.lower() in _DOCUMENTS else "dokument"
    name = paper.words[kind] + (f": {shown}" if (shown := rest if kind != "dokument" else title) else "")
    head = f"<p><strong>{name}</strong> ({paper.words['sample']})</p>"
    body = "".join(_letter(child, paper, asked) for child in node.children)
    return f'<div style="{_SHEET}">{head}{body}</div>'


def _letter(node: Node, paper: Paper, asked: Asked) -> str:
    if not isinstance(node, Paragraph):
        return block(node, paper, asked)
    lines: list[list[Node]] = [[]]
    for child in node.children:
        if isinstance(child, LineBreak):
            lines.append([])
        else:
            lines[-1].append(child)
    return "<p>" + "<br>".join(_inline(line, paper) for line in lines if line) + "</p>"


def _solution(node: Block, paper: Paper, asked: Asked) -> str:
    """A worked solution: each step under its heading is folded, so that learners think first."""
    out, title, held = "", "", list[Node]()
    for child in (*node.children, None):
        if child is None or isinstance(child, Heading):
            body = blocks(held, paper, asked)
            out += fold(title, body) if title else body
            title, held = (_inline(child.children, paper) if child else ""), []
        else:
            held.append(child)
    return out
