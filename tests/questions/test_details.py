"""Details of reading questions: numbers, patterns, keywords, attributes, facts, test pages."""

from __future__ import annotations

import pytest

from lernbuild.course.tree import find
from lernbuild.diagnostics import Severity
from lernbuild.markup.nodes import Block, FactValue, Text
from lernbuild.markup.parser import parse_document
from lernbuild.questions import TYPES, parse_question
from lernbuild.questions.german_numbers import in_german, looks_numeric, read_answer
from lernbuild.questions.identity import slug
from lernbuild.questions.keywords import read_keyword
from lernbuild.questions.nodes import replace_nodes
from lernbuild.questions.patterns import pattern_trouble
from lernbuild.source import SourceFile
from tests.questions.reading import FRONT, read


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("411 Euro", 411, 411, "Euro"),
        ("45.934,20 €", 45934.2, 45934.2, "€"),
        ("45.300 ± 100", 45200, 45400, ""),
        ("411 +/- 5 Euro", 406, 416, "Euro"),
        ("411 Euro ± 5 Euro", 406, 416, "Euro"),
        ("0,5 ± 5 %", 0.475, 0.525, ""),
        ("20 % ± 5 %", 15, 25, "%"),
        ("3 bis 4", 3, 4, ""),
        ("3-4 Wochen", 3, 4, "Wochen"),
        ("3 Wochen bis 4 Wochen", 3, 4, "Wochen"),
        ("-5 °C", -5, -5, "°C"),
        ("50.700\u00a0Euro", 50700, 50700, "Euro"),
    ],
)
def test_number_is_read(text: str, low: float, high: float, unit: str) -> None:
    span = read_answer(text)
    assert span is not None
    assert [span.low, span.high] == pytest.approx([low, high])
    assert span.unit == unit


@pytest.mark.parametrize(
    "text", ["18g", "§ 18g", "01.06.2024", "1. Juni 2024", "007", "12a", "2 von 3", "Botschaft", ""]
)
def test_text_is_no_number(text: str) -> None:
    assert not looks_numeric(text)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("10 000 Euro", "Schreiben Sie: Antwort: 10.000 Euro"),
        ("1\u202f234\u202f567,50", "Schreiben Sie: Antwort: 1.234.567,50"),
        ("45.300 ± 5 % Euro", "45.300 Euro ± 5 %"),
    ],
)
def test_what_was_meant_as_a_number_is_no_text(answer: str, hint: str) -> None:
    """Nobody would type it as it stands there."""
    _, found = read(f"::: frage Wie viel?\nAntwort: {answer}\n:::\n")
    assert [one.code for one in found] == ["quiz-number"]
    assert hint in (found[0].hint or "")
    typed, more = read(f"::: frage Wie viel? {{typ=text}}\nAntwort: {answer}\n:::\n")
    assert typed and typed.kind == "text" and not more


def test_number_in_german() -> None:
    assert [in_german(n) for n in (3, 45300, 0.475, -1234.5, 9590)] == ["3", "45.300", "0,475", "−1234,5", "9590"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"§ ?81",
        r"(a|b)c?",
        r"[a-z]+ [0-9]{2,4}",
        r"\(x\)",
        r"(?:ab)+",
        r"a{3}",
        r"(Nummer|Nr\.)? ?4",
        r"\+\*",
        r"\++",
        r"[+]+",
        r"{+",
        r"[a\]]",
    ],
)
def test_pattern_is_safe(pattern: str) -> None:
    assert pattern_trouble(pattern) == ""


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"((a|b)*c)*",
        r"(a",
        r"(?=a)b",
        r"(a)\1",
        "a*b*c*d*",
        "x" * 300,
        r"([a-z]+,?){2,}",
        r"(a|a)*b",
        r"(a?a?)+",
        r"(a*){30}",
        r"a++",
        r"a?+b",
        r"\.{2}+",
        r"[]a]",
        r"[^]a]",
        r"a{,3}",
        r"\N{DASH}",
        r"a{1,99999999999}",
        "(" * 2000 + ")" * 2000,
    ],
)
def test_pattern_is_refused(pattern: str) -> None:
    assert pattern_trouble(pattern)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Antwort: 4", "antwort"),
        ("ANTWORT : 4", "antwort"),
        ("Tipp: so", "hinweis"),
        ("Rueckmeldung  Falsch: nein", "rueckmeldung-falsch"),
        ("Musterloesung:", "musterloesung"),
        ("answer: 4", "answer"),
    ],
)
def test_keyword_is_known(line: str, name: str) -> None:
    found = read_keyword(line)
    assert found is not None
    assert found.name == {"answer": "antwort"}.get(name, name)


@pytest.mark.parametrize(
    "line", ["Der Sachverhalt: Frau Silva", "Frist: drei Wochen", "Antworten:", "Um 8:30 Uhr", "https://example.org"]
)
def test_plain_text_is_no_keyword(line: str) -> None:
    assert read_keyword(line) is None


def test_keyword_right_below_the_last_answer_is_no_answer() -> None:
    question, found = read("::: frage Wer?\n- (x) A\n  > Ja.\n- ( ) B\n  > Nein.\nHinweis: Lesen Sie.\n:::\n")
    assert found == []
    assert question is not None
    assert len(question.hints) == 1
    assert [option.key for option in question.content.options] == ["A", "B"]


def test_fact_in_an_answer_is_its_value_and_keeps_the_identity() -> None:
    source = "::: frage Wie hoch ist das Mindestgehalt?\nAntwort: {{gehalt}} ± 100 Euro\n:::\n"
    document, _ = parse_document(SourceFile("probe.md", FRONT + source))
    block = document.blocks[0]
    (filled,) = replace_nodes(
        (block,),
        lambda node: (
            (FactValue(node.span, "gehalt", "50.700\u00a0Euro"),) if type(node).__name__ == "FactRef" else None
        ),
    )
    assert isinstance(filled, Block)
    question, found = parse_question(filled, test=False)
    assert found == []
    assert question is not None
    assert question.content.spans[0].low == 50600


def test_free_text_on_a_test_page_is_a_warning() -> None:
    source = "::: frage Begründen Sie.\nMusterlösung: Weil.\n:::\n"
    assert [d.code for d in read(source, test=True)[1]] == ["quiz-free-text-in-test"]
    assert read(source)[1] == []


def test_all_right_is_an_info() -> None:
    _, found = read("::: frage Was gilt?\n- [x] A\n- [x] B\n:::\n")
    assert [(d.code, d.severity) for d in found] == [("quiz-all-correct", Severity.INFO)]


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ("punkte=0", "attr-value"),
        ("versuche=viele", "attr-value"),
        ("mischen=vielleicht", "attr-value"),
        ("gueltig-bis=31.12.2026", "attr-value"),
        ("id=ä1", "attr-value"),
        ("typ=raten", "attr-value"),
    ],
)
def test_wrong_value_is_an_error_at_the_value(attribute: str, code: str) -> None:
    _, found = read(f"::: frage Was gilt? {{{attribute}}}\n- (x) A\n- ( ) B\n:::\n")
    assert [d.code for d in found] == [code]
    assert found[0].span is not None
    assert found[0].span.text == attribute.partition("=")[2]


def test_typ_overrides_what_the_marks_say() -> None:
    question, _ = read("::: frage Welches Jahr? {typ=text}\nAntwort: 2024\n:::\n")
    assert question is not None
    assert question.kind == "text"


@pytest.mark.parametrize("kind", [kind.words[0] for kind in TYPES])
def test_typ_never_makes_a_question_of_nothing(kind: str) -> None:
    for answers in ("", "- (x) A\n- ( ) B\n", "Antwort: 4\n", "1. A\n2. B\n", "Musterlösung: Weil.\n"):
        question, found = read(f"::: frage Was gilt? {{typ={kind}}}\n{answers}:::\n")
        assert (question is None) == any(d.severity is Severity.ERROR for d in found), (kind, answers)


def test_free_text_without_a_model_answer() -> None:
    question, found = read("::: frage Was nehmen Sie mit? {typ=freitext}\n:::\n")
    assert found == []
    assert question is not None
    assert question.kind == "essay"


def test_only_one_type_claims_each_example_block() -> None:
    assert len({kind.name for kind in TYPES}) == len(TYPES) == 12
    assert len({word for kind in TYPES for word in kind.words}) == sum(len(kind.words) for kind in TYPES)


def test_all_nodes_of_a_question_are_found() -> None:
    question, _ = read(
        "::: frage Prompt\nBody\n\n- (x) Option\n  > Feedback\n- ( ) B\n\nHinweis: Hint\nRückmeldung: Reason\n:::\n"
    )
    assert question is not None
    words = {node.value for node in find(question, Text)}
    assert {"Prompt", "Body", "Option", "Feedback", "Hint", "Reason"} <= words


def test_slug_is_ascii_and_cut_between_words() -> None:
    assert slug("Wer prüft Größe & Maß?") == "wer-prueft-groesse-mass"
    assert len(slug("wort " * 40)) <= 60
    assert slug("???") == ""
