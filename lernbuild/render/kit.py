"""The trainer's kit: plan, slides and case cards as pages that open from disk; knows no LMS and writes no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from lernbuild import built
from lernbuild.course.model import Lesson
from lernbuild.markup.nodes import Block
from lernbuild.markup.typography import polish
from lernbuild.questions.model import Question
from lernbuild.questions.page import QuestionContext, has_card, render_card
from lernbuild.render import views
from lernbuild.render.data import module_title
from lernbuild.render.element import trusted
from lernbuild.render.html import new_page
from lernbuild.render.keys import encode_key
from lernbuild.render.languages import foreign_to, spoken
from lernbuild.render.pages import Pages
from lernbuild.render.printed import Answers, Printed, on_paper, place
from lernbuild.render.printed_course import PrintedCourse

PLAN, SLIDES, CARDS = "index.html", "folien.html", "fallkarten.html"
_STYLES = {"assets/druck.css": "druck.css", "assets/trainer.css": "trainer.css"}
_SCRIPT = "assets/trainer.js"


def kit_files(pages: Pages, answer: Answers, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages with what they need of the site's ``files``; no case cards where the course has no case."""
    printed = PrintedCourse(pages, Printed(True, answer), down=0)
    modules = [_module(printed, at) for at in range(len(pages.course.modules))]
    cards = list(_cards(pages, printed))
    shared: dict[str, Any] = {
        "course_id": ".".join(part for part in (pages.course.settings.id, pages.course.variant) if part),
        "title": polish(pages.course.settings.title, title=True),
        "variant": polish(pages.course.variant_name),
        "version": pages.course.settings.version,
        "draft": pages.course_draft(),
        "modules": modules,
        "minutes": sum(lesson.minutes for lesson in pages.course.lessons),
        "cards": cards,
        "icons": trusted(pages.theme.icons),
        "slides": SLIDES,
        "case_cards": CARDS,
        "plan": PLAN,
    }
    made = {PLAN: pages.fill("kit.html", "", **shared), SLIDES: pages.fill("slides.html", "", **shared)}
    if cards:
        made[CARDS] = pages.fill("cards.html", "", **shared)
    styles = {name: pages.theme.file(file).encode() + b"\n" for name, file in _STYLES.items()}
    return {**_needed(files, b"".join(made.values())), **styles, _SCRIPT: built.chunk("kit"), **made}


def _needed(files: Mapping[str, bytes], html: bytes) -> dict[str, bytes]:
    """Styles, fonts and the theme's pictures, and of the media those that the pages show."""
    return {
        name: data
        for name, data in files.items()
        if (name.startswith("assets/") and not name.endswith((".js", "extras.css")))
        or (name.startswith("medien/") and name.encode() in html)
    }


def _module(printed: PrintedCourse, at: int) -> dict[str, Any]:
    module = printed.course.modules[at]
    title = polish(module_title(module, at + 1, printed.course), title=True)
    return {"title": title, "lessons": [_lesson(printed, lesson) for lesson in module.lessons]}


def _lesson(printed: PrintedCourse, lesson: Lesson) -> dict[str, Any]:
    tasks = sum(1 for question in lesson.questions if printed.printed.answer and printed.printed.answer(question)[0])
    return {**printed.lesson(lesson), "time": lesson.minutes, "tasks": tasks, "notes": _notes(lesson)}


def _notes(lesson: Lesson) -> int:
    """How many ``::: trainer`` blocks the lesson has."""
    return sum(node.name == "trainer" for node in views.nodes_of(lesson, Block))


def _cards(pages: Pages, printed: PrintedCourse) -> Iterator[dict[str, Any]]:
    for lesson in pages.course.lessons:
        for question in filter(has_card, lesson.questions):
            name = place(lesson.key, f"karte-{question.key}")
            html = on_paper(_card(question, lesson, pages), name, printed.printed, pages.texts, down=0)
            yield {
                "id": name,
                "html": html,
                "number": printed.printed.numbers[lesson.key],
                "lesson": polish(lesson.title, title=True),
                "legal_date": lesson.legal_date,
                "language": foreign_to(pages.course, lesson),
            }


def _card(question: Question, lesson: Lesson, pages: Pages) -> Markup:
    page = new_page(pages.book, lesson, "../")
    page.inert = True
    context = QuestionContext(
        html=lambda nodes: spoken(page.html(nodes), foreign_to(pages.course, lesson)),
        t=pages.texts,
        encode=encode_key,
        label="",
    )
    return render_card(question, pages.env, context)
