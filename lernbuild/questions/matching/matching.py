"""Matching: ``- links => rechts``; a line without a left side is a distractor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import List, ListItem, Node, Text
from lernbuild.questions.identity import key_of, words_of
from lernbuild.questions.lines import trim
from lernbuild.questions.markers import first_line, words_behind_marker
from lernbuild.questions.model import Draft, Interaction, Option
from lernbuild.questions.options import answer_items, doubled, item_place, number_options, split_item
from lernbuild.source import Span

name = "matching"
words: tuple[str, ...] = ("zuordnung", "zuordnen", "matching")
uses = ("mischen",)

_THIN = re.compile(r"--?>|→|⇒|⟶|=+>>?")
_TARGET = "=> "


@frozen
class Matching:
    """``sources`` are the left sides, ``targets`` the right ones and distractors; ``pairs`` go by their keys."""

    sources: tuple[Option, ...]
    targets: tuple[Option, ...]
    pairs: tuple[tuple[str, str], ...]

    @property
    def offered(self) -> tuple[Option, ...]:
        """The targets in an order that gives nothing away."""
        return tuple(sorted(self.targets, key=lambda target: words_of(target.content).casefold()))

    def numbers(self) -> list[tuple[int, int]]:
        """Each left side's number with its right one."""
        found = {option.key: option.number for option in (*self.sources, *self.targets)}
        return [(found[source], found[target]) for source, target in self.pairs]


def claims(draft: Draft) -> bool:
    items = answer_items(draft)
    lists = [node for node in draft.lists if isinstance(node, List)]
    unmarked = bool(items) and not lists[0].ordered and not any(item.marker for item in items)
    return unmarked and any("=>" in first_line(item) or _THIN.search(first_line(item)) for item in items)


def parse(draft: Draft) -> tuple[Matching | None, list[Diagnostic]]:
    items = answer_items(draft)
    diagnostics = [problem for item in items for problem in _arrow_problems(item)]
    if diagnostics:
        return None, diagnostics
    sources: list[Option] = []
    targets: dict[str, Option] = {}
    pairs: list[tuple[str, str]] = []
    for item in items:
        content, feedback, problems = split_item(item)
        diagnostics += problems
        left, right = _sides(content)
        place = item_place(item)
        target = Option(_TARGET + key_of(right), right, place, feedback=() if left else feedback)
        targets.setdefault(target.key, target)
        if left:
            sources.append(Option(key_of(left), left, place, feedback=feedback))
            pairs.append((sources[-1].key, target.key))
    diagnostics = diagnostics or doubled(sources) or _too_few(sources, items)
    return (None if diagnostics else Matching(tuple(sources), tuple(targets.values()), tuple(pairs))), diagnostics


def _arrow_problems(item: ListItem) -> list[Diagnostic]:
    line, place = first_line(item), item_place(item)
    at = line.find("=>")
    if at < 0:
        return [_no_arrow(item, place)]
    if not line[at + 2 :].strip():
        left = words_behind_marker(item).split("=>")[0].strip()
        span = Span(place.file, item.span.start + at, item.span.start + at + 2)
        hint = f"Ergänzen Sie, was zu „{left}“ gehört." if left else "Ergänzen Sie die Zeile oder löschen Sie sie."
        return [error("quiz-match-empty", "Rechts von => steht nichts.", span, hint)]
    return []


def _no_arrow(item: ListItem, place: Span) -> Diagnostic:
    line, words_ = first_line(item), words_behind_marker(item)
    match = _THIN.search(line, 2)
    if match:
        span = Span(place.file, item.span.start + match.start(), item.span.start + match.end())
        sign = "das Zeichen →" if match[0] in "→⟶⇒" else match[0]
        right = words_.replace(match[0], "=>", 1)
        message = f"Zwischen links und rechts steht {sign} statt =>."
        return error("quiz-match-arrow", message, span, f"Schreiben Sie: - {right}", fix=(Edit(span, "=>"),))
    message = "In dieser Zeile fehlt =>, in den anderen steht es."
    section = re.search(r"\s(?=§|Art\.)", words_)
    shown = f"{words_[: section.start()]} => {words_[section.end() :]}" if section else f"{words_} => …"
    return error("quiz-match-arrow", message, place, f"Schreiben Sie: - {shown}")


def _sides(content: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    for at, node in enumerate(content):
        if isinstance(node, Text) and "=>" in node.value:
            left, _, right = node.value.partition("=>")
            file, end = node.span.file, node.span.end
            middle = min(node.span.start + len(left), end)
            before = replace(node, value=left, span=Span(file, node.span.start, middle))
            behind = replace(node, value=right, span=Span(file, min(middle + 2, end), end))
            return trim((*content[:at], before)), trim((behind, *content[at + 1 :]))
    return trim(content), ()


def _too_few(sources: list[Option], items: tuple[ListItem, ...]) -> list[Diagnostic]:
    if len(sources) > 1 or (sources and len(items) > 1):
        return []
    message = "Zum Zuordnen braucht es links etwas und rechts mindestens zwei Möglichkeiten."
    return [error("quiz-too-few", message, item_place(items[0]), "Ergänzen Sie eine weitere Zeile: - links => rechts")]


def options(content: Matching) -> tuple[Option, ...]:
    return (*content.sources, *content.targets)


def with_numbers(content: Matching, numbers: Mapping[str, int]) -> Matching:
    sources, targets = number_options(content.sources, numbers), number_options(content.targets, numbers)
    return replace(content, sources=sources, targets=targets)


def interaction(content: Matching) -> Interaction:
    return Interaction("matching", [[str(source), str(target)] for source, target in content.numbers()])


def key(content: Matching) -> Mapping[str, Any]:
    targets = {str(target.number): words_of(target.content) for target in content.targets}
    return {"pairs": [list(pair) for pair in content.numbers()], "targets": targets}
