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
