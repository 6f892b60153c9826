"""Keeps what is known of each lesson's text from build to build; must not know what is found out about it.

What is kept of a lesson holds while the lesson and the lessons that it includes are the same and no other file below
``courses/`` has changed, come or gone: kurs.yaml, facts, snippets, media. kurs.lock is not looked at; numbers are given
anew in every build.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

from lernbuild.course.load import Project, is_text
from lernbuild.keep import Keep, hash_of
from lernbuild.memo import Memo
from lernbuild.source import SourceFile, Span

LOCK = "/kurs.lock"
_PLAIN = frozenset({("datetime", "date"), ("builtins", "set"), ("builtins", "frozenset")})


class KeptTexts:
    """The memos of a project's lessons; ``save`` them when all is found out."""

    __slots__ = ("_base", "_keep", "_memos", "_project", "_reader")

    def __init__(self, project: Project, keep: Keep) -> None:
        self._project = project
        self._keep = keep
        self._memos: dict[str, Memo] = {}
        self._reader = _reader(project)
        self._base = self._common()

    def _common(self) -> bytes:
        """What stands behind every text: all files but lessons, and the names of lessons."""
        project = self._project
        present = [path for path in project.files if not path.endswith(LOCK)]
        files = [(path, b"" if is_text(path) else self._hash(path)) for path in present]
        return hash_of(project.root.as_posix(), self._keep.program, sorted(project.refused), files)

    def _hash(self, path: str) -> bytes:
        return self._keep.digest(self._project.files[path], self._project.stamps[path])

    def lesson(self, path: str) -> Memo:
        """The memo of a lesson's source; its included lessons are noted by ``note_files``."""
        stamp = hash_of(self._base, self._hash(path))
        return self.memo(f"lesson:{path}", stamp, lambda found: self._same_files(found.get("files", ())))

    def note_files(self, memo: Memo, files: Iterable[str]) -> None:
        """Notes which files a lesson includes; lessons among them with their hashes."""
        memo.note("files", [(path, self._hash(path) if is_text(path) else b"") for path in sorted(files)])

    def give_up(self, memo: Memo) -> None:
        """Keeps nothing of a lesson: its messages speak of a text that is none."""
        memo.stamp = b""

    def _same_files(self, noted: Iterable[tuple[str, bytes]]) -> bool:
        return all(not known or self._hash(path) == known for path, known in noted)

    def memo(self, name: str, stamp: bytes, holds: Callable[[dict[str, Any]], bool]) -> Memo:
        """What is known under a name; empty when it depended on something else or no longer ``holds``."""
        data = self._keep.get(name, stamp)
        found = self._reader(data) if data is not None else None
        memo = self._memos[name] = Memo(found if found is not None and holds(found) else None, stamp)
        return memo

    def of(self, name: str, lesson: Memo, holds: Callable[[dict[str, Any]], bool]) -> Memo:
        """What is known of something that depends on a lesson's source and the lessons that it includes."""
        if not lesson.stamp:
            return Memo()
        return self.memo(name, hash_of(lesson.stamp, lesson.found["files"]), holds)

    def of_file(self, name: str, path: str, beside: bytes) -> Memo:
        """What is known of a file together with what stands beside it."""
        return self.memo(name, blake2b(self._hash(path) + beside, digest_size=16).digest(), lambda _: True)

    def save(self) -> None:
        """Hands everything found out since to the file."""
        for name, memo in self._memos.items():
            if memo.changed and memo.stamp:
                self._keep.put(name, memo.stamp, _written(memo.found))
                memo.changed = False


def _written(found: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    writer = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    writer.dispatch_table = {SourceFile: lambda file: (_source, (file.path,)), Span: _span_parts}
    writer.dump(found)
    return out.getvalue()


def _span_parts(span: Span) -> tuple[type[Span], tuple[SourceFile, int, int]]:
    return Span, (span.file, span.start, span.end)


def _source(path: str) -> SourceFile:
    """Stands in what is written for the project's own source file of that path."""
    raise pickle.UnpicklingError(path)


def _reader(project: Project) -> Callable[[bytes], dict[str, Any] | None]:

    def source(shown: str) -> SourceFile:
        path = project.relative(shown)
        if path not in project.files:
            raise pickle.UnpicklingError(path)
        return project.promise(path)

    known: dict[tuple[str, str], Any] = {(__name__, _source.__name__): source}

    class Reader(pickle.Unpickler):
        """Takes values of lernbuild alone."""

        def find_class(self, module: str, name: str) -> Any:
            found = known.get((module, name))
            if found is None:
                own = module.startswith("lernbuild.") and "." not in name  # a dot would lead to what a module imports
                if not own and (module, name) not in _PLAIN:
                    raise pickle.UnpicklingError(f"{module}.{name}")
                found = super().find_class(module, name)
                if own and not (isinstance(found, type) and found.__module__.startswith("lernbuild.")):
                    raise pickle.UnpicklingError(f"{module}.{name}")
                known[module, name] = found
            return found

    def read(data: bytes) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = Reader(io.BytesIO(data)).load()
        except pickle.UnpicklingError:
            return None
        return found

    return read
