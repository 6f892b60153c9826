"""Changes trees of frozen dataclasses; must not know what the nodes mean.

These run over every node of every lesson several times, so they are written for speed: a part that does not change
costs no call, and no object is made for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from lernbuild.markup.nodes import Node
from lernbuild.markup.walking import backwards, branches
from lernbuild.same import Same

T = TypeVar("T")
N = TypeVar("N")

Each = Callable[[Any], "tuple[Node, ...] | None"]
"""Given a node in a sequence: what stands in its place, or None to go on below it."""

Joined = Callable[[tuple[Node, ...], Any, str], "tuple[Node, ...]"]
"""Given a sequence whose nodes are done, what holds it and in which field: the new sequence."""

_HOLDERS = (tuple, dict)
"""Values without fields that may hold nodes as well."""


def find(value: Any, kind: type[N]) -> list[N]:
    """All nodes of a kind at and below a value, in reading order; also inside questions."""
    if value.__class__ is tuple:
        if not value:
            return []
        if value[0].__class__ is tuple:  # several sequences: rules ask for the same ones in other company
            return [node for part in value for node in find(part, kind)]
    by_class = _index(Same(value))
    if not kind.__subclasses__():
        return [*by_class.get(kind, ())]
    found = [nodes for one, nodes in by_class.items() if issubclass(one, kind)]
    if len(found) > 1:  # the order between classes is not in the index
        return [item for item in _below(value) if isinstance(item, kind)]
    return [*found[0]] if found else []


@lru_cache(maxsize=4096)
def _index(same: Same[Any]) -> dict[type, list[Any]]:
    """Everything at and below a value by its class: a dozen rules look for nodes in the same trees."""
    found: dict[type, list[Any]] = {}
    for item in _below(same.value):
        found.setdefault(item.__class__, []).append(item)
    return found


def has_any(value: Any, kinds: tuple[type[Node], ...]) -> bool:
    """True when a node of one of the kinds stands at or below a value; also inside questions."""
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        kind = item.__class__
        if kind is tuple:
            stack.extend(item)
        elif kind is dict:
            stack.extend(item.values())
        elif kind in kinds:
            return True
        else:
            stack.extend([getattr(item, name) for name in branches(kind)])
    return False


def _below(value: Any) -> Iterator[Any]:
    """Everything at and below a value that is no holder, in reading order."""
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        kind = item.__class__
        if kind is tuple:
            stack.extend(item[::-1])
        elif kind is dict:
            stack.extend(reversed(item.values()))
        else:
            yield item
            for name in backwards(kind):
                below = getattr(item, name)
                if below:
                    if below.__class__ is tuple:
                        stack.extend(below[::-1])
                    else:
                        stack.append(below)


def transform(value: T, each: Each, kinds: Collection[type[Node]]) -> T:
    """The value with every node of ``kinds`` replaced as ``each`` says, from the top.

    Unchanged parts stay the same objects.
    """
    result: T = _down(value, each, kinds)
    return result


def _down(value: Any, each: Each, kinds: Collection[type[Node]]) -> Any:
    kind = value.__class__
    if kind is not tuple:
        return _rebuilt(value, kind, lambda part, _: _down(part, each, kinds))
    out: list[Any] | None = None
    for place, item in enumerate(value):
        kind = item.__class__
        if kind in kinds:
            given = each(item)
            if given is not None:
                out = list(value[:place]) if out is None else out
                out += given
                continue
        new = _down(item, each, kinds) if branches(kind) or kind in _HOLDERS else item
        if out is not None:
            out.append(new)
        elif new is not item:
            out = [*value[:place], new]
    return value if out is None else tuple(out)


def join(value: T, joined: Joined, skip: tuple[type[Node], ...] = ()) -> T:
    """The value with every sequence of nodes changed by ``joined``, from the bottom; not below nodes of ``skip``."""
    result: T = _up(value, None, "", joined, skip)
    return result


def _up(value: Any, owner: Any, name: str, joined: Joined, skip: tuple[type[Node], ...]) -> Any:
    kind = value.__class__
    if kind is not tuple:
        if skip and isinstance(value, skip):
            return value
        return _rebuilt(value, kind, lambda part, below: _up(part, value, below, joined, skip))
    if not value:
        return value
    out: list[Any] | None = None
    for place, item in enumerate(value):
        kind = item.__class__
        new = _up(item, owner, name, joined, skip) if branches(kind) or kind in _HOLDERS else item
        if out is not None:
            out.append(new)
        elif new is not item:
            out = [*value[:place], new]
    done = value if out is None else tuple(out)
    return joined(done, owner, name) if isinstance(done[0], Node) else done


def _rebuilt(value: Any, kind: type, change: Callable[[Any, str], Any]) -> Any:
    """A dataclass or mapping with changed parts; anything else as it is."""
    if kind is dict:
        new = {key: change(part, "") for key, part in value.items()}
        return new if any(new[key] is not part for key, part in value.items()) else value
    changes = None
    for name in branches(kind):
        old = getattr(value, name)
        if not old and (old is None or old == ()):
            continue
        fresh = change((old,), name)[0] if isinstance(old, Node) else change(old, name)
        if fresh is not old:
            changes = changes or {}
            changes[name] = fresh
    return _copy(value, kind, changes) if changes else value


def _copy(value: Any, kind: type, changes: dict[str, Any]) -> Any:
    """The dataclass with other values in some fields: ``dataclasses.replace``, a few times faster."""
    names = _arguments(kind)
    if names is None:
        return replace(value, **changes)
    return kind(*[changes[name] if name in changes else getattr(value, name) for name in names])


@cache
def _arguments(kind: Any) -> tuple[str, ...] | None:
    """The fields in the order of the arguments; None when not all of them are arguments in a row."""
    found = fields(kind)
    return tuple(f.name for f in found) if all(f.init and not f.kw_only for f in found) else None
