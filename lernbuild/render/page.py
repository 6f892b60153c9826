"""What a page knows while its nodes become HTML: course, place, ids, levels; makes no HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date

from markupsafe import Markup

from lernbuild.course.facts import format_value
from lernbuild.course.model import Course, GlossaryTerm, Lesson, Module
from lernbuild.frozen import frozen, slotted
from lernbuild.markup.nodes import Block, Citation, Footnote, Heading, Node
from lernbuild.markup.walking import plain_text, walk
from lernbuild.render.words import Texts

LANDS: Mapping[str, str] = {
    "bw": "Baden-Württemberg", "by": "Bayern", "be": "Berlin", "bb": "Brandenburg", "hb": "Bremen", "hh": "Hamburg",
    "he": "Hessen", "mv": "Mecklenburg-Vorpommern", "ni": "Niedersachsen", "nw": "Nordrhein-Westfalen",
    "rp": "Rheinland-Pfalz", "sl": "Saarland", "sn": "Sachsen", "st": "Sachsen-Anhalt", "sh": "Schleswig-Holstein",
    "th": "Thüringen",
}  # fmt: skip

MathSetter = Callable[[str, bool], Markup]
"""TeX source and whether it stands on its own line, to MathML."""


def href_of(lesson: Lesson) -> str:
    """Path of a lesson's page from the package root."""
    return f"lektion/{lesson.key}.html"


@frozen
class Sheet:
    """An Arbeitshilfe, for the list on the start page."""

    title: str
    href: str
    module: Module


@slotted
class Book:
    """What all pages of an edition share."""

    course: Course
    t: Texts
    math: MathSetter | None = None
    funding: Callable[[], Markup] = Markup
    trainer: bool = False
    """With ``::: trainer`` blocks."""
    lessons: dict[str, Lesson] = field(init=False)
    terms: dict[str, GlossaryTerm] = field(init=False)
    anchors: dict[tuple[str, str], str] = field(init=False)
    order: tuple[Lesson, ...] = field(init=False)
    places: dict[str, int] = field(init=False)
    """Where a lesson stands in ``order``, by its key."""
    modules: dict[str, tuple[int, Module]] = field(init=False)
    """The module of a lesson and its number, by the lesson's key."""

    def __post_init__(self) -> None:
        self.order = self.course.lessons
        self.lessons = {lesson.key: lesson for lesson in self.order}
        self.places = {lesson.key: place for place, lesson in enumerate(self.order)}
        numbered = enumerate(self.course.modules, 1)
        self.modules = {one.key: (number, module) for number, module in numbered for one in module.lessons}
        self.terms = {term.headword: term for term in self.course.glossary}
        self.anchors = {}
        for lesson in self.order:
            for anchor, words in lesson.memo.once("anchors", _anchors, lesson):
                self.anchors[lesson.key, anchor] = words

    def land(self, key: str) -> str:
        """Name of a Land or an office by its id."""
        return dict(self.course.lands).get(key) or LANDS.get(key, key)


def _anchors(lesson: Lesson) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for node in walk(lesson.blocks):
        if isinstance(node, Heading) and node.anchor:
            found.append((node.anchor, plain_text(node.children)))
        elif isinstance(node, Block) and (anchor := node.attributes.get("id")):
            found.append((anchor, plain_text(node.title)))
    return found


@slotted
class Page:
    """The state of one page: counters for ids, heading levels, what was used so far.

    ``section`` is the level of the last heading of the text, so that a block's own heading follows without a gap.
    ``titling`` is True inside a heading, where long words get soft hyphens and
    nothing is a link. ``linked`` is True inside a link, which
    holds no other. ``lines`` is True inside a mock document,
    where a line end is seen. ``inert`` is True inside a question,
    where glossary buttons would stand in a label and a source could give the answer away.
    """

    book: Book
    lesson: Lesson | None = None
    root: str = ""
    section: int = 1
    heading: str = ""
    inert: bool = False
    titling: bool = False
    lines: bool = False
    linked: bool = False
    nested: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    footnotes: dict[str, int] = field(default_factory=dict)
    terms: dict[str, GlossaryTerm] = field(default_factory=dict)
    sources: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    """By law and section: the words of the section and its address (empty: none)."""
    sheets: list[tuple[str, str]] = field(default_factory=list)
    renderer: Callable[[Sequence[Node], Page], Markup] = field(default=lambda nodes, page: Markup())
    questions: Callable[[int, Page], Markup] = field(default=lambda index, page: Markup())
    """Both are given the page instead of holding it: a page that nothing holds is gone at once."""
    own: Texts | None = None
    """The words of a lesson in another language than the course, where the theme speaks it."""
    frame: str = ""
    """``lang`` of what comes from the course in such a lesson: notes of the glossary."""

    @property
    def t(self) -> Texts:
        return self.own or self.book.t

    def html(self, nodes: Sequence[Node]) -> Markup:
        """Nodes in reading order as HTML."""
        return self.renderer(nodes, self)

    def question(self, index: int) -> Markup:
        """A question of the lesson as HTML; nothing where the page has none."""
        return self.questions(index, self)

    def unique(self, wish: str) -> str:
        """An id that no other element of the page has: ``wish``, ``wish-2`` …"""
        base = re.sub(r"[^\w.-]+", "-", wish).strip("-") or "x"
        self.ids[base] = count = self.ids.get(base, 0) + 1
        return base if count == 1 else self.unique(f"{base}-{count}")

    def below(self) -> int:
        """Heading level of a block inside the current section."""
        return min(self.section + 1, 6)

    def note(self, label: str) -> Footnote | None:
        """The body of a footnote of this lesson."""
        notes = self.lesson.footnotes if self.lesson else ()
        return next((note for note in notes if note.label == label), None)

    def fact(self, key: str) -> tuple[str, date | None] | None:
        """A fact's value on the lesson's date, in German, and its last day."""
        known = self.book.course.facts.get(key)
        day = self.lesson.legal_date if self.lesson else self.book.course.settings.legal_date
        period = known.at(day) if known else None
        if known is None or period is None:
            return None
        language = (self.lesson.language if self.lesson else "") or self.book.course.settings.language
        return format_value(period.value, known.unit, language), period.until

    def cite(self, citation: Citation) -> None:
        """Remembers what a citation leads to, for the list of sources."""
        for section, words, address in cited(citation):
            self.sources.setdefault(citation.law, {}).setdefault(section, (words, address))


def cited(citation: Citation) -> list[tuple[str, str, str]]:
    """Section, its words (``§ 18a``) and address for each part of a citation."""
    text = "".join(words for words, _ in citation.parts).lstrip()
    sign = "Art." if text.startswith("Art") else "§"
    addresses = [address or "" for _, address in citation.parts if address]
    out = []
    for i, section in enumerate(citation.sections):
        address = addresses[min(i, len(addresses) - 1)] if addresses else ""
        out.append((section, f"{sign}\u00a0{section}", address))
    return out


def natural(section: str) -> list[tuple[int, int, str]]:
    """Order of sections: 4, 4a, 18."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|[^\d]+", section)]
