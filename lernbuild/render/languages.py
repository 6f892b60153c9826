"""``lang`` of a page and of its parts, so that screen readers change their voice; knows no template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from lernbuild.course.model import Course, Lesson
from lernbuild.diagnostics import Diagnostic, warning
from lernbuild.markup.nodes import Node, QuestionPlace
from lernbuild.render.element import element
from lernbuild.render.html import render
from lernbuild.render.page import Page
from lernbuild.render.theme import Theme

_KEY = re.compile(r"^(?:sprache|language)\s*:\s*(\S+)", re.MULTILINE)
_BLOCKS = re.compile(r"<(?:p|div|ul|ol|dl|table|figure|aside|section|details|blockquote|pre|h[1-6])[ >]")


def check_language(course: Course, theme: Theme) -> list[Diagnostic]:
    """A warning when the theme has no words for the buttons and notices of the course's language."""
    language = course.settings.language
    if theme.speaks(language) or course.file is None:
        return []
    match = _KEY.search(course.file.text)
    span = course.file.span(match.start(1), match.end(1)) if match else course.file.span(0)
    message = f"Für die Sprache „{language}“ hat das Theme „{theme.name}“ keine Wörter; Schaltflächen wären deutsch."
    base = language.split("-")[0]
    hint = f"Legen Sie in einem eigenen Theme messages/{base}.json an, mit den Schlüsseln von messages/de.json."
    return [warning("language-words", message, span, hint)]


def tag_of(language: str) -> str:
    """What ``lang`` says: „de-einfach“ is our word, in HTML it is „de“. Source: BCP 47."""
    return language.removesuffix("-einfach")


def foreign_to(course: Course, lesson: Lesson) -> str:
    """The language of a lesson where it is not that of the course; empty: the same."""
    own = tag_of(lesson.language)
    return own if own and own != tag_of(course.settings.language) else ""


def spoken(html: Markup, language: str) -> Markup:
    """The HTML marked as of that language; as it is where there is none."""
    if not language or not html:
        return html
    return element("div" if _BLOCKS.search(html) else "span", html, lang=language)


def spoken_blocks(blocks: Sequence[Node], page: Page, language: str) -> Markup:
    """Blocks of a page; in another language all but the questions, whose own words are the course's."""
    if not language:
        return render(blocks, page)
    out = Markup()
    for is_question, group in groupby(blocks, lambda node: isinstance(node, QuestionPlace)):
        html = render(tuple(group), page)
        out += html if is_question else element("div", html, class_="flow", lang=language)
    return out
