"""Fields of a value that are made when somebody first asks for them; knows no value in particular."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache, partial
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

T = TypeVar("T", bound="Later")
M = TypeVar("M")
Makers = Mapping[str, Callable[[], Any]]


class Later:
    """Base of slotted dataclasses: a field that is not set is made by its maker, once; the others cost nothing more."""

    __slots__ = ("_makers",)
    _makers: Makers

    if not TYPE_CHECKING:  # a type checker shall still find names that do not exist

        def __getattr__(self, name: str) -> Any:
            if name == "_makers" or name not in (makers := getattr(self, "_makers", {})):
                raise AttributeError(f"{type(self).__name__} has no {name}")
            value = makers[name]()
            object.__setattr__(self, name, value)
            return value


def partly(kind: type[T], values: Mapping[str, Any], makers: Makers) -> T:
    """A value with the fields of ``values``; those of ``makers`` are made when asked for."""
    made = object.__new__(kind)
    _put(made, values, values.values())
    object.__setattr__(made, "_makers", makers)
    return made


def changed(one: T, makers: Makers | None = None, **values: Any) -> T:
    """Like ``dataclasses.replace``, but what was not made yet is not made now either.

    ``makers`` make fields in a new way, when asked for.
    """
    old: Makers = {name: partial(getattr, one, name) for name in getattr(one, "_makers", ()) if name not in values}
    rest = {**old, **(makers or {})}
    kind: Any = type(one)
    names, look = _others(kind, frozenset((*values, *rest)))
    made: T = partly(kind, values, rest)
    _put(made, names, look(one))
    return made


def _put(made: object, names: Iterable[str], values: Iterable[Any]) -> None:
    """Sets fields; a course has a hundred thousand of them, so no loop of Python's own runs over them."""
    deque(map(object.__setattr__, repeat(made), names, values), 0)


@cache
def _others(kind: Any, without: frozenset[str]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The fields that are not among these, and what gives their values."""
    names = tuple(field.name for field in fields(kind) if field.name not in without)
    look = attrgetter(*names) if names else None
    return names, lambda one: () if look is None else (look(one),) if len(names) == 1 else look(one)


class Once(Generic[M]):
    """Makes a value when it is first called, and gives the same one from then on; a function with a cache, cheaper."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], M]) -> None:
        self._make: Callable[[], M] | None = make

    def __call__(self) -> M:
        if self._make is not None:
            self._made = self._make()
            self._make = None
        return self._made


def is_made(one: Later, name: str) -> bool:
    """True when a field can be had for nothing."""
    try:
        object.__getattribute__(one, name)
    except AttributeError:
        return False
    return True
