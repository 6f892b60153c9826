"""Makes the lessons of one edition from lesson files, as far as they are asked for; must not know modules or pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from functools import partial
from typing import Any

from lernbuild.course.edition_text import QUESTIONS, EditionText, LessonText, Scope, make_text
from lernbuild.course.kept import LOCK
from lernbuild.course.lesson_files import LessonFile, Work
from lernbuild.course.lesson_head import LessonHead
from lernbuild.course.links import TEXTS, Links, Page
from lernbuild.course.model import Lesson, QuestionIdentity, TestSettings
from lernbuild.course.prose import Prose
from lernbuild.course.shared import is_kept, once
from lernbuild.diagnostics import Diagnostic
from lernbuild.frozen import frozen
from lernbuild.keep import hash_of
from lernbuild.later import Later, Once, is_made, partly
from lernbuild.markup.nodes import Block, Figure, Heading, Image, Node, Table, Text
from lernbuild.markup.walking import children_of, plain_text
from lernbuild.memo import Memo
from lernbuild.questions.model import Question


def edition_text(work: Work, file: LessonFile) -> EditionText:
    """The text of a lesson in an edition, made once for those that have the same."""
    alike = bool(file.memo.found["alike"])
    kept = is_kept(work.project, f"lesson:{file.path}")

    def make() -> EditionText:
        return _kept_text(work, file, alike=alike)

    text = once(work.project, f"text:{file.path}", make, still=lambda _: kept) if alike else make()
    work.out += text.problems
    return text


def _kept_text(work: Work, file: LessonFile, *, alike: bool) -> EditionText:
    """What is known of the text, and the rest when it is asked for; made now when nothing is known."""
    texts = work.project.cache.texts
    memo = file.memo
    if not alike:
        memo = texts.of(f"text:{file.path}|{work.scope.variant}", file.memo, _always) if texts else Memo()
    if "text" not in memo.found:
        text = _make_text(work, file)
        text.memo, text.alike = memo, alike
        named = [(one.key, one.options, one.span, one.explicit) for one in text.identities]
        memo.note("text", (named, text.problems, text.broken, text.own_anchors))
        return text
    named, problems, broken, own_anchors = memo.found["text"]
    whole = Once(lambda: _make_text(work, file))
    identities = [QuestionIdentity(file.key, *one) for one in named]
    values = {"identities": identities, "problems": problems, "broken": broken, "own_anchors": own_anchors}
    rest = {part: partial(_part, whole, part) for part in ("blocks", "footnotes", "questions")}
    return partly(EditionText, {**values, "memo": memo, "alike": alike}, rest)


def _part(whole: Any, part: str) -> Any:
    return getattr(whole(), part)


def _always(_: object) -> bool:
    return True


def _make_text(work: Work, file: LessonFile) -> EditionText:
    known = tuple(work.project.document(file.path)[1]) + tuple(file.included.problems)
    notes = tuple(file.included.footnotes)
    language = file.head.language or work.head.settings.language
    test = file.head.kind == "test"
    lesson = LessonText(file.included.blocks, notes, file.key, _day(work, file), test, known, language)
    return make_text(lesson, work.scope, work.facts)


def _day(work: Work, file: LessonFile) -> date:
    return file.head.legal_date or work.head.settings.legal_date


# ---- what can be linked to ----------------------------------------------------


@frozen
class Places:
    """All lessons as links see them, by path; ``whole`` is the same for the same ones, ``table`` for the same keys."""

    pages: Mapping[str, Page]
    paths: Mapping[str, str] = field(init=False)
    whole: str = field(init=False)
    table: str = field(init=False)

    def __post_init__(self) -> None:
        table = [(path, page.key, page.kept) for path, page in self.pages.items()]
        words = [page.words for page in self.pages.values()]
        object.__setattr__(self, "paths", {page.key: path for path, page in self.pages.items()})
        object.__setattr__(self, "table", hash_of(table).hex())
        object.__setattr__(self, "whole", hash_of(table, words).hex())

    def seen(self, links: Iterable[str]) -> dict[str, bytes]:
        """The words of the lessons to which these places lead, by path."""
        keys = {place.partition("#")[0][7:] for place in links if place.startswith("lesson:")}
        return {self.paths[key]: self.pages[self.paths[key]].words for key in keys}


def page_of(file: LessonFile, text: EditionText, scope: Scope) -> Page:
    """What can be linked to in a lesson."""
    anchors = Once(lambda: _anchors(text))
    words = text.memo.once("words", lambda: _words_hash(file, anchors()))
    values = {"key": file.key, "title": file.head.title, "kept": scope.keeps(file.only, file.except_for)}
    return partly(Page, {**values, "words": words}, {"anchors": anchors})


def _words_hash(file: LessonFile, anchors: Mapping[str, tuple[Node, ...]]) -> bytes:
    """Stands for the title and the anchors with the words that links without words show."""
    return hash_of(file.head.title, [(anchor, plain_text(words)) for anchor, words in anchors.items()])


def _anchors(text: EditionText) -> dict[str, tuple[Node, ...]]:
    anchors: dict[str, tuple[Node, ...]] = {}
    stack: list[Node] = list(reversed(text.blocks))
    while stack:
        node = stack.pop()
        if isinstance(node, Block) and node.name in QUESTIONS:
            continue
        if isinstance(node, Heading) and node.anchor:
            anchors.setdefault(node.anchor, node.children)
        attributes = getattr(node, "attributes", None)
        named = attributes.get("id") if attributes is not None else None
        if named:
            anchors.setdefault(named, _words_of(node))
        if isinstance(node, Figure) and (name := node.image.attributes.get("id")):
            anchors.setdefault(name, node.caption or _words_of(node.image))
        stack.extend(reversed(list(children_of(node))))
    for question in text.questions:
        anchors.setdefault(f"frage-{question.key}", question.prompt)
    return anchors


def _words_of(node: Node) -> tuple[Node, ...]:
    """What a link without words shows for a block, a table or a picture."""
    match node:
        case Block(title=title):
            return title
        case Table(attributes=attributes):
            caption = attributes.get("beschriftung") or attributes.get("titel")
            return (Text(node.span, caption),) if caption else ()
        case Image(alt=alt):
            return (Text(node.span, alt),) if alt else ()
    return ()


# ---- links, law, terms --------------------------------------------------------


@frozen
class Finished(Later):
    """A lesson's text with links, law and terms, and what was found on the way.

    ``prose`` may not be made yet; ``questions`` are what is known of its questions.
    """

    prose: Prose
    questions: tuple[Mapping[str, Any], ...]
    links: Mapping[tuple[str, str], str]
    assets: Mapping[str, str]
    problems: list[Diagnostic]
    memo: Memo


_HEAVY = ("prompt", "body", "content", "hints", "feedback")
_LIGHT = ("kind", "key", "span", "points", "attempts", "required", "shuffle", "objective", "only", "except_for",
          "dates", "style", "reason", "explicit_key", "number")  # fmt: skip


def finished_text(work: Work, file: LessonFile, text: EditionText, places: Places) -> Finished:
    """The finished text; made once for editions that have the same text and the same places to link to."""

    def make() -> Finished:
        return _kept_finished(work, file, text, places)

    kept = is_kept(work.project, f"text:{file.path}")
    new = _changed_lessons(work, places.pages)

    def still(found: Finished) -> bool:
        return kept and not any(place.partition("#")[0] in new for place in found.links.values())

    return once(work.project, f"finished:{file.path}:{places.whole}", make, still=still) if text.alike else make()


def _changed_lessons(work: Work, pages: Mapping[str, Page]) -> set[str]:
    """Where links to lessons lead that have changed since a former state of the folder, by their old and new names."""
    cache = work.project.cache
    now = {pages[path].key for path in cache.changed if path in pages}
    before = [cache.before.get(f"lesson:{path}") for path in cache.changed]
    return {f"lesson:{key}" for key in now | {found[0].key for found in before if isinstance(found, tuple)}}


def _kept_finished(work: Work, file: LessonFile, text: EditionText, places: Places) -> Finished:
    """Like the former build's, where the lesson is the same and the lessons it links to have the same words."""
    texts = work.project.cache.texts

    def holds(found: Mapping[str, Any]) -> bool:
        if not all(path in work.project.files for path in found["assets"]):
            return False
        seen = _all_places(work, places) if found["missed"] else places.seen(found["links"].values())
        return bool(found["linked"] == seen)

    edition = "" if text.alike else work.scope.variant
    memo = texts.of(f"finished:{file.path}|{edition}|{places.table}", file.memo, holds) if texts else Memo()
    if "links" not in memo.found:
        return _finish(work, file, text, places, memo)
    for path in memo.found["assets"]:
        if path.lower().endswith(TEXTS):
            work.project.promise(path)
    whole = Once(lambda: _finish(work, file, text, places, Memo()).prose)
    names = ("questions", "links", "assets", "problems")
    return partly(Finished, {**{name: memo.found[name] for name in names}, "memo": memo}, {"prose": whole})


def _finish(work: Work, file: LessonFile, text: EditionText, places: Places, memo: Memo) -> Finished:
    links = Links(work.project, work.course, places.pages)
    finisher = replace(work.finisher, problems=[])
    questions = tuple(
        links.resolve(question, file.path, anchors=index not in text.own_anchors)
        for index, question in enumerate(text.questions)
    )
    blocks = links.resolve(text.blocks, file.path)
    notes = links.resolve(text.footnotes, file.path)
    prose = finisher.finish(Prose(blocks, questions, notes), marks=file.head.kind != "test")
    light = tuple({name: getattr(question, name) for name in _LIGHT} for question in prose.questions)
    made = Finished(prose, light, links.found, links.assets, [*links.problems, *finisher.problems], memo)
    for name in ("questions", "links", "assets", "problems"):
        memo.note(name, getattr(made, name))
    missed = bool(links.problems)  # a message about a missing place names what all the others could have meant
    memo.note("missed", missed)
    memo.note("linked", _all_places(work, places) if missed else places.seen(links.found.values()))
    return made


def _all_places(work: Work, places: Places) -> tuple[str, list[str]]:
    """Everything that a link could have meant and that the lessons' own memos do not stand for."""
    return places.whole, [path for path in work.project.files if path.endswith(LOCK)]


# ---- the lesson ---------------------------------------------------------------


def lesson_of(work: Work, file: LessonFile, text: EditionText, finished: Finished, *, approved: bool) -> Lesson:
    """The lesson; what only its text tells is made when asked for, where a former build has told the rest."""
    head = file.head
    limits = ((), ()) if work.scope.variant else (file.only, file.except_for)
    values = {
        "key": file.key,
        "number": 0,
        "kind": head.kind,
        "title": head.title,
        "file": work.project.promise(file.path),
        "legal_date": _day(work, file),
        "short_title": head.short_title,
        "minutes": head.minutes,
        "objectives": tuple(goal.text for goal in head.goals),
        "check_by": head.check_by,
        "valid_from": head.valid_from,
        "valid_until": head.valid_until,
        "only": limits[0],
        "except_for": limits[1],
        "required": head.required,
        "keywords": head.keywords,
        "language": head.language,
        "test": file.memo.once("test", lambda: _test(work, head)),
        "digest": file.digest,
        "approved": approved,
        "span": file.span,
        "broken_questions": text.broken,
        "numbers": "",
        "memo": finished.memo,
    }
    if is_made(finished, "prose"):
        prose = finished.prose
        whole = {"blocks": prose.blocks, "questions": prose.questions, "footnotes": prose.footnotes}
        return partly(Lesson, values | whole, {})
    values["questions"] = tuple(_question(finished, i) for i in range(len(finished.questions)))
    makers = {part: partial(_of_prose, finished, part) for part in ("blocks", "footnotes")}
    return partly(Lesson, values, makers)


def _of_prose(finished: Finished, part: str) -> Any:
    return getattr(finished.prose, part)


def _question(finished: Finished, index: int) -> Question:
    makers = {part: partial(_of_question, finished, index, part) for part in _HEAVY}
    return partly(Question, finished.questions[index], makers)


def _of_question(finished: Finished, index: int, part: str) -> Any:
    return getattr(finished.prose.questions[index], part)


def _test(work: Work, head: LessonHead) -> TestSettings | None:
    """The head's settings; how often a test may be handed in comes from the course where the head is silent."""
    if head.test is None or head.record.get("versuche") is not None:
        return head.test
    return replace(head.test, attempts=work.head.settings.completion.attempts)
