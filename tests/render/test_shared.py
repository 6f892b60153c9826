"""What several scripts need stands in a package once (shared.mjs)."""

from __future__ import annotations

import re

import pytest

from lernbuild import built

TAKEN = re.compile(r"\[[^\]]*\w[^\]]*\]=globalThis\.lernbuild\.(\w+)")
LENDERS = {"core": "core", "marks": "extra-questions"}
BORROWERS = [name.removesuffix(".js") for name in built.folder("js") if name.startswith(("extra-", "question-"))]
COPIES = ("createElementNS", 'aria-describedby$="-mark"')
"""Words of parts that several need; each may stand in the script that lends it."""


@pytest.mark.parametrize("chunk", BORROWERS)
def test_a_script_that_comes_later_borrows_what_is_there(chunk: str) -> None:
    code = built.chunk(chunk).decode()
    lenders = TAKEN.findall(code)
    assert "core" in lenders
    assert all(LENDERS[lender] != chunk for lender in lenders)
    for words in COPIES:
        assert words not in code or chunk in LENDERS.values(), words


def test_the_lenders_hold_what_they_lend_before_anything_starts() -> None:
    core = built.chunk("core").decode()
    assert core.count("createElementNS") == 1
    assert 0 < core.index(".core=[") < core.index("DOMContentLoaded")
    questions = built.chunk("extra-questions").decode()
    assert "createElementNS" not in questions
    assert questions.count('aria-describedby$="-mark"') == 1
    assert ".marks=[" in questions
