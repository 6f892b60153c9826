"""Which scripts a course holds besides the one that is loaded at launch; knows no page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from lernbuild import built
from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.markup.nodes import Figure


def question_kinds(course: Course) -> tuple[str, ...]:
    """The question types that a course uses, sorted."""
    return tuple(sorted({question.kind for lesson in course.lessons for question in lesson.questions}))


def _asks(course: Course) -> bool:
    return any(lesson.questions or lesson.kind in {"test", "umfrage"} for lesson in course.lessons)


def _shows(course: Course) -> bool:
    """Pictures, films or sound on their own."""
    return any(lesson.memo.once("shows", _has_figure, lesson) for lesson in course.lessons)


def _has_figure(lesson: Lesson) -> bool:
    return bool(find((lesson.blocks, lesson.questions), Figure))


def _always(course: Course) -> bool:
    return True


_KEY = re.compile(r"[a-z]+(?:[.-][a-z0-9]+)+")
_STEM = re.compile(r"`([a-z]+\.[a-z0-9.-]*)\$\{")
_NUMBER = re.compile(r"-\d+$")

EXTRAS: Mapping[str, Callable[[Course], bool]] = {
    "questions": _asks,
    "search": _always,
    "certificate": _always,
    "comfort": _always,
    "media": _shows,
}
"""Names below ``runtime/extra`` and the courses that need each; how to write one: ``runtime/chunks.ts``."""


def launch_words(words: Mapping[str, str], script: bytes) -> dict[str, str]:
    """The messages that the script of the launch may ask for; ``script`` is the core, adapters are looked at, too."""
    return said_in(words, b"\n".join([script, *built.adapters()]))


def extra_scripts(course: Course, before: Mapping[str, bytes], words: Mapping[str, str]) -> dict[str, bytes]:
    """The scripts fetched when first needed, by their path in the package.

    ``before`` stands ahead of each; ``words`` are those that the launch leaves out, of which each gets what it says.
    """
    return {
        f"assets/{name}.js": b"\n".join(part for part in (before.get(name), _script(name, course, words)) if part)
        for name, needed in EXTRAS.items()
        if needed(course)
    }


def _script(name: str, course: Course, words: Mapping[str, str]) -> bytes:
    """Its words, and itself; what asks questions comes behind the question types in use."""
    chunks = [f"question-{kind}" for kind in question_kinds(course)] if name == "questions" else []
    code = b"\n".join(built.chunk(chunk).strip() for chunk in [*chunks, f"extra-{name}"]) + b"\n"
    own = json.dumps(said_in(words, code), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    own = own.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"Object.assign(globalThis.lernbuild.course.texts,{own});\n".encode() + code


def said_in(words: Mapping[str, str], script: bytes) -> dict[str, str]:
    """The messages whose key a script holds, whole or as the beginning of a template, with the forms for a number."""
    text = script.decode()
    keys = set(_KEY.findall(text))
    stems = tuple(set(_STEM.findall(text)))
    asked = [key for key in sorted(words) if _NUMBER.sub("", key) in keys or key in keys or key.startswith(stems)]
    return {key: words[key] for key in asked}
