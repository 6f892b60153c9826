"""Safe repairs: all edits of a diagnostic or none, never two at one place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lernbuild.diagnostics import Edit, error
from lernbuild.diagnostics.fixes import apply_fixes
from lernbuild.source import SourceFile

SOURCE = SourceFile("a.md", "null eins zwei drei")


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(SOURCE.span(start, end), text)


def test_edits_of_many_diagnostics() -> None:
    found = [
        error("b", "", SOURCE.span(15, 19), fix=(edit(15, 19, "3"),)),
        error("a", "", None, fix=(edit(0, 4, "0"),)),
    ]
    assert apply_fixes(found) == {"a.md": "0 eins zwei 3"}


def test_overlapping_edits_wait() -> None:
    first = error("a", "", SOURCE.span(0, 9), fix=(edit(0, 9, "x"),))
    second = error("b", "", SOURCE.span(5, 9), fix=(edit(5, 9, "y"), edit(15, 19, "z")))
    assert apply_fixes([second, first]) == {"a.md": "x zwei drei"}


def test_same_insertion_twice_is_made_once() -> None:
    found = [error(code, "", SOURCE.span(4, 4), fix=(edit(4, 4, "!"),)) for code in ("a", "b")]
    assert apply_fixes(found) == {"a.md": "null! eins zwei drei"}


def test_a_file_to_be_stored_anew_is_named_and_takes_other_repairs() -> None:
    whole = error("encoding", "", None, fix=(edit(0, 19, SOURCE.text),))
    assert apply_fixes([whole]) == {"a.md": SOURCE.text}
    assert apply_fixes([whole, error("a", "", None, fix=(edit(0, 4, "0"),))]) == {"a.md": "0 eins zwei drei"}


def test_nothing_to_repair() -> None:
    assert apply_fixes([error("a", "", SOURCE.span(0, 4))]) == {}


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.text(max_size=3)), max_size=8))
def test_untouched_text_stays(places: list[tuple[int, int, str]]) -> None:
    found = [
        error(f"c{i}", "", SOURCE.span(min(a, b), max(a, b)), fix=(edit(min(a, b), max(a, b), t),))
        for i, (a, b, t) in enumerate(places)
    ]
    repaired = apply_fixes(found).get("a.md", SOURCE.text)
    covered = {n for a, b, _ in places for n in range(min(a, b), max(a, b))}
    rest = iter(repaired)
    assert all(ch in rest for n, ch in enumerate(SOURCE.text) if n not in covered)
