"""HTML elements from values, always escaped; knows no node and no page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

_VOID = frozenset({"br", "hr", "img", "input", "source", "track", "wbr"})
_SPECIAL = re.compile("[&<>\"']")
_NO_BREAK = "\u00a0"

Attribute = str | int | bool | None


def trusted(html: str) -> Markup:
    """HTML that lernbuild itself or a theme has made; nothing that an author or a learner wrote."""
    return str.__new__(Markup, html)  # as Markup(html), which looks for other kinds of HTML first


def element(name: str, content: str | Markup = "", /, **attributes: Attribute) -> Markup:
    """``<name …>content</name>``; text is escaped, Markup is not.

    ``class_`` becomes ``class``, ``_`` becomes ``-``; None and False leave an attribute out, True writes it bare.
    """
    head = "".join([_attribute(key, value) for key, value in attributes.items()]) if attributes else ""
    if name in _VOID:
        return trusted(f"<{name}{head}>")
    return trusted(f"<{name}{head}>{_safe(content)}</{name}>")


def _safe(content: str | Markup) -> str:
    """The content as it stands in HTML; most text holds nothing to escape, and then costs no more than a look."""
    if content.__class__ is Markup or _SPECIAL.search(content) is None:
        return content
    return escape(content)


def text(content: str) -> Markup:
    """Text as HTML."""
    return trusted(_safe(content))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_safe(str(value))}"'


def join(parts: Iterable[str | Markup], between: str | Markup = "") -> Markup:
    """All parts one after the other; text among them is escaped."""
    return trusted(_safe(between).join([_safe(part) for part in parts]))


@cache
def icon(name: str) -> Markup:
    """A sign of the theme's ``icons.svg``; hidden from screen readers, the word stands beside it."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>').format(name)


@cache
def badge(name: str) -> Markup:
    """A sign in a filled circle."""
    return Markup('<span class="badge" aria-hidden="true"><svg class="icon"><use href="#i-{}"/></svg></span>').format(
        name
    )


def bound(text: str) -> str:
    """The text with no-break spaces: it stays on one line."""
    return text.replace(" ", _NO_BREAK)
