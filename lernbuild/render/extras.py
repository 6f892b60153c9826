"""Which scripts a course holds besides the one that is loaded at launch; knows no page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from lernbuild import built
from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.markup.nodes import Block, Figure


def question_kinds(course: Course) -> tuple[str, ...]:
    """The question types that a course uses, sorted."""
    return tuple(sorted({question.kind for lesson in course.lessons for question in lesson.questions}))


def _asks(course: Course) -> bool:
    return any(lesson.questions or lesson.kind in {"test", "umfrage"} for lesson in course.lessons)


def _moves(course: Course) -> bool:
    """Pictures, films or sound on their own, tabs, worked solutions."""
    return any(lesson.memo.once("moves", _has_moving, lesson) for lesson in course.lessons)


def _has_moving(lesson: Lesson) -> bool:
    parts = (lesson.blocks, lesson.questions)
    return bool(find(parts, Figure)) or any(block.name in {"reiter", "loesungsweg"} for block in find(parts, Block))


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
    "blocks": _moves,
}
"""Names below ``runtime/extra`` and the courses that need each; how to write one: ``runtime/chunks.ts``."""


PARTS: Mapping[str, tuple[str, Callable[[Course], bool]]] = {
    "land": ("core", lambda course: bool(course.lands)),
    "survey": ("questions", lambda course: any(lesson.kind == "umfrage" for lesson in course.lessons)),
    "timer": ("questions", lambda course: any(lesson.test and lesson.test.minutes for lesson in course.lessons)),
}
"""Names below ``runtime/part``, the script of which each is a part, and the courses that need it; the pages decide
about ``age``."""


def launch_script(course: Course, *, dated: bool) -> bytes:
    """What every page loads, to be joined to the script of a standard; ``dated``: pages hold days that pass."""
    chunks = ["core", *_parts("core", course)]
    if dated or course.settings.check_by:
        chunks.append("part-age")
    return b"\n".join(built.chunk(chunk).strip() for chunk in chunks) + b"\n"


def _parts(script: str, course: Course) -> list[str]:
    return [f"part-{name}" for name, (whole, needed) in PARTS.items() if whole == script and needed(course)]


def launch_words(words: Mapping[str, str], script: bytes) -> dict[str, str]:
    """The messages that the script of the launch may ask for; ``script`` is its own, adapters are looked at, too."""
    return said_in(words, b"\n".join([script, *built.adapters()]))


def extra_scripts(
    course: Course, before: Mapping[str, bytes], words: Mapping[str, str], signs: Callable[[str], str]
) -> dict[str, bytes]:
    """The scripts fetched when first needed, by their path in the package.

    ``before`` stands ahead of each; ``words`` are those that the launch leaves out, of which each gets what it says.
    ``signs`` gives the signs that a script shows and the launch does not bring.
    """
    scripts = {name: _script(name, course, words, signs) for name, needed in EXTRAS.items() if needed(course)}
    return {
        f"assets/{name}.js": b"\n".join(part for part in (before.get(name), script) if part)
        for name, script in scripts.items()
    }


def _script(name: str, course: Course, words: Mapping[str, str], signs: Callable[[str], str]) -> bytes:
    """Its words and signs, itself and its parts; behind what asks questions come the question types in use."""
    kinds = [f"question-{kind}" for kind in question_kinds(course)] if name == "questions" else []
    chunks = [f"extra-{name}", *_parts(name, course), *kinds]
    code = b"\n".join(built.chunk(chunk).strip() for chunk in chunks) + b"\n"
    head = f"Object.assign(globalThis.lernbuild.course.texts,{_json(said_in(words, code))});\n"
    if shown := signs(code.decode()):
        head += f"globalThis.lernbuild.signs?.({_json(shown)});\n"
    return head.encode() + code


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def said_in(words: Mapping[str, str], script: bytes) -> dict[str, str]:
    """The messages whose key a script holds, whole or as the beginning of a template, with the forms for a number."""
    text = script.decode()
    keys = set(_KEY.findall(text))
    stems = tuple(set(_STEM.findall(text)))
    asked = [key for key in sorted(words) if _NUMBER.sub("", key) in keys or key in keys or key.startswith(stems)]
    return {key: words[key] for key in asked}
