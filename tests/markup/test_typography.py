"""No-break spaces and soft hyphens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernbuild.markup.typography import NBSP, SHY, hyphenate, polish


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nach § 81 Abs. 4 Satz 1 Nr. 2 AufenthG", "nach §~81 Abs.~4 Satz~1 Nr.~2 AufenthG"),
        ("am 20. August 2026", "am 20.~August 2026"),
        ("75 Prozent und 411 Euro", "75~Prozent und 411~Euro"),
        ("z. B. der Pass, d. h. ein Dokument", "z.~B. der Pass, d.~h. ein Dokument"),
        ("i. V. m. § 5", "i.~V.~m. §~5"),
        ("50 700 Euro", "50~700~Euro"),
        ("der Antrag – so die Regel – gilt", "der Antrag~– so die Regel~– gilt"),
        ("Art. 6 Abs. 1 Buchst. e DSGVO", "Art.~6 Abs.~1 Buchst.~e DSGVO"),
        ("drei Wochen", "drei Wochen"),
        ("Er hat 3 Monate Zeit.", "Er hat 3~Monate Zeit."),
    ],
)
def test_no_break_spaces(text: str, shown: str) -> None:
    assert polish(text) == shown.replace("~", NBSP)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("Fachkräfteeinwanderungsgesetz", "Fach-kräfte-einwanderungs-gesetz"),
        ("Aufenthaltserlaubnis", "Aufenthalts-erlaubnis"),
        ("Ausländerbehörde", "Ausländerbehörde"),
        ("Staatsangehörigkeitsrecht", "Staats-angehörigkeits-recht"),
    ],
)
def test_soft_hyphens(word: str, shown: str) -> None:
    assert hyphenate(word) == shown.replace("-", SHY)
    assert polish(word, title=True) == shown.replace("-", SHY)


@given(st.text())
def test_copied_text_stays(text: str) -> None:
    def bare(value: str) -> str:
        return value.replace(SHY, "").replace(NBSP, " ")

    assert bare(polish(text, title=True)) == bare(text)
    once = polish(text, title=True)
    assert polish(polish(text)) == polish(text)
    assert once.count(SHY) >= text.count(SHY)
