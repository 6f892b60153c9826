"""What one line of colons says: opens a block, closes one, or nearly does; knows no block rule."""

from __future__ import annotations

import re

from lernbuild.frozen import frozen
from lernbuild.markup.names import canonical_block

_LINE = re.compile(
    r"(?P<colons>:{3,})(?P<blank>[ \t\u00a0\u202f]*)"
    r"(?:(?P<brace>\{)[ \t]*\.?(?P<braced>[^\W\d_][\w-]*)[ \t]*\}|(?P<name>[^\s:{}\"„“]+))?(?P<rest>.*)"
)
_TWO = r"(?P<colons>::|:[ \t]+::|::[ \t]+:|:[ \t]+:[ \t]+:)(?!:)[ \t]*"
_NEARLY = re.compile(_TWO + r"(?P<name>[^\W\d_][\w-]*)(?P<rest>.*)")
_NEARLY_CLOSED = re.compile(_TWO)
_END_WORDS = frozenset(("ende", "end", "schluss", "fertig", "zu"))


@frozen
class Fence:
    """A line of colons. ``name`` is as written (empty: the line closes); ``kind`` is open, close, end, one-line."""

    kind: str
    name: str = ""
    name_at: int = 0
    colons: int = 3
    rest: str = ""
    rest_at: int = 0
    blank: str = " "
    nearly: bool = False


def read_fence(line: str) -> Fence | None:
    """What a line of colons (without its indent) says; None when it is none."""
    if not line.startswith(":"):
        return None
    m = _LINE.match(line)
    if m is None:
        return _read_nearly(line)
    name, group = (m["braced"], "braced") if m["brace"] else (m["name"] or "", "name")
    rest = m["rest"].rstrip()
    if not name and not rest.strip("\u00a0\u202f \t"):
        return Fence("close")
    if not name:
        word = rest.split()[0]
        at = line.index(word, m.start("rest"))
        return Fence("open", word, at, len(m["colons"]), "", len(line), m["blank"] or " ")
    kind = "open"
    if _ends(name, rest):
        kind = "end"
    elif rest.endswith(":::"):
        kind = "one-line"
    return Fence(
        kind, name, m.start(group), len(m["colons"]), m["rest"], m.start("rest"), " " if m["brace"] else m["blank"]
    )


def _ends(name: str, rest: str) -> bool:
    """``::: ende``, ``::: ende frage``, ``::: /frage``."""
    word = rest.strip()
    if name.startswith("/"):
        return not word and canonical_block(name[1:]) is not None
    return name.lower() in _END_WORDS and (not word or canonical_block(word) is not None)


def _read_nearly(line: str) -> Fence | None:
    """Two colons, or three that blanks part."""
    closed = _NEARLY_CLOSED.fullmatch(line)
    if closed:
        return Fence("close", rest_at=closed.end("colons"), nearly=True)
    n = _NEARLY.match(line)
    if n is None or canonical_block(n["name"]) is None:
        return None
    return Fence("open", n["name"], n.start("name"), n.end("colons"), n["rest"], n.start("rest"), nearly=True)
