"""Questions: one folder per type; the list of types stands here and nowhere else."""

from __future__ import annotations

from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.nodes import Block
from lernbuild.questions.branch import branch
from lernbuild.questions.choice import choice
from lernbuild.questions.essay import essay
from lernbuild.questions.gap import gap
from lernbuild.questions.hotspot import hotspot
from lernbuild.questions.likert import likert
from lernbuild.questions.matching import matching
from lernbuild.questions.model import Question, QuestionType
from lernbuild.questions.multiple import multiple
from lernbuild.questions.number import number
from lernbuild.questions.ordering import ordering
from lernbuild.questions.parse import read_question
from lernbuild.questions.text import text
from lernbuild.questions.truefalse import truefalse

TYPES: tuple[QuestionType, ...] = (
    choice,
    multiple,
    truefalse,
    gap,
    number,
    matching,
    ordering,
    text,
    hotspot,
    essay,
    likert,
    branch,
)


def parse_question(block: Block, *, test: bool) -> tuple[Question | None, list[Diagnostic]]:
    """The question of a ``::: frage``, ``::: umfrage`` or ``::: fall`` block; ``test``: it stands on a test page."""
    return read_question(block, TYPES, test=test)


def type_of(kind: str) -> QuestionType:
    """The type of a question by its name."""
    return next(found for found in TYPES if found.name == kind)
