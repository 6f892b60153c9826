"""Masks the solution that stands in a page; knows no question type, and is no protection against reading it."""

from __future__ import annotations

import json
from collections.abc import Mapping

_FIRST, _COUNT, _SHIFT = 32, 95, 91
_MASK = bytes(
    _FIRST + (sign - _FIRST + _SHIFT) % _COUNT if 0 <= sign - _FIRST < _COUNT else sign for sign in range(256)
)
"""Every printable sign of ASCII becomes another, the same one everywhere: repeated words stay repeated, so that a
package packs them as small as text. Signs that JSON or HTML must escape stand for signs that are seldom used."""


def encode_key(key: Mapping[str, object]) -> str:
    """The key as text that a glance at the page's source does not give away (read by runtime/keys.ts)."""
    return json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode().translate(_MASK).decode()
