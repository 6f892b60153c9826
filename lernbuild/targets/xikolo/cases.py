"""Cases and model answers as text of a lesson: the learner thinks, then unfolds; knows no quiz."""

from __future__ import annotations

from collections.abc import Mapping

from lernbuild.questions.branch.branch import Branch
from lernbuild.questions.branch.steps import Step, Way
from lernbuild.questions.model import Question
from lernbuild.targets.xikolo.book import Paper
from lernbuild.targets.xikolo.hypertext import blocks, fold
from lernbuild.targets.xikolo.inline import Way as Writing
from lernbuild.targets.xikolo.inline import inline


def case(question: Question, paper: Paper) -> str:
    """All steps one below the other; each way is folded: its outcome, and where to read on."""
    content: Branch = question.content
    title = inline(question.prompt, paper, Writing.HTML)
    titles = {step.anchor: inline(step.title, paper, Writing.HTML) for step in content.steps}
    head = f"<p><strong>{paper.words['case']}: {title}</strong></p>{blocks(content.intro, paper)}"
    return f"<div>{head}{''.join(_step(step, titles, paper) for step in content.steps)}</div>"


def _step(step: Step, titles: Mapping[str, str], paper: Paper) -> str:
    ways = "".join(_way(way, titles, paper) for way in step.ways)
    return f"<h4>{titles[step.anchor]}</h4>{blocks(step.content, paper)}{ways}"


def _way(way: Way, titles: Mapping[str, str], paper: Paper) -> str:
    told = blocks(way.option.feedback, paper)
    mark = f"<p><strong>{paper.words['recommended'].capitalize()}.</strong></p>" if way.option.right else ""
    on = f"<p>{paper.words['go-on']}: {titles.get(way.target, '')}</p>"
    return fold(inline(way.option.content, paper, Writing.HTML), f"{told}{mark}{on}")


def model_answer(question: Question, paper: Paper) -> str:
    """A question for an own text with its model answer folded."""
    head = f"<p><strong>{paper.words['task']}:</strong> {inline(question.prompt, paper, Writing.HTML)}</p>"
    model = blocks((*question.content.model, *question.feedback.always), paper)
    shown = fold(paper.words["model"], model) if model else ""
    return f"<div>{head}{blocks(question.body, paper)}{shown}</div>"
