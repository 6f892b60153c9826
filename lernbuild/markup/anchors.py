"""Anchors from headings: ``Drei Wochen Frist`` -> ``drei-wochen-frist``; knows no document."""

from __future__ import annotations

import re
import unicodedata

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "§": "paragraf-"})


def anchor_of(text: str) -> str:
    """A readable anchor of ``a-z0-9-``; the same text gives the same anchor for ever."""
    spelt = unicodedata.normalize("NFC", text).lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
