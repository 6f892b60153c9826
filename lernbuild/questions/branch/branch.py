"""A case: ``::: fall`` with headings as steps and lists of links as ways; practice without points."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Node
from lernbuild.questions.branch.steps import Step, read_steps
from lernbuild.questions.branch.ways import check_ways, links_of
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import number_options

name = "branch"
words: tuple[str, ...] = ("fall", "branch", "case")
block = "fall"
unscored = True
own_form = True
owns_text = True
takes_body = True
shell = "branch/branch.html"
card = "branch/card.html"


@frozen
class Branch:
    """What stands before the first step, and the steps; the case starts at the first."""

    intro: tuple[Node, ...]
    steps: tuple[Step, ...]


def claims(draft: Draft) -> bool:
    return True


def parse(draft: Draft) -> tuple[Branch | None, list[Diagnostic]]:
    intro, steps, diagnostics = read_steps(draft)
    if not diagnostics:
        diagnostics = check_ways(steps)
    return Branch(intro, steps), diagnostics


def options(content: Branch) -> tuple[Option, ...]:
    return tuple(way.option for step in content.steps for way in step.ways)


def with_numbers(content: Branch, numbers: Mapping[str, int]) -> Branch:
    steps = []
    for step in content.steps:
        numbered = number_options([way.option for way in step.ways], numbers)
        ways = tuple(replace(way, option=option) for way, option in zip(step.ways, numbered, strict=True))
        steps.append(replace(step, ways=ways))
    return replace(content, steps=tuple(steps))


def interaction(content: Branch) -> Interaction:
    return Interaction("other")


def key(content: Branch) -> Mapping[str, Any]:
    steps = {step.anchor: _step_key(step) for step in content.steps}
    return {
        "steps": steps,
        "start": content.steps[0].anchor if content.steps else "",
        "length": len(recommended_way(content)),
    }


def _step_key(step: Step) -> Mapping[str, Any]:
    return {
        "title": words_of(step.title),
        "links": links_of(step),
        "ways": [
            {"n": way.option.number, "to": way.target, "right": way.option.right, "words": words_of(way.option.content)}
            for way in step.ways
        ],
    }


def solution(content: Branch) -> str:
    """The recommended way in words, choice by choice; empty when it is not marked all through."""
    rights = ([way for way in step.ways if way.option.right][:1] for step in recommended_way(content))
    return " → ".join(words_of(way.option.content) for right in rights for way in right)


def recommended_way(content: Branch) -> tuple[Step, ...]:
    """The steps of the recommended way from start to end, outcomes left out; none when not marked all through."""
    steps = {step.anchor: step for step in content.steps}
    at = content.steps[0] if content.steps else None
    seen: dict[str, Step] = {}
    while at is not None and at.anchor not in seen:
        seen[at.anchor] = at
        if not at.ways and not links_of(at):
            return tuple(seen.values())
        right = next((steps.get(way.target) for way in at.ways if way.option.right), None)
        at = _behind(right, steps, seen)
    return ()


def _behind(step: Step | None, steps: Mapping[str, Step], seen: Collection[str]) -> Step | None:
    """The step itself; for an outcome (no ways, but a link in its text) the step that its link leads on to."""
    if step is None or step.ways or not links_of(step):
        return step
    return next((steps[target] for target in links_of(step) if target not in seen), None)
