"""The records of lernbuild behave as frozen dataclasses do, and cost less."""

from __future__ import annotations

import pickle
from dataclasses import field, is_dataclass, replace

import pytest

from lernbuild.frozen import frozen


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
