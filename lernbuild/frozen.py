"""Records with slots: ``frozen``, as the type checker sees to, and ``slotted``; at run time both are dataclasses.

``dataclass`` compiles several methods for each class, and a start makes two hundred classes. Here a class gets its
``__init__`` when it is first called, what ``dataclasses.fields`` says when that is first asked, and what compares,
hashes and shows is not compiled at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from inspect import get_annotations
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")
Given = dict[str, Any]
"""Fields by name: the default, a ``field(…)`` or MISSING."""

_GIVEN: dict[type, Given] = {}
"""What each class says of its own fields."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as a slotted dataclass with ``==`` and a hash, frozen for the type checker alone.

    ``dataclass(frozen=True)`` sets each field by a call, and a course has a million of them.
    """
    made = _record(cls)
    if cls.__dict__.get("__hash__") is None:  # Python sets None where there is an __eq__
        made.__hash__ = _hash(_values([name for name, one in _all(made).items() if _is_hashed(one)]))
    return cast("type[T]", made)


@dataclass_transform(field_specifiers=(field,))
def slotted(cls: type[T]) -> type[T]:
    """The class as a slotted dataclass with ``==``; without a hash, since its fields may change."""
    made = _record(cls)
    if "__hash__" not in cls.__dict__:
        made.__hash__ = None
    return cast("type[T]", made)


def _record(cls: type) -> Any:
    """The class made anew with slots, which cannot be added to one; a ClassVar is no field."""
    own = dict(cls.__dict__)
    names = [name for name, kind in own.get("__annotations__", {}).items() if "ClassVar" not in kind]
    given = {name: own.pop(name, MISSING) for name in names}
    whole = _all(cls) | given
    held = {name for base in cls.__mro__[1:-1] for name in base.__dict__.get("__slots__", ())}
    for name in ("__dict__", "__weakref__"):
        own.pop(name, None)
    own["__slots__"] = tuple(name for name in names if name not in held)
    own["__match_args__"] = tuple(name for name, one in whole.items() if not isinstance(one, Field) or one.init)
    own["__dataclass_params__"] = _PARAMS
    own.setdefault("__repr__", _shown)
    compared = [name for name, one in whole.items() if not isinstance(one, Field) or one.compare]
    own.setdefault("__eq__", _equality(_values(compared)))
    made: Any = type(cls)(cls.__name__, cls.__bases__, own)
    made.__qualname__ = cls.__qualname__
    made.__dataclass_fields__ = _Fields(made)
    if "__init__" not in own:
        made.__init__ = _init_at_first(made)
    _GIVEN[made] = given
    return made


def _all(made: type) -> Given:
    """The fields of a class and its bases, in the order of the arguments."""
    found: Given = {}
    for base in reversed(made.__mro__):
        found.update(_GIVEN.get(base, {}))
    return found


def _is_hashed(one: Any) -> bool:
    return not isinstance(one, Field) or bool(one.compare if one.hash is None else one.hash)


def _init_at_first(made: Any) -> Callable[..., None]:
    def __init__(self: Any, *values: Any, **named: Any) -> None:
        made.__init__ = _init(made)
        made.__init__(self, *values, **named)

    return __init__


def _init(made: Any) -> Any:
    """The method that ``dataclass`` makes: arguments, defaults, factories, ``__post_init__``."""
    space: dict[str, Any] = {"MISSING": MISSING}
    heads, lines = ["self"], []
    for name, one in _all(made).items():
        said = one if isinstance(one, Field) else None
        default, factory = (said.default, said.default_factory) if said else (one, MISSING)
        shown, value = f"{name}__default", name
        if factory is not MISSING:
            space[shown], value = factory, f"{shown}() if {name} is MISSING else {name}"
        elif default is not MISSING:
            space[shown] = default
        if said is None or said.init:
            start = "=MISSING" if factory is not MISSING else f"={shown}" if default is not MISSING else ""
            heads.append(f"{name}{start}")
        elif shown in space:
            value = f"{shown}()" if factory is not MISSING else shown
        else:
            continue  # __post_init__ sets it
        lines.append(f" self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(heads)}):\n" + "\n".join(lines or [" pass"]), space)  # noqa: S102 (names of fields)
    return space["__init__"]


class _Fields:
    """Stands for what ``dataclasses`` knows of a class until somebody asks for it."""

    __slots__ = ("_made",)

    def __init__(self, made: Any) -> None:
        self._made = made

    def __get__(self, one: object, owner: type) -> Any:
        made, kinds = self._made, dict[str, Any]()
        for base in reversed(made.__mro__):
            kinds.update(get_annotations(base))
        whole = _all(made)
        plain = {name: value for name, value in whole.items() if value is not MISSING}
        about = {"__annotations__": {name: kinds[name] for name in whole}, "__module__": made.__module__}
        found: Any = dataclass(init=False, repr=False, eq=False)(type(made.__name__, (), {**_DOC, **about, **plain}))
        made.__dataclass_fields__ = found.__dataclass_fields__
        return found.__dataclass_fields__


_DOC = {"__doc__": "Else it is made of the signature, which takes long."}
_PARAMS = vars(dataclass(init=False, repr=False, eq=False)(type("_", (), _DOC)))["__dataclass_params__"]


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
