"""Answers questions on the page from the list of solutions, rightly or wrongly; knows no grading code."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from lernbuild.questions.model import Option, Question

Step = list[str]
"""What to do, the selector within the question, the value."""

DO = """
(section, steps) => {
  const told = (control, name) => control.dispatchEvent(new Event(name, { bubbles: true }));
  for (const [what, selector, value] of steps) {
    const control = section.querySelector(selector);
    if (!control) throw new Error(`${section.id} has no ${selector}`);
    if (what === 'click') control.click();
    if (what === 'fill') { control.value = value; told(control, 'input'); told(control, 'change'); }
    if (what === 'lift') for (let at = 0; at < 20; at += 1) {
      const row = section.querySelector(selector);
      if ([...row.parentElement.children].indexOf(row) === Number(value)) break;
      row.querySelector('[data-lb-move="up"]').click();
    }
  }
}
"""


def answer(section: Locator, question: Question, *, right: bool) -> None:
    """Fills in a question; it is neither checked nor handed in.

    ``right`` False gives an answer that earns no point: every wrong option, every statement misjudged.
    """
    section.evaluate(DO, steps_for(question, right=right))


def steps_for(question: Question, *, right: bool) -> list[Step]:
    """What has to be done to a question so that the answer is right, or earns no point."""
    return _STEPS[question.kind](question.content, right)


def _picked(options: tuple[Option, ...], right: bool) -> list[Step]:
    return [["click", f'input[value="{option.number}"]', ""] for option in options if option.right == right]


def _choice(content: Any, right: bool) -> list[Step]:
    return _picked(content.options, right)[:1]


def _multiple(content: Any, right: bool) -> list[Step]:
    return _picked(content.options, right)


def _truefalse(content: Any, right: bool) -> list[Step]:
    return [
        ["click", f'[data-lb-option="{one.number}"] input[value="{int(one.right == right)}"]', ""]
        for one in content.statements
    ]


def _gap(content: Any, right: bool) -> list[Step]:
    found: list[Step] = []
    for field in content.fields:
        value = field.accepted[0] if field.accepted and right else "ganz anders"
        if field.choices:
            value = str(next(choice.number for choice in field.choices if choice.right == right))
        found.append(["fill", f'[data-lb-gap="{field.number}"] .entry', value])
    return found


def _number(content: Any, right: bool) -> list[Step]:
    return [["fill", "[data-lb-entry]", content.solution if right else "-987654"]]


def _matching(content: Any, right: bool) -> list[Step]:
    target_of = dict(content.pairs)
    return [
        [
            "fill",
            f'[data-lb-option="{source.number}"] select',
            str(next(t.number for t in content.targets if (t.key == target_of[source.key]) == right)),
        ]
        for source in content.sources
    ]


def _ordering(content: Any, right: bool) -> list[Step]:
    steps = content.steps if right else [*content.steps[1:], content.steps[0]]
    return [["lift", f'[data-lb-option="{step.number}"]', str(place)] for place, step in enumerate(steps)]


def _text(content: Any, right: bool) -> list[Step]:
    return [["fill", "[data-lb-entry]", content.accepted[0] if right else "ganz anders"]]


def _hotspot(content: Any, right: bool) -> list[Step]:
    picked = _picked(tuple(place.option for place in content.places), right)
    return picked if content.several else picked[:1]


def _essay(_content: Any, _right: bool) -> list[Step]:
    return [["fill", "[data-lb-entry]", "Ich würde den Sachverhalt aufklären und meine Entscheidung begründen."]]


def _likert(content: Any, _right: bool) -> list[Step]:
    return [
        ["click", f'[data-lb-option="{one.number}"] input[value="{content.high}"]', ""] for one in content.statements
    ]


_STEPS = {
    "choice": _choice,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "gap": _gap,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "text": _text,
    "hotspot": _hotspot,
    "essay": _essay,
    "likert": _likert,
}
