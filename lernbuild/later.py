"""Fields of a value that are made when somebody first asks for them; knows no value in particular."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T", bound="Later")
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
    for name, value in values.items():
        object.__setattr__(made, name, value)
    object.__setattr__(made, "_makers", makers)
    return made


def changed(one: T, makers: Makers | None = None, **values: Any) -> T:
    """Like ``dataclasses.replace``, but what was not made yet is not made now either.

    ``makers`` make fields in a new way, when asked for.
    """
    kept: dict[str, Any] = {}
    rest: dict[str, Callable[[], Any]] = dict(makers or {})
    for name in (field.name for field in fields(one)):  # type: ignore[arg-type]
        if name in values:
            kept[name] = values[name]
        elif name not in rest:
            try:
                kept[name] = object.__getattribute__(one, name)
            except AttributeError:
                rest[name] = partial(getattr, one, name)
    return partly(type(one), kept, rest)


def is_made(one: Later, name: str) -> bool:
    """True when a field can be had for nothing."""
    try:
        object.__getattribute__(one, name)
    except AttributeError:
        return False
    return True
