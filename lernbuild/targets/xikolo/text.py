"""Blocks as Markdown that redcarpet reads: with HTML for rich text items, without any for questions.

Not CommonMark: a list stays Markdown only where its items are a line of text with simple lists below (four blanks per
level); anything deeper, every box and every table with blocks is HTML on one line, between empty lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lernbuild.markup.nodes import (
    Block,
    CodeBlock,
    DefinitionList,
    Figure,
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
from lernbuild.targets.xikolo import dialect, hypertext
from lernbuild.targets.xikolo.book import Paper
from lernbuild.targets.xikolo.hypertext import Asked, nothing
from lernbuild.targets.xikolo.inline import Way, inline, picture

_OPEN = frozenset({"schritte", "karten", "reiter", "reiter-seite", "karte", "schritt", "spalte"})
"""Blocks that only arrange what they hold; their content stays Markdown."""


def markdown(nodes: Sequence[Node], paper: Paper, asked: Asked = nothing) -> str:
    """Nodes as the text of a rich text item; footnotes that it mentions stand at its end."""
    parts = [part for node in nodes for part in _rich(node, paper, asked)]
    notes = _notes(paper)
    return "\n\n".join([part for part in parts if part] + ([notes] if notes else [])) + "\n"


def plain(nodes: Sequence[Node], paper: Paper) -> str:
    """Nodes as the text of a question, an answer or an explanation: without HTML and without tables."""
    return "\n\n".join(part for node in nodes for part in _plain(node, paper) if part)


def line(nodes: Sequence[Node], paper: Paper) -> str:
    """Inline nodes as one paragraph without HTML."""
    return _paragraph(inline(nodes, paper, Way.PLAIN))


def _paragraph(text: str) -> str:
    """Lines of a paragraph; none begins like another block."""
    return "\n".join(dialect.line_start(part.strip()) for part in text.split("\n") if part.strip())


def _rich(node: Node, paper: Paper, asked: Asked) -> Iterator[str]:
    match node:
        case Paragraph(children=children):
            yield _paragraph(inline(children, paper, Way.MARKDOWN))
        case Heading(level=level, children=children):
            yield f"{'#' * max(level, 2)} {' '.join(inline(children, paper, Way.MARKDOWN).split(chr(10)))}"
        case List() if _simple(node):
            yield _list(node, paper, Way.MARKDOWN)
        case Table() if _flat(node):
            yield _table(node, paper)
        case CodeBlock(value=value, language=language):
            fence = "~~~" if "```" in value else "```"
            yield f"{fence}{language}\n{value.rstrip()}\n{fence}"
        case Rule():
            yield "* * *"
        case QuestionPlace(index=index):
            yield asked(index, paper)
        case Block(name=name, children=children, title=title) if name in _OPEN:
            if title:
                yield f"**{inline(title, paper, Way.MARKDOWN)}**"
            for child in children:
                yield from _rich(child, paper, asked)
        case _:
            yield hypertext.block(node, paper, asked)


def _simple(node: List) -> bool:
    """True for a list that redcarpet surely reads: one paragraph per item, simple lists below it, numbers from 1."""
    return (not node.ordered or node.start == 1) and all(_simple_item(item) for item in node.items)


def _simple_item(item: ListItem) -> bool:
    first, rest = item.children[:1], item.children[1:]
    if item.marker or not first or not isinstance(first[0], Paragraph) or not first[0].children:
        return False
    return all(isinstance(child, List) and _simple(child) for child in rest)


def _list(node: List, paper: Paper, way: Way, depth: int = 0) -> str:
    lines = []
    for number, item in enumerate(node.items, 1):
        lead, held = item.children[0], item.children[1:]
        assert isinstance(lead, Paragraph)
        bullet = f"{number}. " if node.ordered else "- "
        text = dialect.line_start(" ".join(inline(lead.children, paper, way).split("\n")))
        lines.append("    " * depth + bullet + text)
        lines += [_list(child, paper, way, depth + 1) for child in held if isinstance(child, List)]
    return "\n".join(lines)


def _flat(node: Table) -> bool:
    """True for a table that Markdown can hold: with a full head and without attributes."""
    return bool(node.head) and all(cell.children for cell in node.head) and not node.attributes.items


def _table(node: Table, paper: Paper) -> str:
    rule = {"right": "---:", "center": ":---:"}
    rows = [[_cell(cell.children, paper) for cell in row] for row in (node.head, *node.rows)]
    marks = [rule.get(cell.align, "---") for cell in node.head]
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], marks, *rows[1:]])


def _cell(nodes: Sequence[Node], paper: Paper) -> str:
    return inline(nodes, paper, Way.MARKDOWN).replace("\n", "<br>").strip() or " "


def _notes(paper: Paper) -> str:
    """The footnotes that were mentioned, in the order of their numbers; one may mention another."""
    done, items = 0, []
    while done < len(paper.notes):
        note = paper.note(list(paper.notes)[done])
        done += 1
        items.append(f"<li>{hypertext.blocks(note.children, paper) if note else ''}</li>")
    return f"<div><p><strong>{paper.words['notes']}</strong></p><ol>{''.join(items)}</ol></div>" if items else ""


# ---- questions: no HTML ------------------------------------------------------------


def _plain(node: Node, paper: Paper) -> Iterator[str]:
    match node:
        case Paragraph(children=children):
            yield line(children, paper)
        case Heading(children=children):
            yield f"**{inline(children, paper, Way.PLAIN)}**"
        case List():
            yield _list(node, paper, Way.PLAIN) if _simple(node) else _loose_list(node, paper)
        case Table():
            yield _rows(node, paper)
        case DefinitionList(items=items):
            for item in items:
                inside = " ".join(plain(detail, paper) for detail in item.details)
                yield f"{inline(item.term, paper, Way.PLAIN)}: {inside}"
        case CodeBlock(value=value):
            yield f"```\n{value.rstrip()}\n```"
        case Figure(image=image, caption=caption):
            words = inline(caption, paper, Way.PLAIN) or dialect.escaped(image.title)
            yield "\n".join(part for part in (picture(image, paper, Way.PLAIN), words) if part)
        case Rule() | QuestionPlace():
            return
        case Quote(children=children):
            yield "\n".join(f"> {part}" if part else ">" for part in plain(children, paper).split("\n"))
        case Block():
            yield from _plain_box(node, paper)
        case _:
            yield line((node,), paper)


def _plain_box(node: Block, paper: Paper) -> Iterator[str]:
    """A box as its label in bold and its content."""
    if node.name == "trainer":
        return
    title = inline(node.title, paper, Way.PLAIN)
    label = paper.words.get(node.name, "") if node.name in hypertext.CALLOUTS or node.name == "dokument" else ""
    if node.name == "dokument":
        label = f"{label} ({paper.words['sample']})"
    if head := ": ".join(part for part in (label, title) if part):
        yield f"**{head}**"
    for child in node.children:
        yield from _plain(child, paper)


def _rows(node: Table, paper: Paper) -> str:
    """Each row as a line „Kopf: Zelle; Kopf: Zelle“: questions know no tables."""
    heads = [inline(cell.children, paper, Way.PLAIN) for cell in node.head]
    lines = []
    for row in node.rows:
        cells = [inline(cell.children, paper, Way.PLAIN) for cell in row]
        named = zip(heads or [""] * len(cells), cells, strict=False)
        lines.append("- " + "; ".join(f"{head}: {cell}" if head else cell for head, cell in named if cell))
    return "\n".join(lines)


def _loose_list(node: List, paper: Paper) -> str:
    """A list whose items hold more than a line: one line per item, marked by hand."""
    out = []
    for number, item in enumerate(node.items, node.start):
        mark = f"{number}\\." if node.ordered else "–"
        box = {"[ ]": "☐ ", "[x]": "☒ "}.get(item.marker.lower(), "")
        out.append(f"{mark} {box}{plain(item.children, paper)}")
    return "\n\n".join(out)
