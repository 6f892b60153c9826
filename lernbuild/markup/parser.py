"""Markdown text -> Document, with a message for everything that would be lost; knows no course."""

from __future__ import annotations

import re
from typing import Any

from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.blocks import BlockBuilder
from lernbuild.markup.context import KEY, Context
from lernbuild.markup.frontmatter import find_head
from lernbuild.markup.grammar import markdown
from lernbuild.markup.nodes import Document, YamlValue
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile, Span

_LESSON = re.compile(r"(?:^|/)\d+-[^/]+/\d+-[^/]+\.md$")


def parse_document(source: SourceFile, *, lesson: bool | None = None) -> tuple[Document, list[Diagnostic]]:
    """The tree of a Markdown file and what is wrong with it.

    ``lesson`` says whether the file must have a head (front matter); by default its path says so
    (``NN-modul/NN-lektion.md``). Without a head ``front`` is an empty mapping at the start of the file.
    """
    required = bool(_LESSON.search(source.path)) if lesson is None else lesson
    head = find_head(source, required=required)
    context = Context(source, head.body)
    context.diagnostics.extend(head.diagnostics)
    front = _front(source, head.start, head.end, head.found, context)
    md = markdown()
    env: dict[str, Any] = {KEY: context}
    tokens: list[Any] = []
    text = source.text[head.body :].replace("\0", "\ufffd").replace("\r", " ")
    md.block.parse(text, md, env, tokens)
    builder = BlockBuilder(md, context, context_env=env)
    blocks = builder.build(tokens)
    document = Document(source, front, blocks, tuple(builder.footnotes))
    return document, sorted(context.diagnostics, key=lambda d: d.sort_key)


def _front(source: SourceFile, start: int, end: int, found: bool, context: Context) -> YamlValue:
    if found:
        value, diagnostics = parse_yaml(source, start, end)
        context.diagnostics.extend(diagnostics)
        if isinstance(value.value, dict):
            return value
    return YamlValue(Span(source, 0, source.span(0).end if found else 0), {})
