"""Puts snippets in the place of ``::: einbinden pfad.md``; must not know variants, facts or questions."""

from __future__ import annotations

import re
from dataclasses import field, replace
from pathlib import PurePosixPath
from typing import TypeGuard

from lernbuild.course.load import Project, find_file
from lernbuild.course.tree import transform
from lernbuild.course.words import nearest
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import slotted
from lernbuild.markup.nodes import Block, Document, Footnote, FootnoteRef, Node
from lernbuild.markup.walking import every
from lernbuild.source import Span

NOT_FOR_SNIPPETS = ("front-matter-missing", "front-matter-required", "lesson-empty")
"""Rules that speak of lessons only."""


@slotted
class Included:
    """The whole text of a lesson: its blocks with all snippets in place, footnotes, files used."""

    blocks: tuple[Node, ...] = ()
    footnotes: list[Footnote] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Blocks and footnotes; the same object where there are no footnotes, so that ``every`` remembers it."""
        return (*self.blocks, *self.footnotes) if self.footnotes else self.blocks


def block_title(block: Block) -> tuple[str, Span]:
    """The raw words behind the name on a block's first line, without attributes, and their place."""
    file = block.span.file
    line = file.span(block.span.start)
    start = block.name_span.end if block.name_span else line.start
    rest = file.text[start : line.end]
    if block.name_span is None:
        opening = re.match(r"\s*:{3,}\s*\{?[^\s{}]*\}?", rest)
        cut = opening.end() if opening else 0
        start, rest = start + cut, rest[cut:]
    rest = re.sub(r"^\}", " ", rest)
    body = re.sub(r"\s*\{[^{}]*\}\s*$", "", rest).rstrip()
    lead = len(body) - len(body.lstrip())
    return body.strip(), Span(file, start + lead, start + len(body))


def lesson_folders(course: str, path: str) -> tuple[str, ...]:
    """Where a path written in a lesson is looked up, in order."""
    return (str(PurePosixPath(path).parent), course, "")


def include_snippets(project: Project, course: str, path: str, document: Document) -> Included:
    """The document with every snippet in place."""
    found = Included(footnotes=list(document.footnotes))
    resolver = _Resolver(project, found, lesson_folders(course, path))
    found.blocks = resolver.fill(document.blocks, path, (path,))
    return found


def _is_include(node: Node) -> TypeGuard[Block]:
    return isinstance(node, Block) and node.name == "einbinden"


@slotted
class _Resolver:
    project: Project
    found: Included
    folders: tuple[str, ...]

    def fill(self, blocks: tuple[Node, ...], path: str, stack: tuple[str, ...]) -> tuple[Node, ...]:
        def each(node: Node) -> tuple[Node, ...] | None:
            return self.snippet(node, path, stack) if _is_include(node) else None

        if not any(_is_include(node) for node in every(blocks) if node.__class__ is Block):
            return blocks
        return transform(blocks, each, (Block,))

    def snippet(self, block: Block, path: str, stack: tuple[str, ...]) -> tuple[Node, ...]:
        """The snippet's text; within the block where its attributes limit it to Länder."""
        target, span = block_title(block)
        if not target:
            hint = "Schreiben Sie den Pfad dahinter: ::: einbinden bausteine/name.md"
            line = block.span.file.span(block.span.start)
            self.say("include-path", "Hinter „einbinden“ fehlt der Pfad des Bausteins.", line, hint)
            return ()
        folders = self.folders if len(stack) == 1 else (str(PurePosixPath(path).parent), *self.folders)
        where = find_file(self.project, target, folders)
        if where.trouble:
            self.refuse(target, span, where.trouble, where.path)
            return ()
        if where.path in stack:
            self.loop(stack, where.path, span)
            return ()
        content = self.read(where.path, (*stack, where.path))
        return (replace(block, title=(), children=content),) if block.attributes.items else content

    def read(self, path: str, stack: tuple[str, ...]) -> tuple[Node, ...]:
        document, problems = self.project.document(path)
        self.found.files.add(path)
        self.found.problems += [d for d in problems if d.code not in NOT_FOR_SNIPPETS]
        blocks, footnotes = self.distinct(document)
        self.found.footnotes += footnotes
        return self.fill(blocks, path, stack)

    def distinct(self, document: Document) -> tuple[tuple[Node, ...], tuple[Footnote, ...]]:
        """Blocks and footnotes of a snippet with labels that the lesson does not have yet."""
        taken = {note.label for note in self.found.footnotes}
        renamed = {n.label: f"{n.label}-{len(taken)}" for n in document.footnotes if n.label in taken}
        if not renamed:
            return document.blocks, document.footnotes

        def each(node: Node) -> tuple[Node, ...] | None:
            if isinstance(node, FootnoteRef) and node.label in renamed:
                return (replace(node, label=renamed[node.label]),)
            return None

        notes = tuple(replace(n, label=renamed.get(n.label, n.label)) for n in document.footnotes)
        return transform(document.blocks, each, (FootnoteRef,)), notes

    def loop(self, stack: tuple[str, ...], path: str, span: Span) -> None:
        if path == stack[-1]:
            message = "Dieser Baustein bindet sich selbst ein."
        else:
            message = f"Dieser Baustein bindet „{path}“ ein, der ihn selbst einbindet."
        self.say("include-loop", message, span, "Löschen Sie diesen Block.")

    def refuse(self, target: str, span: Span, trouble: str, path: str) -> None:
        name = PurePosixPath(target.replace("\\", "/")).name
        if trouble == "outside":
            hint = f"Kopieren Sie sie in den Ordner „bausteine“ und schreiben Sie: ::: einbinden bausteine/{name}"
            self.say("path-outside", "Diese Datei liegt außerhalb des Ordners „courses“.", span, hint)
        elif "\\" in target:
            good = target.replace("\\", "/")
            message, hint = "Im Pfad steht ein umgekehrter Schrägstrich.", f"Schreiben Sie: ::: einbinden {good}"
            self.say("path-backslash", message, span, hint, good)
        elif trouble == "case":
            good = real_spelling(target, path)
            message = f"Die Datei heißt „{good}“, hier steht „{target}“."
            self.say("path-case", message, span, f"Schreiben Sie: ::: einbinden {good}", good)
        else:
            self.missing(target, span)

    def missing(self, target: str, span: Span) -> None:
        snippets = [p for p in self.project.files if p.startswith("bausteine/") and p.endswith(".md")]
        meant = nearest(target, snippets)
        message = f"Den Baustein „{target}“ gibt es nicht"
        hint = "Legen Sie die Datei an oder berichtigen Sie den Pfad: ::: einbinden bausteine/name.md"
        if meant:
            message, hint = f"{message}, gemeint ist wohl „{meant}“", f"Schreiben Sie: ::: einbinden {meant}"
        self.say("file-not-found", f"{message}.", span, hint)

    def say(self, code: str, message: str, span: Span, hint: str, replacement: str | None = None) -> None:
        fix = () if replacement is None else (Edit(span, replacement),)
        self.found.problems.append(error(code, message, span, hint, fix=fix))


def real_spelling(target: str, path: str) -> str:
    """The target with the letters of the real path: its last parts, leading ``..`` kept."""
    parts = PurePosixPath(target).parts
    ups = [part for part in parts if part in ("..", ".")]
    rest = path.split("/")[-(len(parts) - len(ups)) :]
    return "/".join([*ups, *rest])
