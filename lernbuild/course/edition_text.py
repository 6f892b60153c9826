"""Makes one edition of a lesson's blocks: variants, facts, questions; must not know links, law or the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date

from lernbuild.course.facts import Fact
from lernbuild.course.model import QuestionIdentity
from lernbuild.course.tree import transform
from lernbuild.course.values import Values
from lernbuild.course.variant_blocks import Chosen, read_choice
from lernbuild.course.variants import GENERAL, Variants, read_ids
from lernbuild.course.words import listed
from lernbuild.diagnostics import Diagnostic, Severity, error, info
from lernbuild.frozen import frozen, slotted
from lernbuild.later import Later
from lernbuild.markup.dates import read_dates
from lernbuild.markup.nodes import Attributes, Block, FactRef, Figure, Footnote, Image, Node, QuestionPlace, Table, Text
from lernbuild.markup.walking import every, walk
from lernbuild.memo import Memo
from lernbuild.questions import parse_question, type_of
from lernbuild.questions.identity import key_of, slug
from lernbuild.questions.model import Question
from lernbuild.source import Span

QUESTIONS = ("frage", "umfrage", "fall")
_RESOLVED = frozenset((FactRef, Block, Figure, Table))
LANDS = "laender"
"""Attribute of ``nur``/``ausser`` blocks that stay in the tree: the ids they name, with commas."""


@frozen
class Scope:
    """Which edition is made: the variant ("" = general); ``choice``: learners choose their Land at run time."""

    variants: Variants
    offered: tuple[str, ...]
    variant: str = ""
    choice: bool = False

    def keeps(self, only: tuple[str, ...], except_for: tuple[str, ...]) -> bool:
        """True when a lesson or question with these lists belongs to the edition."""
        if self.variant:
            return self.variants.applies(self.variant, only, except_for)
        return self.choice or not only


@slotted
class EditionText(Later):
    """A lesson's text in one edition; ``identities`` name the questions of all editions."""

    blocks: tuple[Node, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    questions: list[Question] = field(default_factory=list)
    identities: list[QuestionIdentity] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    broken: int = 0
    """Questions that could not be read."""
    own_anchors: set[int] = field(default_factory=set)
    """Places in ``questions`` whose links lead to steps of their own (``::: fall``)."""
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)
    alike: bool = False
    """The same in every edition."""


@frozen
class LessonText:
    """A lesson's text before an edition is made; ``known`` are messages that were given already."""

    blocks: tuple[Node, ...]
    footnotes: tuple[Footnote, ...]
    key: str
    day: date
    test: bool
    known: tuple[Diagnostic, ...] = ()
    language: str = "de"


def make_text(lesson: LessonText, scope: Scope, facts: Mapping[str, Fact]) -> EditionText:
    """The blocks of one lesson with variants, facts and questions resolved."""
    maker = _Maker(lesson, scope, facts, EditionText())
    maker.text.blocks = maker.resolve(lesson.blocks, Chosen())
    maker.text.footnotes = tuple(
        replace(note, children=maker.resolve(note.children, Chosen())) for note in lesson.footnotes
    )
    return maker.text


def differs_by_edition(blocks: tuple[Node, ...], facts: Mapping[str, Fact]) -> bool:
    """True when a text names a variant anywhere, or uses a text of one."""
    for node in every(blocks):
        if isinstance(node, FactRef):
            if node.key.strip().partition(".")[0] not in facts:
                return True
        elif isinstance(node, Block | Table | Image):
            if isinstance(node, Block) and node.name in ("nur", "ausser"):
                return True
            if node.attributes.has("nur") or node.attributes.has("ausser"):
                return True
    return False


@slotted
class _Maker:
    lesson: LessonText
    scope: Scope
    facts: Mapping[str, Fact]
    text: EditionText
    keys: dict[str, Span] = field(default_factory=dict)
    values: dict[tuple[str, date], Values] = field(default_factory=dict)

    def resolve(self, nodes: tuple[Node, ...], chosen: Chosen) -> tuple[Node, ...]:
        values = self.values_for(chosen.land or self.scope.variant, chosen.day or self.lesson.day)

        def each(node: Node) -> tuple[Node, ...] | None:
            day = read_dates(node.attributes).legal if isinstance(node, Block) else None
            here = replace(chosen, day=day) if day else chosen
            match node:
                case FactRef():
                    return values.value_of(node)
                case Block(name="nur" | "ausser"):
                    return self.variant_block(node, here)
                case Block(name=name) if name in QUESTIONS:
                    return self.question(node, here)
            made = self.limited_node(node, here) if isinstance(node, Block | Figure | Table) else None
            if made is None and isinstance(node, Block) and (here is not chosen or node.name == "einbinden"):
                return self.own_day(node, here)
            return made

        return transform(nodes, each, _RESOLVED)

    def own_day(self, block: Block, here: Chosen) -> tuple[Node, ...]:
        """A block with values of its own day; a snippet's frame has done its work."""
        children = self.resolve(block.children, here)
        if block.name == "einbinden":
            return children
        return (replace(block, title=self.resolve(block.title, here), children=children),)

    def values_for(self, variant: str, day: date) -> Values:
        if (variant, day) not in self.values:
            keys = frozenset(key for one in self.scope.variants.by_id.values() for key in one.texts)
            texts = self.scope.variants.texts(variant)
            self.values[variant, day] = Values(
                self.facts, texts, day, keys, variant or GENERAL, self.text.problems, self.lesson.language
            )
        return self.values[variant, day]

    # ---- variants ---------------------------------------------------------------

    def variant_block(self, block: Block, chosen: Chosen) -> tuple[Node, ...]:
        ids, problems = read_choice(block, self.scope.variants, self.scope.offered)
        self.text.problems += problems
        return self.in_variants(block, ids, chosen)

    def in_variants(self, block: Block, ids: tuple[str, ...], chosen: Chosen) -> tuple[Node, ...]:
        """What stands in the place of a block that holds for some variants."""
        if not ids:
            return self.resolve(block.children, chosen)
        inner = chosen.within(block.name, ids)
        if self.scope.variant:
            children = self.resolve(block.children, inner)
            return children if self.scope.keeps(inner.only, inner.except_for) else ()
        if block.name == "nur" and self.differs(block, ids):
            return tuple(self.shown(block, (one,), chosen) for one in ids)
        return (self.shown(block, ids, chosen),)

    def shown(self, block: Block, ids: tuple[str, ...], chosen: Chosen) -> Block:
        """The block as the general edition shows it: under the Land's name, with that Land's values."""
        inner = chosen.within(block.name, ids)
        if block.name == "nur":
            inner = replace(inner, land=ids[0])
        names = listed([self.scope.variants.name(one) for one in ids])
        words = names if block.name == "nur" else f"Gilt nicht in {names}"
        marked = Attributes((*block.attributes.items, (LANDS, ",".join(ids))), (*block.attributes.spans, block.span))
        title = (Text(block.span, words),)
        return replace(block, title=title, attributes=marked, children=self.resolve(block.children, inner))

    def differs(self, block: Block, ids: tuple[str, ...]) -> bool:
        """True when the block uses texts that differ between the Länder it names, and holds no question."""
        inside = list(walk(block.children))
        if len(ids) < 2 or any(isinstance(n, Block) and n.name in QUESTIONS for n in inside):
            return False
        keys = {n.key.strip() for n in inside if isinstance(n, FactRef)}
        texts = [self.scope.variants.texts(one) for one in ids]
        return any(len({t.get(key) for t in texts}) > 1 for key in keys)

    def limited_node(self, node: Block | Figure | Table, chosen: Chosen) -> tuple[Node, ...] | None:
        """A block, picture or table with ``{nur=…}`` or ``{ausser=…}``, as if a block of that name stood around it."""
        attributes = node.image.attributes if isinstance(node, Figure) else node.attributes
        for name in ("nur", "ausser"):
            value = attributes.get(name)
            if not value:
                continue
            words = _attribute_words(attributes, node.span, name, value)
            ids, problems = read_ids(words, self.scope.variants, self.scope.offered, f"{{{name}={{}}}}")
            self.text.problems += problems
            return self.in_variants(Block(node.span, name, (), (_without(node, name),)), ids, chosen)
        return None

    # ---- questions --------------------------------------------------------------

    def question(self, block: Block, chosen: Chosen) -> tuple[Node, ...]:
        limits, inside = self.limits(block, chosen), replace(chosen, asked=True)
        title = self.resolve(block.title, inside)
        filled = replace(block, title=title, children=self.resolve(block.children, inside))
        question, problems = parse_question(filled, test=self.lesson.test)
        self.text.problems += self.without_follow_ups(block, problems)
        if question is None:
            self.text.broken += 1
            return ()
        question = self.identified(question)
        if not self.scope.keeps(limits.only, limits.except_for):
            return ()
        if self.scope.variant:
            limits = Chosen()
        question = replace(question, only=limits.only, except_for=limits.except_for)
        if block.name == "fall":
            self.text.own_anchors.add(len(self.text.questions))
        self.text.questions.append(question)
        if chosen.asked:  # an error, told already; a question has no place for another
            return ()
        return (QuestionPlace(block.span, len(self.text.questions) - 1),)

    def without_follow_ups(self, block: Block, problems: list[Diagnostic]) -> list[Diagnostic]:
        """Nothing about missing answers where a mistake inside the block has swallowed them."""
        swallowed = any(
            d.severity is Severity.ERROR
            and d.span is not None
            and d.span.file is block.span.file
            and block.span.start <= d.span.start < block.span.end
            for d in self.lesson.known
        )
        return [d for d in problems if not d.code.startswith("quiz-no-")] if swallowed else problems

    def limits(self, block: Block, chosen: Chosen) -> Chosen:
        """For which variants a question holds: the blocks around it and its own ``nur=`` and ``ausser=``."""
        for name in ("nur", "ausser"):
            value = block.attributes.get(name)
            if not value:
                continue
            words = _attribute_words(block.attributes, block.span, name, value)
            ids, problems = read_ids(words, self.scope.variants, self.scope.offered, f"{{{name}={{}}}}")
            self.text.problems += problems
            if ids:
                chosen = chosen.within(name, ids)
        return chosen

    def identified(self, question: Question) -> Question:
        """The question with a key that is unique in its lesson and does not hang on a fact's value."""
        key = question.key if question.explicit_key else slug(key_of(question.prompt)) or question.key
        if key in self.keys:
            fresh = _next_key(key, self.keys)
            self.text.problems.append(_same_key(question, key, fresh, self.keys[key]))
            key = fresh
        self.keys[key] = question.span
        options = tuple(option.key for option in type_of(question.kind).options(question.content))
        self.text.identities.append(
            QuestionIdentity(self.lesson.key, key, options, question.span, question.explicit_key)
        )
        return replace(question, key=key)


def _without(node: Block | Figure | Table, name: str) -> Node:
    """The node without one of its attributes."""
    if isinstance(node, Figure):
        return replace(node, image=replace(node.image, attributes=_dropped(node.image.attributes, name)))
    return replace(node, attributes=_dropped(node.attributes, name))


def _dropped(attributes: Attributes, name: str) -> Attributes:
    kept = [(item, attributes.span(item[0])) for item in attributes.items if item[0] != name]
    spans = tuple(span for _, span in kept if span is not None)
    return Attributes(tuple(item for item, _ in kept), spans if len(spans) == len(kept) else ())


def _attribute_words(attributes: Attributes, place: Span, name: str, value: str) -> list[tuple[str, Span]]:
    """The ids in an attribute's value with their places."""
    key = attributes.span(name) or place
    file = key.file
    line_end = file.span(key.start).end
    start = file.text.find(value, key.start, line_end)
    words = []
    for part in value.split(","):
        word = part.strip()
        at = file.text.find(word, max(start, key.start), line_end) if word else -1
        if word:
            words.append((word, Span(file, at, at + len(word)) if at >= 0 else key))
    return words


def _next_key(key: str, taken: Mapping[str, Span]) -> str:
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"


def _same_key(question: Question, key: str, fresh: str, first: Span) -> Diagnostic:
    first_line = question.span.file.span(question.span.start)
    if not question.explicit_key:
        line = first_line.text.strip()
        words = line.partition(" ")[2].partition(" ")[2] or line
        message = f"Zwei Fragen dieser Lektion haben dieselbe erste Zeile „{words}“."
        hint = (
            f"Damit Ergebnisse auch nach dem Umstellen richtig zugeordnet bleiben, schreiben Sie: {line} {{id={fresh}}}"
        )
        return info("quiz-same-text", message, first_line, hint, related=(first,))
    at = first_line.text.find(f"id={key}")
    span = Span(first_line.file, first_line.start + at, first_line.start + at + len(key) + 3) if at >= 0 else first_line
    counted = key.rstrip("0123456789")
    digits = key[len(counted) :]
    other = f"{counted}{int(digits) + 1}" if digits else fresh
    message = f"Die Kennung „{key}“ ist schon in Zeile {first.line} vergeben."
    hint = f"Geben Sie dieser Frage eine eigene, zum Beispiel: {{id={other}}}"
    return error("id-duplicate", message, span, hint, related=(first,))
