"""Tells authors which questions a bank lacks or holds in a plainer form; writes no bank."""

from __future__ import annotations

from lernbuild.diagnostics import Diagnostic, info
from lernbuild.questions.identity import words_of
from lernbuild.questions.lines import line_span
from lernbuild.targets.question_bank.model import Bank, Lost

_SHOWN = 60


def check_bank(bank: Bank, label: str) -> list[Diagnostic]:
    """One info for each question and thing that does not come along, at the question's first line."""
    return [_told(lost, label) for lost in bank.lost]


def _told(lost: Lost, label: str) -> Diagnostic:
    question = lost.question
    name = words_of(question.prompt) or question.key
    name = name if len(name) <= _SHOWN else name[: _SHOWN - 1].rstrip() + "…"
    place = line_span(question.span.file, question.span.start)
    if lost.whole:
        hint = "In den anderen Formaten steht sie. Für die Fragensammlung fragen Sie zum Beispiel mit ( ) und (x)."
        return info("bank-left-out", f"Die Frage „{name}“ fehlt in {label}: {lost.why}", place, hint)
    hint = "Prüfen Sie die Frage nach dem Import; in den anderen Formaten ist sie vollständig."
    return info("bank-simplified", f"Die Frage „{name}“ ist in {label} einfacher: {lost.why}", place, hint)
