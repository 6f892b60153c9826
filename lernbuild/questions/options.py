"""Reads a list of answers into options; knows no question type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.markup.nodes import Figure, LineBreak, List, ListItem, Node, Paragraph, Quote
from lernbuild.questions.identity import key_of, words_of
from lernbuild.questions.lines import line_span
from lernbuild.questions.markers import read_marker
from lernbuild.questions.model import Draft, Option
from lernbuild.source import Span


def answer_items(draft: Draft) -> tuple[ListItem, ...]:
    """The items of the block's one answer list; empty when it has none."""
    first = draft.lists[0] if draft.lists else None
    return first.items if isinstance(first, List) else ()


def marker_kinds(draft: Draft) -> set[str]:
    """The kinds of markers in the answer list, "" for items without one."""
    markers = (read_marker(item.marker) for item in answer_items(draft))
    return {marker.kind if marker else "" for marker in markers}


def item_place(item: ListItem) -> Span:
    """The first line of an item, from its bullet."""
    return line_span(item.span.file, item.span.start)


def split_item(item: ListItem) -> tuple[tuple[Node, ...], tuple[Node, ...], list[Diagnostic]]:
    """The words of an answer and its feedback (the quotes below it)."""
    words: list[Node] = []
    feedback: list[Node] = []
    diagnostics: list[Diagnostic] = []
    for child in item.children:
        match child:
            case Paragraph(children=children) if not feedback:
                if words:
                    words.append(LineBreak(child.span, hard=True))
                words.extend(children)
            case Figure(image=image) if not feedback:
                words.append(image)
            case Quote(children=children):
                feedback.extend(children)
            case _:
                diagnostics.append(
                    error(
                        "quiz-option-content",
                        "In einer Antwort können nur Text, ein Bild und eine Rückmeldung mit > stehen.",
                        child.span,
                        "Setzen Sie Listen, Tabellen und weitere Absätze über die erste Antwort oder hinter ein >.",
                    )
                )
    return tuple(words), tuple(feedback), diagnostics


def read_options(draft: Draft) -> tuple[tuple[Option, ...], list[Diagnostic]]:
    """The answers of the list, each with its marker's meaning; empty and doubled ones are errors."""
    options: list[Option] = []
    diagnostics: list[Diagnostic] = []
    for item in answer_items(draft):
        words, feedback, found = split_item(item)
        diagnostics += found
        if not words:
            diagnostics.append(empty_option(item))
        marker = read_marker(item.marker)
        options.append(Option(key_of(words), words, item_place(item), bool(marker and marker.right), feedback))
    return tuple(options), diagnostics or doubled(options)


def empty_option(item: ListItem) -> Diagnostic:
    """The error for an answer without words."""
    message = "Hinter der Klammer fehlt der Text der Antwort." if item.marker else "Dieser Zeile fehlt der Text."
    hint = "Ergänzen Sie die Antwort oder löschen Sie die Zeile."
    return error("quiz-option-empty", message, item_place(item), hint)


def doubled(options: Sequence[Option]) -> list[Diagnostic]:
    """Errors for answers that stand twice."""
    seen: dict[str, Option] = {}
    diagnostics: list[Diagnostic] = []
    for option in options:
        words = words_of(option.content) or option.key
        if words in seen:
            first = seen[words]
            diagnostics.append(
                error(
                    "quiz-option-duplicate",
                    f"Die Antwort „{words}“ steht in dieser Frage zweimal.",
                    option.span,
                    f"Ändern oder löschen Sie eine der beiden (zuerst in Zeile {first.span.line}).",
                    related=(first.span,),
                )
            )
        seen.setdefault(words, option)
    return diagnostics


def number_options(options: Sequence[Option], numbers: Mapping[str, int]) -> tuple[Option, ...]:
    """The options with the lock's numbers."""
    return tuple(replace(option, number=numbers.get(option.key, option.number)) for option in options)


def numbers_of(options: Sequence[Option], *, right: bool | None = None) -> list[int]:
    """The numbers of all options, or of the right or wrong ones."""
    return [option.number for option in options if right is None or option.right is right]


def none_right(options: Sequence[Option], sign: str) -> list[Diagnostic]:
    """The error for a list without a right answer."""
    if not options or any(option.right for option in options):
        return []
    return [
        error(
            "quiz-no-correct-answer",
            "Keine Antwort ist als richtig markiert.",
            options[0].span,
            f"Setzen Sie bei der richtigen Antwort {sign}.",
        )
    ]


def two_right(options: Sequence[Option]) -> list[Diagnostic]:
    """The error for a second right answer among ``( )``."""
    right = [option for option in options if option.right]
    if len(right) < 2:
        return []
    count = {2: "zwei", 3: "drei", 4: "vier"}.get(len(right), str(len(right)))
    return [
        error(
            "quiz-two-correct",
            f"In einer Frage mit ( ) darf nur eine Antwort richtig sein, hier sind es {count}.",
            right[1].span,
            "Sind mehrere richtig, schreiben Sie vor jede Antwort [ ] oder [x].",
        )
    ]
