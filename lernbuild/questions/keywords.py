"""The keyword lines of a question (``Antwort:``, ``Hinweis:`` …) and their misspellings; knows no question type."""

from __future__ import annotations

import re
from difflib import get_close_matches

from lernbuild.frozen import frozen

_SPELLINGS = {
    "Antwort": ("antwort", ("answer",)),
    "Hinweis": ("hinweis", ("hint",)),
    "Tipp": ("hinweis", ("tip",)),
    "Rückmeldung": ("rueckmeldung", ("feedback",)),
    "Rückmeldung richtig": ("rueckmeldung-richtig", ("feedback right", "feedback correct")),
    "Rückmeldung teilweise": ("rueckmeldung-teilweise", ("feedback partly", "feedback partial")),
    "Rückmeldung falsch": ("rueckmeldung-falsch", ("feedback wrong",)),
    "Musterlösung": ("musterloesung", ("model answer",)),
    "Skala": ("skala", ("scale",)),
}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LINE = re.compile(
    r"(?P<marks>[*_]{0,3})(?P<word>[^\W\d_]+(?: +[^\W\d_]+){0,2})(?P<tail>[*_]{0,3} *:[*_]{0,3})(?P<blank> *)"
)
_PLURALS = frozenset({"antworten"})


def _fold(word: str) -> str:
    return " ".join(word.lower().translate(_UMLAUTS).split())


_NAMES = {_fold(spelling): name for german, (name, aliases) in _SPELLINGS.items() for spelling in (german, *aliases)}
_GERMAN = {_fold(german): german for german in _SPELLINGS}


@frozen
class KeywordLine:
    """The start of a line that is, or was meant as, a keyword.

    ``name`` is canonical and empty when only ``meant`` is known; ``length`` counts the characters up to the text,
    ``written`` is the keyword as typed with its colon. ``meant`` is the right spelling, "?" when two are possible.
    """

    name: str
    meant: str
    length: int
    written: str

    @property
    def right(self) -> bool:
        return bool(self.name)


def read_keyword(line: str) -> KeywordLine | None:
    """The keyword at the start of a source line; None when the line is plain text."""
    match = _LINE.match(line)
    if not match:
        return None
    written = match["marks"] + match["word"] + match["tail"]
    folded = _fold(match["word"])
    marked = bool(match["marks"]) or match["tail"].strip(" ") != ":"
    if folded in _NAMES and not marked:
        return KeywordLine(_NAMES[folded], match["word"], match.end(), written)
    meant = _meant(folded, line[match.end() :].strip())
    return KeywordLine("", meant, match.end(), written) if meant else None


def _meant(folded: str, rest: str) -> str:
    if folded in _GERMAN:
        return _GERMAN[folded]
    if folded in {"loesung", "loesungen", "richtige antwort", "richtige loesung"}:
        return "?"
    if folded in _PLURALS and not rest:
        return ""
    close = get_close_matches(folded, _GERMAN, 1, 0.85)
    return _GERMAN[close[0]] if close else ""
