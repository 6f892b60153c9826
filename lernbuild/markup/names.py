"""Names of blocks and their attributes, with aliases; knows nothing of how they are read or shown."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from lernbuild.markup.dates import DATES

CALLOUTS = ("rechtsgrundlage", "praxistipp", "achtung", "beispiel", "merke", "hinweis")
QUESTIONS = ("frage", "umfrage", "fall")
CONTAINERS = (
    "aufklappen",
    "reiter",
    "reiter-seite",
    "schritte",
    "karten",
    "spalten",
    "zitat",
    "dokument",
    "loesungsweg",
    "arbeitshilfe",
    "trainer",
    "nur",
    "ausser",
)
BLOCKS = (*CALLOUTS, *QUESTIONS, *CONTAINERS, "einbinden")

BLOCK_ALIASES = {
    "legal-basis": "rechtsgrundlage",
    "tip": "praxistipp",
    "warning": "achtung",
    "example": "beispiel",
    "remember": "merke",
    "note": "hinweis",
    "details": "aufklappen",
    "tabs": "reiter",
    "tab": "reiter-seite",
    "reiterseite": "reiter-seite",
    "steps": "schritte",
    "cards": "karten",
    "columns": "spalten",
    "quote": "zitat",
    "document": "dokument",
    "lösungsweg": "loesungsweg",
    "worked-solution": "loesungsweg",
    "handout": "arbeitshilfe",
    "question": "frage",
    "survey": "umfrage",
    "case": "fall",
    "include": "einbinden",
    "only": "nur",
    "except": "ausser",
    "außer": "ausser",
}
"""Other spellings that are accepted without a word."""

BLOCK_GUESSES = {
    "wichtig": "achtung",
    "warnung": "achtung",
    "vorsicht": "achtung",
    "caution": "achtung",
    "important": "achtung",
    "danger": "achtung",
    "tipp": "praxistipp",
    "praxis": "praxistipp",
    "info": "hinweis",
    "information": "hinweis",
    "notiz": "hinweis",
    "gesetz": "rechtsgrundlage",
    "norm": "rechtsgrundlage",
    "recht": "rechtsgrundlage",
    "fallbeispiel": "beispiel",
    "merksatz": "merke",
    "merkkasten": "merke",
    "quiz": "frage",
    "aufgabe": "frage",
    "test": "frage",
    "klappen": "aufklappen",
    "akkordeon": "aufklappen",
    "accordion": "aufklappen",
    "registerkarten": "reiter",
    "seite": "reiter-seite",
    "ablauf": "schritte",
    "brief": "dokument",
    "bescheid": "dokument",
    "formular": "dokument",
    "checkliste": "arbeitshilfe",
    "baustein": "einbinden",
}
"""What authors write instead: not accepted, but the hint names the right block."""

ATTRIBUTE_ALIASES = {
    "class": "klasse",
    "width": "breite",
    "points": "punkte",
    "attempts": "versuche",
    "required": "pflicht",
    "only": "nur",
    "except": "ausser",
    "außer": "ausser",
    "shuffle": "mischen",
    "objective": "lernziel",
    "type": "typ",
    "valid-from": "gueltig-ab",
    "gültig-ab": "gueltig-ab",
    "valid-until": "gueltig-bis",
    "gültig-bis": "gueltig-bis",
    "check-by": "pruefen-bis",
    "prüfen-bis": "pruefen-bis",
    "legal-date": "rechtsstand",
    "decorative": "dekorativ",
    "captions": "untertitel",
    "transcript": "transkript",
    "open": "offen",
    "reason": "grund",
    "caption": "beschriftung",
    "title": "titel",
}

_COMMON = ("id", "klasse")
_QUESTION = (
    *_COMMON,
    "punkte",
    "versuche",
    "pflicht",
    "nur",
    "ausser",
    "mischen",
    "lernziel",
    "typ",
    "tippfehler",
    "grund",
    *DATES,
)
MEDIA_ATTRIBUTES = (
    *_COMMON,
    "breite",
    "dekorativ",
    "untertitel",
    "transkript",
    "lang",
    "sprache",
    "nur",
    "ausser",
    "grund",
)
TABLE_ATTRIBUTES = (*_COMMON, "breite", "beschriftung", "titel", "nur", "ausser", "grund")
_BLOCK = (*_COMMON, "breite", "nur", "ausser", "grund", "lang", "sprache", "kern", *DATES)
_SNIPPET = ("nur", "ausser", "grund")
SIZES = ("hoehe", "höhe", "height", "groesse", "größe", "size")
"""What authors write where only a width has an effect."""


def attributes_of(block: str) -> tuple[str, ...]:
    """The attributes that a block may carry."""
    if block in QUESTIONS:
        return _QUESTION
    if block == "einbinden":
        return _SNIPPET
    return (*_BLOCK, "offen") if block == "aufklappen" else _BLOCK


def canonical_block(word: str) -> str | None:
    """The block's own name for any accepted spelling; None when there is no such block."""
    low = word.lower()
    return low if low in BLOCKS else BLOCK_ALIASES.get(low)


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that is most likely meant; None when none is near."""
    known = list(names)
    low = word.lower()
    if low in known:
        return low
    found = get_close_matches(low[:60], known, n=1, cutoff=0.72)
    return found[0] if found else None
