"""What was found out about one text, kept from build to build; knows neither the text nor where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


class Memo:
    """Results by name, each made once. They must depend on nothing but the text that the memo belongs to.

    ``stamp`` is the hash of that text and all that stands behind it, empty where nothing is kept. ``changed`` is True
    when something was added since it was read.
    """

    __slots__ = ("changed", "found", "stamp")

    def __init__(self, found: dict[str, Any] | None = None, stamp: bytes = b"") -> None:
        self.found: dict[str, Any] = {} if found is None else found
        self.stamp = stamp
        self.changed = False

    def once(self, name: str, make: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """What ``make`` gives, now or in a former build of the same text: plain values without trees."""
        try:
            return cast("T", self.found[name])
        except KeyError:
            made = make(*args, **more)
            self.note(name, made)
            return made

    def note(self, name: str, value: object) -> None:
        """Keeps a result under a name."""
        self.found[name] = value
        self.changed = True
