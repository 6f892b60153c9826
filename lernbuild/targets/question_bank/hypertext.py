"""Nodes as plain HTML for the editor of a question bank: no classes, no script, no place in a course; knows no type.

Moodle's filters read the HTML: formulas stand between ``\\(`` and ``\\)`` for MathJax, and what authors wrote may not
look like a formula (``$$``, a backslash), a file (``@@PLUGINFILE@@``) or a gap (``{1:SHORTANSWER:``).
Source: docs.moodle.org/en/MathJax_filter, docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from lernbuild.course.model import Course, Lesson
from lernbuild.markup.nodes import (
    Block,
    Citation,
    CodeBlock,
    CodeSpan,
    Definition,
    DefinitionList,
    Emphasis,
    FactRef,
    FactValue,
    Figure,
    FootnoteRef,
    Gap,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Node,
    Paragraph,
    Phrase,
    Quote,
    Rule,
    Strong,
    Table,
    Term,
    Text,
)
from lernbuild.markup.typography import polish
from lernbuild.targets.question_bank.model import MARK, Rich

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"})
NO_PICTURE = "Das Bild fehlt, es steht nur seine Beschreibung da."
_LABELS: Mapping[str, str] = {
    "rechtsgrundlage": "Rechtsgrundlage", "praxistipp": "Praxistipp", "achtung": "Achtung", "beispiel": "Beispiel",
    "merke": "Merke", "hinweis": "Hinweis", "dokument": "Muster, erfunden", "arbeitshilfe": "Arbeitshilfe",
}  # fmt: skip
_WEB = ("http:", "https:", "mailto:", "tel:")
_BOXES = {"[ ]": "☐ ", "[x]": "☒ ", "( )": "☐ ", "(x)": "☒ "}

Hole = Callable[[Gap], str]


class Writer:
    """Makes the texts of one lesson. ``pictures`` False: a picture is named only, and ``lost`` says so."""

    def __init__(self, course: Course, lesson: Lesson, *, pictures: bool = True) -> None:
        self._course, self._lesson, self._pictures = course, lesson, pictures
        self._notes: list[str] = []
        self._files: dict[str, None] = {}
        self._hole: Hole = lambda gap: "_____"
        self.lost: dict[str, None] = {}
        """What the texts made since it was cleared do without, in German."""

    def rich(self, *parts: Sequence[Node], hole: Hole | None = None) -> Rich:
        """The parts one below the other; footnotes follow the text that mentions them."""
        self._notes, self._files = [], {}
        self._hole = hole or (lambda gap: "_____")
        shown = "".join(self._part(part) for part in parts)
        done = 0
        while done < len(self._notes):
            shown += self._note(self._notes[done], done + 1)
            done += 1
        return Rich(shown, tuple(self._files))

    def _part(self, nodes: Sequence[Node]) -> str:
        """Inline nodes get a paragraph of their own; blocks stand as they are."""
        out, held = "", ""
        for node in nodes:
            block = self._block(node)
            if block is None:
                held += self._inline(node)
            else:
                out += (f"<p>{held.strip()}</p>" if held.strip() else "") + block
                held = ""
        return out + (f"<p>{held.strip()}</p>" if held.strip() else "")

    def _note(self, label: str, number: int) -> str:
        note = next((note for note in self._lesson.footnotes if note.label == label), None)
        return f"<p><sup>[{number}]</sup> {self._loose(note.children)}</p>" if note else ""

    def _loose(self, nodes: Sequence[Node]) -> str:
        """A first paragraph without its tags, for tight lists and cells."""
        if nodes and isinstance(nodes[0], Paragraph):
            return self._all(nodes[0].children) + self._part(nodes[1:])
        return self._part(nodes)

    def _all(self, nodes: Sequence[Node]) -> str:
        return "".join(self._inline(node) for node in nodes)

    # ---- blocks ----

    def _block(self, node: Node) -> str | None:
        """HTML of a block; None for what stands in a line."""
        match node:
            case Paragraph(children=children):
                return f"<p>{self._all(children)}</p>"
            case Heading(children=children):
                return f"<h4>{self._all(children)}</h4>"
            case List():
                return self._list(node)
            case Quote(children=children):
                return f"<blockquote>{self._part(children)}</blockquote>"
            case CodeBlock(value=value):
                return f"<pre><code>{words(value.rstrip())}</code></pre>"
            case Rule():
                return "<hr>"
            case Table():
                return self._table(node)
            case DefinitionList(items=items):
                return f"<dl>{''.join(map(self._definition, items))}</dl>"
            case Figure():
                return self._figure(node)
            case Block():
                return self._box(node)
        return None

    def _list(self, node: List) -> str:
        items = "".join(f"<li>{self._item(item, node.tight)}</li>" for item in node.items)
        start = f' start="{node.start}"' if node.start != 1 else ""
        return f"<ol{start}>{items}</ol>" if node.ordered else f"<ul>{items}</ul>"

    def _item(self, item: ListItem, tight: bool) -> str:
        inside = self._loose(item.children) if tight else self._part(item.children)
        return _BOXES.get(item.marker.lower(), "") + inside

    def _table(self, node: Table) -> str:
        caption = node.attributes.get("beschriftung") or node.attributes.get("titel") or ""
        out = f"<caption>{words(polish(caption))}</caption>" if caption else ""
        if any(cell.children for cell in node.head):
            cells = "".join(f'<th scope="col">{self._all(cell.children)}</th>' for cell in node.head)
            out += f"<thead><tr>{cells}</tr></thead>"
        rows = ("".join(f"<td>{self._all(cell.children)}</td>" for cell in row) for row in node.rows)
        return f"<table>{out}<tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"

    def _definition(self, node: Definition) -> str:
        details = "".join(f"<dd>{self._loose(detail)}</dd>" for detail in node.details)
        return f"<dt>{self._all(node.term)}</dt>{details}"

    def _figure(self, node: Figure) -> str:
        caption = self._all(node.caption) if node.caption else words(polish(node.image.title))
        shown = self._inline(node.image)
        return f"<p>{shown}</p>" + (f"<p><em>{caption}</em></p>" if caption else "")

    def _box(self, node: Block) -> str:
        """A ``:::`` block with its kind and title in front; what is for trainers stays away."""
        if node.name == "trainer":
            return ""
        title = ": ".join(part for part in (_LABELS.get(node.name, ""), self._all(node.title)) if part)
        head = f"<p><strong>{title}</strong></p>" if title else ""
        inside = head + self._part(node.children)
        return f"<blockquote>{inside}</blockquote>" if node.name in _LABELS or node.name == "zitat" else inside

    # ---- lines ----

    def _inline(self, node: Node) -> str:
        match node:
            case Text(value=value):
                return words(polish(value))
            case FactValue(value=value):
                return words(value)
            case LineBreak(hard=hard):
                return "<br>" if hard else " "
            case Emphasis(children=children):
                return f"<em>{self._all(children)}</em>"
            case Strong(children=children):
                return f"<strong>{self._all(children)}</strong>"
            case CodeSpan(value=value):
                return f"<code>{words(value)}</code>"
            case Phrase(language=language, children=children):
                return f'<span lang="{html.escape(language)}">{self._all(children)}</span>'
            case Term(children=children):
                return self._all(children)
            case Citation(parts=parts):
                return "".join(_link(address, words(text)) for text, address in parts)
            case Link():
                return self._to(node)
            case Image():
                return self._picture(node)
            case Math(source=source, display=display):
                return formula(source, display=display)
            case Gap():
                return self._hole(node)
            case FootnoteRef(label=label):
                if label not in self._notes:
                    self._notes.append(label)
                return f"<sup>[{self._notes.index(label) + 1}]</sup>"
            case FactRef(key=key):
                return words("{{" + key + "}}")
        raise TypeError(f"no HTML for the node {type(node).__name__} at {node.span.place}")

    def _to(self, node: Link) -> str:
        """A link into the world; what it leads to inside of the course is named, since a bank has no pages."""
        shown = self._all(node.children)
        if node.target.lower().startswith(_WEB):
            return _link(node.target, shown or words(node.target.split(":", 1)[-1].lstrip("/")))
        place = self._course.links.get((node.span.file.path, node.target), "")
        key = place.removeprefix("lesson:").partition("#")[0] if place.startswith("lesson:") else ""
        title = next((lesson.title for lesson in self._course.lessons if lesson.key == key), "")
        named = words(f"„{polish(title)}“") if title else ""
        return f"{shown} ({named})" if shown and named else shown or named or words(node.target.lstrip("#"))

    def _picture(self, node: Image) -> str:
        """A picture as a file beside the text; a film or sound only by its name."""
        place = self._course.links.get((node.span.file.path, node.target), "")
        name = place.removeprefix("asset:") if place.startswith("asset:") else ""
        alt = "" if node.attributes.has("dekorativ") else polish(node.alt)
        seen = PurePosixPath(node.target).suffix.lower() in PICTURES
        if not (name and seen and self._pictures):
            self.lost[NO_PICTURE if seen else "Film und Ton fehlen."] = None
            return words(f"[{'Bild' if seen else 'Film'}: {alt}]") if alt else ""
        self._files[name] = None
        return f'<img src="@@PLUGINFILE@@/{html.escape(name)}" alt="{_guarded(html.escape(alt))}">'


def words(text: str) -> str:
    """Text in which no filter and no importer finds a sign of its own; on one line."""
    return _guarded(html.escape(text, quote=False))


def _guarded(escaped: str) -> str:
    shown = escaped.replace("\\", "&#92;").replace("{", "&#123;").replace("\n", "&#10;").replace("\r", "")
    shown = shown.replace(MARK, f"&#{ord(MARK)};")
    return shown.replace("$$", "&#36;&#36;").replace("@@", "&#64;&#64;")


def formula(source: str, *, display: bool = False) -> str:
    """TeX between the signs that MathJax looks for."""
    inside = html.escape(" ".join(source.split()), quote=False).replace("{", "&#123;").replace("@@", "&#64;&#64;")
    return f"\\[{inside}\\]" if display else f"\\({inside}\\)"


def _link(address: str | None, shown: str) -> str:
    if not address:
        return shown
    return f'<a href="{_guarded(html.escape(address))}" target="_blank" rel="noopener">{shown}</a>'
