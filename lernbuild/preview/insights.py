"""What the panels show of an edition, as data: messages with their lines, outline, law, state; makes no HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lernbuild.course.approvals import ROLES
from lernbuild.course.model import Course, Lesson
from lernbuild.course.state import StateError, decode_state
from lernbuild.course.state_words import state_words
from lernbuild.course.uses import fact_uses, law_uses, section_key
from lernbuild.diagnostics import Diagnostic, Report
from lernbuild.preview.contents import Files
from lernbuild.render.packaged import packaged_course
from lernbuild.source import Span

Json = dict[str, Any]
LINES = 3
"""Lines of source shown with a message."""


def messages(report: Report, editor: str) -> list[Json]:
    """The report for the panel; ``editor`` is the address pattern of the author's editor, empty: no links."""
    return [_message(one, editor) for one in report.diagnostics]


def _message(one: Diagnostic, editor: str) -> Json:
    place = place_of(one.span, editor) if one.span else {}
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "hint": one.hint or "",
        **place,
        "lines": _lines(one.span) if one.span else [],
    }


def _lines(span: Span) -> list[Json]:
    first = span.line
    last = max(first, min(span.file.position(max(span.start, span.end - 1))[0], first + LINES - 1))
    return [{"number": number, "text": span.file.line(number)} for number in range(first, last + 1)]


def place_of(span: Span, editor: str) -> Json:
    """Path, line and column, and the address that opens them in the editor."""
    line, column = span.file.position(span.start)
    path = Path(span.file.path)
    return {
        "place": f"{path.as_posix()}:{line}:{column}",
        "href": editor_address(editor, path, line, column),
    }


def editor_address(editor: str, path: Path, line: int, column: int) -> str:
    """``{path}``, ``{line}`` and ``{column}`` of the pattern filled in; the path is absolute and quoted."""
    from urllib.parse import quote

    if not editor:
        return ""
    whole = quote(path.resolve().as_posix(), safe="/:").lstrip("/")
    return editor.replace("{path}", whole).replace("{line}", str(line)).replace("{column}", str(column))


def outline(course: Course, editor: str) -> list[Json]:
    """Modules and lessons with ids, dates, facts and approvals."""
    facts: dict[str, list[Json]] = {}
    for use in fact_uses(course):
        shown = facts.setdefault(use.lesson.key, [])
        entry = {"fact": use.fact, "value": use.value, "until": use.until.isoformat() if use.until else ""}
        if entry not in shown:
            shown.append(entry)
    return [
        {
            "title": module.title,
            "lessons": [_lesson(course, lesson, facts.get(lesson.key, []), editor) for lesson in module.lessons],
        }
        for module in course.modules
    ]


def _lesson(course: Course, lesson: Lesson, facts: list[Json], editor: str) -> Json:
    approvals = course.approvals.get(lesson.key, {})
    return {
        "key": lesson.key,
        "number": lesson.number,
        "title": lesson.title,
        "kind": lesson.kind,
        "minutes": lesson.minutes,
        "legal": lesson.legal_date.isoformat(),
        "check": lesson.check_by.isoformat() if lesson.check_by else "",
        "questions": len(lesson.questions),
        "approved": lesson.approved,
        "approvals": [role for role in ROLES if role in approvals],
        "facts": facts,
        **place_of(lesson.file.span(0), editor),
    }


def laws(course: Course, editor: str) -> list[Json]:
    """Every section that the edition cites, with its places, sorted by law and section."""
    found: dict[tuple[str, str], list[Json]] = {}
    for use in law_uses(course):
        place = {"lesson": use.lesson.title, "key": use.lesson.key, **place_of(use.span, editor)}
        places = found.setdefault((use.law, use.section), [])
        if place not in places:
            places.append(place)
    order = sorted(found, key=lambda one: (one[0].casefold(), section_key(one[1])))
    return [{"law": law, "section": section, "uses": found[law, section]} for law, section in order]


def state_lines(files: Files, text: str) -> list[str]:
    """What a stored state means; empty for packages that lernbuild did not make and texts that are no state."""

    def read(path: str) -> bytes:
        data = files.read(path)
        if data is None:
            raise KeyError(path)
        return data

    try:
        return list(state_words(packaged_course(read), decode_state(text)))
    except (StateError, KeyError, IndexError, TypeError, ValueError, AttributeError):
        return []
