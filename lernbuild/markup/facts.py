"""Finds slips around ``{{facts}}`` in running text: single braces, a unit written twice; knows no fact file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from lernbuild.diagnostics import Diagnostic, Edit, warning
from lernbuild.markup.nodes import FactRef, Node, Text
from lernbuild.markup.running import piece_span
from lernbuild.source import Span

_SINGLE = re.compile(r"(?<!\{)\{\s*([A-Za-z0-9_.-]+)\s*\}(?!\})")
_SAME = {"Euro": ("Euro", "EUR", "€"), "€": ("Euro", "EUR", "€"), "Prozent": ("Prozent", "%"), "%": ("Prozent", "%")}

Shown = Callable[[str], "tuple[str, str] | None"]
"""Value as printed and unit of a fact by its key; None when there is no such fact or no unit."""


def find_slips(nodes: Sequence[Node], names: Collection[str], shown: Shown) -> list[Diagnostic]:
    """Messages about one sequence of inline nodes whose facts are not looked up yet."""
    out: list[Diagnostic] = []
    for node, following in zip(nodes, (*nodes[1:], None), strict=True):
        if isinstance(node, Text) and "{" in node.value:
            out += _single_braces(node, names)
        if isinstance(node, FactRef) and isinstance(following, Text):
            found = _unit_twice(node, following, shown)
            out += [found] if found else []
    return out


def _single_braces(node: Text, names: Collection[str]) -> list[Diagnostic]:
    out = []
    for match in _SINGLE.finditer(node.value):
        name = match[1]
        if name not in names and name.partition(".")[0] not in names:
            continue
        span = piece_span(node, match.start(), match.end())
        message = f"Der Fakt „{name}“ steht nur in einfachen Klammern und würde so gedruckt."
        good = f"{{{{{name}}}}}"
        out.append(warning("fact-braces", message, span, f"Schreiben Sie: {good}", fix=(Edit(span, good),)))
    return out


def _unit_twice(ref: FactRef, following: Text, shown: Shown) -> Diagnostic | None:
    found = shown(ref.key.strip())
    if found is None:
        return None
    value, unit = found
    units = "|".join(re.escape(one) for one in _SAME.get(unit, (unit,)))
    match = re.match(rf"[ \u00a0]*(?P<unit>{units})(?!\w)", following.value)
    if match is None:
        return None
    span = piece_span(following, match.start("unit"), match.end("unit"))
    written = match["unit"]
    plain = value.replace("\u00a0", " ")
    message = f"Der Fakt bringt „{unit}“ schon mit, hier stünde „{plain} {written}“."
    whole = Span(span.file, ref.span.end, span.end)
    hint = f"Schreiben Sie nur: {ref.span.text}"
    return warning("fact-unit-twice", message, span, hint, fix=(Edit(whole, ""),))
