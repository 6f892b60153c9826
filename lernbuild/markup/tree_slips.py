"""Slips that show in the finished tree; knows nodes, not how they were read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from lernbuild.diagnostics import Edit, error, warning
from lernbuild.markup.context import Context, References
from lernbuild.markup.names import QUESTIONS, canonical_block
from lernbuild.markup.nodes import (
    Block,
    CodeBlock,
    Footnote,
    FootnoteRef,
    Gap,
    Heading,
    Link,
    List,
    Node,
    Paragraph,
    Quote,
    Text,
)
from lernbuild.markup.text_slips import SUSPECT, check_text
from lernbuild.markup.walking import children_of, every, walk
from lernbuild.source import Span

_ALERT = re.compile(r"\[!(\w+)\][ \t]*")
_ALERTS = {"note": "hinweis", "tip": "praxistipp", "important": "achtung", "warning": "achtung", "caution": "achtung"}
_MANY = 31
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|mp4|webm|mp3)$", re.IGNORECASE)
_BRACES = re.compile(r"\{\s*(?:[.#][^\s{}]+|[\w-]+\s*=[^{}]*)(?:\s[^{}]*)?\}$")


def check_tree(context: Context, blocks: tuple[Node, ...], footnotes: Sequence[Footnote]) -> None:
    """Report what reads differently from what was meant."""
    labels = _labels(context, footnotes)
    used: set[str] = set()
    gaps: list[Gap] = []
    for node in chain(every(blocks), walk(footnotes)):
        match node:
            case Text(value=value):
                if "**" in value or SUSPECT.search(value):
                    check_text(context, node)
            case FootnoteRef(label=label):
                used.add(label)
                if label not in labels:
                    _report_no_footnote(context, node)
            case Gap():
                gaps.append(node)
            case Quote():
                _check_alert(context, node)
            case CodeBlock(language=language) if language.startswith("{"):
                _report_foreign(context, node, language.strip("{}"))
            case Paragraph(children=(Text(value=value), *_)) if value.startswith("!!! "):
                _report_foreign(context, node, value.split()[1])
            case Paragraph(children=children):
                _check_images(context, children)
    _check_gaps(context, (*blocks, *footnotes), gaps)
    _check_lists(context, blocks)
    for note in footnotes:
        if note.label not in used:
            message = f"Auf die Fußnote „{note.label}“ verweist keine Stelle, sie erscheint deshalb nicht."
            hint = f"Setzen Sie im Text an die richtige Stelle: [^{note.label}]"
            context.report(warning("footnote-unused", message, _first_line(note.span), hint))


def report_unused(context: Context, references: References) -> None:
    """Lines like ``[Anmerkung]: Text`` that Markdown takes for the target of a link, which nothing uses."""
    for label, target in references.items():
        line = target.get("map", [0])[0] + context.source.position(context.base)[0]
        if label in references.used:
            continue
        start = context.source.line_start(line)
        text = context.source.line(line)
        lead = len(text) - len(text.lstrip(" \t>"))
        span = Span(context.source, start + lead, start + len(text))
        message = "Diese Zeile gilt als Adresse eines Links und erscheint nicht im Text."
        hint = f"Setzen Sie einen umgekehrten Schrägstrich davor: \\{span.text}"
        context.report(warning("link-definition-unused", message, span, hint))


def _labels(context: Context, footnotes: Sequence[Footnote]) -> dict[str, Footnote]:
    """Footnotes by label; a label that is taken is an error, because only one text can be shown."""
    labels: dict[str, Footnote] = {}
    for note in footnotes:
        first = labels.setdefault(note.label, note)
        if first is not note:
            message = f"Die Fußnote „{note.label}“ steht schon in Zeile {first.span.line}."
            hint = "Geben Sie einer der beiden ein anderes Zeichen, im Text und hier."
            place = _first_line(note.span)
            context.report(error("footnote-duplicate", message, place, hint, related=(first.span,)))
    return labels


def report_heading_by_dashes(context: Context, span: Span) -> None:
    """Say that a paragraph became a heading because of the line of dashes below it."""
    message = "Der Absatz über der Zeile mit --- wird dadurch zur Überschrift."
    context.report(warning("heading-by-dashes", message, _first_line(span), "Lassen Sie vor --- eine Zeile frei."))


def report_braces(context: Context, nodes: Sequence[Node]) -> None:
    """Say that braces at the end of a heading would be printed: only an anchor may stand there."""
    last = nodes[-1] if nodes else None
    m = _BRACES.search(last.value) if isinstance(last, Text) else None
    if m is not None and isinstance(last, Text):
        message = "Hinter einer Überschrift kann nur ein Anker wie {#frist} stehen."
        span = last.place(m.start(), m.end())
        context.report(error("attr-wrong-place", message, span, f"Löschen Sie: {m[0]}"))


def _first_line(span: Span) -> Span:
    end = span.file.span(span.start).end
    return Span(span.file, span.start, min(end, max(span.end, span.start)))


def _report_no_footnote(context: Context, node: FootnoteRef) -> None:
    message = f"Zur Fußnote „{node.label}“ fehlt der Text."
    hint = f"Ergänzen Sie am Ende der Lektion: [^{node.label}]: Text der Fußnote"
    context.report(error("footnote-missing", message, node.span, hint))


def _check_alert(context: Context, quote: Quote) -> None:
    """``> [!NOTE]`` of other tools."""
    span = _first_line(quote.span)
    m = _ALERT.match(span.text.lstrip("> \t"))
    if m is None or m[1].lower() not in _ALERTS:
        return
    rest = [line.lstrip("> \t") for line in quote.span.text.split("\n")]
    rest[0] = rest[0][m.end() :]
    body = "\n".join(line for line in rest if line.strip())
    hint = f"Schreiben Sie:\n::: {_ALERTS[m[1].lower()]}\n{body}\n:::"
    context.report(warning("block-foreign", "Diese Schreibweise für Kästen gibt es hier nicht.", span, hint))


def _report_foreign(context: Context, node: Node, word: str) -> None:
    """Boxes as MyST and MkDocs write them."""
    name = canonical_block(word) or _ALERTS.get(word.lower()) or "hinweis"
    hint = f"Schreiben Sie:\n::: {name}\n…\n:::"
    message = "Diese Schreibweise für Kästen gibt es hier nicht."
    context.report(warning("block-foreign", message, _first_line(node.span), hint))


def _check_gaps(context: Context, nodes: Sequence[Node], gaps: Sequence[Gap]) -> None:
    """Gaps outside of questions."""
    if not gaps:
        return
    questions = [node for node in walk(nodes) if isinstance(node, Block) and node.name in QUESTIONS]
    answered = {id(part) for question in questions for part in walk(question) if isinstance(part, Gap)}
    for gap in gaps:
        if id(gap) not in answered:
            _report_loose_gap(context, gap)


def _report_loose_gap(context: Context, gap: Gap) -> None:
    message = "Eine Lücke in doppelten eckigen Klammern gibt es nur in einer Frage."
    hint = f"Setzen Sie den Satz in einen Block ::: frage, oder schreiben Sie: \\[\\[{gap.source}\\]\\]"
    context.report(warning("gap-outside-question", message, gap.span, hint))


def _check_images(context: Context, children: Sequence[Node]) -> None:
    """``! [Bild](x.png)``: the blank makes a link of it."""
    for before, link in pairwise(children):
        if not isinstance(link, Link) or not isinstance(before, Text) or not before.value.endswith("! "):
            continue
        if _PICTURE.search(link.target):
            gap = before.place(len(before.value) - 1, len(before.value))
            span = Span(gap.file, gap.start - 1, link.span.end)
            message = "Zwischen ! und [ steht ein Leerzeichen, deshalb erscheint kein Bild, sondern ein Link."
            hint = f"Schreiben Sie: !{link.span.text}"
            context.report(warning("image-blank", message, span, hint, fix=(Edit(gap, ""),)))


def _check_lists(context: Context, blocks: Sequence[Node]) -> None:
    """A sentence that begins with a number, read as a list of one item."""
    stack: list[tuple[Node | None, Sequence[Node]]] = [(None, blocks)]
    while stack:
        _, nodes = stack.pop()
        last = 0
        for node in nodes:
            if isinstance(node, List) and node.ordered:
                number = node.items[0].number or 0
                if len(node.items) == 1 and number != last + 1 and (number > _MANY or last == 0) and number > 1:
                    _report_accident(context, node, number)
                last = node.items[-1].number or 0
                last = max(last, number + len(node.items) - 1)
            if isinstance(node, Paragraph | Heading) or (isinstance(node, Block) and node.name in ("frage", "umfrage")):
                continue
            inner = list(children_of(node))
            if inner:
                stack.append((node, inner))


def _report_accident(context: Context, node: List, number: int) -> None:
    text = node.span.text
    m = re.match(r"\d+([.)])", text)
    if m is None:
        return
    span = Span(node.span.file, node.span.start, node.span.start + m.end())
    line = _first_line(node.span).text
    right = f"{line[: m.start(1)]}\\{line[m.start(1) :]}"
    message = f"Der Satz beginnt mit „{m[0]}“ und wird dadurch zu einem Listenpunkt."
    at = Span(node.span.file, node.span.start + m.start(1), node.span.start + m.start(1))
    context.report(warning("list-by-accident", message, span, f"Schreiben Sie: {right}", fix=(Edit(at, "\\"),)))
