"""The style sheets of a package: what it needs of the theme and of the question types in use; knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from lernbuild.questions.page import styles
from lernbuild.render.purge import classes_in, purge, words_in
from lernbuild.render.theme import Theme

SHEETS = ("assets/theme.css", "assets/pages.css", "assets/extras.css")
"""What every page needs, behind it what only other pages than the start page need, and what windows bring."""
_NOTICE = re.compile(r"/\*!.*?\*/", re.S)
"""What a licence wants kept: the first lines of the style sheet."""


def style_sheets(
    theme: Theme,
    kinds: tuple[str, ...],
    pages: Iterable[str],
    script: str,
    windows: str,
    classes: Set[str] = frozenset(),
) -> dict[str, bytes]:
    """The style sheets, without comments and without rules for classes that neither pages nor script have.

    ``windows`` are the scripts that fetch the last sheet; ``classes`` those of pages that need not be looked at.
    """
    used = classes_in(pages) | classes | words_in(script)
    notices = "".join(f"{notice}\n" for notice in _NOTICE.findall(theme.css))
    later = f"{theme.pages_css}\n{styles(kinds) if kinds else ''}"
    shown = used | words_in(windows)
    sheets = (notices + purge(theme.css, used), purge(later, used), purge(theme.file("extras.css"), shown))
    return {name: sheet.encode() for name, sheet in zip(SHEETS, sheets, strict=True)}
