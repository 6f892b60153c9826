"""Markdown text -> Document, with a message for everything that would be lost; knows no course."""

from __future__ import annotations

import re
from typing import Any

from lernbuild.diagnostics import Diagnostic, Severity, error
from lernbuild.markup.blocks import BlockBuilder
from lernbuild.markup.context import KEY, Context, References
from lernbuild.markup.frontmatter import Head, find_head
from lernbuild.markup.grammar import markdown
from lernbuild.markup.line_slips import mend_lines
from lernbuild.markup.nodes import Document, YamlEntry, YamlValue
from lernbuild.markup.tree_slips import check_tree, report_unused
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile, Span

_LESSON = re.compile(r"(?:^|/)\d+-[^/]+/\d+-[^/]+\.md$")


def parse_document(
    source: SourceFile, *, lesson: bool | None = None, language: str = "de"
) -> tuple[Document, list[Diagnostic]]:
    """The tree of a Markdown file and what is wrong with it.

    ``lesson`` says whether the file must have a head (front matter); by default its path says so
    (``NN-modul/NN-lektion.md``). Without a head ``front`` is an empty mapping at the start of the file.
    ``language`` is that of the course; ``sprache`` in the head goes before it.
    """
    required = bool(_LESSON.search(source.path)) if lesson is None else lesson
    head = find_head(source, required=required)
    context = Context(source, head.body)
    context.diagnostics.extend(head.diagnostics)
    front = _front(head, context)
    context.language = _language(front) or language
    md = markdown()
    references = References()
    env: dict[str, Any] = {KEY: context, "references": references}
    tokens: list[Any] = []
    text = source.text[head.body :].replace("\0", "\ufffd").replace("\r", " ")
    md.block.parse(mend_lines(context, text), md, env, tokens)
    builder = BlockBuilder(md, context, context_env=env)
    blocks = builder.build(tokens)
    check_tree(context, blocks, builder.footnotes)
    report_unused(context, references)
    document = Document(source, front, blocks, tuple(builder.footnotes))
    return document, sorted(context.diagnostics, key=lambda d: d.sort_key)


def _front(head: Head, context: Context) -> YamlValue:
    """The head's mapping; where it is missing or no mapping, one that holds what is needed to go on."""
    source = context.source
    value: YamlValue | None = None
    if head.found:
        value, diagnostics = parse_yaml(source, head.start, head.end)
        context.diagnostics.extend(diagnostics)
        if isinstance(value.value, dict) and (not head.title or "titel" in value.value):
            return value
        broken = any(d.severity is Severity.ERROR for d in diagnostics)
        if value.value is not None and not isinstance(value.value, dict):
            context.report(_no_mapping(value))
        elif not broken and not head.title:
            return YamlValue(_first_line(source), {})
    entries: dict[str, YamlEntry] = dict(value.value) if value and isinstance(value.value, dict) else {}
    title = head.title or ("Lektion" if head.found else "")
    if title:
        place = source.span(0, 0)
        entries.setdefault("titel", YamlEntry(place, "titel", YamlValue(place, title, title)))
    return YamlValue(_first_line(source) if head.found else source.span(0, 0), entries)


def _language(front: YamlValue) -> str:
    """What the head says of the language; empty: nothing."""
    entry = front.value.get("sprache") or front.value.get("language")
    return entry.value.raw if entry is not None else ""


def _first_line(source: SourceFile) -> Span:
    return source.span(0, len(source.line(1)))


def _no_mapping(value: YamlValue) -> Diagnostic:
    line = value.span.file.span(value.span.start)
    message = "Im Kopf stehen keine Angaben der Form „Name: Wert“."
    hint = "Schreiben Sie zum Beispiel: titel: Fristen im Verfahren"
    return error("yaml-syntax", message, Span(line.file, line.start, min(line.end, value.span.end)), hint)
