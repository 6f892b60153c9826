"""Contrast of a theme's colour pairs, light and dark, computed from its style sheet; knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lernbuild.frozen import frozen
from lernbuild.render.purge import rules_of

TEXT, CONTROL = 4.5, 3.0

PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "sunken", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "sunken", TEXT),
    ("ink-soft", "surface", TEXT),
    ("action", "paper", TEXT),
    ("action", "surface", TEXT),
    ("action-deep", "paper", TEXT),
    ("on-action", "action", TEXT),
    ("line-firm", "surface", CONTROL),
    ("line-firm", "paper", CONTROL),
    ("focus", "paper", CONTROL),
    ("focus", "halo", CONTROL),
    ("right", "right-tint", TEXT),
    ("partly", "partly-tint", TEXT),
    ("wrong", "wrong-tint", TEXT),
    ("right", "surface", TEXT),
    ("wrong", "surface", TEXT),
    ("right", "paper", TEXT),
    ("law", "law-tint", TEXT),
    ("law", "surface", TEXT),
    ("tip", "tip-tint", TEXT),
    ("care", "care-tint", TEXT),
    ("care", "surface", TEXT),
    ("example", "example-tint", TEXT),
    ("note", "note-tint", TEXT),
    *(("ink", f"{tint}-tint", TEXT) for tint in ("right", "partly", "wrong", "law", "tip", "care", "example", "note")),
    ("hero-ink", "brand", TEXT),
    ("hero-accent", "brand", TEXT),
    ("hero-on-accent", "hero-accent", TEXT),
)

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_DARK = re.compile(r"prefers-color-scheme:\s*dark")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{3,8}|var\(\s*--[\w-]+\s*\))\s*(?=[;}]|$)")
_POINTER = re.compile(r"var\(\s*--([\w-]+)\s*\)")


@frozen
class Weak:
    """A pair below its need; ``dark`` tells in which scheme."""

    front: str
    back: str
    ratio: float
    need: float
    dark: bool


def weak_pairs(css: str) -> Iterator[Weak]:
    """Every pair of the table that a style sheet fails; a missing token counts as 1:1."""
    light, dark = schemes(css)
    for is_dark, tokens in ((False, light), (True, dark)):
        for front, back, need in PAIRS:
            ratio = contrast(tokens[front], tokens[back]) if front in tokens and back in tokens else 1.0
            if ratio < need:
                yield Weak(front, back, round(ratio, 2), need, is_dark)


def schemes(css: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Colour tokens of the light and of the dark scheme, as the cascade has them.

    A light value that comes later also holds in the dark: a theme must set it there again.
    """
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for head, body in rules_of(_COMMENT.sub("", css)):
        if head == ":root":
            found = _TOKEN.findall(body or "")
            light.update(found)
            dark.update(found)
        elif head.startswith("@media") and _DARK.search(head):
            for inner, values in rules_of(body or ""):
                if inner == ":root":
                    dark.update(_TOKEN.findall(values or ""))
    return _resolved(light), _resolved(dark)


def _resolved(tokens: Mapping[str, str]) -> Mapping[str, str]:
    """Tokens whose value is another token get that one's colour; those that lead nowhere or in a circle go."""
    out: dict[str, str] = {}
    for name, value in tokens.items():
        for _ in tokens:
            if (pointer := _POINTER.fullmatch(value)) is None:
                out[name] = value
                break
            value = tokens.get(pointer[1], "")
    return out


def contrast(front: str, back: str) -> float:
    """Contrast ratio of two colours. Source: WCAG 2.2, definition of contrast ratio."""
    first, second = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    """Source: WCAG 2.2, definition of relative luminance."""
    digits = colour.lstrip("#")
    if len(digits) in {3, 4}:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
