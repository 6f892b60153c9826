"""What all questions have in common; knows no single question type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Protocol

from lernbuild.diagnostics import Diagnostic
from lernbuild.frozen import frozen
from lernbuild.later import Later
from lernbuild.markup.dates import NO_DATES, Dates
from lernbuild.markup.nodes import Block, Node
from lernbuild.source import Span


@frozen
class Placeholder(Node):
    """Something in running text that the type's template makes itself (``fill`` in questions/page.py), like a gap."""

    name: str
    children: tuple[Node, ...] = ()


@frozen
class Option:
    """Something to choose, order or match: ``key`` is its identity (its words), ``number`` comes from kurs.lock."""

    key: str
    content: tuple[Node, ...]
    span: Span
    right: bool = False
    feedback: tuple[Node, ...] = ()
    number: int = 0


@frozen
class Feedback:
    """Blocks shown after a check: ``always``, then the one of the verdict."""

    always: tuple[Node, ...] = ()
    right: tuple[Node, ...] = ()
    partly: tuple[Node, ...] = ()
    wrong: tuple[Node, ...] = ()


@frozen
class Interaction:
    """What a question reports to an LMS, free of any standard's notation.

    ``type``: choice, true-false, fill-in, long-fill-in, matching, sequencing, numeric, likert, other.
    ``correct``: the right answers in the neutral form of the type:
    choice/sequencing: list of option numbers as text; matching: list of [source, target];
    numeric: [low, high]; fill-in: list (per gap) of lists of accepted texts; true-false: bool.
    Source: SCORM RTE 4.2.9 (cmi.interactions), xAPI 1.0.3 data 2.4.4.1.
    """

    type: str
    correct: Any = None


@frozen
class Question(Later):
    """One question of a lesson, read and checked.

    ``kind`` names the type's folder, ``key`` is the identity within the lesson (attribute ``id`` or a slug of
    the first line), ``number`` comes from kurs.lock (0 before). ``attempts`` None means the default
    (2 in lessons, 1 on test pages). ``content`` is the type's own dataclass.
    """

    kind: str
    key: str
    prompt: tuple[Node, ...]
    body: tuple[Node, ...]
    content: Any
    span: Span
    hints: tuple[tuple[Node, ...], ...] = ()
    feedback: Feedback = field(default_factory=Feedback)
    points: int = 1
    attempts: int | None = None
    required: bool = False
    shuffle: bool | None = None
    objective: str = ""
    only: tuple[str, ...] = ()
    except_for: tuple[str, ...] = ()
    dates: Dates = NO_DATES
    style: str = ""
    """Classes of its own for a theme."""
    reason: str = ""
    explicit_key: bool = False
    number: int = 0


class QuestionType(Protocol):
    """One kind of question; implemented by the module ``questions/<name>/<name>.py``."""

    name: str
    """Folder name and ``data-lb-type``."""

    words: tuple[str, ...]
    """What ``typ=`` may say for this kind; the first is the German name."""

    def claims(self, draft: Draft) -> bool:
        """True when the marks in the block say: this is my kind (exactly one type must claim)."""

    def parse(self, draft: Draft) -> tuple[Any | None, list[Diagnostic]]:
        """The type's content; None when the diagnostics hold an error."""

    def options(self, content: Any) -> tuple[Option, ...]:
        """All parts that need a stable number in kurs.lock, in source order."""

    def with_numbers(self, content: Any, numbers: Mapping[str, int]) -> Any:
        """The content with the lock's numbers set, by option key."""

    def interaction(self, content: Any) -> Interaction:
        """What the type reports to an LMS."""

    def key(self, content: Any) -> Mapping[str, Any]:
        """JSON data for grading in the browser: the right answers by number, without feedback."""


@frozen
class Draft:
    """A ``::: frage`` block taken apart, before its type is known.

    ``lists`` are the top-level lists of answers, ``keywords`` maps each canonical keyword
    (``antwort``, ``musterloesung``, ``skala`` …) to its entries in order. ``test``: the block stands on a test page.
    """

    block: Block
    prompt: tuple[Node, ...]
    body: tuple[Node, ...]
    lists: tuple[Node, ...]
    keywords: Mapping[str, Sequence[Keyword]]
    test: bool = False


@frozen
class Keyword:
    """``Antwort: …``: the canonical name, the inline nodes behind the colon, and blocks that belong to it."""

    name: str
    content: tuple[Node, ...]
    blocks: tuple[Node, ...]
    span: Span
    text: str
    text_span: Span
