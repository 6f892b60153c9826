"""Takes pages of lessons over from the former build where nothing that they show has changed; makes no page itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from lernbuild.course.model import Lesson
from lernbuild.keep import Keep, hash_of
from lernbuild.packed import Member, pack
from lernbuild.render.data import is_draft
from lernbuild.render.marks import marked_days
from lernbuild.render.page import href_of
from lernbuild.render.pages import Pages
from lernbuild.render.purge import classes_in


class KeptPages:
    """Pages of lessons, made anew or as they were: ``members`` by path, packed for a zip.

    What a page shows beside its own lesson and what ``lesson.memo.stamp`` stands for goes into its stamp here: numbers,
    approval, neighbours, the words of lessons that it links to, the names of its media.
    """

    def __init__(self, pages: Pages, keep: Keep) -> None:
        self._pages, self._keep = pages, keep
        self.members: dict[str, Member] = {}
        course = pages.course
        names = [(module.title, [lesson.kind for lesson in module.lessons]) for module in course.modules]
        goals = [(goal.key, goal.number, goal.text) for goal in course.objectives]
        frame = (course.variant, course.lands, is_draft(course), goals, pages.printed, pages.book.trainer)
        shown = [str(pages.env.globals[name]) for name in ("emblem", "has_law", "has_glossary")]
        self._frame = hash_of(frame, shown, [title for title, _ in names], sorted(course.land_numbers.items()))
        self._assets = {asset.name: asset.size for asset in course.assets}
        self._kinds = {
            lesson.key: [one.kind == "test" for one in module.lessons]
            for module in course.modules
            for lesson in module.lessons
        }

    def lesson(self, lesson: Lesson) -> bytes | None:
        """The page of a lesson; None when it is among ``members``."""
        pages, stamp = self._pages, lesson.memo.stamp
        if not stamp:
            return pages.lesson(lesson)
        edition = ".".join((pages.course.settings.id, pages.course.variant, str(pages.printed)))
        name = f"page:{edition}|{lesson.key}"
        stamp = hash_of(stamp, self._frame, *self._around(lesson))
        found = self._keep.get(name, stamp)
        if found is not None:
            self._again(lesson, found)
        else:
            self._keep.put(name, stamp, self._made(lesson))
        return None

    def _made(self, lesson: Lesson) -> tuple[Any, ...]:
        pages = self._pages
        hidden, sheets = len(pages.hidden), len(pages.sheets)
        html = pages.lesson(lesson)
        member = self.members[href_of(lesson)] = pack(html)
        page = html.decode()
        classes = classes_in([page, *pages.hidden[hidden:]]).union(marked_days(page))
        pages.classes.update(classes)
        del pages.hidden[hidden:]
        parts = pages.fragments.get(lesson.key, ())
        return (
            (member.sha256, member.crc, member.size, member.method, member.data),
            " ".join(sorted(classes)),
            [dict(sheet) for sheet in pages.sheets[sheets:]],
            [str(part) for part in parts],
        )

    def _again(self, lesson: Lesson, found: tuple[Any, ...]) -> None:
        packed, classes, sheets, parts = found
        pages = self._pages
        self.members[href_of(lesson)] = Member(*packed)
        pages.classes.update(classes.split())
        pages.sheets += sheets
        if parts:
            lead, content, notes = map(Markup, parts)
            pages.fragments[lesson.key] = (lead, content, notes)

    def _around(self, lesson: Lesson) -> Iterator[object]:
        """Everything that the page shows of what is not its own."""
        book = self._pages.book
        number, module = book.modules[lesson.key]
        ordinary = [one.key for one in module.lessons if one.kind != "test"]
        at = book.places[lesson.key]
        yield lesson.key, lesson.number, lesson.numbers, lesson.approved, lesson.only, lesson.except_for
        yield number, len(ordinary), ordinary.index(lesson.key) if lesson.key in ordinary else -1
        yield [(one.key, one.title) for one in (*book.order[max(at - 1, 0) : at], *book.order[at + 1 : at + 2])], at
        for link in lesson.memo.found["links"]:
            place = self._pages.course.links.get(link, "")
            kind, _, rest = place.partition(":")
            key, _, anchor = rest.partition("#")
            other = book.lessons.get(key) if kind == "lesson" else None
            words = (other.title, book.anchors.get((key, anchor))) if other else self._assets.get(rest)
            yield link, place, words
