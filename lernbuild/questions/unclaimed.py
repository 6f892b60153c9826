"""Says why no question type, or more than one, fits a block; knows the marks, not the types."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.markup.nodes import Block, Node, Strong, Table, Text
from lernbuild.markup.walking import walk
from lernbuild.questions.lines import line_span
from lernbuild.questions.markers import words_behind_marker
from lernbuild.questions.mistakes import question_line
from lernbuild.questions.model import Draft, QuestionType
from lernbuild.questions.options import answer_items, item_place
from lernbuild.source import Span

_AT_END = re.compile(r"\((?:x|X|richtig)\)\s*$|\[[xX]\]\s*$")
_OPENING = re.compile(r"^[ \t]*:::+[ \t]+\S", re.M)
_CUT_GAP = re.compile(r"\[\[[^\[\]]*?(?<!\\)\|[^\[\]]*\]\]")
_DASHES = re.compile(r"\s[–—-]\s|:\s")
_UNCLEAR = "Diese Liste hat keine Klammern, keine Nummern und kein =>, deshalb ist die Art der Frage nicht zu erkennen."
_ORDER = re.compile(r"reihenfolge|ordnen|sortier|nacheinander|zuerst|schritte", re.I)


def explain_none(draft: Draft) -> list[Diagnostic]:
    """The error for a question that nothing answers, as close to the cause as can be seen."""
    if draft.lists:
        return [_unmarked_list(draft)]
    found = _gap_signs(draft)
    if found or _was_said(draft):
        return found
    hint = "Ergänzen Sie Antworten mit - ( ) oder eine Zeile: Musterlösung: …"
    message = "Zu dieser Frage gibt es keine Antwort."
    return [error("quiz-no-answer", message, question_line(draft.block), hint)]


def explain_several(draft: Draft, claiming: Sequence[QuestionType]) -> list[Diagnostic]:
    """The error for a question with two ways to answer, at the second one."""
    for name, label in (("antwort", "Antwort:"), ("musterloesung", "Musterlösung:")):
        if draft.lists and name in draft.keywords:
            keyword = draft.keywords[name][0]
            line = line_span(keyword.span.file, keyword.span.start)
            message = f"Diese Frage hat Antworten zum Ankreuzen und zugleich eine Zeile „{label}“."
            if name == "antwort":
                hint = f"Löschen Sie die Zeile „{line.text}“, die richtige Antwort ist schon mit (x) markiert."
            else:
                hint = "Schreiben Sie statt „Musterlösung:“ die Erklärung in eine Zeile: Rückmeldung: …"
            return [error("quiz-two-kinds", message, line, hint)]
    kinds = " und ".join(kind.words[0] for kind in claiming)
    message = f"Diese Frage lässt sich auf mehrere Arten lesen: {kinds}."
    hint = "Teilen Sie sie in zwei Fragen, oder löschen Sie, was nicht zur Antwort gehört."
    return [error("quiz-two-kinds", message, question_line(draft.block), hint)]


def _was_said(draft: Draft) -> bool:
    """True when the parser has reported what was meant as the answer: an unknown block, a gap cut by its table."""
    source = draft.block.span.text
    inside = list(walk(draft.block.children))
    blocks = [node for node in inside if isinstance(node, Block)]
    tables = [node for node in inside if isinstance(node, Table)]
    return len(_OPENING.findall(source)) - 1 > len(blocks) or any(_has_cut_gap(table) for table in tables)


def _has_cut_gap(table: Table) -> bool:
    """True when a gap with an unescaped ``|`` gives a row of the table more cells than its head has."""
    for row in table.rows:
        line = line_span(row[0].span.file, row[0].span.start).text if row else ""
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        if _CUT_GAP.search(line) and len(cells) > len(table.head):
            return True
    return False


def _unmarked_list(draft: Draft) -> Diagnostic:
    items = answer_items(draft)
    places = [item_place(item) for item in items]
    for item, place in zip(items, places, strict=True):
        end = _AT_END.search(place.text)
        if end:
            words = _AT_END.sub("", words_behind_marker(item)).strip()
            hint = f"Schreiben Sie - (x) {words} und vor die anderen Antworten: - ( )"
            message = f"Die Markierung {end[0].strip()} steht hinter der Antwort statt davor."
            at = Span(place.file, place.start + end.start(), place.start + end.start() + len(end[0].rstrip()))
            return error("quiz-marker-at-end", message, at, hint)
    first = words_behind_marker(items[0])
    bold = next((item for item in items if _is_bold(item.children)), None)
    prompt = question_line(draft.block).text
    if bold is None and _ORDER.search(prompt):
        hint = f"Zum Ordnen nummerieren Sie die Zeilen in der richtigen Reihenfolge: 1. {first}"
        return error("quiz-no-markers", _UNCLEAR, places[0], hint)
    if bold is None and all(_DASHES.search(place.text[2:]) for place in places):
        pair = _DASHES.sub(" => ", first, count=1)
        return error("quiz-no-markers", _UNCLEAR, places[0], f"Zum Zuordnen schreiben Sie: - {pair}")
    words = words_behind_marker(bold).replace("*", "").replace("__", "").strip() if bold else first
    message = "Die Antworten haben keine Klammern, deshalb ist nicht zu erkennen, welche richtig ist."
    hint = f"Schreiben Sie vor falsche Antworten - ( ) und vor die richtige: - (x) {words}"
    return error("quiz-no-markers", message, places[0], hint)


def _is_bold(children: Sequence[Node]) -> bool:
    words = [node for node in walk(children) if isinstance(node, Text) and node.value.strip()]
    strong = [node for node in walk(children) if isinstance(node, Strong)]
    return bool(strong) and sum(len(list(walk(node))) - 1 for node in strong) >= len(words)


_SINGLE = re.compile(r"(?<![\[!\]])\[(?P<words>[^\[\]\n^]+)\](?![\](\[:])")
_HALF = re.compile(r"\[\[[^\[\]\n]+\](?!\])")
_LINE = re.compile(r"_{3,}|\.{5,}|…{2,}")


def _gap_signs(draft: Draft) -> list[Diagnostic]:
    """Signs of a gap that was not typed as one."""
    span = draft.block.span
    text = span.text
    if match := _HALF.search(text):
        place = Span(span.file, span.start + match.start(), span.start + match.end())
        message = "Die Lücke ist nicht geschlossen: Am Ende fehlt eine eckige Klammer."
        return [error("quiz-gap-brackets", message, place, f"Schreiben Sie: {match[0]}]")]
    if match := _LINE.search(text):
        place = Span(span.file, span.start + match.start(), span.start + match.end())
        message = "Der Strich aus Unterstrichen ist keine Lücke, und die Lösung fehlt."
        hint = "Schreiben Sie die Lösung in doppelte eckige Klammern, zum Beispiel: [[vier]]"
        return [error("quiz-gap-underscores", message, place, hint)]
    if match := _SINGLE.search(text):
        place = Span(span.file, span.start + match.start(), span.start + match.end())
        message = "Lücken stehen in doppelten eckigen Klammern, hier ist es nur eine."
        return [error("quiz-gap-brackets", message, place, f"Schreiben Sie: [[{match['words']}]]")]
    return []
