"""Masks the solution that stands in a page; knows no question type, and is no protection against reading it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping


def encode_key(key: Mapping[str, object]) -> str:
    """The key as text that a glance at the page's source does not give away (read by runtime/keys.ts)."""
    data = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    masked = bytes(byte ^ ((i * 31 + 89) & 255) for i, byte in enumerate(data))
    return base64.b64encode(masked).decode("ascii")
