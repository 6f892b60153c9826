"""The finished pages of one edition and what a manifest needs; knows no LMS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from lernbuild.course.model import Course
from lernbuild.frozen import frozen


@frozen
class SiteLesson:
    """A page of the course: ``kind`` is "lesson", "test", "survey" or "case"; ``href`` is relative to the root."""

    id: str
    number: int
    href: str
    title: str
    kind: str


@frozen
class Site:
    """All files of one edition but the runtime script, which a target joins with its adapter.

    ``files`` maps paths (``/``, ASCII ``[A-Za-z0-9._/-]``) to bytes. ``runtime`` is the script without an
    adapter; a target writes adapter + runtime to ``script``.
    ``minutes`` is the learning time (0: unknown), ``pass_percent`` 0 to 100, ``scored`` True when a test counts.
    ``objectives`` are (number, key, text). ``options`` are the course's settings for single targets.
    """

    id: str
    title: str
    language: str
    version: str
    files: Mapping[str, bytes]
    runtime: bytes
    lessons: tuple[SiteLesson, ...]
    launch: str = "index.html"
    script: str = "assets/lernbuild.js"
    variant: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    licence: str = ""
    audience: str = ""
    minutes: int = 0
    pass_percent: float = 75
    scored: bool = False
    objectives: tuple[tuple[int, str, str], ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    printed: Mapping[str, bytes] = field(default_factory=dict)
    """The whole course on one page and a start page that leads to it, for targets that people open themselves."""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files for people who teach, by the ending of their name: they lie beside a package, never in it."""
    kit: Mapping[str, bytes] = field(default_factory=dict)
    """The pages for people who teach, with all they need; only for targets that ask for them."""
    course: Course | None = None
    """The edition itself, with the names that ``files`` gives its assets; only for ``material`` targets."""
