"""Makes one page of a whole course, for paper and PDF; knows no LMS and writes no file."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from lernbuild.course.model import Lesson
from lernbuild.markup.nodes import Block
from lernbuild.markup.typography import polish
from lernbuild.media_types import media_type
from lernbuild.render import views
from lernbuild.render.data import module_title
from lernbuild.render.element import element, join, trusted
from lernbuild.render.pages import Pages
from lernbuild.render.printed import Answers, Printed, below_questions, on_paper, place
from lernbuild.render.styles import SHEETS

STYLE = "assets/druck.css"
_FONT = re.compile(r"url\((fonts/[^)]+)\)")
_PICTURE = re.compile(r'src="(?<=\ssrc=")(medien/[^"]+)"')


class PrintedCourse:
    """The pages of a course on one page; ``printed`` says for whom and gathers figures and tables.

    Lessons that ``pages`` has made already are not made again. Their headings go ``down`` levels.
    """

    def __init__(self, pages: Pages, printed: Printed, down: int = 2) -> None:
        self.pages, self.printed, self.down = pages, printed, down
        self.course, self.texts = pages.course, pages.texts
        printed.numbers = {
            lesson.key: f"{m}.{n}"
            for m, module in enumerate(self.course.modules, 1)
            for n, lesson in enumerate(module.lessons, 1)
        }

    def whole(self, styles: str = "") -> bytes:
        """The page; ``styles`` are its rules where it must not need another file, else it names two style sheets."""
        settings, t = self.course.settings, self.texts
        lead, about = views.split_description(settings.description)
        modules = [
            {"title": polish(module_title(module, i, self.course), title=True),
             "lessons": [self.lesson(lesson) for lesson in module.lessons]}
            for i, module in enumerate(self.course.modules, 1)
        ]  # fmt: skip
        edition = t("print.trainer" if self.printed.trainer else "print.learner")
        return self.pages.fill(
            "book.html",
            "",
            page_title=f"{settings.title} – {edition}",
            title=polish(settings.title, title=True),
            edition=edition,
            trainer=self.printed.trainer,
            lead=polish(lead),
            about=polish(about),
            draft=self.pages.course_draft(),
            facts=self._facts(),
            imprint=self._imprint(),
            funding_text=polish(settings.funding.text) if settings.funding else "",
            modules=modules,
            figures=self.printed.figures,
            tables=self.printed.tables,
            terms=views.glossary(self.course, self.pages.book)[1],
            laws=[self._law(law) for law in self.pages.laws],
            styles=styles,
            icons=trusted(self.pages.theme.icons),
            style=STYLE,
        )

    def _facts(self) -> list[str]:
        facts = (views.duration(self.course, self.pages.book), views.extent(self.course, self.pages.book))
        return [polish(fact) for fact in facts if fact]

    def _imprint(self) -> list[str]:
        settings, t = self.course.settings, self.texts
        lines = [t("start.variant", name=self.course.variant_name)] if self.course.variant_name else []
        lines += [t("start.version", version=settings.version), t("legal.state", date=settings.legal_date)]
        lines += [settings.publisher] if settings.publisher else []
        lines += [t("start.licence", licence=settings.licence)] if settings.licence else []
        return [polish(line) for line in lines]

    def lesson(self, lesson: Lesson) -> dict[str, Any]:
        """What templates show of a lesson, its content for the page of all lessons."""
        lead, content, notes = self._fragments(lesson)
        head = self.pages.head(lesson)
        return {
            "href": place(lesson.key),
            "title": head["title"],
            "number": self.printed.numbers[lesson.key],
            "minutes": head["minutes"],
            "legal_date": lesson.legal_date,
            "intro": self.pages.intro(lesson) if lesson.kind == "test" else "",
            "goals": [polish(goal) for goal in lesson.objectives],
            "lead": self._paper(lead, lesson),
            "content": self._paper(self._answered(content, lesson), lesson),
            "footnotes": self._paper(notes, lesson),
            "language": head.get("tongue", ""),
        }

    def _fragments(self, lesson: Lesson) -> tuple[Markup, Markup, Markup]:
        """Lead, content and footnotes; made anew for trainers where the lesson has something for them."""
        pages = self.pages
        pages.printed = True
        more = self.printed.trainer and lesson.memo.once("trainer", _has_trainer, lesson)
        if more or lesson.key not in pages.fragments:
            sheets, kept = list(pages.sheets), pages.fragments.get(lesson.key)
            pages.book.trainer = self.printed.trainer
            pages.lesson(lesson)
            pages.book.trainer, pages.sheets = False, sheets
            made = pages.fragments[lesson.key]
            if kept is not None:
                pages.fragments[lesson.key] = kept
            return made
        return pages.fragments[lesson.key]

    def _paper(self, html: str, lesson: Lesson) -> Markup:
        return on_paper(html, lesson.key, self.printed, self.texts, self.down)

    def _answered(self, content: Markup, lesson: Lesson) -> str:
        """The content with the answer below each question."""
        if self.printed.answer is None:
            return content
        answers: dict[str, str] = {}
        known = lesson.memo.once("answers", _answers, self.printed.answer, lesson)
        for question, (answer, reason) in zip(lesson.questions, known, strict=True):
            if answer:
                words = join([element("strong", self.texts("print.answer")), " ", polish(answer)])
                told = join([element("p", words), element("p", polish(reason)) if reason else ""])
                answers[f"frage-{question.key}"] = element("div", told, class_="book__answer")
        return below_questions(content, answers)

    def _law(self, law: views.View) -> views.View:
        sections = [
            {**section, "lessons": [{**one, **self._inside(one["href"])} for one in section["lessons"]]}
            for section in law["sections"]
        ]
        return {**law, "sections": sections}

    def _inside(self, href: str) -> dict[str, str]:
        """Place and number in the printed course of a lesson's page."""
        key = href.removeprefix("lektion/").removesuffix(".html")
        return {"href": "#" + place(key), "number": self.printed.numbers.get(key, "")}


def _has_trainer(lesson: Lesson) -> bool:
    return any(node.name == "trainer" for node in views.nodes_of(lesson, Block))


def _answers(answer: Answers, lesson: Lesson) -> list[tuple[str, str]]:
    return [answer(question) for question in lesson.questions]


def learner_edition(pages: Pages) -> dict[str, bytes]:
    """The files of the printed course beside the pages, and a start page that leads to it."""
    return {
        "druck.html": PrintedCourse(pages, Printed()).whole(),
        STYLE: (pages.theme.file("druck.css") + "\n").encode(),
        "index.html": pages.start(printed=True),
    }


def trainer_edition(pages: Pages, answer: Answers, files: Mapping[str, bytes]) -> bytes:
    """One file that needs no other: with answers, ``::: trainer``, styles, fonts and pictures."""
    sheets = [files[name].decode() for name in SHEETS]
    styles = "\n".join([*sheets, pages.theme.file("druck.css")])
    styles = _FONT.sub(lambda m: f"url({_data(f'assets/{m[1]}', files) or m[1]})", styles)
    html = PrintedCourse(pages, Printed(True, answer)).whole(styles).decode()
    return _PICTURE.sub(lambda m: f'src="{_data(m[1], files) or m[1]}"', html).encode()


def _data(name: str, files: Mapping[str, bytes]) -> str:
    """A file as a data URI; empty when there is none. Source: RFC 2397."""
    data = files.get(name)
    return f"data:{media_type(name)};base64,{base64.b64encode(data).decode()}" if data is not None else ""
