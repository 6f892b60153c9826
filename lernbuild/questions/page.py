"""A question becomes HTML and the key for its script; knows no course, no theme and no single question type."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from lernbuild.frozen import frozen
from lernbuild.markup.dates import Dates
from lernbuild.markup.nodes import Gap, Node, Text
from lernbuild.questions import type_of
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Placeholder, Question
from lernbuild.questions.nodes import replace_nodes, without_links

_FOLDER = Path(__file__).parent
_DESCRIPTION = 250
_REQUIRED = frozenset({"key", "interaction"})
_MARK = "\ue000"


class Html(Protocol):
    """Nodes as HTML, made by the renderer."""

    def __call__(self, nodes: Sequence[Node], /) -> Markup: ...


class Words(Protocol):
    """The learners' words by key (``themes/*/messages``)."""

    def __call__(self, key: str, /, **values: object) -> str: ...


@frozen
class QuestionContext:
    """What the page gives to its question.

    ``label`` is „Aufgabe 1 von 4 · 1 Punkt“, ``heading_level`` 2 to 6 by the outline, ``encode`` masks the key
    (``render.keys.encode_key``), ``check`` is False where answers are only taken at hand-in.
    """

    html: Html
    t: Words
    encode: Callable[[Mapping[str, object]], str]
    label: str
    heading_level: int = 2
    check: bool = True
    dates: Callable[[Dates], Markup] = lambda dates: Markup()


def render_question(question: Question, env: Environment, context: QuestionContext) -> Markup:
    """The question's section for a page; ``env`` must escape, its own templates are not used."""
    kind = type_of(question.kind)
    template = _templates(env).get_template(getattr(kind, "shell", "question.html"))
    owns_text = getattr(kind, "owns_text", False)
    key = question_key(question, context.html)
    prompt = Markup() if owns_text else context.html(question.prompt)
    if prompt and prompt == escape(key.get("description", "")):
        del key["description"]  # the script reads it in the page
    return Markup(  # noqa: S704 (the template escapes)
        template.render(
            question=question,
            content=question.content,
            key=question.key,
            prompt=prompt,
            id=f"frage-{question.key}",
            inner=f"{question.kind}/{question.kind}.html",
            owns_text=owns_text,
            html=context.html,
            words=words_of,
            inert=lambda nodes: context.html(without_links(tuple(nodes))),
            t=context.t,
            label=context.label,
            level=min(max(context.heading_level, 2), 6),
            check=context.check,
            dates=context.dates(question.dates),
            masked=_in_script(context.encode(key)),
            fill=lambda nodes, control: fill(nodes, context.html, control),
        )
    )


def _in_script(text: str) -> Markup:
    """The text as JSON that cannot end a script element."""
    return Markup(json.dumps(text, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 (no tag can begin)


def has_card(question: Question) -> bool:
    """True when the type brings ``card``: the task on a sheet, its solution on the back."""
    return hasattr(type_of(question.kind), "card")


def render_card(question: Question, env: Environment, context: QuestionContext) -> Markup:
    """Front and back of a question's card, ``<section class="card">`` each; only for types that have one."""
    content = question.content
    return Markup(  # noqa: S704 (the template escapes)
        _templates(env)
        .get_template(type_of(question.kind).card)  # type: ignore[attr-defined]
        .render(
            question=question,
            content=content,
            html=context.html,
            words=words_of,
            inert=lambda nodes: context.html(without_links(tuple(nodes))),
            t=context.t,
            titles={step.anchor: step.title for step in content.steps},
            fill=lambda nodes, control: fill(nodes, context.html, control),
        )
    )


def question_key(question: Question, html: Html) -> dict[str, object]:
    """QuestionKey of runtime/types.ts: what the script needs to grade, and all feedback as HTML; nothing empty."""
    kind = type_of(question.kind)
    interaction = kind.interaction(question.content)
    texts = {name: getattr(question.feedback, name) for name in ("always", "right", "partly", "wrong")}
    parts: dict[str, object] = {
        "key": _as_json(kind.key(question.content), html),
        "interaction": {"type": interaction.type, "correct": interaction.correct},
        "description": words_of(question.prompt)[:_DESCRIPTION],
        "feedback": {name: str(html(nodes)) for name, nodes in texts.items() if nodes},
        "options": {
            str(option.number): str(html(option.feedback))
            for option in kind.options(question.content)
            if option.feedback and not getattr(kind, "owns_feedback", False)
        },
        "hints": [str(html(nodes)) for nodes in question.hints],
    }
    return {name: part for name, part in parts.items() if part or name in _REQUIRED}


def styles(kinds: Iterable[str]) -> str:
    """The style rules of the shell and of the types in use, to be joined to the theme's."""
    paths = [_FOLDER / "question.css", *(_FOLDER / kind / f"{kind}.css" for kind in sorted(set(kinds)))]
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in paths if path.is_file()) + "\n"


def fill(nodes: Sequence[Node], html: Html, control: Callable[[Node], object]) -> Markup:
    """Nodes as HTML with a control in the place of each gap and placeholder."""
    found: list[Node] = []

    def mark(node: Node) -> tuple[Node, ...] | None:
        if not isinstance(node, Gap | Placeholder):
            return None
        found.append(node)
        return (Text(node.span, f"{_MARK}{len(found) - 1}{_MARK}"),)

    made = html(replace_nodes(tuple(nodes), mark))
    controls = [str(Markup.escape(control(node))).strip() for node in found]
    filled = re.sub(f"{_MARK}(\\d+){_MARK}", lambda m: controls[int(m[1])], str(made))
    return Markup(filled)  # noqa: S704 (both parts are escaped)


def _as_json(value: Any, html: Html) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _as_json(part, html) for name, part in value.items()}
    if isinstance(value, tuple) and value and all(isinstance(part, Node) for part in value):
        return str(html(value))
    if isinstance(value, list | tuple):
        return [_as_json(part, html) for part in value]
    return value


@lru_cache(maxsize=4)
def _templates(env: Environment) -> Environment:
    return env.overlay(loader=FileSystemLoader(_FOLDER))
