"""``assets/theme.css``: the theme's style sheet and that of the question types in use; knows no page."""

from __future__ import annotations

import re

from lernbuild.questions.page import styles
from lernbuild.render.theme import Theme

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"\s+")


def style_sheet(theme: Theme, kinds: tuple[str, ...]) -> bytes:
    """One style sheet, without comments and needless blanks."""
    return compact(f"{theme.css}\n{styles(kinds) if kinds else ''}").encode()


def compact(css: str) -> str:
    """The same rules, one per line; nothing is rewritten."""
    lines = (_SPACE.sub(" ", line).strip() for line in _COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line) + "\n"
