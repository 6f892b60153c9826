"""How the contents are listed: modules with their lessons, in long courses pages for blocks of them; makes no page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lernbuild.course.model import Course, Lesson, Module
from lernbuild.frozen import frozen
from lernbuild.markup.typography import polish
from lernbuild.render.compact import blocks_of, by_module
from lernbuild.render.data import module_title
from lernbuild.render.languages import foreign_to
from lernbuild.render.page import Book, href_of

View = dict[str, Any]
MOST_SHEETS = 24
"""Arbeitshilfen that the start page names each by itself."""


@frozen
class Section:
    """A module, or the part of it that is in a block; ``number`` is the module's."""

    number: int
    module: Module
    lessons: tuple[Lesson, ...]

    @property
    def whole(self) -> bool:
        return len(self.lessons) == len(self.module.lessons)


@frozen
class Block:
    """Lessons that are fetched together and stand on one page of contents; ``number`` counts from 1."""

    number: int
    sections: tuple[Section, ...]

    @property
    def href(self) -> str:
        return f"inhalt/{self.number}.html"

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for section in self.sections for lesson in section.lessons)


def course_blocks(course: Course) -> list[Block]:
    """The blocks of a course; one where it has at most 50 lessons."""
    queue = [Section(i, module, module.lessons) for i, module in enumerate(course.modules, 1) if module.lessons]
    blocks: list[Block] = []
    for number, size in enumerate(blocks_of([len(module.lessons) for module in course.modules]), 1):
        sections: list[Section] = []
        while size:
            head = queue.pop(0)
            taken, rest = head.lessons[:size], head.lessons[size:]
            sections.append(Section(head.number, head.module, taken))
            size -= len(taken)
            if rest:
                queue.insert(0, Section(head.number, head.module, rest))
        blocks.append(Block(number, tuple(sections)))
    return blocks


def block_title(block: Block, course: Course, book: Book) -> str:
    """„Module 6 bis 10“; a block of one module has its title, a part of one the numbers of its lessons."""
    first, last = block.sections[0], block.sections[-1]
    if first is not last:
        return book.t("contents.modules", first=first.number, last=last.number)
    title = module_title(first.module, first.number, course)
    if first.whole:
        return title
    start = [lesson.key for lesson in first.module.lessons].index(first.lessons[0].key) + 1
    return book.t("contents.lessons", title=title, first=start, last=start + len(first.lessons) - 1)


def titles(course: Course, book: Book) -> list[str]:
    """The name of each block."""
    return [block_title(block, course, book) for block in course_blocks(course)]


def entries(course: Course, book: Book) -> list[View]:
    """What the start page lists: modules, or blocks where those are too many; lessons where they are few.

    ``page`` leads to the lessons that the list leaves out; empty where it has them all.
    """
    blocks = course_blocks(course)
    if len(blocks) <= 1:
        return [{**_section(section, course, book), "page": ""} for block in blocks for section in block.sections]
    if by_module([len(module.lessons) for module in course.modules]):
        return [
            {**_entry(section.lessons, _title(section, course), book), "page": f"{block.href}#modul-{section.number}"}
            for block in blocks
            for section in block.sections
        ]
    return [
        {**_entry(block.lessons, polish(block_title(block, course, book), title=True), book), "page": block.href}
        for block in blocks
    ]


def block_view(block: Block, course: Course, book: Book) -> View:
    """What a page of contents shows."""
    return {
        "title": polish(block_title(block, course, book), title=True),
        "sections": [_section(section, course, book, root="../") for section in block.sections],
    }


def sheet_views(sheets: Sequence[View], course: Course, book: Book) -> list[View]:
    """Arbeitshilfen for the start page: each, or where they are many a way to those of each block."""
    if len(sheets) <= MOST_SHEETS:
        return list(sheets)
    views = []
    for block in course_blocks(course):
        count = len(sheets_of(block, sheets))
        if count:
            words = polish(block_title(block, course, book))
            place = book.t.count("contents.sheets", count)
            views.append({"href": f"{block.href}#arbeitshilfen", "words": words, "place": place})
    return views


def sheets_of(block: Block, sheets: Sequence[View]) -> list[View]:
    """The Arbeitshilfen of a block's lessons."""
    pages = {href_of(lesson) for lesson in block.lessons}
    return [sheet for sheet in sheets if str(sheet["href"]).partition("#")[0] in pages]


def _title(section: Section, course: Course) -> str:
    return polish(module_title(section.module, section.number, course), title=True)


def _entry(lessons: Sequence[Lesson], title: str, book: Book) -> View:
    """„4 Lektionen“; nothing but tests is „1 Lernkontrolle“."""
    ordinary = sum(lesson.kind != "test" for lesson in lessons)
    count = book.t.count("start.lesson-count", ordinary) if ordinary else book.t.count("start.tests", len(lessons))
    return {"title": title, "count": count, "lessons": []}


def _section(section: Section, course: Course, book: Book, root: str = "") -> View:
    listed = [
        {
            "number": lesson.number,
            "href": root + href_of(lesson),
            "title": polish(lesson.title, title=True),
            "tongue": foreign_to(course, lesson),
            "minutes": book.t.count("lesson.minutes", lesson.minutes) if lesson.minutes else "",
        }
        for lesson in section.lessons
    ]
    view = _entry(section.lessons, _title(section, course), book)
    return view | {"lessons": listed, "id": f"modul-{section.number}"}
