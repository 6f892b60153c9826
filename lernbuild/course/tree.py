"""Changes trees of frozen dataclasses; must not know what the nodes mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from lernbuild.markup.nodes import Node

T = TypeVar("T")
N = TypeVar("N")

Each = Callable[[Node], "tuple[Node, ...] | None"]
"""Given a node in a sequence: what stands in its place, or None to go on below it."""

Joined = Callable[[tuple[Node, ...], Any, str], "tuple[Node, ...]"]
"""Given a sequence whose nodes are done, what holds it and in which field: the new sequence."""

_HOLDS_NO_NODES = frozenset(
    {"str", "int", "float", "bool", "str | None", "int | None", "float | None", "bool | None", "date", "date | None"}
    | {"Span", "Span | None", "SourceFile", "SourceFile | None", "Attributes", "tuple[str, ...]", "tuple[Span, ...]"}
    | {"tuple[tuple[str, str | None], ...]"}
)
"""Annotations of fields below which there is nothing to change."""


_HOLDERS = (tuple, dict)
"""Values without fields that may hold nodes as well."""


@cache
def _branches(kind: type) -> tuple[str, ...]:
    """The fields of a class that may hold nodes; none for a leaf and for what is no dataclass."""
    if not is_dataclass(kind):
        return ()
    return tuple(f.name for f in fields(kind) if str(f.type) not in _HOLDS_NO_NODES)


def find(value: Any, kind: type[N]) -> list[N]:
    """All nodes of a kind at and below a value, in reading order; also inside questions."""
    out: list[N] = []
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        if item.__class__ is tuple:
            stack.extend(reversed(item))
            continue
        if isinstance(item, dict):
            stack.extend(reversed(item.values()))
            continue
        if isinstance(item, kind):
            out.append(item)
        for name in reversed(_branches(item.__class__)):
            below = getattr(item, name)
            if below:
                stack.append(below)
    return out


def transform(value: T, each: Each) -> T:
    """The value with every node replaced as ``each`` says, from the top; unchanged parts stay the same objects."""
    result: T = _down(value, each)
    return result


def _down(value: Any, each: Each) -> Any:
    if isinstance(value, tuple):
        return _down_tuple(value, each)
    return _rebuilt(value, lambda part, _: _down(part, each))


def _down_tuple(value: tuple[Any, ...], each: Each) -> tuple[Any, ...]:
    out: list[Any] = []
    changed = False
    for item in value:
        given = each(item) if isinstance(item, Node) else None
        if given is not None:
            out += given
            changed = True
            continue
        new = _down(item, each) if _branches(item.__class__) or item.__class__ in _HOLDERS else item
        changed = changed or new is not item
        out.append(new)
    return tuple(out) if changed else value


def join(value: T, joined: Joined, skip: tuple[type[Node], ...] = ()) -> T:
    """The value with every sequence of nodes changed by ``joined``, from the bottom; not below nodes of ``skip``."""
    result: T = _up(value, None, "", joined, skip)
    return result


def _up(value: Any, owner: Any, name: str, joined: Joined, skip: tuple[type[Node], ...]) -> Any:
    if isinstance(value, tuple):
        return _up_tuple(value, owner, name, joined, skip)
    if skip and isinstance(value, skip):
        return value
    return _rebuilt(value, lambda part, below: _up(part, value, below, joined, skip))


def _up_tuple(
    value: tuple[Any, ...], owner: Any, name: str, joined: Joined, skip: tuple[type[Node], ...]
) -> tuple[Any, ...]:
    if not value:
        return value
    out: list[Any] = []
    changed = False
    for item in value:
        below = _branches(item.__class__) or item.__class__ in _HOLDERS
        new = _up(item, owner, name, joined, skip) if below else item
        changed = changed or new is not item
        out.append(new)
    done = tuple(out) if changed else value
    return joined(done, owner, name) if isinstance(done[0], Node) else done


def _rebuilt(value: Any, change: Callable[[Any, str], Any]) -> Any:
    """A dataclass or mapping with changed parts; anything else as it is."""
    if isinstance(value, dict):
        new = {key: change(part, "") for key, part in value.items()}
        return new if any(new[key] is not part for key, part in value.items()) else value
    changes = None
    for name in _branches(value.__class__):
        old = getattr(value, name)
        if old is None or old == ():
            continue
        fresh = change((old,), name)[0] if isinstance(old, Node) else change(old, name)
        if fresh is not old:
            changes = changes or {}
            changes[name] = fresh
    return replace(value, **changes) if changes else value
