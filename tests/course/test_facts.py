"""Facts: looked up by date, printed in German, never evaluated."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lernbuild.course.facts import format_value, read_facts
from lernbuild.course.load import load_project
from lernbuild.course.shared import facts_of
from lernbuild.markup.nodes import FactValue
from lernbuild.markup.walking import plain_text, walk
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile

from .small_course import assemble, codes, lesson, one


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Decimal("50700"), "Euro", "50.700\u00a0Euro"),
        (Decimal("45934.2"), "Euro", "45.934,20\u00a0Euro"),
        (Decimal("45934.20"), "Euro", "45.934,20\u00a0Euro"),
        (Decimal("411.00"), "Euro", "411\u00a0Euro"),
        (Decimal("2.5"), "Tage", "2,5\u00a0Tage"),
        (Decimal("45.3"), "Prozent", "45,3\u00a0Prozent"),
        (Decimal("1000000"), "", "1.000.000"),
        (Decimal("3"), "", "3"),
        ("116 116", "", "116 116"),
        ("2026-03-01", "", "1.\u00a0März 2026"),
        ("2026-02-30", "", "2026-02-30"),
        ("B1", "", "B1"),
    ],
)
def test_format(value: Decimal | str, unit: str, shown: str) -> None:
    assert format_value(value, unit) == shown


def values(root: Path, text: str, head: str = "titel: Probe") -> list[FactValue]:
    course, said = one(root, text, head=head)
    assert said == []
    return [node for node in walk(course.lessons[0].blocks) if isinstance(node, FactValue)]


def test_value_of_the_courses_day_and_its_end(tmp_path: Path) -> None:
    (value,) = values(tmp_path, "Es kostet {{ gebuehr }}.")
    assert (value.key, value.value) == ("gebuehr", "411\u00a0Euro")
    assert value.until is not None
    assert value.until.isoformat() == "2026-12-31"


def test_the_lessons_day_counts_before_the_courses(tmp_path: Path) -> None:
    (value,) = values(tmp_path, "Es kostet {{gebuehr}}.", "titel: Probe\nrechtsstand: 2025-03-01")
    assert value.value == "400\u00a0Euro"


def test_parts_of_a_fact(tmp_path: Path) -> None:
    course, said = one(tmp_path, "{{gebuehr.wert}} seit {{gebuehr.stand}} ({{gebuehr.norm}})")
    assert said == []
    assert plain_text(course.lessons[0].blocks) == "411 seit 1.\u00a0Januar 2026 (§ 47 AufenthV)"
    assert [type(n).__name__ for n in walk(course.lessons[0].blocks)].count("Citation") == 1


def test_in_footnotes(tmp_path: Path) -> None:
    course, said = one(tmp_path, "Text[^1]\n\n[^1]: Es kostet {{gebuehr}}, {{behoerde.name}}.")
    assert said == []
    assert plain_text(course.lessons[0].footnotes) == "Es kostet 411\u00a0Euro, Ihre Behörde."


def test_in_questions_options_and_answers(tmp_path: Path) -> None:
    text = (
        "::: frage Sind es {{gebuehr}}?\n- (x) Ja, {{gebuehr}}\n- ( ) Nein\n:::\n\n"
        "::: frage Wie viel?\nAntwort: {{gebuehr.wert}} Euro\n:::"
    )
    course, said = one(tmp_path, text)
    assert said == []
    choice, number = course.lessons[0].questions
    assert plain_text(choice.prompt) == "Sind es 411\u00a0Euro?"
    assert choice.key == "sind-es-gebuehr"
    assert number.kind == "number"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{gebuer}}", "fact-unknown"),
        ("{{Gebuehr}}", "fact-unknown"),
        ("{{gebuehr.preis}}", "fact-unknown-part"),
        ("{{behoerde.nahme}}", "variant-text-unknown"),
        ("{gebuehr}", "fact-braces"),
        ("{{gebuehr}} Euro", "fact-unit-twice"),
        ("{{gebuehr}} €", "fact-unit-twice"),
    ],
)
def test_slips(tmp_path: Path, text: str, code: str) -> None:
    _, said = one(tmp_path, f"Wert: {text}.")
    assert codes(said) == [code]


def test_braces_around_other_words_are_text(tmp_path: Path) -> None:
    course, said = one(tmp_path, "Der Platzhalter {name} bleibt, auch `{gebuehr}`.")
    assert said == []
    assert "{name}" in plain_text(course.lessons[0].blocks)


def test_no_value_for_the_day(tmp_path: Path) -> None:
    _, said = one(tmp_path, "{{gebuehr}}", head="titel: Probe\nrechtsstand: 2024-01-01")
    assert codes(said) == ["fact-no-value"]
    assert "1. Januar 2025" in said[0].message
    _, said = one(tmp_path, "{{gebuehr}}", head="titel: Probe\nrechtsstand: 2027-01-01")
    assert "31. Dezember 2026" in said[0].message


def test_nothing_is_evaluated(tmp_path: Path) -> None:
    files = {
        "fakten/b.yaml": (
            "- id: b\n  aussage: B\n  pruefstatus: offen\n"
            '  werte: [{ab: 2020-01-01, wert: "{{gebuehr}} **fett** <script>"}]\n'
        ),
        "probe/01-modul/01-lektion.md": lesson("{{b}}"),
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    assert plain_text(course.lessons[0].blocks) == "{{gebuehr}} **fett** <script>"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{ab: 2026-01-01, wert: 50.700}", "fact-number-format"),
        ("{ab: 2026-01-01, wert: 50.700.000}", "fact-number-format"),
        ('{ab: 2026-01-01, wert: "45.934,20"}', "fact-number-format"),
        ("{ab: 2026-02-30, wert: 4}", "date-impossible"),
        ("{ab: 2026-12-31, bis: 2026-01-01, wert: 4}", "date-order"),
        ("{wert: 4}", "fact-required"),
        ("{ab: 2026-01-01}", "fact-required"),
        ("{ab: 2026-01-01, wert: 4, bsi: 2027-01-01}", "fact-unknown-key"),
    ],
)
def test_mistakes_in_a_file(line: str, code: str) -> None:
    text = f"- id: a\n  aussage: A\n  einheit: Euro\n  pruefstatus: offen\n  werte:\n    - {line}\n"
    value, said = parse_yaml(SourceFile("a.yaml", text))
    assert said == []
    assert codes(read_facts(value)[1]) == [code]


def test_the_same_id_in_two_files(tmp_path: Path) -> None:
    fact = "- id: gebuehr\n  aussage: B\n  pruefstatus: offen\n  werte: [{ab: 2020-01-01, wert: 1}]\n"
    _, said = assemble(tmp_path, {"fakten/b.yaml": fact, "probe/01-modul/01-lektion.md": lesson("Text")})
    assert codes(said) == ["fact-duplicate"]


def test_the_projects_own_facts(repository: Path) -> None:
    facts, said = facts_of(load_project(repository))
    assert said == []
    assert len(facts) > 300
    for name in ("BBG", "BK", "BKE", "ERF", "U45"):
        for period in facts[f"FEG-{name}"].periods:
            (only,) = facts[f"FEG-{name}-{period.start.year}"].periods
            assert only.value == period.value
    assert facts["B-VPE-04-NE"].periods[0].value == facts["FEG-44-3"].periods[0].value


@pytest.mark.parametrize(
    ("written", "good"),
    [("98,50", "98.50"), ("45.934,20", "45934.20"), ("98,5", "98.5"), ("1.000.000,05", "1000000.05")],
)
def test_cents_behind_a_comma_in_braces(written: str, good: str) -> None:
    """One message about the number; YAML sees another key, and would say that 50 is none."""
    text = (
        "- id: a\n  aussage: A\n  einheit: Euro\n  pruefstatus: offen\n"
        f"  werte:\n    - {{ab: 2026-01-01, wert: {written}, bis: 2026-12-31}}\n"
    )
    value, said = parse_yaml(SourceFile("f.yaml", text))
    facts, more = read_facts(value)
    (problem,) = [*said, *more]
    assert facts["a"].periods[0].value == Decimal(good)
    assert (problem.code, problem.message) == ("fact-number-format", f"„{written}“ ist hier keine Zahl.")
    fixed = text.replace(written, problem.fix[0].text)
    assert fixed == text.replace(written, good)
    value, said = parse_yaml(SourceFile("f.yaml", fixed))
    assert [*said, *read_facts(value)[1]] == []
