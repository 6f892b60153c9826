"""Start tags of a page as a browser sees them: none in comments, none inside scripts; knows no rule."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Mapping

from lernbuild.frozen import frozen

_NEXT = re.compile(r"<(?:!--|([a-zA-Z][a-zA-Z0-9]*))")
_BODY = re.compile(r"""(?:[^<>"']|"[^"]*"|'[^']*')*+""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_RAW = {
    name: re.compile(rf"</{name}(?![a-zA-Z0-9])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "noembed", "noframes")
}
"""Elements whose content is text up to their end tag (HTML, 13.1.2)."""


@frozen
class Tag:
    """A start tag: ``body`` is what stands between its name and its end, at ``offset``."""

    name: str
    start: int
    offset: int
    body: str

    @property
    def end(self) -> int:
        return self.offset + len(self.body) + 1

    def attributes(self) -> Mapping[str, tuple[str, int]]:
        """Values and their offsets by name in lower case; of two with one name the first, as in browsers."""
        found: dict[str, tuple[str, int]] = {}
        for one in _ATTRIBUTE.finditer(self.body):
            value = html.unescape(one[2] or one[3] or one[4] or "")
            found.setdefault(one[1].lower(), (value, self.offset + max(map(one.start, (2, 3, 4)))))
        return found


@frozen
class Markup:
    """``text`` is the page with blanks in place of comments, so that places stay; ``title`` that of the page."""

    text: str
    tags: tuple[Tag, ...]
    title: str


def read_markup(text: str, names: Container[str]) -> Markup:
    """The tags of these names; reads every character once, whatever a page holds."""
    tags: list[Tag] = []
    pieces: list[str] = []
    title, drawn, at, kept = "", False, 0, 0
    while found := _NEXT.search(text, at):
        if found[1] is None:
            end = text.find("-->", found.start() + 2)
            if end < 0:
                break
            pieces += [text[kept : found.start()], _blank(text[found.start() : end + 3])]
            at = kept = end + 3
            continue
        name = found[1].lower()
        body = _BODY.match(text, found.end())
        at = body.end() if body else found.end()
        if text[at : at + 1] != ">":
            continue
        if name in names:
            tags.append(Tag(name, found.start(), found.end(), text[found.end() : at]))
        drawn = drawn or name == "svg"
        if name in _RAW and text[at - 1] != "/":
            closed = _RAW[name].search(text, at)
            content = text[at + 1 : closed.start() if closed else len(text)]
            if name == "title" and not drawn:
                title = title or content.strip()
            at = closed.start() if closed else len(text)
    return Markup("".join([*pieces, text[kept:]]), tuple(tags), title)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
