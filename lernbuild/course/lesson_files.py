"""Reads the lesson files of a course, once for all its editions; must not know links or pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from lernbuild.course.digest import lesson_digest, shown_values
from lernbuild.course.edition_text import Scope, differs_by_edition
from lernbuild.course.facts import Fact, format_value
from lernbuild.course.includes import Included, include_snippets
from lernbuild.course.kept import KeptTexts
from lernbuild.course.lesson_head import LessonHead, read_head
from lernbuild.course.load import Project
from lernbuild.course.model import GlossaryTerm
from lernbuild.course.prose import Finisher
from lernbuild.course.settings import CourseHead
from lernbuild.course.shared import broken, once
from lernbuild.course.tree import join
from lernbuild.course.variants import Variants, read_ids
from lernbuild.course.words import nearest
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen, slotted
from lernbuild.later import Later, Once, changed, partly
from lernbuild.markup.facts import find_slips
from lernbuild.markup.nodes import Document, FactRef, Node, Text
from lernbuild.markup.walking import every, kinds_in
from lernbuild.memo import Memo
from lernbuild.questions.identity import slug
from lernbuild.source import Span


@frozen
class LessonFile(Later):
    """One lesson file, read: everything that does not depend on the edition but its lists of variants.

    ``files`` are those that it includes.
    """

    path: str
    module: str
    key: str
    head: LessonHead
    document: Document
    included: Included
    only: tuple[str, ...]
    except_for: tuple[str, ...]
    span: Span
    digest: str
    files: frozenset[str] = frozenset()
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)


@slotted
class Work:
    """What the steps below hand to each other."""

    project: Project
    course: str
    head: CourseHead
    facts: dict[str, Fact]
    variants: Variants
    glossary: tuple[GlossaryTerm, ...]
    scope: Scope
    finisher: Finisher
    out: list[Diagnostic] = field(default_factory=list)


def lessons_of(work: Work) -> list[LessonFile]:
    """All lesson files of the course, read once for all its editions."""

    def make() -> tuple[list[LessonFile], list[Diagnostic]]:
        before = len(work.out)
        files = _read_lessons(work)
        problems = work.out[before:]
        del work.out[before:]
        return files, problems

    files, said = once(work.project, f"lessons:{work.course}", make)
    work.out += said
    return files


def _read_lessons(work: Work) -> list[LessonFile]:
    files: list[LessonFile] = []
    taken: dict[str, LessonFile] = {}
    for path, module, name in work.project.lessons(work.course):
        file, said = _lesson(work, path, module, name)
        work.out += said
        if file.key in taken:
            number = next(n for n in range(2, 1000) if f"{file.key}-{n}" not in taken)
            work.out.append(_same_id(file, taken[file.key], number))
            file = changed(file, key=f"{file.key}-{number}")
        taken[file.key] = file
        files.append(file)
    order = _module_order(work, [file.module for file in files])
    return sorted(files, key=lambda file: order.index(file.module))


def _lesson(work: Work, path: str, module: str, name: str) -> tuple[LessonFile, list[Diagnostic]]:
    """Made once for a project, and taken over to its next state where neither it nor what it includes changed."""
    new = work.project.cache.changed

    def make() -> tuple[LessonFile, list[Diagnostic]]:
        texts = work.project.cache.texts
        memo = texts.lesson(path) if texts else Memo()
        if "file" in memo.found:
            return kept_lesson(work.project, work.course, path, module, memo), memo.found["said"]
        fresh = replace(work, out=[])
        file = _read_lesson(fresh, path, module, name, memo)
        if texts:
            note_lesson(texts, work.project, file, fresh.out)
        return file, fresh.out

    def still(found: tuple[LessonFile, list[Diagnostic]]) -> bool:
        return path not in new and not new & found[0].files

    return once(work.project, f"lesson:{path}", make, still=still)


_HEAD = ("title", "short_title", "id", "kind", "minutes", "goals", "legal_date", "check_by", "valid_from",
         "valid_until", "required", "keywords", "language", "test")  # fmt: skip
"""What is kept of the head of a lesson; its places are read again when a message needs them."""
_FILE = ("key", "only", "except_for", "span", "digest", "files")


def note_lesson(texts: KeptTexts, project: Project, file: LessonFile, said: list[Diagnostic]) -> None:
    """Notes what the next build needs of a lesson file, and what was said about it."""
    if any(project.source(path)[1] for path in (file.path, *file.files)):
        texts.give_up(file.memo)
        return
    texts.note_files(file.memo, file.files)
    file.memo.note("head", {name: getattr(file.head, name) for name in _HEAD})
    file.memo.note("file", {name: getattr(file, name) for name in _FILE})
    file.memo.note("said", said)


def kept_lesson(project: Project, course: str, path: str, module: str, memo: Memo) -> LessonFile:
    """A lesson file of which enough is known; it is read when somebody asks for more."""
    name = PurePosixPath(path).stem
    front = Once(lambda: read_head(project.document(path)[0].front, name)[0])
    places = {part: partial(lambda part: getattr(front(), part), part) for part in ("only", "except_for", "record")}
    for one in (path, *memo.found["file"]["files"]):
        project.promise(one)
    values = {
        **memo.found["file"],
        "path": path,
        "module": module,
        "head": partly(LessonHead, memo.found["head"], places),
        "memo": memo,
    }
    makers = {
        "document": lambda: project.document(path)[0],
        "included": lambda: include_snippets(project, course, path, project.document(path)[0]),
    }
    return partly(LessonFile, values, makers)


def _read_lesson(work: Work, path: str, module: str, name: str, memo: Memo) -> LessonFile:
    document, problems = work.project.document(path)
    work.out += problems
    head, more = read_head(document.front, name, quiet=broken(problems))
    work.out += more
    included = include_snippets(work.project, work.course, path, document)
    work.out += included.problems
    work.out += _fact_slips(work, included.nodes, head.legal_date or work.head.settings.legal_date)
    lists = []
    for label, words in (("nur", head.only), ("ausser", head.except_for)):
        ids, said = read_ids(words, work.variants, work.head.settings.variants, f"{label}: {{}}")
        work.out += said
        lists.append(ids)
    key = head.id if head.id and slug(head.id) == head.id else slug(name.partition("-")[2]) or slug(name)
    digest = _digest(work, head, included)
    memo.note("alike", not differs_by_edition(included.nodes, work.facts))  # now: its nodes are still at hand
    files, span = frozenset(included.files), document.file.span(0)
    return LessonFile(path, module, key, head, document, included, lists[0], lists[1], span, digest, files, memo)


def _fact_slips(work: Work, blocks: tuple[Node, ...], day: date) -> list[Diagnostic]:
    """Slips around ``{{…}}`` in the text of a lesson and its snippets."""
    out: list[Diagnostic] = []

    def shown(key: str) -> tuple[str, str] | None:
        fact = work.facts.get(key)
        period = fact.at(day) if fact and fact.unit else None
        return (format_value(period.value, fact.unit), fact.unit) if fact and period else None

    def look(nodes: tuple[Node, ...], owner: object, name: str) -> tuple[Node, ...]:
        out.extend(find_slips(nodes, work.facts, shown))
        return nodes

    if FactRef in kinds_in(blocks) or any("{" in node.value for node in every(blocks) if isinstance(node, Text)):
        join(blocks, look)
    return out


def _same_id(file: LessonFile, first: LessonFile, number: int) -> Diagnostic:
    other = PurePosixPath(first.path).relative_to(PurePosixPath(first.path).parts[0]).as_posix()
    message = f"Eine Lektion „{file.key}“ gibt es schon in „{other}“."
    fresh = f"id: {file.key}-{number}"
    span = file.head.record.value_span("id")
    if span is not None:
        return error("lesson-id-duplicate", message, span, f"Geben Sie dieser Lektion eine eigene Kennung: {fresh}")
    hint = f"Benennen Sie die Datei um oder ergänzen Sie im Kopf eine eigene Kennung: {fresh}"
    return error("lesson-id-duplicate", message, file.span, hint)


def _module_order(work: Work, folders: Sequence[str]) -> list[str]:
    """Module folders in the order of ``module:`` in kurs.yaml, the others behind them by their numbers."""
    present = list(dict.fromkeys(folders))
    first: list[str] = []
    value = work.head.record.key_span("module")
    for name in work.head.module_order:
        found = next((one for one in present if name in (one, one.partition("-")[2])), None)
        if found is None:
            meant = nearest(name, present)
            hint = f"Schreiben Sie: {meant}" if meant else "Berichtigen Sie den Namen oder legen Sie den Ordner an."
            work.out.append(error("course-value", f"Den Modulordner „{name}“ gibt es nicht.", value, hint))
        elif found not in first:
            first.append(found)
    return [*first, *(one for one in present if one not in first)]


def _digest(work: Work, head: LessonHead, included: Included) -> str:
    texts = {key: work.variants.texts(key) for key in work.variants.by_id}
    day = head.legal_date or work.head.settings.legal_date
    shown = list(shown_values(included.nodes, work.facts, texts, day))
    return lesson_digest(head.title, included.blocks, included.footnotes, shown)
