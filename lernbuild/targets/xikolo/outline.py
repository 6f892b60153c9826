"""Sections and elements as the platform shows them, and what became of each question; makes none of them."""

from __future__ import annotations

from collections.abc import Iterator

from lernbuild.course.model import Course, Lesson
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Image
from lernbuild.targets.xikolo.quiz import Mapped, Quiz


@frozen
class Item:
    """One element of a section: ``kind`` is "text", "video", "quiz" or "survey".

    ``ref`` is its identity for ever; ``file`` lies in the folder (empty for a quiz, which is in ``quizzes.xml``).
    """

    ref: str
    kind: str
    title: str
    file: str = ""
    text: str = ""
    quiz: Quiz | None = None
    film: Image | None = None


@frozen
class Section:
    """A section of the platform: a module, or what is to look up."""

    number: int
    title: str
    items: tuple[Item, ...]


@frozen
class Edition:
    """All sections, what became of each question, and the files that texts name."""

    course: Course
    sections: tuple[Section, ...]
    mapped: tuple[tuple[Lesson, Mapped], ...]
    files: dict[str, str]
    factor: int = 1
    """By what points of counting quizzes were multiplied."""

    @property
    def items(self) -> Iterator[tuple[Section, Item]]:
        return ((section, item) for section in self.sections for item in section.items)

    @property
    def quizzes(self) -> list[Quiz]:
        return [item.quiz for _, item in self.items if item.quiz is not None]
