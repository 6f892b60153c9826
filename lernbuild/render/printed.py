"""The whole course as one page to print: numbers of figures and tables, ids that no other lesson has; knows no LMS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from html import unescape

from markupsafe import Markup

from lernbuild.frozen import frozen, slotted
from lernbuild.questions.model import Question
from lernbuild.render.element import element, trusted
from lernbuild.render.words import Texts

_NAMING: tuple[str, ...] = ("id", "for", "name", "popovertarget", "headers", "list")
_NAMING += ("aria-labelledby", "aria-describedby", "aria-controls")
# What stands before is looked at last: a pattern that begins with plain signs is found ten times faster.
_NAMED = "|".join(rf"(?<=\s{name}=.)" for name in _NAMING)
_IDS = re.compile(rf'="(?:{_NAMED})([^"]*)"')
_HREF = re.compile(r'href="(?<=\shref=")(?:lektion/([^"#]+)\.html)?(?:#([^"]*))?"')
_URL = re.compile(r"url\(#([^)'\"]+)\)")
_HEADING = re.compile(r"<(/?)h([2-6])\b")
_NOT_ON_PAPER = re.compile(
    r"<script\b[^>]*>.*?</script>"
    r'|<p class="(?:question__actions|sheet__print|figure__open).*?</p>'
    r'|<p class="button-row"[^>]*data-lb="step-tools".*?</p>'
    r'|<div class="(?:question__hints|feedback)".*?</div>',
    re.S,
)
_TERM = re.compile(r'<button class="term"[^>]*>(.*?)</button><span class="gloss"[^>]*>.*?</span>', re.S)
_MEDIUM = re.compile(r'<(video|audio)\b[^>]*aria-label="([^"]*)"[^>]*>.*?</\1>', re.S)
_FIGURE = re.compile(r'<figure( class="figure[^>]*)><figcaption>(.*?)</figcaption>', re.S)
_TABLE = re.compile(
    r'<div( class="table-wrap"[^>]*aria-label="([^"]*)"[^>]*)>(<table[^>]*>)(?:<caption>(.*?)</caption>)?', re.S
)
_FOLD = re.compile(r"<details(?: open)?(?=[\s>])((?:(?! open)[^>])*)")
_LANDMARK = re.compile(r'(<(?:section|aside)\b[^>]*?) aria-labelledby="[^"]*"')
_SECTION = re.compile(r"<section\b[^>]*>|</section>")
_ID = re.compile(r'\sid="([^"]*)"')
_ROOT = re.compile(r'\.\./(?<=="\.\./)')
_SETTINGS = re.compile(r' (?:loading="lazy"|decoding="async"|data-lb[\w-]*="[^"]*")(?=[^<>]*>)')


Answers = Callable[[Question], tuple[str, str]]
"""The right answer of a question and the reason; the answer is empty where nothing is right or wrong."""


@frozen
class Entry:
    """A line of a list of figures or tables: „Abbildung 3“, its words, where it leads and the lesson's number."""

    label: str
    words: str
    href: str
    number: str


@slotted
class Printed:
    """What a printed course gathers while its lessons become HTML; ``trainer``: the edition with ``::: trainer``."""

    trainer: bool = False
    answer: Answers | None = None
    figures: list[Entry] = field(default_factory=list)
    tables: list[Entry] = field(default_factory=list)
    numbers: Mapping[str, str] = field(default_factory=dict)
    """„3.2“ by a lesson's key: no browser knows page numbers while it lays out, so references name the lesson."""


def place(lesson: str, name: str = "") -> str:
    """The id of a lesson in the printed course, or of something in it."""
    return f"{lesson}.{name}" if name else f"l.{lesson}"


def below_questions(html: str, answers: Mapping[str, str]) -> str:
    """The HTML with something after the end of each question, by the question's id."""
    html = str(html)
    out: list[str] = []
    open_ids: list[str] = []
    at = 0
    for tag in _SECTION.finditer(html) if answers else ():
        if tag[0] != "</section>":
            found = _ID.search(tag[0])
            open_ids.append(found[1] if found else "")
        elif open_ids and (answer := answers.get(open_ids.pop())):
            out += (html[at : tag.end()], answer)
            at = tag.end()
    return "".join([*out, html[at:]])


def on_paper(html: str, lesson: str, printed: Printed, t: Texts, down: int = 2) -> Markup:
    """A lesson's HTML for the printed course.

    Figures and tables get numbers, ids and links those of the whole page, headings go ``down`` levels; notes that
    open, controls that need a script and the landmarks of questions and boxes go.
    """
    html = _ROOT.sub("", _TERM.sub(r"\1", _NOT_ON_PAPER.sub("", html)))
    html = _MEDIUM.sub(lambda m: _medium(m, t), _SETTINGS.sub("", html))
    html = _LANDMARK.sub(r"\1", html)
    html = _FIGURE.sub(lambda m: _figure(m, lesson, printed, t), html)
    html = _TABLE.sub(lambda m: _table(m, lesson, printed, t), html)
    html = _IDS.sub(lambda m: f'="{" ".join(place(lesson, one) for one in m[1].split())}"', html)
    html = _HREF.sub(lambda m: _address(m, lesson, printed), html)
    html = _URL.sub(lambda m: f"url(#{place(lesson, m[1])})", html)
    html = _HEADING.sub(lambda m: f"<{m[1]}h{min(6, int(m[2]) + down)}", html)
    return trusted(_FOLD.sub(r"<details open\1", html))


def _address(match: re.Match[str], lesson: str, printed: Printed) -> str:
    other, name = match[1], match[2]
    if other is None and name is None:
        return match[0]
    if name and other is None and name.startswith(("i-", "m-")):  # the theme's signs
        return match[0]
    number = printed.numbers.get(other, "") if other and other != lesson else ""
    told = f' data-place="{number}"' if number else ""
    return f'href="#{place(other or lesson, name or "")}"{told}'


def _medium(match: re.Match[str], t: Texts) -> str:
    key = "print.film" if match[1] == "video" else "print.sound"
    return str(element("p", t(key, title=unescape(match[2])), class_="book__medium"))


def _figure(match: re.Match[str], lesson: str, printed: Printed, t: Texts) -> str:
    attributes, words = match[1], match[2]
    label = f"{t('print.figure')}\N{NO-BREAK SPACE}{len(printed.figures) + 1}"
    name, attributes = _named(attributes, f"abbildung-{len(printed.figures) + 1}")
    printed.figures.append(Entry(label, _plain(words), f"#{place(lesson, name)}", printed.numbers.get(lesson, "")))
    return f"<figure{attributes}><figcaption>{label}: {words}</figcaption>"


def _table(match: re.Match[str], lesson: str, printed: Printed, t: Texts) -> str:
    attributes, opening, caption = match[1], match[3], match[4]
    words = caption or match[2].rpartition(": ")[2]
    label = f"{t('print.table')}\N{NO-BREAK SPACE}{len(printed.tables) + 1}"
    name, attributes = _named(attributes, f"tabelle-{len(printed.tables) + 1}")
    printed.tables.append(Entry(label, _plain(words), f"#{place(lesson, name)}", printed.numbers.get(lesson, "")))
    return f"<div{attributes}>{opening}<caption>{label}: {words}</caption>"


def _named(attributes: str, wish: str) -> tuple[str, str]:
    """The id among attributes; ``wish`` where there is none."""
    found = re.search(r'(?<=\s)id="([^"]*)"', attributes)
    return (found[1], attributes) if found else (wish, f'{attributes} id="{wish}"')


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html)).replace("\N{SOFT HYPHEN}", "")
