"""kurs.lock: read, brought up to date for all editions of a course, written; must not know pages."""

from __future__ import annotations

import marshal
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lernbuild.course.edition import Edition
from lernbuild.course.load import Project
from lernbuild.course.lock_entries import Entry, Lock, read_lock, repair_lock
from lernbuild.course.numbers import Numbers, identities_of, update_lock, with_numbers
from lernbuild.diagnostics import Diagnostic, Severity, error
from lernbuild.frozen import frozen
from lernbuild.later import Later, partly
from lernbuild.memo import Memo

FILE = "kurs.lock"


@frozen
class Numbered(Later):
    """The editions of one course with their numbers, and the kurs.lock that belongs to them.

    ``path`` is None when nothing is to be written: the file is as it should be, or it could not be read.
    """

    course_id: str
    editions: tuple[Edition, ...]
    lock: Lock
    path: Path | None = None


def number_editions(
    project: Project, course_id: str, editions: Sequence[Edition], *, locked: bool = False
) -> tuple[Numbered, list[Diagnostic]]:
    """All editions with numbers; with ``locked`` a kurs.lock that would change is an error."""
    path = f"{course_id}/{FILE}"
    memo = _memo(project, path, editions)
    if "numbers" in memo.found:
        file, numbers = project.promise(path), memo.found["numbers"]
        values = {"course_id": course_id, "editions": _with_numbers(editions, [numbers] * len(editions)), "path": None}
        return partly(Numbered, values, {"lock": lambda: read_lock(file)[0]}), []
    source, problems = project.source(path) if path in project.files else (None, [])
    old, more = read_lock(source)
    said = [*problems, *more]
    unreadable = any(d.severity is Severity.ERROR for d in said)
    lock, given = old, []
    for edition in editions:
        lock, numbers, found = update_lock(lock, edition.course)
        given.append(numbers)
        said += found
    changed = bool(editions) and (source is None or lock.text() != source.text)
    if given and not changed and not said:
        memo.note("numbers", given[0])
    if changed and locked:
        said.append(_locked(project, course_id, old, lock))
    write = changed and not locked and not unreadable
    target = project.root / "courses" / course_id / FILE if write else None
    return Numbered(course_id, _with_numbers(editions, given), lock, target), said


def _memo(project: Project, path: str, editions: Sequence[Edition]) -> Memo:
    """The numbers that a former build found in this very kurs.lock for just these lessons, questions and options."""
    texts = project.cache.texts
    if texts is None or path not in project.files:
        return Memo()
    asked = {marshal.dumps(identities_of(edition.course), 2) for edition in editions}  # 2: the same for the same values
    return texts.of_file(f"lock:{path}", path, asked.pop()) if len(asked) == 1 else Memo()


def _with_numbers(editions: Sequence[Edition], numbers: Sequence[Numbers]) -> tuple[Edition, ...]:
    return tuple(
        replace(edition, course=with_numbers(edition.course, given))
        for edition, given in zip(editions, numbers, strict=True)
    )


def write_lock(numbered: Numbered) -> bool:
    """Writes kurs.lock when it changed, in one step; True when it did. Raises OSError, and then the old one stays."""
    if numbered.path is None:
        return False
    new = numbered.path.with_name(f".{numbered.path.name}.{os.getpid()}")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(numbered.lock.text())
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(numbered.path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return True


def _locked(project: Project, course_id: str, old: Lock, new: Lock) -> Diagnostic:
    before = {entry.line for entry in old.entries}
    fresh = [entry.line for entry in new.entries if entry.line not in before]
    example = f", zum Beispiel „{fresh[0]}“" if fresh else ""
    message = f"kurs.lock passt nicht mehr zum Kurs „{course_id}“{example}."
    path = f"{course_id}/{FILE}"
    span = project.source(path)[0].span(0) if path in project.files else None
    if span is None:
        span = project.source(f"{course_id}/kurs.yaml")[0].span(0)
    hint = f"Rufen Sie auf und nehmen Sie die Datei mit auf: lernbuild lock {course_id}"
    return error("lock-outdated", message, span, hint)


__all__ = [
    "Entry",
    "Lock",
    "Numbered",
    "number_editions",
    "read_lock",
    "repair_lock",
    "update_lock",
    "with_numbers",
    "write_lock",
]
