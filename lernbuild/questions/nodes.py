"""All that stands in a question as nodes, whatever its type; knows no single type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from lernbuild.markup.nodes import Node, walk
from lernbuild.questions.model import Question


def question_nodes(question: Question) -> Iterator[Node]:
    """Every node that learners may see: prompt, body, answers, model answer, hints, feedback."""
    yield from _nodes(question)


def replace_nodes(value: Any, change: Callable[[Node], Node | None]) -> Any:
    """The nodes with those replaced for which ``change`` gives another; the rest stays as it is."""
    if isinstance(value, tuple):
        return tuple(replace_nodes(item, change) for item in value)
    if not isinstance(value, Node):
        return value
    changed = change(value)
    if changed is not None:
        return changed
    parts = {f.name: getattr(value, f.name) for f in fields(value)}
    new = {name: replace_nodes(part, change) for name, part in parts.items() if isinstance(part, tuple)}
    new = {name: part for name, part in new.items() if part != parts[name]}
    return replace(value, **new) if new else value


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
