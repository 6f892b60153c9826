"""Fills the templates of a theme: one function per page; knows no LMS and writes no file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined
from markupsafe import Markup

from lernbuild.course.model import Course, Lesson, TestSettings
from lernbuild.markup.dates import Dates
from lernbuild.markup.nodes import Node, Paragraph, QuestionPlace
from lernbuild.markup.typography import polish
from lernbuild.markup.walking import plain_text
from lernbuild.questions.page import QuestionContext, render_question
from lernbuild.render import contents, views
from lernbuild.render.data import is_draft
from lernbuild.render.element import trusted
from lernbuild.render.html import footnotes, new_page, render
from lernbuild.render.keys import encode_key
from lernbuild.render.languages import foreign_to, spoken, spoken_blocks, tag_of
from lernbuild.render.marks import dates_line, dates_words, marked_days
from lernbuild.render.page import Book, MathSetter, Page, href_of
from lernbuild.render.signs import Signs
from lernbuild.render.theme import Theme
from lernbuild.render.words import Texts
from lernbuild.templates import PAGE, environment

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
_LEAD = 420


class Pages:
    """All pages of one edition in one theme."""

    def __init__(self, course: Course, theme: Theme, math: MathSetter | None = None, *, printed: bool = False) -> None:
        self.course = course
        self.draft = is_draft(course)
        self.theme = theme
        self.signs = Signs(theme.icons)
        self.texts: Texts = theme.texts(course.settings.language)
        self.env = environment(PAGE, *theme.templates, sandboxed=theme.own, undefined=StrictUndefined)
        self.book = Book(course, self.texts, math, self._funding)
        self.laws = views.laws(course)
        self.sheets: list[views.View] = []
        self.printed = printed
        self.fragments: dict[str, tuple[Markup, Markup, Markup]] = {}
        """Lead, content and footnotes of the lessons made so far, for the printed course alone: they take memory."""
        self.hidden: list[str] = []
        """HTML that stands masked in the pages: feedback and hints."""
        self.classes: set[str] = set()
        """Classes of pages that were looked at already, and ``DATED`` where one holds a day that passes."""
        self.env.globals.update(self._shared())

    def _shared(self) -> Mapping[str, Any]:
        settings = self.course.settings
        return {
            "t": lambda key, **values: polish(self.texts(key, **values)),
            "course": settings,
            "language": tag_of(settings.language),
            "tongue": "",
            "course_title": polish(settings.title, title=True),
            "plain": settings.language == "de-einfach",
            "csp": trusted(CSP),
            "icons": trusted(self.signs.empty),
            "logo": _drawn(self.theme.file("logo.svg")),
            "has_glossary": bool(self.course.glossary),
            "has_law": bool(self.laws),
            "funding": settings.funding,
            "emblem": self._emblem(),
            "eu_emblem": trusted(self.theme.file("eu-emblem.svg")),
            "lands": [],
        }

    def _emblem(self) -> str:
        """The publisher's own logo, the emblem of the European Union for its funds, or nothing."""
        funding = self.course.settings.funding
        if funding is None:
            return ""
        if funding.logo:
            name = funding.logo.rsplit("/", 1)[-1]
            return next((asset.name for asset in self.course.assets if asset.name.rsplit("/", 1)[-1] == name), "")
        return "eu" if "europäisch" in funding.text.lower() else ""

    def _funding(self) -> Markup:
        shared = {"emblem": self.env.globals["emblem"]}
        if shared["emblem"] not in {"", "eu"}:
            shared["emblem"] = "../" + str(shared["emblem"])
        return trusted(self.env.get_template("funding.html").render(shared).strip())

    def fill(self, template: str, root: str, masked: str = "", **values: Any) -> bytes:
        """The page; ``masked`` is HTML in it that only the script can read."""
        page = self.signs.into(self.env.get_template(template).render(root=root, **values), masked)
        self.classes.update(marked_days(page))
        return page.encode()

    # ---- start -----------------------------------------------------------------

    def start(self, *, printed: bool = False) -> bytes:
        """The start page; ``printed``: the whole course on one page lies beside it."""
        settings, course, t = self.course.settings, self.course, self.texts
        lessons = course.lessons
        lead, about = views.split_description(settings.description)
        imprint = [t("start.version", version=settings.version)]
        if course.variant_name:
            imprint.insert(0, t("start.variant", name=course.variant_name))
        if settings.licence:
            imprint.append(t("start.licence", licence=settings.licence))
        return self.fill(
            "start.html",
            "",
            page_title=settings.title,
            printed=printed,
            title=polish(settings.title, title=True),
            draft=self.course_draft(),
            eyebrow=polish(settings.subtitle or t("start.eyebrow")),
            lead=polish(lead),
            about=polish(about),
            duration=polish(views.duration(course, self.book)),
            extent=polish(views.extent(course, self.book)),
            first={"href": href_of(lessons[0]), "words": polish(t("start.begin", title=lessons[0].title))}
            if lessons
            else None,
            lands=[{"id": key, "name": name} for key, name in course.lands],
            modules=contents.entries(course, self.book),
            goals=[polish(goal) for goal in settings.objectives],
            sheets=contents.sheet_views(self.sheets, course, self.book),
            needs=views.needs(course, self.book),
            contact=views.contact(course, self.book),
            publisher=polish(settings.publisher),
            funding_text=polish(settings.funding.text) if settings.funding else "",
            imprint=polish(". ".join(imprint) + "."),
        )

    def contents_pages(self) -> dict[str, bytes]:
        """The lessons of a long course by their path, a page for each block; nothing where the start page has them."""
        blocks = contents.course_blocks(self.course)
        if len(blocks) == 1:
            return {}
        start = {"href": "../index.html", "title": self.texts("lesson.to-start")}
        return {block.href: self._contents(block, [start, *self._neighbours(block, blocks)]) for block in blocks}

    def _neighbours(self, block: contents.Block, blocks: list[contents.Block]) -> list[dict[str, str]]:
        return [
            {"href": f"../{after.href}", "title": contents.block_title(after, self.course, self.book)}
            for after in blocks[block.number : block.number + 1]
        ]

    def _contents(self, block: contents.Block, turns: list[dict[str, str]]) -> bytes:
        view = contents.block_view(block, self.course, self.book)
        return self.fill(
            "contents.html",
            "../",
            **view,
            page_title=self._titled(contents.block_title(block, self.course, self.book)),
            page_kind="contents",
            page_id="",
            page_number=0,
            draft=self.course_draft(),
            sheets=contents.sheets_of(block, self.sheets),
            back=turns[0],
            next=turns[1] if len(turns) > 1 else None,
        )

    def course_draft(self) -> str:
        if not self.draft:
            return ""
        approved = sum(lesson.approved for lesson in self.course.lessons)
        return polish(self.texts("draft.course", done=approved, total=len(self.course.lessons)))

    def _lesson_draft(self, lesson: Lesson) -> str:
        if not self.draft:
            return ""
        return polish(self.texts("draft.page-approved" if lesson.approved else "draft.page"))

    # ---- lessons and tests ---------------------------------------------------------

    def lesson(self, lesson: Lesson) -> bytes:
        masked = len(self.hidden)
        page = new_page(self.book, lesson, "../")
        page.questions = self._question
        page.ids.update(dict.fromkeys(("ziele", "abschluss", "anmerkungen", "begriffe"), 1))
        lead, blocks = _lead(lesson.blocks)
        tongue = foreign_to(self.course, lesson)
        if tongue:
            page.frame = tag_of(self.course.settings.language)
            page.own = self.theme.texts(lesson.language) if self.theme.speaks(lesson.language) else None
        lead_html = spoken(render(lead, page), tongue)
        content = spoken_blocks(blocks, page, tongue)
        placed = {node.index for node in views.nodes_of(lesson, QuestionPlace)}
        content += Markup("").join(self._question(i, page) for i in range(len(lesson.questions)) if i not in placed)
        notes = footnotes(page)
        if self.printed:
            self.fragments[lesson.key] = (lead_html, content, notes)
        self._remember_sheets(lesson, page)
        values = self.head(lesson) | {
            "masked": "".join(self.hidden[masked:]),
            "lead": lead_html,
            "content": content,
            "moves": 'data-lb="tabs"' in content or 'data-lb="solution"' in content,
            "footnotes": notes,
            "sources": views.sources(page),
            "terms": sorted(page.terms.values(), key=lambda term: views.sort_key(term.headword)),
        }
        if lesson.kind == "test":
            return self.fill("test.html", "../", **values, intro=self.intro(lesson))
        return self.fill(
            "lesson.html",
            "../",
            **values,
            page_survey=lesson.kind == "umfrage",
            goals=[polish(goal) for goal in lesson.objectives],
        )

    def _question(self, index: int, page: Page) -> Markup:
        lesson = page.lesson
        assert lesson is not None
        question = lesson.questions[index]
        context = QuestionContext(
            html=lambda nodes: self._noted(spoken(page.html(nodes), foreign_to(self.course, lesson))),
            t=self.texts,
            encode=encode_key,
            label=self._label(index, lesson),
            heading_level=page.below(),
            check=lesson.test is None or lesson.test.feedback != "ende",
            dates=lambda dates: dates_line(dates, self.texts),
        )
        before, page.inert = page.inert, True
        try:
            return render_question(question, self.env, context)
        finally:
            page.inert = before

    def _noted(self, html: Markup) -> Markup:
        if "class=" in html:
            self.hidden.append(html)
        return html

    def _label(self, index: int, lesson: Lesson) -> str:
        """„Aufgabe 1 von 4 · 1 Punkt“; practice questions have no number of all and no points."""
        question = lesson.questions[index]
        if lesson.kind != "test":
            key = "question.label-survey" if lesson.kind == "umfrage" else "question.label-practice"
            return self.texts(key, n=index + 1)
        points = self.texts.count("question.points", question.points)
        return polish(self.texts("question.label", n=index + 1, total=len(lesson.questions), points=points))

    def head(self, lesson: Lesson) -> dict[str, Any]:
        t = self.texts
        return {
            "lesson": lesson,
            "tongue": foreign_to(self.course, lesson),
            "page_title": f"{lesson.title} – {self.course.settings.title}",
            "page_kind": "test" if lesson.kind == "test" else "lesson",
            "page_id": lesson.key,
            "page_number": lesson.number,
            "title": polish(lesson.title, title=True),
            "place": polish(self._place(lesson)),
            "minutes": polish(t.count("lesson.minutes", lesson.minutes)) if lesson.minutes else "",
            "dates": dates_words(Dates(None, lesson.check_by, lesson.valid_from, lesson.valid_until), t),
            "draft": self._lesson_draft(lesson),
            "back": self._turn(lesson, -1),
            "next": self._turn(lesson, 1),
        }

    def _place(self, lesson: Lesson) -> str:
        """„Modul 5 · Lektion 2 von 4“."""
        number, module = self.book.modules[lesson.key]
        if lesson.kind == "test":
            return self.texts("test.place", m=number)
        ordinary = [item.key for item in module.lessons if item.kind != "test"]
        return self.texts("lesson.place", m=number, n=ordinary.index(lesson.key) + 1, total=len(ordinary))

    def _turn(self, lesson: Lesson, by: int) -> dict[str, str]:
        lessons = self.book.order
        at = self.book.places[lesson.key] + by
        inside = 0 <= at < len(lessons)
        href = "../" + href_of(lessons[at]) if inside else "../index.html"
        if by > 0:
            return {"href": href, "title": self.texts("lesson.next" if inside else "lesson.last")}
        title = polish(lessons[at].title, title=True) if inside else self.texts("lesson.to-start")
        return {"href": href, "title": title}

    def intro(self, lesson: Lesson) -> str:
        test = lesson.test or TestSettings(attempts=self.course.settings.completion.attempts)
        percent = test.pass_percent if test.pass_percent is not None else self.course.settings.completion.pass_percent
        count = len(lesson.questions)
        if isinstance(test.draw, int):
            count = min(count, test.draw)
        elif test.draw:
            count = min(count, sum(test.draw.values()))
        words = self.texts(
            "test.intro",
            questions=self.texts.count("test.questions", count),
            attempts=self.texts.count("test.attempts", test.attempts),
            percent=float(percent),
        )
        return polish(words + (" " + self.texts("test.minutes", n=test.minutes) if test.minutes else ""))

    def _remember_sheets(self, lesson: Lesson, page: Page) -> None:
        number, _ = self.book.modules[lesson.key]
        place = polish(self.texts("start.help-place", m=number))
        self.sheets += [
            {"href": f"{href_of(lesson)}#{name}", "words": polish(title, title=True), "place": place}
            for title, name in page.sheets
        ]

    # ---- glossary and law --------------------------------------------------------------

    def glossary(self) -> bytes:
        letters, terms = views.glossary(self.course, self.book)
        title = self.texts("glossary.title")
        return self.fill(
            "glossary.html",
            "",
            page_title=self._titled(title),
            title=title,
            page_kind="glossary",
            page_id="",
            page_number=0,
            draft=self.course_draft(),
            letters=letters,
            terms=terms,
            count=polish(self.texts.count("glossary.count", len(terms))),
        )

    def law(self) -> bytes:
        title = self.texts("law.title")
        intro = polish(self.texts("law.intro", date=self.course.settings.legal_date))
        return self.fill(
            "law.html",
            "",
            page_title=self._titled(title),
            title=title,
            page_kind="law",
            page_id="",
            page_number=0,
            draft=self.course_draft(),
            laws=self.laws,
            intro=intro,
        )

    def _titled(self, title: str) -> str:
        return f"{title} – {self.course.settings.title}"


def _drawn(svg: str) -> Markup:
    """A theme's sign inside the page: hidden from screen readers, since the course's name stands beside it."""
    start = svg.find("<svg")
    bare = svg[start:].replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return trusted(bare.replace("<svg", '<svg aria-hidden="true"', 1)) if start >= 0 else Markup()


def _lead(blocks: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """A short first paragraph is the lead."""
    if blocks and isinstance(blocks[0], Paragraph) and len(plain_text(blocks[0])) <= _LEAD:
        return blocks[0].children, blocks[1:]
    return (), blocks
