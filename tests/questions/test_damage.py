"""Damaged questions never crash the reader, and none disappears without a word."""

from __future__ import annotations

import random
import re

import pytest

from lernbuild.questions import TYPES
from lernbuild.questions.page import QuestionContext, render_question
from lernbuild.render.keys import encode_key
from tests.questions.reading import read
from tests.questions.test_examples import EXAMPLE, FOLDER
from tests.questions.test_page import ESCAPING, html, words

PIECES = (
    "(x) |( ) |[x] |[ ] |=> |[[|]]|Antwort: |Musterlösung: |Skala: |Rückmeldung: |> |- |1. |\n|\n\n|  |@ 1,2 – 3,4"
    "|### X {#x}|[a](#x)|{|}|{{x}}|(richtig) |/|*|±| bis |%|€|\u00a0|\t|![a](b.png)|`|$x$|\\|§ 5 AufenthG"
).split("|")


def damage(source: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(source.find("\n") + 1, len(source) + 1)
        if chance.random() < 0.6:
            source = source[:at] + chance.choice(PIECES) + source[at:]
        else:
            source = source[:at] + source[at + chance.randint(1, 9) :]
    return source


@pytest.mark.parametrize("kind", [kind.name for kind in TYPES])
def test_damaged_examples(kind: str) -> None:
    chance = random.Random(kind)
    sources = [m["source"] for m in EXAMPLE.finditer((FOLDER / kind / f"{kind}.md").read_text(encoding="utf-8"))]
    context = QuestionContext(html, words, encode_key, "Aufgabe 1", 3)
    for _ in range(60):
        source = damage(chance.choice(sources), chance)
        question, found = read(source)
        if question is not None:
            assert render_question(question, ESCAPING, context)
        elif re.match(r"::: (frage|umfrage|fall)", source):
            assert found, source
