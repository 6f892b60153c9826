"""Fields of a value that are made when somebody first asks for them; knows no value in particular."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache, partial
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
    made, put = object.__new__(kind), object.__setattr__
    for name, value in values.items():
        put(made, name, value)
    put(made, "_makers", makers)
    return made


def changed(one: T, makers: Makers | None = None, **values: Any) -> T:
    """Like ``dataclasses.replace``, but what was not made yet is not made now either.

    ``makers`` make fields in a new way, when asked for.
    """
    made, put, look = object.__new__(type(one)), object.__setattr__, object.__getattribute__
    old, rest = getattr(one, "_makers", {}), dict[str, Callable[[], Any]](makers or {})
    for name in _names(type(one)):  # type: ignore[arg-type]
        if name in values:
            put(made, name, values[name])
        elif name in rest:
            continue
        elif name in old:
            rest[name] = partial(getattr, one, name)
        else:
            put(made, name, look(one, name))
    put(made, "_makers", rest)
    return made


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


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
