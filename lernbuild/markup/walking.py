"""Ways through the document tree: every node, the nodes below one, the words of inline nodes; changes none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any

from lernbuild.markup.nodes import Citation, CodeSpan, FactRef, FactValue, Gap, Image, LineBreak, Math, Node, Text
from lernbuild.same import Same

_HOLDS_NO_NODES = frozenset(
    {"str", "int", "float", "bool", "str | None", "int | None", "float | None", "bool | None", "date", "date | None"}
    | {"Span", "Span | None", "SourceFile", "SourceFile | None", "Attributes", "tuple[str, ...]", "tuple[Span, ...]"}
    | {"tuple[tuple[str, str | None], ...]", "tuple[tuple[int, int], ...]"}
)
"""Annotations of fields below which no node stands."""


@cache
def branches(kind: Any) -> tuple[str, ...]:
    """The fields of a class that may hold nodes, in order; none for a leaf and for what is no dataclass."""
    if not is_dataclass(kind):
        return ()
    return tuple(f.name for f in fields(kind) if str(f.type) not in _HOLDS_NO_NODES)


@cache
def backwards(kind: Any) -> tuple[str, ...]:
    """``branches`` from the last to the first, as they go onto a stack."""
    return branches(kind)[::-1]


def children_of(node: Node) -> Iterator[Node]:
    """The direct child nodes of a node, in reading order."""
    kind: Any = node.__class__
    stack: list[Any] = [getattr(node, name) for name in backwards(kind)]
    while stack:
        item = stack.pop()
        if item.__class__ is tuple:
            stack.extend(item[::-1])
        elif isinstance(item, Node):
            yield item


class _Below(dict[type, tuple[str, ...] | None]):
    """``backwards`` of the classes of nodes, None for others: a look into a dict is all that a leaf costs."""

    def __missing__(self, kind: Any) -> tuple[str, ...] | None:
        self[kind] = names = backwards(kind) if issubclass(kind, Node) else None
        return names


_BELOW = _Below()


def walk(nodes: Sequence[Node] | Node) -> Iterator[Node]:
    """Every node at and below, depth first, in reading order; without recursion."""
    stack: list[Any] = [nodes] if isinstance(nodes, Node) else list(nodes)[::-1]
    pop, push, extend = stack.pop, stack.append, stack.extend
    while stack:
        node = pop()
        kind = node.__class__
        if kind is tuple:
            extend(node[::-1])
            continue
        names = _BELOW[kind]
        if names is None:
            continue
        yield node
        for name in names:
            if below := getattr(node, name):
                if below.__class__ is tuple:
                    extend(below[::-1])
                else:
                    push(below)


def every(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """As ``walk``, for trees that are looked through several times in a row: those asked for last are remembered."""
    return _every(Same(nodes))


@lru_cache(maxsize=8)
def _every(same: Same[tuple[Node, ...]]) -> tuple[Node, ...]:
    return tuple(walk(same.value))


def kinds_in(nodes: tuple[Node, ...]) -> frozenset[type]:
    """The classes of all nodes; costs little beside ``every``."""
    return frozenset(map(type, every(nodes)))


def plain_text(nodes: Sequence[Node] | Node) -> str:
    """The words of inline nodes, without marks; line ends become blanks."""
    if isinstance(nodes, tuple) and len(nodes) == 1 and isinstance(nodes[0], Text):  # most often by far
        return nodes[0].value
    out: list[str] = []
    for node in walk(nodes):
        match node:
            case Text(value=value) | CodeSpan(value=value) | FactValue(value=value):
                out.append(value)
            case LineBreak():
                out.append(" ")
            case FactRef(key=key):
                out.append("{{" + key + "}}")
            case Citation(parts=parts):
                out.extend(text for text, _ in parts)
            case Image(alt=alt):
                out.append(alt)
            case Math(source=source):
                out.append(source)
            case Gap():
                out.append("___")
    return "".join(out)
