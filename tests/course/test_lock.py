"""kurs.lock: numbers stay with what they were given to, whatever happens to the texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernbuild.course.edition import Edition
from lernbuild.course.load import load_project
from lernbuild.course.lock import (
    Lock,
    number_editions,
    read_lock,
    repair_lock,
    update_lock,
    with_numbers,
    write_lock,
)
from lernbuild.course.lock_entries import HEAD, Entry
from lernbuild.course.model import Course
from lernbuild.course.numbers import Wanted, _assign, _Book
from lernbuild.diagnostics import Diagnostic, Severity
from lernbuild.source import SourceFile

from .small_course import QUESTION, assemble, codes, lesson, one

PATH = "probe/01-modul/01-lektion.md"


def update(lock: Lock, course: Course) -> tuple[Lock, Course, list[Diagnostic]]:
    lock, given, said = update_lock(lock, course)
    return lock, with_numbers(course, given), said


def numbers(course: Course) -> dict[str, int]:
    found = {one.key: one.number for one in course.lessons}
    for each in course.lessons:
        found.update({f"{each.key}/{question.key}": question.number for question in each.questions})
    return found


def after(
    root: Path, before: Mapping[str, str], then: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, int], list[Diagnostic], Lock]:
    """Numbers before and after a change of files, and what was said about the change."""
    first, _ = assemble(root / "a", before)
    lock, first, _ = update(Lock(), first)
    second, _ = assemble(root / "b", then)
    lock, second, said = update(lock, second)
    return numbers(first), numbers(second), said, lock


def question(text: str, options: str = "- (x) Ja\n- ( ) Nein", extra: str = "") -> str:
    return f"::: frage {text}{extra}\n{options}\n:::\n\n"


def test_numbers_start_at_one_and_stay(tmp_path: Path) -> None:
    course, _ = one(tmp_path, QUESTION)
    lock, course, said = update(Lock(), course)
    assert said == []
    assert numbers(course) == {"lektion": 1, "lektion/wer-entscheidet": 1}
    again, same, said = update(read_lock(SourceFile("kurs.lock", lock.text()))[0], course)
    assert again.text() == lock.text()
    assert (same, said) == (course, [])


def test_text_is_one_sorted_line_per_entry(tmp_path: Path) -> None:
    course, _ = one(tmp_path, QUESTION, head="titel: Probe\nlernziele:\n  fristen: Sie nennen die Frist.")
    lock, _, _ = update(Lock(), course)
    assert lock.text() == HEAD + (
        "lektion 1 lektion\nfrage 1 1/wer-entscheidet\nantwort 1.1 Die Behörde\nantwort 1.2 Der Arbeitgeber\n"
        "lernziel 1 fristen\nland 1 bw\nland 2 he\n"
    )


def test_similar_text_keeps_its_number_with_an_info(tmp_path: Path) -> None:
    old, new, said, _ = after(
        tmp_path,
        {PATH: lesson(question("Wie lange hat die Bundesagentur Zeit?") + question("Ganz anders gefragt?"))},
        {PATH: lesson(question("Ganz anders gefragt?") + question("Wie lange hat die Bundesagentur noch Zeit?"))},
    )
    assert old["lektion/wie-lange-hat-die-bundesagentur-zeit"] == 1
    assert new["lektion/wie-lange-hat-die-bundesagentur-noch-zeit"] == 1
    assert [(d.code, d.severity) for d in said] == [("lock-renamed", Severity.INFO)]


def test_same_options_say_that_it_is_the_same_question(tmp_path: Path) -> None:
    options = "- (x) Die Ausländerbehörde\n- ( ) Das Standesamt\n- ( ) Die Polizei"
    _, new, said, _ = after(
        tmp_path,
        {PATH: lesson(question("Wer ist zuständig?", options))},
        {PATH: lesson(question("Welche Stelle bearbeitet den Antrag von Frau Silva?", options))},
    )
    assert new["lektion/welche-stelle-bearbeitet-den-antrag-von-frau-silva"] == 1
    assert codes(said) == ["lock-renamed"]


def test_doubt_asks_and_gives_the_id(tmp_path: Path) -> None:
    _, new, said, lock = after(
        tmp_path,
        {PATH: lesson(question("Welche Frist gilt im Verfahren?", "- (x) Drei Wochen\n- ( ) Ein Jahr"))},
        {PATH: lesson(question("Welche Frist gilt beim Widerspruch?", "- (x) Ein Monat\n- ( ) Zehn Tage"))},
    )
    assert new["lektion/welche-frist-gilt-beim-widerspruch"] == 2
    assert [(d.code, d.severity) for d in said] == [("lock-same", Severity.WARNING)]
    assert "Ist dies dieselbe Frage?" in said[0].message
    assert "{id=welche-frist-gilt-im-verfahren}" in (said[0].hint or "")
    assert "frage-alt 1 1/welche-frist-gilt-im-verfahren" in lock.text()


def test_the_id_of_the_hint_gives_the_number_back(tmp_path: Path) -> None:
    options = "- (x) Ein Monat\n- ( ) Zehn Tage"
    _, _, _, lock = after(
        tmp_path,
        {PATH: lesson(question("Welche Frist gilt im Verfahren?"))},
        {PATH: lesson(question("Welche Frist gilt beim Widerspruch?", options))},
    )
    text = question("Welche Frist gilt beim Widerspruch?", options, " {id=welche-frist-gilt-im-verfahren}")
    course, _ = assemble(tmp_path / "c", {PATH: lesson(text)})
    _, course, said = update(lock, course)
    assert numbers(course)["lektion/welche-frist-gilt-im-verfahren"] == 1
    assert said == []


def test_removed_number_is_never_given_again(tmp_path: Path) -> None:
    _, new, _, lock = after(
        tmp_path,
        {PATH: lesson(question("Was ist eine Duldung?") + question("Wer hört an?"))},
        {PATH: lesson(question("Was ist eine Duldung?"))},
    )
    assert new == {"lektion": 1, "lektion/was-ist-eine-duldung": 1}
    course, _ = assemble(tmp_path / "c", {PATH: lesson(question("Was ist eine Duldung?") + question("9 × 8?"))})
    _, course, _ = update(lock, course)
    assert numbers(course)["lektion/9-8"] == 3


def test_renamed_and_moved_lesson_keeps_its_number(tmp_path: Path) -> None:
    old, new, said, _ = after(
        tmp_path,
        {"probe/01-modul/01-fristen.md": lesson(QUESTION), "probe/01-modul/02-b.md": lesson("B")},
        {"probe/02-neu/07-wie-lange.md": lesson(QUESTION), "probe/01-modul/01-b.md": lesson("B")},
    )
    assert (old["fristen"], new["wie-lange"]) == (1, 1)
    assert old["b"] == new["b"] == 2
    assert new["wie-lange/wer-entscheidet"] == old["fristen/wer-entscheidet"]
    assert codes(said) == ["lock-renamed"]


def test_moved_question_takes_its_number_along(tmp_path: Path) -> None:
    old, new, said, _ = after(
        tmp_path,
        {PATH: lesson(question("Eins?") + question("Zwei?", "- (x) Zwei\n- ( ) Drei"))},
        {
            PATH: lesson(question("Eins?")),
            "probe/01-modul/02-b.md": lesson(question("Zwei?", "- (x) Zwei\n- ( ) Drei")),
        },
    )
    assert new["b/zwei"] == old["lektion/zwei"] == 2
    assert said == []


def test_changed_option_keeps_its_number(tmp_path: Path) -> None:
    first, _ = assemble(tmp_path / "a", {PATH: lesson(question("Was kostet es?", "- (x) 411 Euro\n- ( ) Nichts"))})
    lock, _, _ = update(Lock(), first)
    second, _ = assemble(tmp_path / "b", {PATH: lesson(question("Was kostet es?", "- ( ) Nichts\n- (x) 430 Euro"))})
    lock, _, said = update(lock, second)
    assert said == []
    assert "antwort 1.1 430 Euro\n" in lock.text()
    assert "antwort 1.2 Nichts\n" in lock.text()


def test_a_new_value_of_a_fact_changes_nothing(tmp_path: Path) -> None:
    text = lesson(question("Was kostet es 2026?", "- (x) {{gebuehr}}\n- ( ) Nichts"))
    first, _ = assemble(tmp_path / "a", {PATH: text})
    lock, _, _ = update(Lock(), first)
    assert "antwort 1.1 {{gebuehr}}\n" in lock.text()


@pytest.mark.parametrize("variant", ["", "bw", "he"])
def test_every_edition_gives_the_same_lock(tmp_path: Path, variant: str) -> None:
    files = {
        PATH: lesson(f"{QUESTION}\n::: nur bw\n{question('Nur in {{behoerde.name}}?')}:::\n"),
        "probe/01-modul/02-hessen.md": lesson(question("Wo?"), "titel: Hessen\nnur: he"),
    }
    general, _ = assemble(tmp_path / "a", files)
    course, _ = assemble(tmp_path / "b", files, variant)
    assert update(Lock(), course)[0].text() == update(Lock(), general)[0].text()


def test_doubled_number_is_an_error_and_can_be_repaired() -> None:
    text = "frage 1 1/a\nlektion 1 eins\nlektion 2 zwei\nlektion 2 drei\n"
    lock, said = read_lock(SourceFile("kurs.lock", text))
    assert [(d.code, d.span.line if d.span else 0) for d in said] == [("lock-duplicate", 4)]
    repaired = repair_lock(lock, published=[Entry("lektion", 2, "zwei")])
    assert "lektion 2 zwei\nlektion 3 drei\n" in repaired.text()
    assert read_lock(SourceFile("kurs.lock", repaired.text()))[1] == []


def test_a_line_that_stands_twice_counts_once() -> None:
    lock, said = read_lock(SourceFile("kurs.lock", "lektion 1 eins\nfrage 1 1/a\nlektion 1 eins\n"))
    assert (len(lock.entries), said) == (2, [])


_KEYS = st.lists(st.sampled_from("abc"), max_size=4)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 4), st.booleans()), max_size=5), _KEYS)
def test_what_is_settled_is_given_as_if_it_were_not(entries: list[tuple[str, int, bool]], wanted: list[str]) -> None:
    held = [Entry("antwort", number, key, 7, gone) for key, number, gone in entries]
    book, other = _Book(held), _Book(held)
    settled = book.settled("antwort", 7, wanted)
    given = _assign(other, "antwort", [Wanted(key) for key in dict.fromkeys(wanted)], 7, None)
    if settled is not None:
        assert settled == given
        assert other.entries == held
    elif len({key for key, _, _ in entries}) == len(entries):
        assert other.entries != held  # nothing was left to do the long way for nothing


def test_conflict_marks_and_nonsense_are_reported() -> None:
    text = "<<<<<<< HEAD\nlektion 1 a\n=======\nlektion zwei\n>>>>>>> b\n"
    _, said = read_lock(SourceFile("kurs.lock", text))
    assert codes(said) == ["lock-conflict", "lock-conflict", "lock-conflict", "lock-line"]


def test_written_only_when_it_changed_and_refused_when_locked(tmp_path: Path) -> None:
    course, _ = one(tmp_path, QUESTION)
    loaded = load_project(tmp_path)
    numbered, said = number_editions(loaded, "probe", [Edition("probe", "", course)], locked=True)
    assert codes(said) == ["lock-outdated"]
    assert not write_lock(numbered)
    numbered, said = number_editions(loaded, "probe", [Edition("probe", "", course)])
    assert said == []
    assert write_lock(numbered)
    numbered, said = number_editions(load_project(tmp_path), "probe", [Edition("probe", "", course)], locked=True)
    assert said == []
    assert not write_lock(numbered)
