"""Words that learners read: messages of a theme, German dates and numbers; knows no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_NO_BREAK = "\u00a0"


class UnknownText(KeyError):
    """A template or a block asks for a word that the message file does not have."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The message file of a language; call it with a key and the values for its ``{places}``."""

    words: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        try:
            text = self.words[key]
        except KeyError:
            raise UnknownText(key) from None
        for name, value in values.items():
            text = text.replace("{" + name + "}", german(value))
        return text

    def count(self, key: str, n: int, **values: object) -> str:
        """The form for a number: ``key-1`` where there is one, else ``key``; ``{n}`` is the number."""
        special = f"{key}-{n}"
        return self(special if special in self.words else key, n=n, **values)


def german(value: object) -> str:
    """A value as German text: dates written out, decimals with a comma."""
    if isinstance(value, date):
        return f"{value.day}.{_NO_BREAK}{_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)


def hours(minutes: int) -> str:
    """Minutes as hours in halves: 390 is „6½“."""
    halves = max(2, round(minutes / 30))
    return f"{halves // 2}{'½' if halves % 2 else ''}"


def listing(names: list[str]) -> str:
    """„Hessen“, „Hessen und Bayern“, „Hessen, Bayern und Berlin“."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " und " + names[-1]
