"""Finishes running text: citations become links, glossary terms are marked; must not know editions or files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import unquote

from lernbuild.course.links import target_span
from lernbuild.course.model import GlossaryTerm
from lernbuild.course.tree import find, join
from lernbuild.course.words import fold, nearest
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen, slotted
from lernbuild.markup.citations import link_citations, may_cite
from lernbuild.markup.law import Laws
from lernbuild.markup.nodes import (
    Cell,
    Citation,
    Emphasis,
    Footnote,
    Heading,
    Link,
    Node,
    Paragraph,
    Strong,
    Term,
    Text,
)
from lernbuild.markup.terms import Forms, Marker
from lernbuild.questions.model import Question

TERM = "begriff:"
_TEXT_OF = (Paragraph, Cell, Strong, Emphasis)
"""Where terms are marked: running text, not headings, titles, links or captions."""


@frozen
class Prose:
    """The finished parts of a lesson."""

    blocks: tuple[Node, ...]
    questions: tuple[Question, ...]
    footnotes: tuple[Footnote, ...]


@slotted
class Finisher:
    """What finishing needs to know of the course; ``forms`` are the spellings of the glossary's terms."""

    laws: Laws
    glossary: Mapping[str, GlossaryTerm]
    forms: Forms
    problems: list[Diagnostic] = field(default_factory=list)

    def finish(self, prose: Prose, *, marks: bool) -> Prose:
        """Citations linked everywhere; terms marked at their first use, without ``marks`` only where asked for."""
        marker = Marker(self.forms)

        def cite(nodes: tuple[Node, ...], owner: Any, name: str) -> tuple[Node, ...]:
            found, problems = link_citations(nodes, self.laws)
            self.problems += problems
            return found

        def define(nodes: tuple[Node, ...], owner: Any, name: str) -> tuple[Node, ...]:
            linked = self.explicit(nodes, marker)
            marked = marks and isinstance(owner, _TEXT_OF)
            return marker.mark(linked) if marked else linked

        def explain(nodes: tuple[Node, ...], owner: Any, name: str) -> tuple[Node, ...]:
            return self.explicit(nodes, marker)

        blocks, questions = join(prose.blocks, cite, (Link,)), prose.questions
        if may_cite(find(questions, Text)):
            questions = join(questions, cite, (Link,))
        footnotes = join(prose.footnotes, cite, (Link,))
        linked = bool(find((blocks, questions, footnotes), Link))
        if linked or (marks and self.forms.by_word):
            blocks, footnotes = (join(part, define, (Heading, Term, Citation)) for part in (blocks, footnotes))  # type: ignore[assignment]
        if linked:
            questions = join(questions, explain, (Term,))
        return Prose(blocks, questions, footnotes)

    def explicit(self, nodes: tuple[Node, ...], marker: Marker) -> tuple[Node, ...]:
        """``[Wort](begriff:Begriff)`` as a term; with an unknown one only the words stay."""
        if not any(isinstance(node, Link) for node in nodes):
            return nodes
        out: list[Node] = []
        for node in nodes:
            if not isinstance(node, Link) or not node.target.startswith(TERM):
                out.append(node)
                continue
            name = unquote(node.target.removeprefix(TERM))
            words = node.children or (Text(node.span, name),)
            if name in self.glossary:
                marker.seen.add(name)
                out.append(Term(node.span, name, words))
            else:
                self.problems.append(self.unknown(node, name))
                out += words
        return tuple(out)

    def unknown(self, node: Link, name: str) -> Diagnostic:
        span = target_span(node, node.target)
        same = next((term for term in self.glossary if fold(term) == fold(name)), None)
        meant = same or nearest(name, self.glossary)
        if meant is None:
            hint = "Legen Sie ihn in glossar.yaml an oder schreiben Sie das Wort ohne Link."
            return error("term-unknown", f"Den Begriff „{name}“ gibt es im Glossar nicht.", span, hint)
        message = f"Den Begriff „{name}“ gibt es im Glossar nicht, gemeint ist wohl „{meant}“."
        good = node.span.text.replace(node.target, TERM + meant)
        fix = (Edit(span, TERM + meant),) if same else ()
        return error("term-unknown", message, span, f"Schreiben Sie: {good}", fix=fix)
