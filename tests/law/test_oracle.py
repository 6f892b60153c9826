"""The finder against an independent reader of German citations: our spans, its parse, the same law and sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bundesrecht import LawReference, parse_reference
from hypothesis import given, settings
from hypothesis import strategies as st

from lernbuild.course.laws import built_in_laws
from lernbuild.markup.law import Found, find_citations

LAWS = built_in_laws()
SECTION_LAWS = ("AufenthG", "VwVfG", "BeschV", "AufenthV", "StAG", "AsylG", "SGB II", "BGB", "VwGO")
ARTICLE_LAWS = ("GG", "DSGVO")
FILLERS = ("Das regelt ", "Nach ", "Zu prüfen sind ", "Die Frist steht in ", "Siehe ")

numbers = st.builds(lambda n, letter: f"{n}{letter}", st.integers(1, 400), st.sampled_from(["", "", "", "a", "b", "g"]))
small = st.integers(1, 12).map(str)


def joined(words: list[str]) -> str:
    return ", ".join(words[:-1]) + (" und " if len(words) > 1 else "") + words[-1]


below = st.one_of(
    st.just(""),
    small.map(lambda n: f" Abs. {n}"),
    st.builds(lambda a, s: f" Abs. {a} Satz {s}", small, small),
    st.builds(lambda a, s, n: f" Abs. {a} Satz {s} Nr. {n}", small, small, small),
    st.builds(lambda a, n, letter: f" Abs. {a} Nr. {n} Buchst. {letter}", small, small, st.sampled_from("abc")),
    st.builds(lambda a, b: f" Abs. {a} und {b}", small, small),
    st.builds(lambda a, m, n, b: f" Abs. {a} Nr. {m} bis {n}, Abs. {b}", small, small, small, small),
)
lists = st.lists(numbers, min_size=2, max_size=5, unique=True).map(joined)
ranges = st.builds(lambda a, b: f"{a} bis {b}", numbers, numbers)
citations = st.one_of(
    st.builds(lambda n, more, law: f"§ {n}{more} {law}", numbers, below, st.sampled_from(SECTION_LAWS)),
    st.builds(lambda many, law: f"§§ {many} {law}", st.one_of(lists, ranges), st.sampled_from(SECTION_LAWS)),
    st.builds(lambda n, law: f"§§ {n} ff. {law}", numbers, st.sampled_from(SECTION_LAWS)),
    st.builds(
        lambda n, more, law: f"Art. {n}{more} {law}", st.integers(1, 99).map(str), below, st.sampled_from(ARTICLE_LAWS)
    ),
)
prose = st.lists(st.tuples(st.sampled_from(FILLERS), citations), min_size=1, max_size=6)


def sections_of(reference: LawReference) -> Iterator[str]:
    for paragraph in reference.paragraphs:
        yield paragraph.paragraph
        if paragraph.range_end:
            yield paragraph.range_end


def agrees(found: Found, words: str) -> bool:
    reference = parse_reference(words)
    assert reference.law == found.law_name, words
    assert [section.number for section in found.sections] == list(sections_of(reference)), words
    return True


@settings(max_examples=150, deadline=None)
@given(prose)
def test_the_same_law_and_sections_as_an_independent_reader(parts: list[tuple[str, str]]) -> None:
    text = " ".join(f"{filler}{citation}." for filler, citation in parts)
    found = list(find_citations(text, LAWS))
    assert [text[one.start : one.end] for one in found] == [citation for _, citation in parts]
    assert all(agrees(one, text[one.start : one.end]) for one in found)


def test_the_citations_of_a_course_text() -> None:
    text = (
        "Die Blaue Karte EU (§ 18g Abs. 1 Satz 2 Nr. 1 AufenthG) setzt keine Zustimmung voraus. Die §§ 48, 49 und 51 "
        "VwVfG gelten daneben; Art. 6 Abs. 1 GG schützt die Familie, und § 39 Abs. 1 Nr. 1 bis 4, Abs. 2 BeschV bleibt."
    )
    found = list(find_citations(text, LAWS))
    assert len(found) == len(re.findall(r"§+|Art\.", text)) == 4
    assert all(agrees(one, text[one.start : one.end]) for one in found)
