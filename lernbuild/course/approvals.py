"""freigaben.yaml: who approved which text of a lesson, read and written; must not decide what follows from it.

Two roles read a lesson: ``fachlich`` (is it right?) and ``redaktionell`` (is it well said?). The banner „Entwurf:
fachlich nicht freigegeben“ goes when the first has approved the present text; a release asks for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml

from lernbuild.course import tables
from lernbuild.course.fields import list_items, read_fields
from lernbuild.course.load import Project
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.source import Span

FILE = "freigaben.yaml"
EXPERT, EDITOR = ROLES = tables.ROLES
_HEAD = "# Geschrieben von „lernbuild approve“. Wer den Text einer Lektion ändert, hebt ihre Freigaben auf.\n"


@frozen
class Approval:
    """One lesson's approval: ``digest`` is the hash of the text that was approved."""

    lesson: str
    digest: str
    name: str
    role: str = EXPERT
    day: date | None = None
    span: Span | None = None


Approvals = Mapping[str, Mapping[str, Approval]]
"""By lesson id, then by role."""


def read_approvals(project: Project, course: str) -> tuple[Approvals, list[Diagnostic]]:
    """The last approval of each lesson in each role."""
    value, out = project.yaml(f"{course}/{FILE}")
    found: dict[str, dict[str, Approval]] = {}
    if value is None or value.value is None:
        return found, list(out)
    problems = list(out)
    for item in list_items(value):
        record, more = read_fields(item, tables.APPROVAL_FIELDS, tables.APPROVAL, missing_at=item.span)
        problems += more
        if not record.known:
            hint = "Schreiben Sie Freigaben nicht von Hand: lernbuild approve"
            problems.append(error("approval-required", "Dieser Eintrag ist keine Freigabe.", item.span, hint))
        elif record.get("lektion") and record.get("hash") and record.get("rolle"):
            approval = Approval(
                record.get("lektion"),
                record.get("hash"),
                record.get("name", ""),
                record.get("rolle"),
                record.get("datum"),
                item.span,
            )
            found.setdefault(approval.lesson, {})[approval.role] = approval
    return found, problems


def is_current(approvals: Approvals, lesson: str, digest: str, role: str) -> bool:
    """True when the lesson's present text is approved in a role."""
    approval = approvals.get(lesson, {}).get(role)
    return approval is not None and approval.digest == digest


def write_approvals(approvals: Iterable[Approval]) -> str:
    """The file's text: one entry per lesson and role, sorted, so that branches merge."""
    entries = [_entry(one) for one in sorted(approvals, key=lambda one: (one.lesson, ROLES.index(one.role)))]
    dumped = [yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000) for entry in entries]
    return _HEAD + "".join(dumped)


def _entry(approval: Approval) -> dict[str, Any]:
    entry = {"lektion": approval.lesson, "rolle": approval.role, "name": approval.name, "datum": approval.day,
             "hash": approval.digest}  # fmt: skip
    return {key: value for key, value in entry.items() if value is not None}
