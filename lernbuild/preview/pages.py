"""The preview's own pages, filled from templates beside this file; knows no route and no course."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

STATIC = Path(__file__).with_name("static")


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(STATIC), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["data"] = as_data
    return environment


def as_data(value: Any) -> Markup:
    """JSON that cannot end a script element."""
    text = json.dumps(value, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that HTML knows is written as an escape of JSON


def page(name: str, **values: Any) -> str:
    """A whole page; every value is escaped."""
    return _environment().get_template(name).render(values)
