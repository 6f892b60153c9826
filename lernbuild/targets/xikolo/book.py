"""What all texts of an edition share: titles, links, files and their names for the upload; makes no Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePosixPath

from lernbuild.course import links
from lernbuild.course.model import Course, Lesson
from lernbuild.frozen import slotted
from lernbuild.markup.nodes import Block, Footnote, Heading, Image, Node
from lernbuild.markup.walking import plain_text, walk
from lernbuild.targets.xikolo.wording import words_for

FILMS, SOUNDS, PICTURES = (
    frozenset(f".{kind}" for kind in kinds) for kinds in (links.FILMS, links.SOUNDS, links.IMAGES)
)


@slotted
class Book:
    """An edition; ``used`` maps each file that a text names to its name in the folder, in order of use."""

    course: Course
    words: Mapping[str, str] = field(init=False)
    lessons: dict[str, Lesson] = field(init=False)
    sections: dict[str, int] = field(init=False)
    anchors: dict[tuple[str, str], str] = field(init=False)
    used: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = words_for(self.course.settings.language)
        self.lessons = {lesson.key: lesson for lesson in self.course.lessons}
        self.sections = {one.key: n for n, module in enumerate(self.course.modules, 1) for one in module.lessons}
        self.anchors = {}
        for lesson in self.course.lessons:
            for node in walk(lesson.blocks):
                if isinstance(node, Heading) and node.anchor:
                    self.anchors[lesson.key, node.anchor] = plain_text(node.children)
                elif isinstance(node, Block) and (anchor := node.attributes.get("id")):
                    self.anchors[lesson.key, anchor] = plain_text(node.title)

    def asset(self, node: Node, target: str) -> str:
        """A file of the course by its name in the folder (the placeholder in texts); empty: there is none."""
        place = self.course.links.get((node.span.file.path, target), "")
        if not place.startswith("asset:"):
            return ""
        name = place[6:]
        if name not in self.used:
            self.used[name] = self._free(f"{kind_of(name)}/{PurePosixPath(name).name}")
        return self.used[name]

    def _free(self, wish: str) -> str:
        """``wish``, or with a number when another file has it: names that differ in case only are the same."""
        taken = {name.lower() for name in self.used.values()}
        path, name, number = PurePosixPath(wish), wish, 2
        while name.lower() in taken:
            name = f"{path.parent}/{path.stem}-{number}{path.suffix}"
            number += 1
        return name

    def lesson_at(self, node: Node, target: str) -> tuple[Lesson, str] | None:
        """The lesson that a link leads to, and the words of the place in it (empty: its beginning)."""
        place = self.course.links.get((node.span.file.path, target), "")
        if not place.startswith("lesson:"):
            return None
        key, _, anchor = place[7:].partition("#")
        lesson = self.lessons.get(key)
        return (lesson, self.anchors.get((key, anchor), "")) if lesson else None

    def land_names(self, keys: tuple[str, ...]) -> str:
        """„Hessen, Rheinland-Pfalz“."""
        names = dict(self.course.lands)
        return ", ".join(names.get(key, key) for key in keys)


def kind_of(name: str) -> str:
    """The folder of a file by its suffix."""
    suffix = PurePosixPath(name).suffix.lower()
    return "bilder" if suffix in PICTURES else "videos" if suffix in FILMS else "dateien"


@slotted
class Paper:
    """The state of one text: its lesson, its footnotes in order of mention, the films it names."""

    book: Book
    lesson: Lesson | None = None
    notes: dict[str, int] = field(default_factory=dict)
    films: list[Image] = field(default_factory=list)

    @property
    def words(self) -> Mapping[str, str]:
        return self.book.words

    def note(self, label: str) -> Footnote | None:
        """The body of a footnote of this lesson."""
        notes = self.lesson.footnotes if self.lesson else ()
        return next((note for note in notes if note.label == label), None)
