"""Records that nobody changes, as the type checker sees to; at run time they cost no more than others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as a slotted dataclass with ``==`` and a hash, frozen for the type checker alone.

    ``dataclass(frozen=True)`` sets each field by a call, and a course has a million of them.
    """
    cls.__doc__ = cls.__doc__ or cls.__name__  # else it is made of the signature, which takes as long as the class
    return dataclass(slots=True, unsafe_hash=True)(cls)
