"""Reads freigaben.yaml: who approved which text of a lesson; must not decide what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lernbuild.course import tables
from lernbuild.course.fields import list_items, read_fields
from lernbuild.course.load import Project
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.source import Span


@dataclass(frozen=True, slots=True)
class Approval:
    """One lesson's approval: ``digest`` is the hash of the text that was approved."""

    lesson: str
    digest: str
    name: str
    role: str = ""
    day: date | None = None
    span: Span | None = None


def read_approvals(project: Project, course: str) -> tuple[Mapping[str, Approval], list[Diagnostic]]:
    """The last approval of each lesson by lesson id."""
    value, out = project.yaml(f"{course}/freigaben.yaml")
    found: dict[str, Approval] = {}
    if value is None or value.value is None:
        return found, list(out)
    problems = list(out)
    for item in list_items(value):
        record, more = read_fields(item, tables.APPROVAL_FIELDS, tables.APPROVAL, missing_at=item.span)
        problems += more
        if not record.known:
            hint = "Schreiben Sie Freigaben nicht von Hand: lernbuild approve"
            problems.append(error("approval-required", "Dieser Eintrag ist keine Freigabe.", item.span, hint))
        elif record.get("lektion") and record.get("hash"):
            approval = Approval(
                record.get("lektion"),
                record.get("hash"),
                record.get("name", ""),
                record.get("rolle", ""),
                record.get("datum"),
                item.span,
            )
            found[approval.lesson] = approval
    return found, problems
