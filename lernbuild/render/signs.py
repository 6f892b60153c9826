"""The theme's signs (``icons.svg``): which a page and which a script needs; knows no page and no theme."""

from __future__ import annotations

import re

_SYMBOL = re.compile(r"""<symbol\b[^>]*?\bid=["']([\w-]+)["'].*?</symbol>\s*""", re.S)
_USED = re.compile(r"""href=["']#([\w-]+)["']""")
_WAITING = re.compile(r"""<button\b[^>]*\sdata-lb="[^"]*"[^>]*\shidden>.*?</button>""", re.S)
_LATE = frozenset({"i-help", "i-menu", "i-search"})
"""Signs of buttons that wait for the script, which brings them: the tools of the bar."""
_NAMED = re.compile(r"""["'`]([\w-]+)(?=["'`]|\$\{)""")


class Signs:
    """Signs by their id. A page holds those that it shows itself; a script brings those that only it shows."""

    __slots__ = ("_known", "_svg", "_symbols", "empty", "late")

    def __init__(self, svg: str) -> None:
        self._svg = svg
        self._symbols = {found[1]: found[0].strip() for found in _SYMBOL.finditer(svg)}
        self.late = _LATE & self._symbols.keys()
        """Signs that the script brings for what waits for it."""
        self._known: dict[frozenset[str], str] = {}
        self.empty = _SYMBOL.sub("", svg)
        """What stands in a page until it is known which signs it shows."""

    def into(self, page: str, masked: str = "") -> str:
        """The page with its signs in the place of ``empty``; ``masked`` is HTML that only the script will show."""
        if not self._symbols:
            return page
        shown = self._shown_in(page)
        if late := shown & self.late:
            waiting = "".join(_WAITING.findall(page))
            shown -= {name for name in late if waiting.count(f'"#{name}"') == page.count(f'"#{name}"')}
        return page.replace(self.empty, self._only(shown | self._shown_in(masked)), 1)

    def _shown_in(self, html: str) -> frozenset[str]:
        """The ids of the signs that some HTML shows, with those of which they are made."""
        found: set[str] = set()
        new = self._symbols.keys() & _USED.findall(html)
        while new:
            found |= new
            new = {name for one in new for name in _USED.findall(self._symbols[one]) if name in self._symbols} - found
        return frozenset(found)

    def named_in(self, script: str) -> frozenset[str]:
        """The ids of the signs that a script names, whole or by their beginning (``m-${state}``)."""
        named = {name for name in _NAMED.findall(script) if name in self._symbols or name.endswith("-")}
        stems = tuple(name for name in named if name.endswith("-"))
        return frozenset(name for name in self._symbols if name in named or name.startswith(stems))

    def markup(self, names: frozenset[str]) -> str:
        """These signs alone, with as few signs to escape in a script as can be."""
        text = "".join(self._symbols[name] for name in sorted(names))
        return text if "'" in text else text.replace('"', "'")

    def _only(self, names: frozenset[str]) -> str:
        sprite = self._known.get(names)
        if sprite is None:
            sprite = _SYMBOL.sub(lambda found: found[0] if found[1] in names else "", self._svg)
            self._known[names] = sprite
        return sprite
