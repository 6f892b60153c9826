"""The finder's work grows with the text and no faster: steps and characters are counted, no clock is asked."""

from __future__ import annotations

import re

import pytest

from lernbuild.course.laws import built_in_laws
from lernbuild.markup import law
from lernbuild.markup.law import find_citations

PROSE = (
    "Die Ausländerbehörde prüft nach § 18g Abs. 1 Satz 2 Nr. 1 AufenthG das Gehalt. Die §§ 48, 49 und 51 VwVfG gelten "
    "daneben. Wer die Frist des § 81 Abs. 4 AufenthG versäumt, verliert die Fiktion nicht immer; Art. 6 Abs. 1 GG ist "
    "zu beachten. Ohne Gesetz steht hier § 5, und „Art und Weise“ ist keine Vorschrift. Das Verfahren führt das Amt.\n"
)


class Counted:
    """A pattern that counts its calls and the characters it has passed."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.steps = 0

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self._counted(self.pattern.match(text, at), at, at)

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self._counted(self.pattern.search(text, at), at, len(text))

    def _counted(self, found: re.Match[str] | None, at: int, until: int) -> re.Match[str] | None:
        self.steps += 1 + (found.end() if found else until) - at
        return found


def work(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many citations a text has, and the steps it took to find them."""
    with monkeypatch.context() as patch:
        counters = [Counted(getattr(law, name)) for name in ("SIGN", "TOKEN", "LAW", "LAW_IN_WORDS", "EU_ACT")]
        for name, counter in zip(("SIGN", "TOKEN", "LAW", "LAW_IN_WORDS", "EU_ACT"), counters, strict=True):
            patch.setattr(law, name, counter)
        count = sum(1 for _ in find_citations(text, built_in_laws()))
    return count, sum(counter.steps for counter in counters)


@pytest.mark.parametrize(
    "unit",
    [PROSE, "§ 1, ", "§ 5 Abs. 1 und 2 ", "§ 1 A-", "§§ 3 bis 5, "],
    ids=["prose", "many", "items", "word", "list"],
)
def test_ten_times_the_text_is_ten_times_the_work(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    once = unit * (10_000 // len(unit))
    few, steps = work(once, monkeypatch)
    many, more = work(once * 10, monkeypatch)
    assert more <= steps * 10.5
    assert abs(many - few * 10) <= 10


def test_a_megabyte_of_legal_text_takes_a_few_steps_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    text = PROSE * (1_000_000 // len(PROSE) + 1)
    count, steps = work(text, monkeypatch)
    assert count == 4 * text.count("\n")
    assert steps < 2 * len(text)
