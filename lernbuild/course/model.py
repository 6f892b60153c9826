"""A course as meaning: settings, modules, lessons, questions, assets; knows nothing of HTML or LMSs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from lernbuild.course.facts import Fact
from lernbuild.course.limits import Differences
from lernbuild.frozen import frozen
from lernbuild.later import Later
from lernbuild.markup.nodes import Footnote, Node
from lernbuild.memo import Memo
from lernbuild.questions.model import Question
from lernbuild.source import SourceFile, Span


@frozen
class Funding:
    """``foerderung``: the statement, an optional logo file and its alternative text."""

    text: str
    logo: str = ""
    alt: str = ""


@frozen
class Completion:
    """``abschluss``: what completes and passes a course (tracking.md section 2).

    ``pass_percent`` 0 to 100; ``lessons`` is "alle", "keine" or a tuple of lesson ids;
    ``test`` is the id of the one test that counts, empty: all test pages; ``attempts`` 0 = unlimited.
    """

    pass_percent: float = 75
    lessons: str | tuple[str, ...] = "alle"
    test: str = ""
    attempts: int = 0


@frozen
class Settings:
    """kurs.yaml, read and checked; the names follow the keys of product.md section 5."""

    id: str
    title: str
    language: str
    version: str
    legal_date: date
    subtitle: str = ""
    description: str = ""
    check_by: date | None = None
    authors: tuple[str, ...] = ()
    publisher: str = ""
    licence: str = ""
    funding: Funding | None = None
    keywords: tuple[str, ...] = ()
    audience: str = ""
    minutes: int = 0
    objectives: tuple[str, ...] = ()
    theme: str = "standard"
    targets: tuple[str, ...] = ("scorm12", "scorm2004", "web")
    variants: tuple[str, ...] = ()
    variant_mode: str = "paket"
    completion: Completion = field(default_factory=Completion)
    privacy: str = "standard"
    confirm_again: str = ""
    iri: str = ""
    scorm2004_edition: int = 4
    xikolo_code: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    picture_format: str = "webp"


@frozen
class TestSettings:
    """Settings of a ``typ: test`` page.

    ``pass_percent`` None: the course's; ``attempts`` = submissions, 0 = unlimited; ``draw`` None: all questions,
    an int: so many, a mapping: so many per objective; ``minutes`` 0 = no limit; ``feedback`` "sofort" or "ende".
    """

    __test__: ClassVar[bool] = False  # pytest must not take it for a test

    pass_percent: float | None = None
    attempts: int = 0
    draw: int | Mapping[str, int] | None = None
    shuffle: bool = True
    minutes: int = 0
    feedback: str = "sofort"


@frozen
class Lesson(Later):
    """One lesson of one edition, all facts, snippets and variants resolved.

    ``kind`` is "lektion", "test", "umfrage" or "fall"; ``key`` the id, ``number`` from kurs.lock.
    ``digest`` is a hash of all the learner can see (text, questions, facts, snippets); ``approved``: an expert
    (role ``fachlich``) has approved that very text.
    """

    key: str
    number: int
    kind: str
    title: str
    blocks: tuple[Node, ...]
    questions: tuple[Question, ...]
    file: SourceFile
    legal_date: date
    short_title: str = ""
    minutes: int = 0
    objectives: tuple[str, ...] = ()
    check_by: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    only: tuple[str, ...] = ()
    except_for: tuple[str, ...] = ()
    required: bool = False
    keywords: tuple[str, ...] = ()
    language: str = ""
    footnotes: tuple[Footnote, ...] = ()
    test: TestSettings | None = None
    digest: str = ""
    approved: bool = False
    span: Span | None = None
    broken_questions: int = 0
    """Questions that could not be read; they have their own messages."""
    numbers: str = ""
    """Stands for the numbers of its questions and their options."""
    memo: Memo = field(init=False, default_factory=Memo, compare=False, repr=False)
    """What was found out about blocks, questions and footnotes as they are here, but for numbers of kurs.lock."""


@frozen
class Module:
    key: str
    title: str
    lessons: tuple[Lesson, ...]


@frozen
class Asset:
    """A file that a lesson uses; ``name`` is its path in the package (``[A-Za-z0-9._/-]``)."""

    source: Path
    name: str
    size: tuple[int, int] | None = None
    """Width and height in the package, where they differ from those of the source."""


@frozen
class GlossaryTerm:
    headword: str
    short: str
    long: str = ""
    see: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    span: Span | None = None


@frozen
class Objective:
    """A learning objective with its number from kurs.lock; ``key`` is what ``lernziel=`` names."""

    key: str
    number: int
    text: str


@frozen
class QuestionIdentity:
    """A question as kurs.lock sees it, whichever edition it belongs to; ``options`` are its options' keys."""

    lesson: str
    key: str
    options: tuple[str, ...]
    span: Span
    explicit: bool = False


@frozen
class LessonIdentity:
    """A lesson as kurs.lock sees it, whichever edition it belongs to."""

    key: str
    span: Span
    explicit: bool = False


@frozen
class Course:
    """One edition of a course: everything that pages and packages need.

    ``variant`` is empty for the general edition. ``links`` maps (source path, target as written) to the
    place it leads to: ``lesson:<key>[#anchor]`` or ``asset:<name>``. ``lands`` are the ids and names offered by
    ``varianten-modus: auswahl``. ``facts`` are all facts of the project. ``all_lessons`` and ``all_questions``
    name what every edition together holds, for kurs.lock; ``land_numbers`` come from there.
    """

    settings: Settings
    modules: tuple[Module, ...]
    assets: tuple[Asset, ...] = ()
    links: Mapping[tuple[str, str], str] = field(default_factory=dict)
    objectives: tuple[Objective, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    lands: tuple[tuple[str, str], ...] = ()
    variant: str = ""
    variant_name: str = ""
    approvals: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    all_lessons: tuple[LessonIdentity, ...] = ()
    all_questions: tuple[QuestionIdentity, ...] = ()
    land_numbers: Mapping[str, int] = field(default_factory=dict)
    file: SourceFile | None = None
    """kurs.yaml."""
    differences: Differences | None = None
    """How the editions differ; None for a course without variants."""

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(chain.from_iterable([module.lessons for module in self.modules]))
