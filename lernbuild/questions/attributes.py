"""Values of a question's attributes (``{punkte=2 versuche=3}``); their names are checked by the parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import slotted
from lernbuild.markup.attribute_values import value_span
from lernbuild.markup.dates import NO_DATES, Dates, read_dates
from lernbuild.markup.nodes import Block
from lernbuild.source import Span

_WORDS = {"ein": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8}
_YES = frozenset({"ja", "yes", "true"})
_NO = frozenset({"nein", "no", "false"})


@slotted
class Settings:
    """What the attributes say; the defaults stand for: not given."""

    id: str = ""
    points: int = 1
    attempts: int | None = None
    required: bool = False
    shuffle: bool | None = None
    objective: str = ""
    only: tuple[str, ...] = ()
    except_for: tuple[str, ...] = ()
    dates: Dates = NO_DATES
    style: str = ""
    reason: str = ""
    type: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_settings(block: Block, types: Sequence[Sequence[str]]) -> Settings:
    """The attributes of a question block; ``types`` are the words that ``typ=`` may say, by kind."""
    settings = Settings(dates=read_dates(block.attributes), style=block.attributes.classes() or "")
    for key, value in block.attributes.items:
        span = value_span(block.attributes.span(key) or block.span)
        _read_one(settings, key, (value or "").strip(), value is None, span, types)
    return settings


def _read_one(  # one branch per attribute, each one line
    s: Settings, key: str, value: str, bare: bool, span: Span, types: Sequence[Sequence[str]]
) -> None:
    match key:
        case "punkte":
            s.points = _whole(s, value, span, key, "Die Punkte", 1)
        case "versuche":
            s.attempts = _whole(s, value, span, key, "Die Versuche", 0)
        case "pflicht":
            s.required = bare or _yes(s, value, span, key)
        case "mischen":
            s.shuffle = bare or _yes(s, value, span, key)
        case "nur":
            s.only = _names(value)
        case "ausser":
            s.except_for = _names(value)
        case "lernziel":
            s.objective = value
        case "grund":
            s.reason = value
        case "id":
            s.id = _identifier(s, value, span)
        case "typ":
            s.type = _type(s, value, span, types)


def _wrong(s: Settings, message: str, span: Span, hint: str) -> None:
    s.diagnostics.append(error("attr-value", message, span, hint))


def _whole(s: Settings, value: str, span: Span, key: str, what: str, lowest: int) -> int:
    if re.fullmatch(r"\d{1,3}", value) and int(value) >= lowest:
        return int(value)
    guess = _WORDS.get(value.lower(), 2)
    _wrong(s, f"{what} „{value}“ sind keine ganze Zahl ab {lowest}." if value.lstrip("-").isdigit()
           else f"{what} „{value}“ sind keine ganze Zahl.", span, f"Schreiben Sie: {{{key}={guess}}}")  # fmt: skip
    return lowest


def _yes(s: Settings, value: str, span: Span, key: str) -> bool:
    if value.lower() in _YES | _NO:
        return value.lower() in _YES
    _wrong(s, f"Bei „{key}“ steht „{value}“, möglich sind ja und nein.", span, f"Schreiben Sie: {{{key}=ja}}")
    return False


def _names(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _identifier(s: Settings, value: str, span: Span) -> str:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", value):
        return value
    good = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") or "q1"
    message = f"Die Kennung „{value}“ enthält andere Zeichen als a–z, 0–9 und Bindestrich."
    _wrong(s, message, span, f"Schreiben Sie: {{id={good}}}")
    return ""


def _type(s: Settings, value: str, span: Span, types: Sequence[Sequence[str]]) -> str:
    for words in types:
        if value.lower() in words:
            return words[0]
    known = ", ".join(words[0] for words in types)
    _wrong(s, f"Die Frageart „{value}“ gibt es nicht.", span, f"Möglich sind: {known}")
    return ""
