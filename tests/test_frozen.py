"""The records of lernbuild behave as frozen dataclasses do, and cost less."""

from __future__ import annotations

import pickle
from dataclasses import MISSING, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest

from lernbuild.frozen import frozen, slotted


@frozen
class Point:
    """Equal by its coordinates alone."""

    x: int
    y: int = 0
    note: str = field(default="", compare=False, repr=False)


def test_equal_records_have_equal_hashes() -> None:
    one, same, other = Point(1, 2, "a"), Point(1, 2, "b"), Point(2, 2, "a")
    assert one == same != other
    assert len({one, same, other}) == 2
    assert repr(one) == "Point(x=1, y=2)"


def test_record_is_slotted_copied_and_pickled() -> None:
    one = Point(1)
    assert is_dataclass(one) and not hasattr(one, "__dict__")
    assert replace(one, y=3) == Point(1, 3)
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(AttributeError):
        one.z = 1  # type: ignore[attr-defined]


@frozen
class Nothing:
    """Has no field."""


@frozen
class Named(Point):
    """A field more than its base, its own words, and a key that hashes nothing."""

    name: str = ""
    load: list[int] = field(default_factory=list, hash=False)

    def __repr__(self) -> str:
        return f"«{self.name}»"


@frozen
class Odd:
    """Its own idea of sameness."""

    x: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Odd) and self.x % 2 == other.x % 2


@frozen
class Tree:
    """May hold itself."""

    below: list[Tree]


def test_records_without_fields_are_all_the_same() -> None:
    assert Nothing() == Nothing() and len({Nothing(), Nothing()}) == 1 and repr(Nothing()) == "Nothing()"


def test_a_record_is_not_equal_to_one_of_another_class() -> None:
    assert Point(1) != Named(1) and Named(1) != Point(1) and Point(1).__eq__((1, 0)) is NotImplemented
    assert Named(1, name="a") == Named(1, name="a") != Named(1, name="b")
    assert Named(1, load=[1]) != Named(1, load=[2])


def test_fields_may_stay_out_of_the_hash() -> None:
    assert hash(Named(1, load=[1])) == hash(Named(1, load=[2]))
    with pytest.raises(TypeError):
        hash(Tree([]))


def test_own_methods_stay() -> None:
    assert repr(Named(1, name="a")) == "«a»"
    assert Odd(1) == Odd(3) != Odd(2)
    assert hash(Odd(1)) != hash(Odd(3))


def test_a_record_that_holds_itself_can_be_shown() -> None:
    one = Tree([])
    one.below.append(one)
    assert repr(one) == "Tree(below=[...])"


@frozen
class Alike:
    """Its own hash."""

    x: int

    def __hash__(self) -> int:
        return 7


def test_a_hash_of_ones_own_stays() -> None:
    assert hash(Alike(1)) == hash(Alike(2)) == 7
    assert Alike(1) != Alike(2)


class Wide:
    """Every kind of field."""

    LIMIT: ClassVar[int] = 7
    first: int
    second: str = "b"
    kept: list[int] = field(default_factory=list)
    count: int = field(init=False, default=3)
    made: dict[str, int] = field(init=False, default_factory=dict)
    later: int = field(init=False, repr=False)
    first__default: str = "no other field's"

    def __post_init__(self) -> None:
        self.later = self.first + self.LIMIT


def test_slotted_is_what_dataclass_makes() -> None:
    """The same fields, arguments, defaults and words as Python's own."""
    ours: Any = slotted(type("Wide", (Wide,), dict(vars(Wide))))
    theirs: Any = dataclass(slots=True)(type("Wide", (Wide,), dict(vars(Wide))))
    assert ours.__match_args__ == theirs.__match_args__
    for values in ((1,), (1, "c"), (1, "c", [4], "d")):
        one, other = ours(*values), theirs(*values)
        assert asdict(one) == asdict(other) and repr(one) == repr(other)
        assert one == ours(*values) != ours(2)
    assert ours(first=1).kept is not ours(first=1).kept
    about = ("name", "type", "default", "init", "repr", "compare", "hash", "kw_only")
    found = [[getattr(each, name) for name in about] for each in fields(ours)]
    assert found == [[getattr(each, name) for name in about] for each in fields(theirs)]
    assert [each.default_factory is MISSING for each in fields(ours)].count(False) == 2
    with pytest.raises(TypeError, match="first"):
        ours()
    with pytest.raises(TypeError):
        hash(ours(1))


@slotted
class Counter:
    """Counts."""

    at: int = 0

    def __hash__(self) -> int:
        return 5


def test_slotted_records_change_and_may_have_a_hash_of_their_own() -> None:
    one = Counter()
    one.at += 1
    assert one == Counter(1) and hash(one) == 5
    assert replace(one, at=2).at == 2 and pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]
