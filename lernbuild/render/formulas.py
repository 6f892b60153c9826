"""Formulas: TeX becomes MathML at build time by KaTeX in QuickJS; knows courses only as a place of formulas.

Both are loaded when a course has a formula. Source of the output: MathML Core; no style sheet or font goes along.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from markupsafe import Markup

from lernbuild import built
from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.markup.nodes import Math
from lernbuild.markup.walking import walk
from lernbuild.render.element import trusted
from lernbuild.source import Span

_MATH = re.compile(r"<math.*</math>", re.DOTALL)
_PLACE = re.compile(r" at position (\d+).*", re.DOTALL)
_OPTIONS = "{output: 'mathml', displayMode: display, strict: 'ignore', maxExpand: 200}"
_CALL = f"JSON.stringify(katex.renderToString(source, {_OPTIONS}))"
"""As JSON: QuickJS keeps a long text in pieces, which its Python side cannot take over."""


class FormulaError(Exception):
    """TeX that KaTeX refuses; the message is KaTeX's, in English."""


def set_formula(source: str, display: bool) -> Markup:
    """MathML of a formula; raises FormulaError for TeX that KaTeX refuses, ImportError without the extra."""
    return _set(source, display)


def check_formulas(course: Course) -> list[Diagnostic]:
    """Formulas that cannot be set, each at its place; one message when the extra is missing."""
    found: list[Diagnostic] = []
    for lesson in course.lessons:
        for source, display, span in lesson.memo.once("formulas", _formulas, lesson):
            try:
                _set(source, display)
            except ImportError:
                message = "Für Formeln fehlt ein Zusatz von lernbuild."
                hint = 'Installieren Sie ihn: pip install "lernbuild[formeln]"'
                return [*found, error("formula-extra-missing", message, span, hint)]
            except FormulaError as problem:
                message = f"Die Formel lässt sich nicht setzen: {problem}."
                hint = "Prüfen Sie die Schreibweise in TeX, zum Beispiel: $\\frac{1}{2}$"
                found.append(error("formula-broken", message, span, hint))
    return found


def _formulas(lesson: Lesson) -> list[tuple[str, bool, Span]]:
    if not find((lesson.blocks, lesson.questions, lesson.footnotes), Math):
        return []
    parts: tuple[Any, ...] = (*lesson.blocks, *lesson.footnotes)
    bodies = [node for q in lesson.questions for node in (*q.prompt, *q.body, *q.feedback.always)]
    found = (node for node in walk([*parts, *bodies]) if isinstance(node, Math))
    return [(node.source, node.display, node.span) for node in found]


@cache
def _set(source: str, display: bool) -> Markup:
    context = _context()
    context.set("source", source)
    context.set("display", display)
    import quickjs

    try:
        html = str(json.loads(context.eval(_CALL)))
    except quickjs.JSException as problem:
        raise FormulaError(_german(str(problem))) from None
    found = _MATH.search(html)
    return trusted(found[0] if found else "")


def _german(message: str) -> str:
    """KaTeX's message, shortened to one line; the commonest in German."""
    text = message.splitlines()[0].partition("KaTeX parse error: ")[2] or message.splitlines()[0]
    text = _PLACE.sub("", text)
    unknown = re.fullmatch(r"Undefined control sequence: (\S+)", text)
    return f"Den Befehl {unknown[1]} gibt es nicht" if unknown else text.rstrip(".")


@cache
def _context() -> Any:
    import quickjs

    context = quickjs.Context()
    context.set_time_limit(5)
    context.set_memory_limit(64 << 20)
    context.eval(built.read("js/katex.js").decode("utf-8"))
    return context
