"""All that stands in a question as nodes, whatever its type; knows no single type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from lernbuild.markup.nodes import Node, walk
from lernbuild.questions.model import Question


def question_nodes(question: Question) -> Iterator[Node]:
    """Every node that learners may see: prompt, body, answers, model answer, hints, feedback."""
    yield from _nodes(question)


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield from walk(value)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _nodes(part)
    elif isinstance(value, Mapping):
        yield from _nodes(tuple(value.values()))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if "span" not in field.name:
                yield from _nodes(getattr(value, field.name))
