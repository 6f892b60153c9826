"""Changes to the nodes of a question, whatever its type; knows no single type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from lernbuild.markup.nodes import Citation, Link, Node, Term
from lernbuild.markup.walking import walk

Change = Callable[[Node], "tuple[Node, ...] | None"]
"""Given a node: what stands in its place, or None to go on below it."""


def replace_nodes(nodes: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    """The nodes with those replaced for which ``change`` gives others; the rest stays as it is."""
    out: list[Any] = []
    for node in nodes:
        changed = change(node) if isinstance(node, Node) else None
        out.extend((_below(node, change),) if changed is None else changed)
    return tuple(out)


def without_links(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The words of links and citations without where they lead: for labels and buttons, where a click is an answer."""

    def change(node: Node) -> tuple[Node, ...] | None:
        match node:
            case Link(children=children) | Term(children=children):
                return without_links(children)
            case Citation(parts=parts):
                return (replace(node, parts=tuple((words, None) for words, _ in parts)),)
        return None

    if not any(isinstance(node, Link | Term | Citation) for node in walk(nodes)):
        return nodes
    return replace_nodes(nodes, change)


def _below(value: Any, change: Change) -> Any:
    if not isinstance(value, Node):
        return value
    parts = {f.name: getattr(value, f.name) for f in fields(value)}
    new: dict[str, Any] = {name: _tuple(part, change) for name, part in parts.items() if isinstance(part, tuple)}
    new = {name: part for name, part in new.items() if part != parts[name]}
    return replace(value, **new) if new else value


def _tuple(part: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    if part and isinstance(part[0], Node):
        return replace_nodes(part, change)
    return tuple(_tuple(item, change) if isinstance(item, tuple) else item for item in part)
