"""Checks that each way of a case leads to a step and each step can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.markup.walking import walk
from lernbuild.questions.branch.steps import Step
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Placeholder
from lernbuild.source import Span


def check_ways(steps: Sequence[Step]) -> list[Diagnostic]:
    """Errors for ways to nowhere, else warnings for steps that nothing leads to."""
    return list(_nowhere(steps)) or list(_unreachable(steps))


def _nowhere(steps: Sequence[Step]) -> Iterator[Diagnostic]:
    anchors = [step.anchor for step in steps]
    for step in steps:
        for target, span in [(way.target, way.target_span) for way in step.ways]:
            if target not in anchors:
                yield _missing(target, anchors, span)


def _missing(target: str, anchors: list[str], span: Span) -> Diagnostic:
    same = next((anchor for anchor in anchors if anchor.lower() == target.lower()), None)
    near = same or next(iter(get_close_matches(target, anchors, 1)), None)
    message = f"Den Schritt „#{target}“ gibt es in diesem Fall nicht"
    if near is None:
        hint = f"Setzen Sie hinter die Überschrift des Schritts: {{#{target}}}"
        return error("anchor-missing", f"{message}.", span, hint)
    hint = f"Schreiben Sie hier und in der Überschrift dasselbe, am besten klein: {{#{target.lower()}}}"
    return error("anchor-missing", f"{message}, gemeint ist wohl „#{near}“.", span, hint)


def _unreachable(steps: Sequence[Step]) -> Iterator[Diagnostic]:
    by_anchor = {step.anchor: step for step in steps}
    reached: set[str] = set()
    open_ = [steps[0].anchor] if steps else []
    while open_:
        anchor = open_.pop()
        if anchor not in reached and anchor in by_anchor:
            reached.add(anchor)
            open_ += [way.target for way in by_anchor[anchor].ways] + links_of(by_anchor[anchor])
    for step in steps:
        if step.anchor not in reached:
            message = f"Zu dem Schritt „{words_of(step.title)}“ führt kein Weg."
            hint = f"Ergänzen Sie bei einem anderen Schritt einen Weg dorthin: - [Nachfragen](#{step.anchor})"
            yield warning("case-step-unreachable", message, step.span, hint)


def links_of(step: Step) -> list[str]:
    """Where links in the text of a step lead."""
    return [node.name for node in walk(step.content) if isinstance(node, Placeholder)]
