"""Editions of the real courses as the platform gets them, made once; must not judge them."""

from __future__ import annotations

import html
import re
from functools import cache

from lxml import etree
from lxml import html as hypertext

from lernbuild.course.model import Course
from lernbuild.course.present import numbered_editions
from lernbuild.targets.xikolo.edition import read_edition
from lernbuild.targets.xikolo.outline import Edition
from tests.real_courses import project

LEFT_OVER = re.compile(
    r"\*\*|\]\(|\\[\\`*_\[\]~|]|(?<!\w)</?[a-z]+[ >/]|&#?\w+;|^\s*#{1,6} |\|\s*-{3}|~~|(?<!\w)__[^\W_]", re.MULTILINE
)
"""Signs of Markdown or HTML that a reader must never see."""


@cache
def numbered(course_id: str, variant: str = "") -> Course:
    """An edition with the numbers of kurs.lock."""
    found, _ = numbered_editions(project(), course_id, (variant,) if variant else ())
    return found.editions[0].course


@cache
def edition(course_id: str, variant: str = "") -> Edition:
    return read_edition(numbered(course_id, variant))


def visible(text: str) -> str:
    """The words of HTML, blocks on lines of their own; source text in ``code`` is left out."""
    root = hypertext.fragment_fromstring(text, create_parent="div")
    etree.strip_elements(root, "code", with_tail=False)
    for node in root.iter():
        node.tail = f" {node.tail or ''}" if node.tag in BLOCKS else node.tail
        node.text = f" {node.text or ''}" if node.tag in BLOCKS else node.text
    return html.unescape(root.text_content())


BLOCKS = frozenset("p div li td th tr h1 h2 h3 h4 summary dt dd figcaption caption br pre blockquote".split())


def hrefs(text: str) -> list[str]:
    """Addresses of links in HTML, in order."""
    root = hypertext.fragment_fromstring(text, create_parent="div")
    return [str(address) for address in root.xpath("//a/@href")]


def words(text: str) -> list[str]:
    """Words and numbers, without signs and soft hyphens."""
    return re.findall(r"\w+", text.casefold().replace("\u00ad", "").replace("\u00a0", " "))
