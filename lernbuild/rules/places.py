"""Places in the head of a file for rules to point at; must not judge anything."""

from __future__ import annotations

import re

from lernbuild.course.model import Course, Lesson
from lernbuild.source import SourceFile, Span


def head_value(file: SourceFile, *keys: str) -> Span | None:
    """The place of a plain ``key: value``, the value; with several keys the last one below the first."""
    at = 0
    stop = len(file.text)
    if file.text.startswith("---"):
        found = file.text.find("\n---", 3)
        stop = found if found >= 0 else stop
    for key in keys[:-1]:
        outer = re.compile(rf"^{re.escape(key)}[ \t]*:", re.MULTILINE).search(file.text, at, stop)
        if outer is None:
            return None
        at = outer.end()
    value = re.compile(rf"(?:^|[\s{{,]){re.escape(keys[-1])}[ \t]*:[ \t]*(?P<value>[^\n]*[^\s\n])", re.MULTILINE)
    found_value = value.search(file.text, at, stop)
    return file.span(found_value.start("value"), found_value.end("value")) if found_value else None


def lesson_place(lesson: Lesson, *keys: str) -> Span:
    """The value of the first of these keys that the lesson's head has, else the head's first line."""
    for key in keys:
        span = head_value(lesson.file, key)
        if span is not None:
            return span
    return lesson.span or lesson.file.span(0)


def course_place(course: Course, *keys: str) -> Span | None:
    """A value in kurs.yaml, else its first line."""
    if course.file is None:
        return None
    return head_value(course.file, *keys) or course.file.span(0)


def file_name(lesson: Lesson) -> str:
    """``01-modul/01-lektion.md``, as authors know the file."""
    return "/".join(lesson.file.path.split("/")[-2:])
