"""Masks the solution that stands in a page; knows no question type, and is no protection against reading it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

_MASK = bytes((i * 31 + 89) & 255 for i in range(256))


def encode_key(key: Mapping[str, object]) -> str:
    """The key as text that a glance at the page's source does not give away (read by runtime/keys.ts)."""
    data = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    mask = (_MASK * (len(data) // 256 + 1))[: len(data)]
    masked = int.from_bytes(data, "big") ^ int.from_bytes(mask, "big")
    return base64.b64encode(masked.to_bytes(len(data), "big")).decode("ascii")
