"""Every message about questions is explained, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.questions.reading import read

ROOT = Path(__file__).resolve().parents[2] / "lernbuild"
SAID = re.compile(r'\b(?:error|warning|info)\(\s*"([a-z]+(?:-[a-z]+)+)"')
TEXT = (ROOT / "questions" / "explained.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", TEXT, re.S | re.M))


def test_every_message_is_explained() -> None:
    said = {code for path in (ROOT / "questions").rglob("*.py") for code in SAID.findall(path.read_text("utf-8"))}
    others = re.findall(r"^## (\S+)", (ROOT / "rules" / "explained.md").read_text("utf-8"), re.M)
    assert said - set(SECTIONS) - set(others) == set()
    assert len(said) > 30


def example(section: str, word: str) -> str:
    match = re.search(rf"^{word}:\n\n((?:    .*\n|\n)+)", section, re.M)
    return "" if match is None else re.sub(r"^    ", "", match[1], flags=re.M).strip() + "\n"


@pytest.mark.parametrize("code", [code for code, text in SECTIONS.items() if "Schlecht:" in text])
def test_examples_do_what_they_say(code: str) -> None:
    section = SECTIONS[code]
    assert [d.code for d in read(example(section, "Schlecht"))[1]] == [code]
    question, found = read(example(section, "Gut"))
    assert found == []
    assert question is not None
