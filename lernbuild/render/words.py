"""Words that learners read: messages of a theme, dates and numbers of their language; knows no page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lernbuild.course.words import english_date, german_date
from lernbuild.frozen import frozen

_NO_BREAK = "\u00a0"


class UnknownText(KeyError):
    """A template or a block asks for a word that the message file does not have."""


@frozen
class Texts:
    """The message file of a language; call it with a key and the values for its ``{places}``."""

    words: Mapping[str, str]
    language: str = "de"

    def __call__(self, key: str, /, **values: object) -> str:
        try:
            text = self.words[key]
        except KeyError:
            raise UnknownText(key) from None
        for name, value in values.items():
            text = text.replace("{" + name + "}", written(value, self.language))
        return text

    def count(self, key: str, n: int, **values: object) -> str:
        """The form for a number: ``key-1`` where there is one, else ``key``; ``{n}`` is the number."""
        special = f"{key}-{n}"
        return self(special if special in self.words else key, n=n, **values)


def written(value: object, language: str = "de") -> str:
    """A value as text: dates written out, decimals with the language's sign; other languages as in German."""
    english = language.split("-")[0] == "en"
    if isinstance(value, date):
        return english_date(value).replace(" ", _NO_BREAK, 1) if english else german(value)
    return f"{value:.2f}".rstrip("0").rstrip(".") if english and isinstance(value, float) else german(value)


def german(value: object) -> str:
    """A value as German text: dates written out, decimals with a comma."""
    if isinstance(value, date):
        return german_date(value).replace(" ", _NO_BREAK, 1)
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)


def hours(minutes: int) -> str:
    """Minutes as hours in halves: 390 is „6½“."""
    halves = max(2, round(minutes / 30))
    return f"{halves // 2}{'½' if halves % 2 else ''}"
