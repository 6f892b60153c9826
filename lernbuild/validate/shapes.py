"""Tables of what XML elements may hold, and the comparison with a tree; knows no standard.

A table maps an element's name, or ``parent/name`` where the place matters, to a line::

    title? item* (au/block)+ | identifier:id! isvisible:bool | string

before the first bar the children in their order (``~`` at the start: in any order), then the attributes (``!``:
obligatory) with the kind of their value, then the kind of the text (absent: only
children, ``any``: both, ``open``: whatever).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache

from lernbuild.frozen import frozen
from lernbuild.validate.document import Node

Table = Mapping[str, str]
Check = Callable[[str], bool]

_DURATION = re.compile(r"P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_DATETIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_MOMENT = re.compile(
    r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d+(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?)?)?)?)?)?"
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NCNAME = re.compile(f"[{_START}][{_START}0-9.\xb7\u0300-\u036f\u203f\u2040-]*")
"""XML 1.0, section 2.3, without the colon."""
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def number(text: str) -> Decimal | None:
    """A decimal number in the notation of XML, None for anything else."""
    if not re.fullmatch(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*", text):
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None


def _between(low: str, high: str) -> Check:
    def check(text: str) -> bool:
        found = number(text)
        return found is not None and Decimal(low) <= found <= Decimal(high)

    return check


_KINDS: dict[str, Check] = {
    "any": lambda text: True,
    "string": lambda text: True,
    "bool": lambda text: text.strip() in {"true", "false", "1", "0"},
    "count": lambda text: bool(re.fullmatch(r"\s*\+?\d+\s*", text)),
    "unit": _between("0", "1"),
    "measure": _between("-1", "1"),
    "anyuri": lambda text: not re.search(r"[\s\\<>]", text.strip()),
    "span": lambda text: bool(_DURATION.fullmatch(text.strip().removeprefix("-"))),
    "datetime": lambda text: bool(_DATETIME.fullmatch(text.strip())),
    "moment": lambda text: bool(_MOMENT.fullmatch(text)),
    "tongue": lambda text: text == "none" or bool(_LANGUAGE.fullmatch(text.strip())),
    "threshold": lambda text: not text or _between("-1", "1")(text),
    "integer": lambda text: bool(re.fullmatch(r"\s*[+-]?\d+\s*", text)),
    "duration": lambda text: bool(_DURATION.fullmatch(text)),
    "language": lambda text: bool(_LANGUAGE.fullmatch(text.strip())),
    "filled": lambda text: bool(text.strip()),
}


def _words(kind: str) -> tuple[str, ...]:
    return tuple(kind[1:-1].split(";")) if kind.startswith("[") else ()


def is_kind(kind: str, text: str) -> bool:
    """True when the text is of a kind; only the values in brackets: ``[once;never]``."""
    if kind.startswith("["):
        return text.strip() in _words(kind)
    return _KINDS[kind](text)


@frozen
class Shape:
    steps: tuple[tuple[frozenset[str], int, int], ...]
    ordered: bool
    attributes: tuple[tuple[str, str, bool], ...]
    text: str


@cache
def shape(line: str) -> Shape:
    """The meaning of one line of a table."""
    children, attributes, text = (part.strip() for part in f"{line}||".split("|", 2))
    text = text.strip("|").strip()
    ordered = not children.startswith("~")
    steps = tuple(_step(word) for word in children.replace("~", " ").split())
    return Shape(steps, ordered, tuple(_attribute(word) for word in attributes.split()), text)


def _step(word: str) -> tuple[frozenset[str], int, int]:
    low, high = {"?": (0, 1), "*": (0, 1 << 30), "+": (1, 1 << 30)}.get(word[-1], (1, 1))
    return frozenset(word.strip("?*+()").split("/")), low, high


def _attribute(word: str) -> tuple[str, str, bool]:
    name, _, kind = word.rstrip("!").partition(":")
    return name, kind or "string", word.endswith("!")


@frozen
class Misfit:
    """What does not fit: ``kind`` is unknown, order, missing, repeated, attribute or value; ``name`` is what."""

    kind: str
    node: Node
    name: str
    value: str = ""
    allowed: tuple[str, ...] = ()
    """What may stand there, in order; empty: nothing, or nothing that can be listed."""


def misfits(root: Node, table: Table) -> Iterator[Misfit]:
    """Everything below an element in its own namespace that a table does not allow."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        line = _line(node, table)
        if line is None:
            continue
        form = shape(line)
        if form.text == "open":
            continue
        own = [child for child in node.children if child.namespace == node.namespace]
        yield from _children(node, own, form)
        yield from _attributes(node, form)
        if (form.text and not is_kind(form.text, node.text)) or (not form.text and node.line):
            yield Misfit("value", node, node.name, node.line, _words(form.text))
        waiting += reversed(own)


def _line(node: Node, table: Table) -> str | None:
    if node.parent is not None and f"{node.parent.name}/{node.name}" in table:
        return table[f"{node.parent.name}/{node.name}"]
    return table.get(node.name)


def _children(node: Node, own: list[Node], form: Shape) -> Iterator[Misfit]:
    known = frozenset[str]().union(*(names for names, _, _ in form.steps)) if form.steps else frozenset()
    for child in own:
        if child.name not in known:
            yield Misfit("unknown", child, child.name, allowed=_allowed(form))
    for names, low, high in form.steps:
        found = [child for child in own if child.name in names]
        if len(found) < low:
            yield Misfit("missing", node, "“ oder „".join(sorted(names)))
        if len(found) > high:
            yield Misfit("repeated", found[high], found[high].name)
    if form.ordered:
        yield from _order(node, form)


def _order(node: Node, form: Shape) -> Iterator[Misfit]:
    """Elements of other namespaces come after all own ones."""
    rank = {name: place for place, (names, _, _) in enumerate(form.steps) for name in names}
    highest = -1
    for child in node.children:
        place = rank.get(child.name, -1) if child.namespace == node.namespace else len(form.steps)
        if 0 <= place < highest:
            yield Misfit("order", child, child.name, allowed=_allowed(form))
            return
        highest = max(highest, place)


def _allowed(form: Shape) -> tuple[str, ...]:
    return tuple(name for names, _, _ in form.steps for name in sorted(names))


def _attributes(node: Node, form: Shape) -> Iterator[Misfit]:
    for name, kind, obligatory in form.attributes:
        value = node.get(name)
        if value is None:
            if obligatory:
                yield Misfit("attribute", node, name)
        elif not is_kind(kind, value):
            yield Misfit("value", node, name, value, _words(kind))
    known = {name for name, _, _ in form.attributes}
    for name in node.attributes:
        if not name.startswith("{") and name not in known:
            yield Misfit("unknown", node, name)
