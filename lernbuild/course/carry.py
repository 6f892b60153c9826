"""Takes over what was made of lessons that did not change; knows the names under which stages keep their results."""

from __future__ import annotations

import re

from lernbuild.course.load import LESSON, Project

_OF_NO_LESSON = re.compile(r"folded|facts|variants|laws|head:.*|glossary:.*")
_OF_LESSON = re.compile(r"(?:lesson|text|finished):(?P<path>.*?\.md)(?::|$)")
_INCLUDES = re.compile(r"^\s*:{3,}\s*(?:einbinden|include)\b", re.MULTILINE | re.IGNORECASE)


def carry_over(before: Project, after: Project) -> bool:
    """True when only texts of lessons differ: ``after`` then has what was made of all others.

    Facts, variants, glossaries, snippets, course settings and the set of files must be the same: any of them may
    change every lesson.
    """
    changed = {path for path, stamp in after.stamps.items() if before.stamps.get(path) != stamp}
    if before.stamps.keys() != after.stamps.keys() or not all(_is_lesson(path) for path in changed):
        return False
    for key, made in before.cache.shared.items():
        of_lesson = _OF_LESSON.match(key)
        stays = _stands_alone(after, of_lesson["path"], changed) if of_lesson else _OF_NO_LESSON.fullmatch(key)
        if stays:
            after.cache.shared.setdefault(key, made)
    return True


def _stands_alone(project: Project, path: str, changed: set[str]) -> bool:
    """The lesson is as it was; one that includes files may include a changed lesson."""
    return path not in changed and not _INCLUDES.search(project.source(path)[0].text)


def _is_lesson(path: str) -> bool:
    return LESSON.fullmatch(path.partition("/")[2]) is not None
