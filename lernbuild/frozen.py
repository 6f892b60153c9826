"""Records that nobody changes, as the type checker sees to; at run time they cost no more than others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as a slotted dataclass with ``==`` and a hash, frozen for the type checker alone.

    ``dataclass(frozen=True)`` sets each field by a call, and a course has a million of them. What compares, hashes and
    shows is not compiled for each class, as ``dataclass`` does: there are two hundred, and each start makes them all.
    """
    cls.__doc__ = cls.__doc__ or cls.__name__  # else it is made of the signature, which takes as long as the class
    made: Any = dataclass(slots=True, repr=False, eq=False)(cls)
    own = cls.__dict__
    if "__repr__" not in own:
        made.__repr__ = _shown
    if "__eq__" not in own:
        made.__eq__ = _equality(_values([one.name for one in fields(made) if one.compare]))
    if own.get("__hash__") is None:  # Python sets None where there is an __eq__
        made.__hash__ = _hash(
            _values([one.name for one in fields(made) if (one.compare if one.hash is None else one.hash)])
        )
    return cast("type[T]", made)


def _values(names: list[str]) -> Callable[[Any], object]:
    """What gives the values of these fields: one value, a tuple of several, an empty one of none."""
    return attrgetter(*names) if names else lambda _: ()


def _equality(compared: Callable[[Any], object]) -> Callable[[object, object], bool]:
    def __eq__(one: object, other: object) -> Any:
        return compared(one) == compared(other) if other.__class__ is one.__class__ else NotImplemented

    return __eq__


def _hash(hashed: Callable[[Any], object]) -> Callable[[object], int]:
    def __hash__(one: object) -> int:
        return hash(hashed(one))

    return __hash__


@recursive_repr()
def _shown(one: Any) -> str:
    parts = (f"{each.name}={getattr(one, each.name)!r}" for each in fields(one) if each.repr)
    return f"{type(one).__qualname__}({', '.join(parts)})"
