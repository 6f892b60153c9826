"""Takes a ``::: fall`` block apart into steps and the ways between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Heading, Link, List, ListItem, Node, Text
from lernbuild.questions.identity import key_of
from lernbuild.questions.lines import line_span, trim
from lernbuild.questions.markers import read_marker
from lernbuild.questions.mistakes import question_line
from lernbuild.questions.model import Draft, Option, Placeholder
from lernbuild.questions.nodes import replace_nodes
from lernbuild.questions.options import item_place, split_item
from lernbuild.source import Span

_RIGHT = re.compile(r"\s*\([xX]\)\s*")


@frozen
class Way:
    """A choice in a step: ``target`` is the anchor of the step it leads to; its feedback is the outcome shown first."""

    option: Option
    target: str
    target_span: Span


@frozen
class Step:
    """One heading with what stands below it; no ways: an end of the case."""

    anchor: str
    title: tuple[Node, ...]
    content: tuple[Node, ...]
    ways: tuple[Way, ...]
    span: Span


def read_steps(draft: Draft) -> tuple[tuple[Node, ...], tuple[Step, ...], list[Diagnostic]]:
    """The text before the first step, the steps, and what is wrong."""
    children = draft.block.children
    starts = [at for at, node in enumerate(children) if isinstance(node, Heading)]
    if not starts:
        message = "Dieser Fall hat keine Schritte."
        hint = "Beginnen Sie jeden Schritt mit einer Überschrift: ### Was tun Sie? {#start}"
        return children, (), [error("case-without-steps", message, question_line(draft.block), hint)]
    diagnostics: list[Diagnostic] = []
    steps = [
        _step(children[start:end], diagnostics) for start, end in zip(starts, [*starts[1:], len(children)], strict=True)
    ]
    linked = tuple(_with_links(step, steps) for step in steps)
    return children[: starts[0]], linked, diagnostics or _same_anchor(steps)


def _with_links(step: Step, steps: Sequence[Step]) -> Step:
    """The step with links in its text to other steps as placeholders: they are ways, too."""
    titles = {one.anchor: one.title for one in steps}

    def change(node: Node) -> tuple[Node, ...] | None:
        if not isinstance(node, Link) or node.target[:1] != "#" or node.target[1:] not in titles:
            return None
        return (Placeholder(node.span, node.target[1:], node.children or titles[node.target[1:]]),)

    return replace(step, content=replace_nodes(step.content, change))


def _step(nodes: Sequence[Node], diagnostics: list[Diagnostic]) -> Step:
    heading = nodes[0]
    assert isinstance(heading, Heading)
    content: list[Node] = []
    ways: list[Way] = []
    for node in nodes[1:]:
        found = _ways(node, heading.anchor, diagnostics) if isinstance(node, List) else []
        ways += found
        if not found:
            content.append(node)
    place = line_span(heading.span.file, heading.span.start)
    return Step(heading.anchor, heading.children, tuple(content), tuple(ways), place)


def _ways(node: List, anchor: str, diagnostics: list[Diagnostic]) -> list[Way]:
    """The ways of a list in which every item leads to a step; an ordinary list gives none."""
    ways: list[Way] = []
    for item in node.items:
        words, feedback, problems = split_item(item)
        link = next((part for part in words if isinstance(part, Link)), None)
        if link is None or not link.target.startswith("#"):
            return []
        diagnostics += problems
        content, right = _words(words, link, item)
        option = Option(f"{anchor}: {key_of(content)}", content, item_place(item), right, feedback)
        ways.append(Way(option, link.target[1:], _target_span(link)))
    return ways


def _words(words: tuple[Node, ...], link: Link, item: ListItem) -> tuple[tuple[Node, ...], bool]:
    marker = read_marker(item.marker)
    behind = "".join(part.value for part in words if isinstance(part, Text))
    right = bool(marker and marker.right) or bool(_RIGHT.search(behind))
    around = tuple(
        part if not isinstance(part, Text) else Text(part.span, _RIGHT.sub(" ", part.value)) for part in words
    )
    content: list[Node] = []
    for part in around:
        content.extend(link.children if part is link else (part,))
    return trim(content), right


def _target_span(link: Link) -> Span:
    at = link.span.text.rfind(link.target)
    if at < 0:
        return link.span
    return Span(link.span.file, link.span.start + at, link.span.start + at + len(link.target))


def _same_anchor(steps: list[Step]) -> list[Diagnostic]:
    seen: dict[str, Step] = {}
    for step in steps:
        if step.anchor in seen:
            message = f"Zwei Schritte dieses Falls haben die Marke „{step.anchor}“."
            hint = f"Geben Sie diesem Schritt eine eigene, zum Beispiel: {{#{step.anchor}-2}}"
            return [error("case-step-duplicate", message, step.span, hint, related=(seen[step.anchor].span,))]
        seen[step.anchor] = step
    return []
