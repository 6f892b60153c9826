"""Finds and reads the files below courses/; must not know what stands in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from os import DirEntry, scandir
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen, slotted
from lernbuild.later import partly
from lernbuild.markup.nodes import Document, YamlValue
from lernbuild.markup.parser import parse_document
from lernbuild.markup.read import decode_source
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile, line_starts

if TYPE_CHECKING:
    from lernbuild.course.kept import KeptTexts

LESSON = re.compile(r"(?P<module>\d+-[^/]+)/(?P<lesson>\d+-[^/]+)\.md")
DEEPEST = 64
"""Folders below courses/ in which nothing is looked for any more."""


@slotted
class _Cache:
    """What has been read; a project reads every file at most once."""

    sources: dict[str, tuple[SourceFile, list[Diagnostic]]] = field(default_factory=dict)
    documents: dict[str, tuple[Document, list[Diagnostic]]] = field(default_factory=dict)
    yaml: dict[str, tuple[YamlValue, list[Diagnostic]]] = field(default_factory=dict)
    shared: dict[str, object] = field(default_factory=dict)
    before: dict[str, object] = field(default_factory=dict)
    """What a former state of the folder shared, when nothing but ``changed`` lessons differ from it."""
    changed: frozenset[str] = frozenset()
    texts: KeptTexts | None = None
    """What former runs found out about lessons; None where nothing is kept."""


@lru_cache(maxsize=8)
def _top(root: Path) -> str:
    """The folder of all courses, as it is printed: asked for with each file."""
    return (root / "courses").as_posix()


@frozen
class Project:
    """All files below ``courses/`` of a folder.

    ``files`` maps the path below ``courses/`` (``/``, composed Unicode) to the file; ``refused`` are links that
    lead out of the folder, and names that are no text or lie too deep. Texts and documents are read when first asked
    for.
    """

    root: Path
    files: Mapping[str, Path]
    refused: frozenset[str] = frozenset()
    stamps: Mapping[str, tuple[int, int, int]] = field(default_factory=dict, repr=False)
    """Time of change, size and time of the last change of anything, of each file."""
    cache: _Cache = field(default_factory=_Cache, repr=False, compare=False)

    @property
    def course_ids(self) -> tuple[str, ...]:
        """Folders with a kurs.yaml, sorted."""
        ids = self.cache.shared.get("course_ids")
        if not isinstance(ids, tuple):
            heads = (path for path in self.files if path.endswith("/kurs.yaml") and path.count("/") == 1)
            ids = tuple(sorted(path.partition("/")[0] for path in heads))
            self.cache.shared["course_ids"] = ids
        return ids

    @property
    def files_read(self) -> int:
        """How many texts have been read."""
        return len(self.cache.sources)

    def shown(self, path: str) -> str:
        """How a path below ``courses/`` is printed: from the folder that was given."""
        return f"{_top(self.root)}/{path}" if path in self.files else (self.root / "courses" / path).as_posix()

    def relative(self, shown: str) -> str:
        """The reverse of ``shown``."""
        return shown.removeprefix(_top(self.root) + "/")

    def below(self, folder: str) -> Iterator[str]:
        """Paths in a folder below ``courses/`` and its folders, sorted."""
        return (path for path in self.files if path.startswith(f"{folder}/"))

    def lessons(self, course: str) -> list[tuple[str, str, str]]:
        """(path, module folder, file name without suffix) of every lesson file, in order."""
        found = []
        for path in self.below(course):
            match = LESSON.fullmatch(path.removeprefix(f"{course}/"))
            if match:
                found.append((path, match["module"], match["lesson"]))
        return sorted(found, key=lambda item: (_order(item[1]), _order(item[2])))

    def bytes_of(self, path: str) -> bytes:
        return self.files[path].read_bytes()

    def source(self, path: str) -> tuple[SourceFile, list[Diagnostic]]:
        """The text of a file, with what is wrong about its bytes."""
        if path not in self.cache.sources:
            shown = self.shown(path)
            source, problems = decode_source(shown, self.bytes_of(path))
            self.cache.sources[path] = (source or SourceFile(shown, ""), problems)
        return self.cache.sources[path]

    def promise(self, path: str) -> SourceFile:
        """A file that counts as read; its text is read when somebody looks at it."""
        if path not in self.cache.sources:
            shown, problems = self.shown(path), list[Diagnostic]()

            def text() -> str:
                source, found = decode_source(shown, self.bytes_of(path))
                problems.extend(found)
                return source.text if source else ""

            file = partly(SourceFile, {"path": shown}, {"text": text, "_starts": lambda: line_starts(file.text)})
            self.cache.sources[path] = (file, problems)
        return self.cache.sources[path][0]

    def document(self, path: str) -> tuple[Document, list[Diagnostic]]:
        """A Markdown file, parsed; an unreadable one is an empty document."""
        if path not in self.cache.documents:
            source, problems = self.source(path)
            blank = not source.text.strip()
            language = self.language(path.partition("/")[0])
            document, more = _empty(source) if blank else parse_document(source, language=language)
            self.cache.documents[path] = (document, problems or more if blank else [*problems, *more])
        return self.cache.documents[path]

    def language(self, folder: str) -> str:
        """The language that kurs.yaml names; German for folders without one (snippets)."""
        value, _ = self.yaml(f"{folder}/kurs.yaml")
        entries = value.value if value is not None and isinstance(value.value, dict) else {}
        entry = entries.get("sprache") or entries.get("language")
        return entry.value.raw if entry is not None and entry.value.raw else "de"

    def forget(self) -> None:
        """Lets go of what was read, which takes most of the memory; asked again, files are read again."""
        for read in (self.cache.sources, self.cache.documents, self.cache.yaml, self.cache.shared, self.cache.before):
            read.clear()

    def yaml(self, path: str) -> tuple[YamlValue | None, list[Diagnostic]]:
        """A YAML file, parsed; None when there is no such file."""
        if path not in self.files:
            return None, []
        if path not in self.cache.yaml:
            source, problems = self.source(path)
            value, more = parse_yaml(source)
            self.cache.yaml[path] = (value, [*problems, *more])
        return self.cache.yaml[path]


def _empty(source: SourceFile) -> tuple[Document, list[Diagnostic]]:
    hint = "Beginnen Sie mit dem Kopf:\n---\ntitel: Lektion\n---\n"
    problem = error("file-empty", "Diese Lektion ist leer.", source.span(0), hint)
    return Document(source, YamlValue(source.span(0), {}), ()), [problem]


def _order(name: str) -> tuple[int, str]:
    return int(re.match(r"\d+", name)[0]), name  # type: ignore[index]


def load_project(root: Path, previous: Project | None = None) -> Project:
    """All files below ``root/courses``; folders and files whose names begin with a dot are left out.

    What ``previous`` has read of the same folder is taken over for every file that did not change since. Where only
    lessons changed, what was made of the others is taken over, too: a program that stays (the preview, an editor)
    hands each state to the next and pays for the changed lesson alone.
    """
    top = root / "courses"
    files: dict[str, Path] = {}
    stamps: dict[str, tuple[int, int, int]] = {}
    refused: set[str] = set()
    if top.is_dir():
        inside = Path(realpath(top))
        for path, entry in _scan(top, ""):
            target = Path(realpath(entry.path)) if entry.is_symlink() else None
            if is_foreign(path) or (target is not None and not target.is_relative_to(inside)):
                refused.add(path)
            elif target.is_file() if target is not None else entry.is_file():
                files[path] = Path(entry.path)
                status = entry.stat()
                stamps[path] = (status.st_mtime_ns, status.st_size, status.st_ctime_ns)
    project = Project(root, dict(sorted(files.items())), frozenset(refused), stamps)
    if previous is not None and previous.root == root:
        _take_over(project, previous)
    return project


def _take_over(project: Project, previous: Project) -> None:
    same = {path for path, stamp in project.stamps.items() if previous.stamps.get(path) == stamp}
    old, new = previous.cache, project.cache
    new.sources.update((path, found) for path, found in old.sources.items() if path in same)
    heads = {path.removesuffix("/kurs.yaml") for path in project.files if path.endswith("/kurs.yaml")} - {
        path.removesuffix("/kurs.yaml") for path in same
    }
    new.documents.update(
        (path, found)
        for path, found in old.documents.items()
        if path in same and path.partition("/")[0] not in heads  # kurs.yaml names the language of the quotes
    )
    new.yaml.update((path, found) for path, found in old.yaml.items() if path in same)
    changed = project.files.keys() - same
    if (project.files, project.refused) == (previous.files, previous.refused) and all(map(is_text, changed)):
        new.before, new.changed, old.before = old.shared, frozenset(changed), {}


def is_foreign(path: str) -> bool:
    """True for a path that no file of a course can have: bytes that are no UTF-8 (from an old zip), too deep."""
    if path.count("/") >= DEEPEST:
        return True
    return not path.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in path)


def is_text(path: str) -> bool:
    """True for a lesson, whose words only lessons that show them depend on, and for kurs.lock."""
    return LESSON.fullmatch(path.partition("/")[2]) is not None or path.endswith("/kurs.lock")


def seen_beside(past: Project, present: Project) -> Project:
    """The files of another time as if they lay in the folder of today; what is the same is not read again."""
    project = Project(present.root, past.files, past.refused)
    both = [path for path in project.files if path in present.files]
    same = {path for path in both if project.bytes_of(path) == present.bytes_of(path)}
    heads = {path.partition("/")[0] for path in {*past.files, *present.files} - same if path.endswith("/kurs.yaml")}
    old, new = present.cache, project.cache
    new.sources.update((path, found) for path, found in old.sources.items() if path in same)
    new.yaml.update((path, found) for path, found in old.yaml.items() if path in same)
    new.documents.update(
        (path, found)
        for path, found in old.documents.items()
        if path in same and path.partition("/")[0] not in heads  # kurs.yaml names the language of the quotes
    )
    return project


def _scan(folder: Path, prefix: str) -> Iterator[tuple[str, DirEntry[str]]]:
    with scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.startswith("."):
                continue
            path = prefix + unicodedata.normalize("NFC", entry.name)
            if entry.is_dir(follow_symlinks=False) and not is_foreign(path):
                yield from _scan(Path(entry.path), f"{path}/")
            else:
                yield path, entry


@frozen
class Found:
    """Where a written path leads: ``path`` below courses/, or why not.

    ``trouble`` is "", "missing", "outside" or "case" (then ``path`` is the file with other letter case).
    """

    path: str = ""
    trouble: str = ""


def find_file(project: Project, target: str, folders: tuple[str, ...]) -> Found:
    """Looks a path up relative to each folder, in order; first hit wins.

    ``folders`` are below ``courses/``; an empty one is ``courses/`` itself.
    """
    wanted = unicodedata.normalize("NFC", target)
    candidates = [_joined(folder, wanted) for folder in folders]
    for candidate in candidates:
        if candidate is not None and candidate in project.files:
            return Found(candidate)
    inside = [c for c in candidates if c is not None]
    if not inside or any(c in project.refused for c in inside):
        return Found(trouble="outside")
    folded = _folded(project)
    for candidate in inside:
        if candidate.casefold() in folded:
            return Found(folded[candidate.casefold()], "case")
    return Found(trouble="missing")


def _joined(folder: str, target: str) -> str | None:
    """The path without ``.`` and ``..``; None when it leaves courses/."""
    parts: list[str] = []
    for part in PurePosixPath(folder, target).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part == "/":
            return None
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _folded(project: Project) -> dict[str, str]:
    table = project.cache.shared.get("folded")
    if not isinstance(table, dict):
        table = {path.casefold(): path for path in reversed(list(project.files))}
        project.cache.shared["folded"] = table
    return table
