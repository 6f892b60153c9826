"""Numbers as Germans write them, with unit, tolerance and range; knows no question."""

from __future__ import annotations

import re

from lernbuild.frozen import frozen

_SIGN = r"[-−+]?"
_DIGITS = r"(?:[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*)"
NUMBER = rf"{_SIGN}{_DIGITS}(?:,\d+)?"
_UNIT = r"(?:\s*(?:€|%|°C|°)|\s+[^\W\d_][^\W\d]*(?:[./²³][^\W\d]*)?)"
_PLUS_MINUS = r"\s*(?:±|\+\s?/?\s?[-−–])\s*"
_ANSWER = re.compile(
    rf"(?P<number>{NUMBER})(?P<unit>{_UNIT})?"
    rf"(?:{_PLUS_MINUS}(?P<tolerance>{NUMBER})(?P<tolerance_unit>{_UNIT})?"
    rf"|(?:\s+bis\s+|\s*[–—-]\s*)(?P<to>{NUMBER})(?P<to_unit>{_UNIT})?)?"
)

ABOUT = re.compile(rf"(?:ca\.?|circa|zirka|etwa|ungefähr|rund)\s*(?P<number>{NUMBER})(?P<rest>.*)", re.I)
POINT = re.compile(r"(?P<number>(?:0|[1-9]\d*)\.\d+)(?P<rest>(?:\s*[€%°]|\s+[^\W\d_]+)?)")
SPACED = re.compile(
    r"(?P<number>[-−+]?[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?)(?P<rest>(?:\s*[€%°]|\s+[^\W\d_]+)?)"
)
TOLERANT = re.compile(rf"{NUMBER}.*(?:±|\+\s?/\s?[-−–]).*")
CENTS = re.compile(rf"(?P<number>{NUMBER})(?P<cents>,\s?[-–—]+)(?P<rest>.*)")
ENGLISH = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+)(?!\d)(?P<rest>.*)")


@frozen
class Span:
    """Numbers from low to high, both included; ``unit`` as written, empty: none."""

    low: float
    high: float
    unit: str = ""


def read_number(text: str) -> float:
    """The value of a number that matches NUMBER."""
    return float(text.replace(".", "").replace(",", ".").replace("−", "-"))


def read_answer(text: str) -> Span | None:
    """What counts as right by ``411 Euro``, ``45.300 ± 100``, ``3 bis 4``, ``0,5 ± 5 %``; None: no number."""
    match = _ANSWER.fullmatch(" ".join(text.split()))
    if not match:
        return None
    value = read_number(match["number"])
    units = [match[name] for name in ("to_unit", "unit", "tolerance_unit") if match[name]]
    if match["to"]:
        return Span(value, read_number(match["to"]), (units or [""])[0].strip())
    if not match["tolerance"]:
        return Span(value, value, (match["unit"] or "").strip())
    return _with_tolerance(value, match)


def looks_numeric(text: str) -> bool:
    """True for a number and for what was meant as one („ca. 411 Euro“); dates and sections of law are text."""
    return bool(read_answer(text) or any(near.fullmatch(text) for near in (ABOUT, POINT, CENTS, SPACED, TOLERANT)))


def _with_tolerance(value: float, match: re.Match[str]) -> Span:
    by = abs(read_number(match["tolerance"]))
    unit, behind = (match["unit"] or "").strip(), (match["tolerance_unit"] or "").strip()
    if behind == "%" and unit != "%":
        by = abs(value) * by / 100
    elif not unit:
        unit = behind
    return Span(_tidy(value - by), _tidy(value + by), unit)


def _tidy(value: float) -> float:
    return round(value, 9)


def in_german(value: float) -> str:
    """The number as a German reads it: thousands with points, decimals with a comma."""
    whole, _, rest = f"{value:.9f}".rstrip("0").rstrip(".").partition(".")
    digits = whole.lstrip("-")
    grouped = f"{int(digits):,}".replace(",", ".") if len(digits) > 4 else digits
    return ("−" if value < 0 else "") + grouped + (f",{rest}" if rest else "")
