"""Rules: judgements about a whole course, one function per rule; the list stands here in order.

A rule's name with hyphens is its code, its docstring what ``lernbuild explain`` prints. Codes that come from reading
and assembling are explained in explained.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from inspect import cleandoc

from lernbuild.course.load import Project
from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic
from lernbuild.rules.dates import block_expired, check_overdue, fact_expiring, lesson_expired, question_expired
from lernbuild.rules.file_names import file_name, lesson_copy, lesson_not_numbered
from lernbuild.rules.lessons import course_empty, heading_jump, heading_level_one, lesson_empty, lesson_long
from lernbuild.rules.media import (
    image_alt_filename,
    image_attribute_unused,
    image_without_alt,
    media_without_captions,
)
from lernbuild.rules.projects import course_without_settings, file_name_unreadable, project_empty
from lernbuild.rules.sheets import sheet_too_long
from lernbuild.rules.sources import approval_missing, approval_stale, question_on_unsure_fact
from lernbuild.rules.state import state_too_large
from lernbuild.rules.targets import cmi5_iri_missing
from lernbuild.rules.tests import (
    completion_unknown,
    objective_unknown,
    test_draw_too_many,
    test_empty,
    test_not_counting,
)
from lernbuild.rules.variants import variant_no_reason, variant_reason_unused

Rule = Callable[[Course, date], "list[Diagnostic]"]
ProjectRule = Callable[[Project, Sequence[str]], "list[Diagnostic]"]

RULES: tuple[Rule, ...] = (
    course_empty,
    lesson_empty,
    lesson_long,
    heading_level_one,
    heading_jump,
    image_without_alt,
    image_alt_filename,
    media_without_captions,
    sheet_too_long,
    image_attribute_unused,
    test_empty,
    test_draw_too_many,
    test_not_counting,
    completion_unknown,
    objective_unknown,
    question_on_unsure_fact,
    approval_stale,
    check_overdue,
    lesson_expired,
    block_expired,
    question_expired,
    fact_expiring,
    variant_no_reason,
    variant_reason_unused,
    state_too_large,
    cmi5_iri_missing,
)


PROJECT_RULES: tuple[ProjectRule, ...] = (
    project_empty,
    course_without_settings,
    file_name_unreadable,
    file_name,
    lesson_not_numbered,
    lesson_copy,
)


RELEASE_RULES: tuple[Rule, ...] = (approval_missing,)
"""What more is asked of an edition that is to be released."""


def check_course(course: Course, *, today: date, release: bool = False) -> list[Diagnostic]:
    """What every rule says about one edition of a course; a release is told once what is not approved."""
    if release:
        rules = [*(rule for rule in RULES if rule is not approval_stale), *RELEASE_RULES]
        return [diagnostic for rule in rules for diagnostic in rule(course, today)]
    return [diagnostic for rule in RULES for diagnostic in rule(course, today)]


def check_project(project: Project, courses: Sequence[str] = ()) -> list[Diagnostic]:
    """What is wrong with the project as a whole, whatever its courses hold."""
    return [diagnostic for rule in PROJECT_RULES for diagnostic in rule(project, courses)]


def explanation(code: str) -> str | None:
    """What a message of this code means: a rule's docstring, else its section in explained.md."""
    from importlib import resources  # takes longer than all rules

    rules: tuple[Callable[..., list[Diagnostic]], ...] = (*RULES, *RELEASE_RULES, *PROJECT_RULES)
    for rule in rules:
        if rule.__name__.replace("_", "-") == code and rule.__doc__:
            return cleandoc(rule.__doc__)
    for room in ("lernbuild.rules", "lernbuild.questions"):
        text = resources.files(room).joinpath("explained.md").read_text(encoding="utf-8")
        found = re.search(rf"^## {re.escape(code)}\n(?P<body>.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        if found:
            return found["body"].strip()
    return None
