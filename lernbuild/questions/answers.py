"""``Antwort:`` lines: alternatives, their places and attributes; knows no question type."""

from __future__ import annotations

import re

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.questions.lines import line_span
from lernbuild.questions.model import Draft, Keyword
from lernbuild.source import Span

_PIPE = re.compile(r"(?<!\\)\|")
_ATTRIBUTES = re.compile(r"\s*(?<!\{)\{(?P<inner>[^{}]+)\}(?!\})\s*$")
_TYPOS = re.compile(r"\s*(?:tippfehler|typos)\s*=\s*(?P<n>\d)\s*", re.I)


@frozen
class Alternative:
    """One accepted answer as written, facts looked up, with its place."""

    text: str
    span: Span


def split_alternatives(text: str) -> list[str]:
    """The parts between ``|``; ``\\|`` is a stroke of the text."""
    return [part.strip().replace("\\|", "|") for part in _PIPE.split(text)]


def alternatives_of(draft: Draft) -> list[Alternative]:
    """All accepted answers of the ``Antwort:`` lines, in order."""
    found: list[Alternative] = []
    for keyword in draft.keywords.get("antwort", ()):
        text = _ATTRIBUTES.sub("", _on_one_line(keyword.text))
        parts = [text] if is_pattern(text) else split_alternatives(text)
        source = _ATTRIBUTES.sub("", keyword.text_span.text)
        at = keyword.text_span.start
        for part in parts:
            start = source.find(part, max(at - keyword.text_span.start, 0))
            if start < 0:
                found.append(Alternative(part, _trimmed(keyword.text_span, len(source))))
                continue
            at = keyword.text_span.start + start
            found.append(Alternative(part, Span(keyword.text_span.file, at, at + len(part))))
            at += len(part)
    return [alternative for alternative in found if alternative.text]


def _on_one_line(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def _trimmed(span: Span, length: int) -> Span:
    return Span(span.file, span.start, min(span.end, span.start + length))


def is_pattern(text: str) -> bool:
    """True for ``/regex/``."""
    return len(text) > 2 and text.startswith("/") and text.endswith("/")


def typos_of(draft: Draft) -> tuple[int, list[Diagnostic]]:
    """The typing errors that are forgiven: ``{tippfehler=1}`` behind the answer or on the block."""
    block = draft.block.attributes.get("tippfehler")
    if block is not None:
        return _count(block, draft.block.attributes.span("tippfehler") or draft.block.span)
    for keyword in draft.keywords.get("antwort", ()):
        match = _ATTRIBUTES.search(keyword.text_span.text)
        if match:
            start = keyword.text_span.start + match.start("inner")
            place = Span(keyword.text_span.file, start, start + len(match["inner"]))
            found = _TYPOS.fullmatch(match["inner"])
            return (int(found["n"]), []) if found else _wrong_attribute(match["inner"], place)
    return 0, []


def _count(value: str, place: Span) -> tuple[int, list[Diagnostic]]:
    if re.fullmatch(r"\d", value.strip()):
        return int(value), []
    message = f"Die Zahl der Tippfehler „{value}“ ist keine Ziffer."
    return 0, [error("attr-value", message, place, "Schreiben Sie: {tippfehler=1}")]


def _wrong_attribute(inner: str, place: Span) -> tuple[int, list[Diagnostic]]:
    name, _, value = inner.partition("=")
    if name.strip().lower() in {"tippfehler", "typos"}:
        return _count(value.strip(), place)
    message = f"Die Angabe „{name.strip()}“ gibt es hinter „Antwort:“ nicht, nur „tippfehler“."
    return 0, [error("attr-unknown", message, place, "Schreiben Sie: {tippfehler=1}")]


def empty_answer(draft: Draft) -> list[Diagnostic]:
    """The error for an ``Antwort:`` with nothing behind it."""
    return [
        error("quiz-answer-empty", "Hinter „Antwort:“ steht nichts.", _line(keyword),
              "Ergänzen Sie die richtige Antwort, zum Beispiel: Antwort: Botschaft")
        for keyword in draft.keywords.get("antwort", ())
        if not keyword.text.strip()
    ]  # fmt: skip


def _line(keyword: Keyword) -> Span:
    return line_span(keyword.span.file, keyword.span.start)
