"""No-break spaces and soft hyphens for German text; knows no node.

Only blanks become U+00A0 and U+00AD is put in: whoever copies the text gets the author's words.
"""

from __future__ import annotations

import re

NBSP = "\u00a0"
SHY = "\u00ad"
_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_UNITS = (
    "Prozent|Promille|Euro|Cent|EUR|km|m|cm|mm|kg|g|t|Uhr|Grad|Punkte?n?|Minuten?|Stunden?|Tage?n?|Werktage?n?|"
    "Wochen?|Monate?n?|Jahre?n?|Mio\\.|Mrd\\.|Millionen|Milliarden|%|‰|€|°C?"
)
_SECTION_PARTS = (
    r"§§?|Art\.|Artikel|Abs\.|Absatz|UAbs\.|Satz|S\.|Nrn?\.|Nummer|Buchst\.|Buchstabe|lit\.|Alt\.|Alternative|Hs\.|"
    r"Halbsatz|Rn\.|Ziff\.|Ziffer|Kap\.|Kapitel|Seite|Anlage|Anhang|Teil|Abschnitt|Modul|Lektion|Schritt|Tel\.|Band|Bd\."
)
_RULES = tuple(
    (re.compile(pattern), replacement, re.compile(sign))
    for pattern, replacement, sign in (
        (
            rf"(?<!\w)({_SECTION_PARTS}) (?=\d|[IVX]+\b|[a-z]{{1,2}}\b\)?)",
            rf"\1{NBSP}",
            _SECTION_PARTS,
        ),
        (rf"(?<!\w)(\d{{1,2}}\.) (?=(?:{_MONTHS})\b)", rf"\1{NBSP}", r"\. (?<=\d\. )"),
        (rf"(\d) (?=(?:{_UNITS})(?!\w))", rf"\1{NBSP}", r" (?<=\d )"),
        (r"(?<=\d) (?=\d{3}(?!\d))", NBSP, r" (?<=\d )"),
        (r"(?<![\w.])([zduioasv]\.) (?=[a-zA-ZÄÖÜ]\.)", rf"\1{NBSP}", r"\. [a-zA-ZÄÖÜ]\."),
        (r"(?<=[a-zA-ZÄÖÜ]\.)(?<=\u00a0[a-zA-Z]\.) (?=[a-zA-Z]\.(?!\w))", NBSP, r"\u00a0[a-zA-Z]\. "),
        (
            r"(?<!\w)((?:Dr|Prof|Nr|Hr|Fr|St|bzw|ca|vgl|Vgl|Str)\.) (?=[\w„])",
            rf"\1{NBSP}",
            r"\.(?<=(?:Dr|of|Nr|Hr|Fr|St|zw|ca|gl|tr)\.) ",
        ),
        (r"(?<=[^\s–]) (?=–(?: |$))", NBSP, r" –"),
        (r"(?<=\w) (?=ff?\.(?!\w))", NBSP, r" ff?\."),
    )
)
"""What to look for, what to put there, and a sign without which there is nothing to be found.

All text passes here, so a sign begins with letters that stand for themselves: those are found many times faster.
"""
_QUICK = re.compile(r" (?:(?<=[\d§–.] )|–|f)")
_WORD = re.compile(r"[^\W\d_]{17,}")
_LINKS = ("ungs", "heits", "keits", "tions", "schafts", "täts", "lings", "arbeits", "halts", "staats", "angehörigkeits")
_HEADS = (
    "gesetz|behörde|verfahren|bescheinigung|erlaubnis|einwanderung|zuwanderung|kontrolle|verordnung|anerkennung|"
    "beschäftigung|ausbildung|angehörig|verwaltung|qualifikation|voraussetzung|zustimmung|vereinbarung|integration|"
    "kräfte|titel|prozess|programm|nachweis|grundlage|entscheidung|unterlagen"
)
_JOINTS = re.compile(
    "|".join((*(f"(?<={link})(?=\\w{{4}})" for link in _LINKS), f"(?<=\\w{{4}})(?={_HEADS})")), re.IGNORECASE
)


def polish(text: str, *, title: bool = False) -> str:
    """The text with no-break spaces; in a title also with soft hyphens in long compounds."""
    if _QUICK.search(text):
        for pattern, replacement, sign in _RULES:
            if sign.search(text) is not None:
                text = pattern.sub(replacement, text)
    return hyphenate(text) if title else text


def hyphenate(text: str) -> str:
    """The text with soft hyphens at the joints of words of more than 16 letters."""
    return _WORD.sub(lambda m: _JOINTS.sub(SHY, m[0]), text)
