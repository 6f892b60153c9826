"""Dates that blocks and questions carry (``{gueltig-bis=2026-12-31}``); knows no page and no course."""

from __future__ import annotations

from datetime import date

from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Attributes

DATES = ("rechtsstand", "pruefen-bis", "gueltig-ab", "gueltig-bis")


@frozen
class Dates:
    """Day of the law, day until which someone looks at it again, first and last day on which it holds."""

    legal: date | None = None
    check_by: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def __bool__(self) -> bool:
        return any((self.legal, self.check_by, self.valid_from, self.valid_until))


NO_DATES = Dates()


def read_dates(attributes: Attributes) -> Dates:
    """The dates among attributes; what is no date was reported where the attributes were read."""
    if not attributes.items:
        return NO_DATES
    return Dates(*(read_date(attributes.get(key) or "") for key in DATES))


def read_date(value: str) -> date | None:
    """The day of ``2026-12-31``; None for anything else. Source: ISO 8601-1, 5.2.2.1 (extended format only)."""
    if len(value) != 10 or value[4] != "-" or value[7] != "-":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
