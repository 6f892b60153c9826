"""A report as JUnit XML for CI test views; knows no other format."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from lernbuild.diagnostics.model import Diagnostic, Report, Severity
from lernbuild.xml_chars import NOT_XML


def render(report: Report) -> str:
    """One test case per diagnostic: errors fail, warnings and infos pass with a note; no diagnostics is one pass."""
    failures = report.count(Severity.ERROR)
    seen: dict[str, int] = {}
    cases = [_case(d, seen) for d in report.diagnostics] or ['    <testcase classname="lernbuild" name="check"/>']
    head = f'<testsuite name="lernbuild" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    body = "\n".join(cases)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  {head}\n{body}\n  </testsuite>\n</testsuites>'


def _case(diagnostic: Diagnostic, seen: dict[str, int]) -> str:
    """The test case; of several with one name GitLab would show the first only, so the others are numbered."""
    path = diagnostic.span.file.path if diagnostic.span else "Projekt"
    place = diagnostic.span.place if diagnostic.span else "Projekt"
    name = f"{diagnostic.code} {place}"
    seen[name] = seen.get(name, 0) + 1
    name += f" ({seen[name]})" if seen[name] > 1 else ""
    text = f"{place}: {diagnostic.message}" + (f"\nTipp: {diagnostic.hint}" if diagnostic.hint else "")
    line = f' line="{diagnostic.span.line}"' if diagnostic.span else ""
    open_tag = f"    <testcase classname={_attribute(path)} name={_attribute(name)} file={_attribute(path)}{line}>"
    if diagnostic.severity is Severity.ERROR:
        inner = f"<failure type={_attribute(diagnostic.code)} message={_attribute(diagnostic.message)}>"
        return f"{open_tag}\n      {inner}{_text(text)}</failure>\n    </testcase>"
    return f"{open_tag}\n      <system-out>{_text(text)}</system-out>\n    </testcase>"


def _text(value: str) -> str:
    return escape(NOT_XML.sub("\ufffd", value))


def _attribute(value: str) -> str:
    return quoteattr(NOT_XML.sub("\ufffd", value))
