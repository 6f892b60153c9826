"""What a saved file makes new at once, and what an open page must do about it; knows no disk and no browser."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lernbuild.course.model import Course, Lesson
from lernbuild.render import Store, Theme
from lernbuild.render.formulas import set_formula
from lernbuild.render.page import href_of
from lernbuild.render.pages import Pages
from lernbuild.render.pictures import prepare_pictures
from lernbuild.render.template_errors import MISTAKES

MOST = 4
"""Changed lessons that are made before all else."""
_ASIDE = re.compile(r"lernbuild\.json|imsmanifest\.xml|assets/search[\w-]*\.js")
"""Files that no page reads before somebody searches."""
_HASHES = re.compile(rb'"hash":"[^"]*"')


def changed_pages(old: Course, new: Course, theme: Theme, store: Store) -> dict[str, bytes]:
    """Pages of the lessons whose contents differ, by path; empty when anything else differs, too."""
    if _frame(old) != _frame(new):
        return {}
    before = {lesson.key: lesson.digest for lesson in old.lessons}
    changed = [lesson for lesson in new.lessons if before[lesson.key] != lesson.digest]
    if not 0 < len(changed) <= MOST:
        return {}
    pages = Pages(prepare_pictures(new, store)[0], theme, set_formula)
    try:
        return {href_of(lesson): pages.lesson(lesson) for lesson in changed}
    except MISTAKES:
        return {}


def _frame(course: Course) -> object:
    """What pages show of the course around a lesson's own contents."""
    lessons = tuple(_head(lesson) for lesson in course.lessons)
    shared = (course.settings, course.lands, course.objectives, course.glossary, course.facts, course.assets)
    return shared, tuple((module.key, module.title) for module in course.modules), lessons


def _head(lesson: Lesson) -> object:
    questions = tuple((one.number, one.key, one.kind, one.points) for one in lesson.questions)
    bare = replace(lesson, blocks=(), questions=(), footnotes=(), digest="", span=None)
    return replace(bare, file=replace(bare.file, text="")), questions


def what_to_reload(changed: Sequence[str], old: Mapping[str, bytes], new: Mapping[str, bytes]) -> str:
    """ "course" for scripts, styles and what the script knows of the course; "page" for pages; "" for the rest."""
    rest = [path for path in changed if not _ASIDE.fullmatch(path) and not _only_hashes(path, old, new)]
    if not rest:
        return ""
    return "page" if all(path.endswith(".html") for path in rest) else "course"


def _only_hashes(path: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> bool:
    """True for the course's data when nothing but hashes of lessons' contents differs."""
    if path != "assets/course.js" or path not in old:
        return False
    return _HASHES.sub(b"", old[path]) == _HASHES.sub(b"", new[path])
