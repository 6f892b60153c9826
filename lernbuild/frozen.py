"""Records that nobody changes, as the type checker sees to; at run time they cost no more than others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as a slotted dataclass with ``==`` and a hash, frozen for the type checker alone.

    ``dataclass(frozen=True)`` sets each field by a call, and a course has a million of them. What compares, hashes and
    shows is not compiled for each class, as ``dataclass`` does: there are two hundred, and each start makes them all.
    """
    cls.__doc__ = cls.__doc__ or cls.__name__  # else it is made of the signature, which takes as long as the class
    made = dataclass(slots=True, repr=False, eq=False)(cls)
    own = cls.__dict__
    if "__repr__" not in own:
        made.__repr__ = _shown  # type: ignore[method-assign]
    names = [one.name for one in fields(made) if one.compare]  # type: ignore[arg-type]
    compared = attrgetter(*names) if names else _nothing
    if "__eq__" not in own:
        made.__eq__ = _equality(compared)  # type: ignore[method-assign]
    hashed = [one.name for one in fields(made) if (one.compare if one.hash is None else one.hash)]  # type: ignore[arg-type]
    made.__hash__ = _hash(compared if hashed == names else attrgetter(*hashed) if hashed else _nothing)  # type: ignore[method-assign, assignment]
    return made


def _nothing(_: object) -> tuple[()]:
    return ()


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
