"""What the templates show, as plain values: start page, turns, needs, glossary, law index; makes no page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from lernbuild.course.laws import built_in_laws
from lernbuild.course.model import Course, GlossaryTerm, Lesson
from lernbuild.course.tree import find
from lernbuild.markup.nodes import Citation, Node, Term
from lernbuild.markup.typography import polish
from lernbuild.render.data import counting_tests
from lernbuild.render.element import bound
from lernbuild.render.page import Book, Page, cited, href_of, natural
from lernbuild.render.words import hours

N = TypeVar("N", bound=Node)
View = dict[str, Any]
_LEAD = 160
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß)“][.?!]) +(?=[A-ZÄÖÜ„])")


def nodes_of(lesson: Lesson, kind: type[N]) -> list[N]:
    """Every node of a kind that a lesson shows, questions and footnotes included."""
    return find((lesson.blocks, lesson.footnotes, lesson.questions), kind)


# ---- start page ------------------------------------------------------------------


def duration(course: Course, book: Book) -> str:
    """„etwa 6½ Stunden in kurzen Lektionen“, from the settings, else the sum of the lessons."""
    minutes = course.settings.minutes or sum(lesson.minutes for lesson in course.lessons)
    if not minutes:
        return ""
    if minutes < 50:
        return book.t("start.minutes", n=minutes)
    shown = hours(minutes)
    return book.t("start.hours-1") if shown == "1" else book.t("start.hours", n=shown)


def split_description(text: str) -> tuple[str, str]:
    """The first sentences for the head of the page, so that the next step stays in view, and the rest."""
    sentences = _SENTENCE_END.split(text.strip())
    lead = sentences[0]
    count = 1
    while count < len(sentences) and len(lead) + len(sentences[count]) < _LEAD:
        lead += " " + sentences[count]
        count += 1
    return lead, " ".join(sentences[count:])


def extent(course: Course, book: Book) -> str:
    """„8 Module, 8 Lernkontrollen, 1 Abschlusstest“."""
    tests = sum(lesson.kind == "test" for lesson in course.lessons)
    final = bool(course.settings.completion.test) and tests > 1
    words = [book.t.count("start.modules", len(course.modules))]
    if not tests:
        words.append(book.t.count("start.lesson-count", len(course.lessons)))
    if tests > final:
        words.append(book.t.count("start.tests", tests - final))
    if final:
        words.append(book.t("start.final-test"))
    return ", ".join(words)


def needs(course: Course, book: Book) -> list[str]:
    """The conditions of „So schließen Sie ab“."""
    t, done = book.t, course.settings.completion
    out: list[str] = []
    ordinary = [lesson for lesson in course.lessons if lesson.kind != "test"]
    if isinstance(done.lessons, tuple):
        chosen = [lesson.title for lesson in course.lessons if lesson.key in done.lessons]
        out.append(
            t("start.need-one" if len(chosen) == 1 else "start.need-some", n=len(chosen), titles=", ".join(chosen))
        )
    elif done.lessons == "alle" and ordinary:
        out.append(t.count("start.need-all", len(ordinary)))
    if any(question.required for lesson in ordinary for question in lesson.questions):
        out.append(t("start.need-required"))
    tests = counting_tests(course)
    if len(tests) == 1:
        out.append(t("start.need-test", title=tests[0].title, percent=float(done.pass_percent)))
    elif tests:
        out.append(t("start.need-tests", n=len(tests), percent=float(done.pass_percent)))
    out.append(_attempts(tests, book))
    return [polish(line) for line in out]


def _attempts(tests: Sequence[Lesson], book: Book) -> str:
    if not tests:
        return book.t("start.need-attempts-0")
    limits = {test.test.attempts if test.test else 0 for test in tests}
    if limits == {0}:
        return book.t("start.need-attempts")
    return book.t("start.need-attempts-n", n=max(limits)) if 0 not in limits else book.t("start.need-attempts-0")


def contact(course: Course, book: Book) -> View | None:
    """Where learners ask: a page or a mail address, ``text`` being the words of its link, or only words."""
    given: Mapping[str, str] = course.settings.contact
    mail, url, text = given.get("mail", ""), given.get("url", ""), given.get("text", "")
    if url:
        shown = polish(text) or re.sub(r"^https?://(www\.)?|/$", "", url)
        return {"words": book.t("start.contact-url"), "href": url, "link": shown, "outside": True}
    if mail:
        words = book.t("start.contact-mail")
        return {"words": words, "href": f"mailto:{mail}", "link": polish(text) or mail, "outside": False}
    return {"words": polish(text), "href": "", "link": "", "outside": False} if text else None


# ---- glossary ----------------------------------------------------------------------


def _links(lessons: Iterable[Lesson]) -> list[View]:
    return [{"href": href_of(lesson), "words": polish(lesson.title, title=True)} for lesson in lessons]


def _letter(headword: str) -> str:
    plain = unicodedata.normalize("NFKD", headword).upper()
    return next((c for c in plain if c.isalpha() and c.isascii()), "#")


def sort_key(word: str) -> str:
    """German order: umlauts with their base letter. Source: DIN 5007-1."""
    folded = word.replace("ß", "ss").replace("§", "")
    return "".join(c for c in unicodedata.normalize("NFKD", folded).casefold() if not unicodedata.combining(c)).strip()


def term_id(headword: str) -> str:
    return "begriff-" + (re.sub(r"[^a-z0-9]+", "-", sort_key(headword)).strip("-") or "x")


def glossary(course: Course, book: Book) -> tuple[list[View], list[View]]:
    """Letters A to Z and the terms in German order, each with the lessons that mark it."""
    used: dict[str, list[Lesson]] = {}
    for lesson in course.lessons:
        for key in lesson.memo.once("terms", _terms_of, lesson):
            used.setdefault(key, []).append(lesson)
    ids = term_ids(course.glossary)
    terms: list[View] = []
    seen: set[str] = set()
    for term in sorted(course.glossary, key=lambda term: sort_key(term.headword)):
        letter = _letter(term.headword)
        terms.append(_term(term, used.get(term.headword, []), ids, book, "" if letter in seen else letter))
        seen.add(letter)
    letters = [
        {"name": name, "href": f"#buchstabe-{name.lower()}" if name in seen else ""}
        for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ]
    return letters, terms


def _terms_of(lesson: Lesson) -> list[str]:
    return list(dict.fromkeys(node.key for node in nodes_of(lesson, Term)))


def term_ids(terms: Sequence[GlossaryTerm]) -> dict[str, str]:
    """The anchor of each term on the glossary page, by its headword."""
    out: dict[str, str] = {}
    for term in terms:
        name = term_id(term.headword)
        out[term.headword] = name if name not in out.values() else f"{name}-{len(out)}"
    return out


def _term(term: GlossaryTerm, lessons: list[Lesson], ids: Mapping[str, str], book: Book, letter: str) -> View:
    return {
        "id": ids[term.headword],
        "letter": f"buchstabe-{letter.lower()}" if letter and letter != "#" else "",
        "headword": polish(term.headword, title=True),
        "short": polish(term.short),
        "long": polish(term.long),
        "see": [{"href": f"#{ids[see]}" if see in ids else "", "words": polish(see)} for see in term.see],
        "lesson_label": book.t("glossary.lesson" if len(lessons) == 1 else "glossary.lessons"),
        "lessons": _links(lessons),
    }


# ---- index of law --------------------------------------------------------------------


def laws(course: Course) -> list[View]:
    """Law, section and the lessons that cite it."""
    found: dict[str, dict[str, tuple[str, str, dict[str, Lesson]]]] = {}
    for lesson in course.lessons:
        for law, section, words, address in lesson.memo.once("cited", _cited, lesson):
            entry = found.setdefault(law, {}).setdefault(section, (words, address, {}))
            entry[2].setdefault(lesson.key, lesson)
    return [
        {
            "id": "recht-" + re.sub(r"[^a-z0-9]+", "-", sort_key(law)).strip("-"),
            "name": law_name(law),
            "sections": [
                {"href": address, "words": bound(f"{words} {law}"), "lessons": _links(where.values())}
                for _, (words, address, where) in sorted(sections.items(), key=lambda item: natural(item[0]))
            ],
        }
        for law, sections in sorted(found.items(), key=lambda item: sort_key(item[0]))
    ]


def _cited(lesson: Lesson) -> list[tuple[str, str, str, str]]:
    """Law, section, its words and address, each section once: the first words count."""
    found: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for node in nodes_of(lesson, Citation):
        if node.law:
            for section, words, address in cited(node):
                found.setdefault((node.law, section), (node.law, section, words, address))
    return list(found.values())


def sources(page: Page) -> list[View]:
    """„Quellen dieser Lektion“: each law with its sections."""
    return [
        {
            "law": law_name(law),
            "sections": [
                {"words": words, "href": address}
                for _, (words, address) in sorted(sections.items(), key=lambda item: natural(item[0]))
            ],
        }
        for law, sections in sorted(page.sources.items(), key=lambda item: sort_key(item[0]))
    ]


def law_name(law: str) -> str:
    """„Aufenthaltsgesetz (AufenthG)“."""
    known = built_in_laws().get(law)
    return polish(f"{known.title} ({law})" if known and known.title else law, title=True)
