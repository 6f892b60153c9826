"""What differs between the editions of a course, where and why, read from the sources; must not know pages.

The same for every edition: it is read before an edition is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field

from lernbuild.course.variant_blocks import Chosen, read_choice
from lernbuild.course.variants import GENERAL, Variants, read_ids
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Attributes, Block, FactRef, Figure, Node, Table, Text
from lernbuild.markup.walking import children_of, plain_text, walk
from lernbuild.source import Span

_QUESTIONS = ("frage", "umfrage", "fall")
_RUNNING = 300
"""So many characters of a block's words are kept."""


@frozen
class Limit:
    """A lesson, question or block that does not hold everywhere.

    ``kind`` is „lesson“, „question“ or „block“; the lists also name what stands around it; ``own``: it names
    variants itself. ``span`` is its first line.
    """

    kind: str
    lesson: str
    title: str
    question: str
    only: tuple[str, ...]
    except_for: tuple[str, ...]
    reason: str
    words: str
    own: bool
    span: Span


@frozen
class Holding:
    """What one edition holds: keys of lessons, and (lesson, question) of the questions left out of it."""

    variant: str
    name: str
    left_out_lessons: tuple[str, ...]
    left_out_questions: tuple[tuple[str, str], ...]


@frozen
class Differences:
    """How the editions differ; ``texts`` are variant texts in use: key, and the value of each edition.

    ``idle`` are reasons given where nothing is limited to single Länder.
    """

    mode: str
    editions: tuple[Holding, ...]
    limits: tuple[Limit, ...]
    texts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    idle: tuple[Span, ...] = ()


@frozen
class LimitedLesson:
    """A lesson before any edition is made."""

    key: str
    title: str
    blocks: tuple[Node, ...]
    footnotes: Sequence[Node]
    only: tuple[str, ...]
    except_for: tuple[str, ...]
    span: Span


@frozen
class LessonLimits:
    """What one lesson adds to the differences; ``named`` are the facts and texts that it shows."""

    limits: tuple[Limit, ...]
    idle: tuple[Span, ...]
    named: tuple[str, ...]


Keys = Mapping[tuple[str, str, int], str]
"""Question keys by lesson, file and line."""


def place_of(lesson: str, span: Span) -> tuple[str, str, int]:
    """Where a question of a lesson stands."""
    return lesson, span.file.path, span.file.position(span.start)[0]


def limits_of(lesson: LimitedLesson, keys: Keys, variants: Variants, offered: tuple[str, ...]) -> LessonLimits:
    """What of a lesson does not hold everywhere, and which texts it names."""
    reader = _Reader(lesson, keys, variants, offered)
    limits = tuple(reader.limits())
    nodes = walk((*lesson.blocks, *lesson.footnotes))
    named = sorted({node.key.strip() for node in nodes if isinstance(node, FactRef)})
    return LessonLimits(limits, tuple(reader.idle), tuple(named))


def joined_differences(
    found: Sequence[LessonLimits], keys: Keys, variants: Variants, offered: tuple[str, ...], mode: str
) -> Differences:
    """Everything that differs between the general edition and the offered ones, from what each lesson adds."""
    limits = tuple(limit for one in found for limit in one.limits)
    idle = tuple(dict.fromkeys(span for one in found for span in one.idle))
    editions = tuple(_holding(one, limits, keys, variants, mode) for one in ("", *offered))
    used = {key for one in found for key in one.named}
    return Differences(mode, editions, limits, tuple(_texts(used, variants, offered)), idle)


def _holding(variant: str, limits: Iterable[Limit], keys: Keys, variants: Variants, mode: str) -> Holding:
    def keeps(limit: Limit) -> bool:
        if variant:
            return variants.applies(variant, limit.only, limit.except_for)
        return mode == "auswahl" or not limit.only

    missing = [limit for limit in limits if not keeps(limit)]
    lessons = tuple(limit.lesson for limit in missing if limit.kind == "lesson")
    questions = [(limit.lesson, limit.question) for limit in missing if limit.kind == "question"]
    questions += [(lesson, key) for (lesson, _, _), key in keys.items() if lesson in lessons]
    name = variants.name(variant) if variant else "Allgemeine Ausgabe"
    return Holding(variant, name, lessons, tuple(dict.fromkeys(questions)))


def _texts(
    used: Set[str], variants: Variants, offered: tuple[str, ...]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    names = (GENERAL, *offered)
    for key in sorted(used & {key for one in variants.by_id.values() for key in one.texts}):
        yield key, tuple((name, variants.texts("" if name == GENERAL else name).get(key, "")) for name in names)


@frozen
class _Reader:
    lesson: LimitedLesson
    keys: Keys
    variants: Variants
    offered: tuple[str, ...]
    idle: list[Span] = field(default_factory=list)

    def limits(self) -> Iterator[Limit]:
        lesson = self.lesson
        if lesson.only or lesson.except_for:
            yield Limit(
                "lesson", lesson.key, lesson.title, "", lesson.only, lesson.except_for, "", "", True, lesson.span
            )
        yield from self.inside((*lesson.blocks, *lesson.footnotes), Chosen(), "")

    def inside(self, nodes: Iterable[Node], around: Chosen, reason: str) -> Iterator[Limit]:
        """Limits below some nodes, in reading order."""
        lesson = self.lesson
        for node in nodes:
            chosen, own = self.own(node, around)
            attributes = _attributes(node)
            why = attributes.get("grund") or reason
            if attributes.has("grund") and chosen == Chosen() and not (lesson.only or lesson.except_for):
                self.idle.append(attributes.span("grund") or node.span)
            question = isinstance(node, Block) and node.name in _QUESTIONS
            if own or (question and chosen != Chosen()):
                yield self.limit(node, chosen, why, own=own)
            if not question:
                yield from self.inside(children_of(node), chosen, why)

    def own(self, node: Node, around: Chosen) -> tuple[Chosen, bool]:
        """What holds inside the node, and whether the node itself names variants."""
        chosen = around
        if isinstance(node, Block) and node.name in ("nur", "ausser"):
            ids, _ = read_choice(node, self.variants, self.offered)
            chosen = chosen.within(node.name, ids) if ids else chosen
        attributes = _attributes(node)
        for name in ("nur", "ausser"):
            words = [(word.strip(), node.span) for word in (attributes.get(name) or "").split(",") if word.strip()]
            ids, _ = read_ids(words, self.variants, self.offered, "{}")
            chosen = chosen.within(name, ids) if ids else chosen
        return chosen, chosen != around

    def limit(self, node: Node, chosen: Chosen, reason: str, *, own: bool) -> Limit:
        question = isinstance(node, Block) and node.name in _QUESTIONS
        title = node.title if isinstance(node, Block) and question else ()
        parts = [plain_text(title)] if title else _paragraphs((node,))
        words = " ".join(" ".join(parts).split())
        words = words if len(words) <= _RUNNING else words[:_RUNNING].rsplit(" ", 1)[0] + " …"
        key = self.keys.get(place_of(self.lesson.key, node.span), "") if question else ""
        kind = "question" if question else "block"
        first_line = node.span.file.span(node.span.start)
        return Limit(
            kind,
            self.lesson.key,
            self.lesson.title,
            key,
            chosen.only,
            chosen.except_for,
            reason,
            words,
            own,
            first_line,
        )


def _attributes(node: Node) -> Attributes:
    if isinstance(node, Figure):
        return node.image.attributes
    return node.attributes if isinstance(node, Block | Table) else Attributes()


def _paragraphs(nodes: Iterable[Node]) -> Iterator[str]:
    """The words of each node that holds running text, so that two paragraphs do not run together; no questions."""
    for node in nodes:
        below = list(children_of(node))
        if isinstance(node, Block):
            if node.name not in _QUESTIONS:
                yield from _paragraphs(node.children)
        elif below and not any(isinstance(one, Text) for one in below):
            yield from _paragraphs(below)
        else:
            yield plain_text(node)
