"""What the search of a course looks through: passages of lessons, terms, provisions, in files of bounded size.

Must not know the page that shows the hits. Questions stay out, with their answers and solutions, and so does what is
for trainers only.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import cast

from lernbuild.course.model import Course, Lesson
from lernbuild.frozen import frozen, slotted
from lernbuild.markup.nodes import (
    Block,
    Cell,
    CodeBlock,
    Definition,
    Figure,
    Footnote,
    Heading,
    Node,
    Paragraph,
    QuestionPlace,
)
from lernbuild.markup.walking import children_of, plain_text, walk
from lernbuild.render.page import href_of

MOST = 96_000
"""Bytes of one file; a longer module is divided."""
_HIDDEN = frozenset({"trainer", "frage", "fall", "umfrage"})
_SOFT = "\u00ad"


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@frozen
class Passage:
    """What a hit shows: ``kind`` is lesson, test, aid, glossary or law; ``place`` stands below the title."""

    kind: str
    href: str
    title: str
    place: str
    text: str
    land: str = ""

    @property
    def row(self) -> str:
        """The passage as it stands in a script."""
        text = _ENCODER.encode([self.kind, self.href, self.title, self.place, self.text, self.land])
        return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@slotted
class _Section:
    anchor: str
    heading: str
    words: list[str] = field(default_factory=list)
    land: str = ""


def search_files(groups: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """Scripts of rows by chunk name (``search-1`` …): whole modules as long as they fit, none longer than ``MOST``.

    A single passage that is longer has a file of its own.
    """
    parts: list[list[str]] = []
    size = MOST
    for rows in groups:
        lengths = [len(row.encode()) for row in rows]
        if size + sum(lengths) + len(rows) > MOST:
            size = MOST  # a module begins a file unless it fits into the one before
        for row, length in zip(rows, lengths, strict=True):
            size += length + 1
            if size > MOST:
                parts.append([])
                size = length + 100
            parts[-1].append(row)
    return {
        f"search-{n}": f'globalThis.lernbuild.chunks["search-{n}"]=[{",".join(rows)}];\n'.encode()
        for n, rows in enumerate(parts, 1)
    }


def passages_of(course: Course, sheets: Mapping[str, Sequence[str]], terms: Mapping[str, str]) -> list[list[str]]:
    """The passages of each module, then the terms, as rows.

    ``sheets`` are the addresses of the Arbeitshilfen of each lesson, in order; ``terms`` the anchor of each term.
    """
    groups = [
        [
            found
            for lesson in module.lessons
            for found in _kept(course, lesson, module.title, tuple(sheets.get(lesson.key, ())))
        ]
        for module in course.modules
    ]
    glossary = [
        Passage("glossary", f"glossar.html#{terms[t.headword]}", t.headword, "", clean(f"{t.short} {t.long}")).row
        for t in course.glossary
        if t.headword in terms
    ]
    return [*groups, glossary]


def law_passages(laws: Sequence[Mapping[str, object]]) -> list[str]:
    """The provisions of the index of law, each with the lessons that cite it, as rows."""
    out: list[str] = []
    for law in laws:
        sections = law["sections"]
        assert isinstance(sections, list)
        for section in sections:
            lessons = ", ".join(clean(lesson["words"]) for lesson in section["lessons"])
            place = clean(str(law["name"]))
            out.append(Passage("law", f"recht.html#{law['id']}", clean(section["words"]), place, lessons).row)
    return out


def _kept(course: Course, lesson: Lesson, module: str, sheets: tuple[str, ...]) -> list[str]:
    """The passages of a lesson, made once for the same names around it."""
    around = (module, sheets, course.lands)
    known, rows = cast("tuple[object, list[str]]", lesson.memo.found.get("passages", (None, [])))
    if known != around:
        rows = [passage.row for passage in _lesson(course, lesson, module, sheets)]
        lesson.memo.note("passages", (around, rows))
    return rows


def _lesson(course: Course, lesson: Lesson, module: str, sheets: Sequence[str]) -> Iterator[Passage]:
    kind = "test" if lesson.kind == "test" else "lesson"
    href = href_of(lesson)
    names = dict(course.lands)
    first = _Section("", "")
    sections = [first]
    _gather(lesson.blocks, sections, names)
    first.words += [_words((note,)) for note in lesson.footnotes]
    first.words += [f"· {part}" for part in (*lesson.objectives, ", ".join(lesson.keywords)) if part]
    for section in sections:
        text = clean(" ".join(section.words))
        if section is not first and not text:
            continue
        address = f"{href}#{section.anchor}" if section.anchor else href
        title = f"{lesson.title} – {section.heading}" if section.heading else lesson.title
        yield Passage(kind, address, clean(title), clean(module), text, section.land)
    if not sheets:
        return
    blocks = (node for node in walk(_shown(lesson.blocks)) if isinstance(node, Block) and node.name == "arbeitshilfe")
    for block, address in zip(blocks, sheets, strict=False):
        text = clean(_words(block.children))
        yield Passage("aid", address, clean(plain_text(block.title)), clean(lesson.title), text)


def _shown(blocks: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(node for node in blocks if not (isinstance(node, Block) and node.name == "trainer"))


def _gather(blocks: Sequence[Node], sections: list[_Section], names: Mapping[str, str]) -> None:
    """Divides the blocks at the headings; what holds only in some Laender is a passage of its own."""
    for node in blocks:
        here = sections[-1] if not sections[-1].land else _Section(sections[-1].anchor, sections[-1].heading)
        if here is not sections[-1]:
            sections.append(here)
        if isinstance(node, Heading):
            sections.append(_Section(node.anchor, plain_text(node.children)))
        elif isinstance(node, Block) and node.name in {"nur", "ausser"}:
            words = _words(node.children)
            sections.append(_Section(here.anchor, here.heading, [words], _land(node, names)))
        elif not (isinstance(node, Block) and node.name == "arbeitshilfe"):
            here.words.append(_words((node,)))


def _land(node: Block, names: Mapping[str, str]) -> str:
    ids = [key.strip() for key in (node.attributes.get("laender") or "").split(",") if key.strip()]
    if node.name == "ausser":
        ids = [key for key in names if key not in ids]
    return ", ".join(names.get(key, key) for key in ids) or plain_text(node.title)


def _words(nodes: Sequence[Node]) -> str:
    return " ".join(part for node in nodes for part in _texts(node) if part)


def _texts(node: Node) -> Iterator[str]:
    match node:
        case QuestionPlace():
            return
        case Block(name=name) if name in _HIDDEN:
            return
        case Paragraph(children=children) | Cell(children=children) | Heading(children=children):
            yield plain_text(children)
        case CodeBlock(value=value):
            yield value
        case Figure(image=image, caption=caption):
            yield from (image.alt, plain_text(caption) if caption else image.title)
        case Block(title=title, children=children):
            yield from (plain_text(title), _words(children))
        case Definition(term=term, details=details):
            yield plain_text(term)
            for detail in details:
                yield _words(detail)
        case Footnote(children=children):
            yield _words(children)
        case _:
            yield from (part for child in children_of(node) for part in _texts(child))


def clean(text: str) -> str:
    """The words with single plain blanks, composed letters and no soft hyphens."""
    return unicodedata.normalize("NFC", " ".join(text.replace(_SOFT, "").split()))
