"""Mistakes in the form of a question that hide what kind it is; knows no question type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.markup.nodes import List, ListItem, Node, Paragraph, Quote
from lernbuild.questions.keywords import read_keyword
from lernbuild.questions.lines import Line, line_span, lines_of
from lernbuild.questions.markers import Marker, first_line, read_marker, words_behind_marker
from lernbuild.questions.model import Draft
from lernbuild.questions.options import empty_option
from lernbuild.source import Span

_BARE = re.compile(r"(\( \)|\([xX]\)|\[ \]|\[[xX]\]|\((?:richtig|falsch)\))\s+\S")
_LETTER = re.compile(r"([a-h])\)\s+(\S.*)")
_GLUED = re.compile(r"(?P<bullet>[-*+])(?:\([ xX]?\)|\[[ xX]?\]|\((?:richtig|falsch)\)).*|(?P<nr>\d+[.)])[^\W\d].*")
_ARROW = re.compile(r"(?<![-=<])(->|→|⇒|-->)(?!>)")
_KINDS = {"one": "runden", "many": "eckigen"}


def find_mistakes(draft: Draft) -> list[Diagnostic]:
    """The first group of mistakes that is found; later groups would only follow from it."""
    for group in (_keyword_lines, _paragraph_lines, _loose_quotes, _list_lines, _two_lists):
        found = list(group(draft))
        if found:
            return found
    return []


def _paragraphs(draft: Draft) -> Iterator[Line]:
    for node in draft.block.children:
        if isinstance(node, Paragraph):
            yield from lines_of(node.children)


def _keyword_lines(draft: Draft) -> Iterator[Diagnostic]:
    for line in _paragraphs(draft):
        source = line_span(line.span.file, line.span.start)
        found = read_keyword(source.text)
        if found is None or found.right:
            continue
        written, rest = found.written, source.text[found.length :].strip()
        place = Span(source.file, source.start, source.start + len(written))
        if found.meant == "?":
            message = f"Die Zeile „{written}“ gibt es nicht."
            hint = f"Für eine Zahl oder ein Wort schreiben Sie Antwort: {rest} "
            hint += "und für einen freien Text: Musterlösung: …"
            yield error("quiz-keyword", message, place, hint)
            continue
        right = f"{found.meant}:"
        plain = written.replace("*", "").replace("_", "").replace(" :", ":")
        if plain == right:
            message = f"Das Wort „{right}“ steht in Sternchen und wird deshalb nicht erkannt."
        else:
            message = f"Die Zeile „{written}“ gibt es nicht, gemeint ist wohl „{right}“."
        hint = f"Schreiben Sie: {right} {rest}".rstrip()
        yield error("quiz-keyword", message, place, hint, fix=(Edit(place, right),))


def _paragraph_lines(draft: Draft) -> Iterator[Diagnostic]:
    """Answers that Markdown took for running text, reported once at the first one."""
    lines = [line_span(line.span.file, line.span.start) for line in _paragraphs(draft)]
    bare = [line for line in lines if _BARE.match(line.text)]
    glued = [line for line in lines if _GLUED.match(line.text)]
    letters = [line for line in lines if _LETTER.match(line.text)]
    if bare:
        edits = tuple(Edit(Span(line.file, line.start, line.start), "- ") for line in bare)
        hint = f"Schreiben Sie jede Antwort so: - {bare[0].text}"
        yield error("quiz-option-without-dash", "Vor den Antworten fehlt der Strich.", bare[0], hint, fix=edits)
    elif glued and (len(glued) > 1 or glued[0].text[0] in "-*+"):
        yield _glued(glued)
    elif len(letters) > 1 and not draft.lists:
        right = next((line for line in letters if re.search(r"\((?:x|X|richtig)\)|\*\*", line.text)), letters[0])
        words = re.sub(r"\s*\((?:x|X|richtig)\)|\*\*", "", right.text.split(")", 1)[1]).strip()
        hint = f"Schreiben Sie vor falsche Antworten - ( ) und vor die richtige: - (x) {words}"
        yield error("quiz-letters", "Antworten mit Buchstaben werden nicht erkannt.", letters[0], hint)


def _glued(lines: list[Span]) -> Diagnostic:
    edits: list[Edit] = []
    for line in lines:
        match = _GLUED.match(line.text)
        assert match is not None
        at = line.start + len(match["bullet"] or match["nr"])
        edits.append(Edit(Span(line.file, at, at), " "))
    text, after = lines[0].text, edits[0].span.start - lines[0].start
    what = "Strich" if text[0] in "-*+" else "Nummer"
    article = "dem" if what == "Strich" else "der"
    hint = f"Schreiben Sie: {text[:after]} {text[after:]}"
    message = f"Hinter {article} {what} fehlt ein Leerzeichen."
    return error("quiz-option-blank", message, lines[0], hint, fix=tuple(edits))


def _loose_quotes(draft: Draft) -> Iterator[Diagnostic]:
    children = draft.block.children
    for before, node in pairwise(children):
        if not isinstance(node, Quote) or not isinstance(before, List):
            continue
        if not any(before.span.start <= item.span.start < before.span.end for item in _marked_items(draft)):
            continue
        line = line_span(node.span.file, node.span.start)
        place = Span(line.file, line.start, line.start + 1)
        edits = tuple(Edit(Span(line.file, at, at), "  ") for at in _line_starts(node.span))
        hint = f"Setzen Sie zwei Leerzeichen davor:   {line.text}"
        message = "Die Rückmeldung zur Antwort ist nicht eingerückt."
        yield error("quiz-feedback-not-indented", message, place, hint, fix=edits)


def _line_starts(span: Span) -> Iterator[int]:
    first, last = span.line, span.file.position(max(span.end - 1, span.start))[0]
    for number in range(first, last + 1):
        if span.file.line(number).lstrip().startswith(">"):
            yield span.file.line_start(number)


def _items(draft: Draft) -> Iterator[ListItem]:
    for node in draft.lists:
        if isinstance(node, List):
            yield from node.items


def _marked_items(draft: Draft) -> Iterator[ListItem]:
    return (item for item in _items(draft) if item.marker or "=>" in first_line(item))


def _list_lines(draft: Draft) -> Iterator[Diagnostic]:
    """Empty answers; then markers that do not go together. Mistyped markers are the parser's to say."""
    rows = [(item, line_span(item.span.file, item.span.start)) for item in _items(draft)]
    empty = [item for item, _ in rows if item.marker and not words_behind_marker(item)]
    yield from map(empty_option, empty)
    if not empty:
        yield from _together(rows)


def _together(rows: list[tuple[ListItem, Span]]) -> Iterator[Diagnostic]:
    marks = [read_marker(item.marker) for item, _ in rows]
    first = next((mark for mark in marks if mark), None)
    if first is None:
        return
    for (item, place), mark in zip(rows, marks, strict=True):
        words = words_behind_marker(item)
        if mark is None:
            sign = {"one": "( )", "many": "[ ]", "statement": "(falsch)"}[first.kind]
            hint = f"Schreiben Sie: - {sign} {words}"
            yield error("quiz-no-markers", "Dieser Antwort fehlt die Klammer, die anderen haben eine.", place, hint)
            return
        if mark.kind != first.kind:
            yield _mixed(first.kind, mark, item.marker, words, place)
            return


def _mixed(kind: str, mark: Marker, typed: str, words: str, place: Span) -> Diagnostic:
    sign = {"one": "(x)" if mark.right else "( )", "many": "[x]" if mark.right else "[ ]"}.get(kind)
    if sign is None:
        sign = "(richtig)" if mark.right else "(falsch)"
        there = typed if mark.right else "eine leere Klammer"
        message = f"Neben (richtig) steht hier {there}."
    elif mark.kind == "statement":
        message = f"Diese Antwort ist mit {typed} markiert, die anderen stehen in {_KINDS[kind]} Klammern."
    else:
        message = f"Diese Antwort steht in {_KINDS[mark.kind]} Klammern, die anderen in {_KINDS[kind]}."
    return error("quiz-mixed-markers", message, place, f"Schreiben Sie: - {sign} {words}")


def _two_lists(draft: Draft) -> Iterator[Diagnostic]:
    if len(draft.lists) > 1:
        place = line_span(draft.lists[1].span.file, draft.lists[1].span.start)
        message = "Die Antworten dieser Frage sind durch Text in zwei Listen geteilt."
        yield error("quiz-two-lists", message, place, "Stellen Sie den Zwischentext über die erste Antwort.")


def question_line(node: Node) -> Span:
    """The first line of a block, for messages about the whole question."""
    return line_span(node.span.file, node.span.start)
