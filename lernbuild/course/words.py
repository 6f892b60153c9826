"""German wording for messages and keys: nearest names, lists, dates, slugs; must not know any file or course."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def ascii_text(text: str) -> str:
    """The text with German letters spelt out and other accents dropped."""
    spelt = unicodedata.normalize("NFC", text).translate(_GERMAN)
    return unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode("ascii")


def fold(text: str) -> str:
    """The text as it is compared: lower case, umlauts spelt out, no accents."""
    return ascii_text(text).casefold()


def similarity(one: str, other: str) -> float:
    """0 to 1; 1 means equal after folding."""
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def nearest(word: str, choices: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The choice most like the word; the first of equals, None when none is near."""
    best, found = cutoff, None
    for choice in choices:
        matcher = SequenceMatcher(None, fold(word), fold(choice), autojunk=False)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (ratio == best and found is None):
            best, found = ratio, choice
    return found


def listed(words: Sequence[str], conjunction: str = "und") -> str:
    """„a, b und c“."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def german_date(day: date) -> str:
    """„1. Juni 2026“, with plain blanks."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def english_date(day: date) -> str:
    """„1 June 2026“, with plain blanks, for courses in English."""
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def readable(name: str) -> str:
    """A folder or file name as words: „01-erste-woche“ gives „Erste Woche“."""
    words = re.sub(r"^\d+[-_ ]*", "", name).replace("_", "-").split("-")
    return " ".join(word[:1].upper() + word[1:] for word in words if word)
