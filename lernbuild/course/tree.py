"""Changes trees of frozen dataclasses; must not know what the nodes mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from lernbuild.markup.nodes import Node
from lernbuild.source import SourceFile, Span

T = TypeVar("T")

Each = Callable[[Node], "tuple[Node, ...] | None"]
"""Given a node in a sequence: what stands in its place, or None to go on below it."""

Joined = Callable[[tuple[Node, ...], Any, str], "tuple[Node, ...]"]
"""Given a sequence whose nodes are done, what holds it and in which field: the new sequence."""

_LEAVES = (str, int, float, type(None), Span, SourceFile)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.name not in ("span", "attributes", "marker_span", "name_span"))


def transform(value: T, each: Each) -> T:
    """The value with every node replaced as ``each`` says, from the top; unchanged parts stay the same objects."""
    result: T = _down(value, each)
    return result


def _down(value: Any, each: Each) -> Any:
    if isinstance(value, _LEAVES):
        return value
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
        new = _down(item, each)
        changed = changed or new is not item
        out.append(new)
    return tuple(out) if changed else value


def join(value: T, joined: Joined, skip: tuple[type[Node], ...] = ()) -> T:
    """The value with every sequence of nodes changed by ``joined``, from the bottom; not below nodes of ``skip``."""
    result: T = _up(value, None, "", joined, skip)
    return result


def _up(value: Any, owner: Any, name: str, joined: Joined, skip: tuple[type[Node], ...]) -> Any:
    if isinstance(value, (*_LEAVES, *skip)):
        return value
    if isinstance(value, tuple):
        new = tuple(_up(item, owner, name, joined, skip) for item in value)
        if all(a is b for a, b in zip(new, value, strict=True)):
            new = value
        return joined(new, owner, name) if new and isinstance(new[0], Node) else new
    return _rebuilt(value, lambda part, below: _up(part, value, below, joined, skip))


def _rebuilt(value: Any, change: Callable[[Any, str], Any]) -> Any:
    """A dataclass or mapping with changed parts; anything else as it is."""
    if isinstance(value, dict):
        new = {key: change(part, "") for key, part in value.items()}
        return new if any(new[key] is not part for key, part in value.items()) else value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for name in _names(type(value)):
        old = getattr(value, name)
        if isinstance(old, _LEAVES):
            continue
        fresh = change((old,), name)[0] if isinstance(old, Node) else change(old, name)
        if fresh is not old:
            changes[name] = fresh
    return replace(value, **changes) if changes else value
