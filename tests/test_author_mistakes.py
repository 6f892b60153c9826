"""Each mistake of ``author_mistakes.yaml`` gives its one message, each false alarm none."""

from __future__ import annotations

import pytest

from lernbuild.diagnostics import Diagnostic, Severity
from lernbuild.diagnostics.fixes import apply_fixes
from lernbuild.markup.parser import parse_document
from lernbuild.markup.read import decode_source
from lernbuild.markup.yaml import parse_yaml

from .mistakes import Case, cases

_RULES = """
attr-malformed attr-unknown block-close-with-text block-colons block-foreign block-indented
block-one-line block-stray-close block-unclosed block-unknown block-without-blank block-wrong-place
encoding file-binary file-empty footnote-missing front-matter-dashes front-matter-missing
front-matter-not-closed front-matter-not-first heading-by-dashes heading-without-blank html-not-allowed
link-blank-between link-blank-in-path link-swapped list-bullet list-by-accident quiz-marker table-cells
table-tabs table-without-line text-garbled yaml-blank-after-colon yaml-bracket yaml-colon
yaml-comment-in-text yaml-duplicate-key yaml-indent yaml-list-bullet yaml-quotes yaml-tab
"""
PARSER_RULES = frozenset(_RULES.split())
"""What the parser alone says; everything else needs the whole course."""

OWN = frozenset(("qs-gap-half-open", "qs-marker-glued", "qs-nbsp-after-dash", "bl-nbsp", "fa-half-open"))
"""Cases of rules that the parser shares with others."""

_WORDS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


def parse(path: str, data: bytes) -> list[Diagnostic]:
    """Everything the parser says about a file."""
    source, found = decode_source(path, data)
    if source is None:
        return found
    parser = parse_document if path.endswith(".md") else parse_yaml
    return [*found, *parser(source)[1]]


def _id(case: Case) -> str:
    return case.id


def _parser_cases() -> list[Case]:
    return [c for c in cases() if not c.false_alarm and (c.raw["rule"] in PARSER_RULES or c.id in OWN)]


def check_messages(case: Case, found: list[Diagnostic]) -> None:
    """One rule speaks, first at the right place, with the right words."""
    shown = "\n".join(f"{d.span.place if d.span else '-'} {d.code} {d.message} | {d.hint}" for d in found)
    assert [d.code for d in found] == [case.raw["rule"]] * len(found) != [], shown
    first = found[0]
    assert first.severity is _WORDS[case.raw["severity"]], shown
    assert first.span is not None
    line, column = first.span.file.position(first.span.start)
    assert line in case.lines, shown
    if line == case.place[0]:
        assert (line, column) == case.place, shown
    said = f"{first.message} {first.hint}"
    for piece in case.raw.get("says", ()):
        assert piece in said, shown


@pytest.mark.parametrize("case", _parser_cases(), ids=_id)
def test_parser_says_it_once(case: Case) -> None:
    check_messages(case, parse(f"courses/{case.file}", case.data))


@pytest.mark.parametrize("case", [c for c in _parser_cases() if c.fixed is not None], ids=_id)
def test_safe_fix(case: Case) -> None:
    path = f"courses/{case.file}"
    repaired = apply_fixes(parse(path, case.data))[path]
    assert repaired == case.fixed
    assert parse(path, repaired.encode()) == []


@pytest.mark.parametrize("case", [c for c in _parser_cases() if c.raw["fix"] != "safe"], ids=_id)
def test_no_fix_without_asking(case: Case) -> None:
    assert apply_fixes(parse(f"courses/{case.file}", case.data)) == {}


@pytest.mark.parametrize("case", [c for c in cases() if c.kind == "false-alarm"], ids=_id)
def test_parser_stays_silent(case: Case) -> None:
    assert parse(f"courses/{case.file}", case.data) == []


@pytest.mark.parametrize(
    "case",
    [c for c in cases() if not c.false_alarm and c.raw["rule"] not in PARSER_RULES and c.id not in OWN],
    ids=_id,
)
def test_parser_leaves_it_to_others(case: Case) -> None:
    assert [d for d in parse(f"courses/{case.file}", case.data) if d.code != case.raw["rule"]] == []
