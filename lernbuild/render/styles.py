"""``assets/theme.css``: what a package needs of the theme and of the question types in use; knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lernbuild.questions.page import styles
from lernbuild.render.purge import classes_in, purge, words_in
from lernbuild.render.theme import Theme

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_NOTICE = re.compile(r"/\*!.*?\*/", re.S)
"""What a licence wants kept: the first lines of the style sheet."""


def style_sheet(theme: Theme, kinds: tuple[str, ...], pages: Iterable[str], script: str) -> bytes:
    """One style sheet without comments and without rules for classes that neither pages nor script have."""
    notices = "".join(f"{notice}\n" for notice in _NOTICE.findall(theme.css))
    css = _COMMENT.sub("", f"{theme.css}\n{styles(kinds) if kinds else ''}")
    return (notices + purge(css, classes_in(pages) | words_in(script))).encode()
