"""Places in a picture behind an answer: ``@ 55,30 – 85,42`` in percent; knows no question type."""

from __future__ import annotations

import re

from lernbuild.markup.nodes import ListItem
from lernbuild.questions.markers import first_line
from lernbuild.questions.model import Draft
from lernbuild.questions.options import answer_items

NUMBER = r"\d+(?:\.\d+)?"
REGION = re.compile(
    rf"\s@\s*(?P<area>(?P<left>{NUMBER})\s*[,;]\s*(?P<top>{NUMBER})\s*(?:[–—-]|bis)\s*"
    rf"(?P<right>{NUMBER})\s*[,;]\s*(?P<bottom>{NUMBER}))\s*$"
)


def region_of(item: ListItem) -> re.Match[str] | None:
    """The place in the first line of an answer."""
    return REGION.search(first_line(item))


def has_regions(draft: Draft) -> bool:
    """True when at least one answer names a place in a picture."""
    return any(region_of(item) for item in answer_items(draft))
