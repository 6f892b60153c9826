"""What authors get wrong in questions is said once, at its line, with what to type (../shared/author-mistakes.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from lernbuild.diagnostics import Diagnostic, Severity
from lernbuild.markup.nodes import Block
from lernbuild.markup.parser import parse_document
from lernbuild.questions import parse_question
from lernbuild.source import SourceFile
from tests.questions.reading import FRONT

PAPER = Path(__file__).resolve().parents[3] / "shared" / "author-mistakes.yaml"
ELSEWHERE = {"test-draw-too-many", "test-empty", "anchor-missing", "id-duplicate"}


@cache
def cases() -> list[dict[str, Any]]:
    if not PAPER.is_file():
        return []
    found: list[dict[str, Any]] = yaml.safe_load(PAPER.read_text(encoding="utf-8"))
    return [
        case for case in found
        if case.get("frame") == "lesson" and any(f"::: {n}" in case["source"] for n in ("frage", "umfrage", "fall"))
    ]  # fmt: skip


def test_paper_is_there(shared: Path) -> None:
    assert (shared / PAPER.name).is_file()
    assert len(cases()) > 60


def diagnose(source: str) -> list[Diagnostic]:
    document, found = parse_document(SourceFile("probe.md", FRONT + source))
    for block in document.blocks:
        if isinstance(block, Block) and block.name in {"frage", "umfrage", "fall"}:
            found = [*found, *parse_question(block, test=False)[1]]
    return found


def names(which: str) -> list[str]:
    return [case["id"] for case in cases() if (case["class"] == "false-alarm") == (which == "false-alarm")]


def case_of(name: str) -> dict[str, Any]:
    return next(case for case in cases() if case["id"] == name)


def ours() -> list[str]:
    """Mistakes that the parser and the questions find without the course around them."""
    return [
        name
        for name in names("mistake")
        if case_of(name)["rule"] not in ELSEWHERE and case_of(name)["class"] in {"questions", "blocks"}
    ]


@pytest.mark.parametrize("name", ours())
def test_mistake_is_said_once_at_its_line(name: str) -> None:
    case = case_of(name)
    found = diagnose(case["source"])
    assert {d.code for d in found} == {case["rule"]}, [(d.code, d.message) for d in found]
    first = found[0]
    assert first.span is not None
    line, column = (int(part) for part in case["at"].split(":"))
    lines = {line + 4, *(int(str(near).split(":")[0]) + 4 for near in case.get("near", []))}
    assert first.span.line in lines
    assert first.severity is Severity(case["severity"])
    for piece in case.get("says", []):
        assert piece in f"{first.message} {first.hint}"
    if first.span.line == line + 4:
        assert first.span.column == column
    if case["fix"] == "safe":
        assert fixed(case["source"], found) == case["fixed"]
        assert [d for d in diagnose(case["fixed"]) if d.severity is not Severity.INFO] == []
    else:
        assert not any(d.fix for d in found)


def fixed(source: str, found: list[Diagnostic]) -> str:
    text = FRONT + source
    edits = sorted({(e.span.start, e.span.end, e.text) for d in found for e in d.fix}, reverse=True)
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    return text[len(FRONT) :]


@pytest.mark.parametrize("name", names("false-alarm"))
def test_no_false_alarm(name: str) -> None:
    assert diagnose(case_of(name)["source"]) == []
