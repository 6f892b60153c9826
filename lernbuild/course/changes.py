"""Compares two states of the sources: lessons, questions, facts, variants, editions; must not know git or printing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from lernbuild.course.assemble import assemble_course
from lernbuild.course.digest import words_digest
from lernbuild.course.edition import ALL, Edition, chosen_editions
from lernbuild.course.facts import Fact
from lernbuild.course.load import Project
from lernbuild.course.lock import FILE, number_editions
from lernbuild.course.model import Course, Lesson
from lernbuild.course.shared import facts_of, variants_of
from lernbuild.course.variants import Variants
from lernbuild.course.wordings import Wording, changed_wordings
from lernbuild.frozen import frozen
from lernbuild.markup.walking import plain_text
from lernbuild.questions.model import Question

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@frozen
class Change:
    """A lesson (``question`` empty) or a question that is new, gone or different; words are titles or first lines."""

    kind: str
    course: str
    lesson: str
    title: str
    question: str = ""
    old: str = ""
    new: str = ""


@frozen
class FactChange:
    """A fact whose record or whose shown value differs; None: it did not or does not exist."""

    id: str
    old: Fact | None
    new: Fact | None
    wordings: tuple[Wording, ...]


@frozen
class TextChange:
    """A text of a Land or an office."""

    variant: str
    key: str
    old: str
    new: str


@frozen
class Changes:
    """Everything that differs; ``editions`` are the present ones whose packages differ."""

    lessons: tuple[Change, ...]
    questions: tuple[Change, ...]
    facts: tuple[FactChange, ...]
    texts: tuple[TextChange, ...]
    editions: tuple[Edition, ...]


@frozen
class State:
    """The sources at one time: editions by course and variant, and numbers of lessons and questions from kurs.lock."""

    editions: Mapping[str, Mapping[str, Course]]
    numbers: Mapping[str, Mapping[tuple[str, ...], int]]
    """By course: (lesson,) and (lesson, question); none for a course without kurs.lock."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    variants: Variants = field(default_factory=lambda: Variants({}))


def state_of(project: Project, leave_out: Collection[str] = ()) -> State:
    """All editions of all courses but those in ``leave_out``; what cannot be read is left out."""
    editions: dict[str, dict[str, Course]] = {}
    numbers: dict[str, dict[tuple[str, ...], int]] = {}
    for course_id in project.course_ids:
        if course_id in leave_out:
            continue
        drafts = []
        for variant in chosen_editions(project, course_id, (ALL,)):
            course, _ = assemble_course(project, course_id, variant=variant)
            drafts += [Edition(course_id, variant, course)] if course else []
        editions[course_id] = {draft.variant: draft.course for draft in drafts}
        if f"{course_id}/{FILE}" in project.files:
            numbered, _ = number_editions(project, course_id, drafts)
            numbers[course_id] = {key: n for one in numbered.editions for key, n in _numbers(one.course)}
    return State(editions, numbers, facts_of(project)[0], variants_of(project)[0])


def same_courses(one: Project, other: Project) -> frozenset[str]:
    """Courses of which no file that they can read differs between two projects."""
    ids = {*one.course_ids, *other.course_ids}
    differing = {path for path in {*one.files, *other.files} if not _is_same(one, other, path)}
    touched = {path.partition("/")[0] for path in differing}
    if touched - ids:
        return frozenset()
    return frozenset(course for course in ids - touched if not _reads_others(one, course, touched))


def _is_same(one: Project, other: Project, path: str) -> bool:
    return path in one.files and path in other.files and one.bytes_of(path) == other.bytes_of(path)


def _reads_others(project: Project, course: str, others: Collection[str]) -> bool:
    """True when a text names another course's folder: a picture or snippet may come from there."""
    names = tuple(f"{other}/" for other in others)
    texts = (path for path in project.files if path.endswith((".md", ".yaml")) and path.partition("/")[0] not in others)
    mine = (path for path in texts if path.startswith(f"{course}/") or path.partition("/")[0] not in project.course_ids)
    return any(name in project.source(path)[0].text for path in mine for name in names)


def _numbers(course: Course) -> Iterator[tuple[tuple[str, ...], int]]:
    for lesson in course.lessons:
        yield (lesson.key,), lesson.number
        for question in lesson.questions:
            yield (lesson.key, question.key), question.number


def compare(old: State, new: State) -> Changes:
    """What differs between two states."""
    lessons: list[Change] = []
    questions: list[Change] = []
    for course in dict.fromkeys((*new.editions, *old.editions)):
        names = _Names(course, old.numbers.get(course), new.numbers.get(course))
        lessons += names.changes(_lessons(old, course), _lessons(new, course))
        questions += names.changes(_questions(old, course), _questions(new, course))
    return Changes(
        tuple(lessons), tuple(questions), tuple(_facts(old, new)), tuple(_texts(old, new)), tuple(_editions(old, new))
    )


# ---- lessons and questions ----------------------------------------------------


@frozen
class _Part:
    """A lesson or question as it is compared: its keys, words for people, and what it holds in each edition."""

    key: tuple[str, ...]
    title: str
    words: str
    digests: Mapping[str, str]


@frozen
class _Names:
    """Finds the same thing again: by its number when both sides have a kurs.lock, else by its key."""

    course: str
    old: Mapping[tuple[str, ...], int] | None
    new: Mapping[tuple[str, ...], int] | None

    def changes(
        self, before: Mapping[tuple[str, ...], _Part], after: Mapping[tuple[str, ...], _Part]
    ) -> Iterator[Change]:
        olds = {self.name(key, self.old): part for key, part in before.items()}
        news = {self.name(key, self.new): part for key, part in after.items()}
        for name, part in news.items():
            if name not in olds:
                yield self.change(ADDED, part, "", part.words)
            elif _differ(olds[name].digests, part.digests):
                yield self.change(CHANGED, part, olds[name].words, part.words)
        for name, part in olds.items():
            if name not in news:
                yield self.change(REMOVED, part, part.words, "")

    def name(self, key: tuple[str, ...], numbers: Mapping[tuple[str, ...], int] | None) -> object:
        if self.old is None or self.new is None or numbers is None or key not in numbers:
            return key
        return numbers[key] if len(key) == 1 else (numbers.get(key[:1]), numbers[key])

    def change(self, kind: str, part: _Part, old: str, new: str) -> Change:
        return Change(kind, self.course, part.key[0], part.title, part.key[1] if len(part.key) > 1 else "", old, new)


def _differ(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    return any(old[variant] != new[variant] for variant in old.keys() & new.keys())


def _lessons(state: State, course: str) -> dict[tuple[str, ...], _Part]:
    return _parts(
        ((lesson.key,), lesson.title, lesson.title, variant, lesson.digest)
        for variant, lesson in _each_lesson(state, course)
    )


def _questions(state: State, course: str) -> dict[tuple[str, ...], _Part]:
    return _parts(
        ((lesson.key, question.key), lesson.title, _first_words(question), variant, words_digest(question))
        for variant, lesson in _each_lesson(state, course)
        for question in lesson.questions
    )


def _each_lesson(state: State, course: str) -> Iterator[tuple[str, Lesson]]:
    for variant, edition in state.editions.get(course, {}).items():
        for lesson in edition.lessons:
            yield variant, lesson


def _parts(found: Iterable[tuple[tuple[str, ...], str, str, str, str]]) -> dict[tuple[str, ...], _Part]:
    parts: dict[tuple[str, ...], _Part] = {}
    for key, title, words, variant, digest in found:
        known = parts.get(key)
        parts[key] = _Part(key, title, words, {**(known.digests if known else {}), variant: digest})
    return parts


def _first_words(question: Question) -> str:
    return " ".join(plain_text(question.prompt).split()) or question.key


# ---- facts, texts, editions ---------------------------------------------------


def _facts(old: State, new: State) -> Iterator[FactChange]:
    shown: dict[str, dict[Wording, None]] = {}
    for course, editions in new.editions.items():
        for variant, edition in editions.items():
            before = old.editions.get(course, {}).get(variant)
            for fact, wording in changed_wordings(course, before, edition) if before else ():
                shown.setdefault(fact, {})[wording] = None
    for key in sorted(old.facts.keys() | new.facts.keys()):
        one, other = old.facts.get(key), new.facts.get(key)
        if _record(one) != _record(other) or any(wording.value for wording in shown.get(key, ())):
            yield FactChange(key, one, other, tuple(shown.get(key, ())))


def _record(fact: Fact | None) -> Any:
    if fact is None:
        return None
    periods = [(period.start, period.until, period.value) for period in fact.periods]
    return fact.statement, fact.unit, fact.norm, fact.source, fact.state, periods


def _texts(old: State, new: State) -> Iterator[TextChange]:
    for variant in sorted(old.variants.by_id.keys() | new.variants.by_id.keys()):
        one, other = old.variants.by_id.get(variant), new.variants.by_id.get(variant)
        before = {"name": one.name, **one.texts} if one else {}
        after = {"name": other.name, **other.texts} if other else {}
        for key in dict.fromkeys((*after, *before)):
            if before.get(key) != after.get(key):
                yield TextChange(variant, key, before.get(key, ""), after.get(key, ""))


def _editions(old: State, new: State) -> Iterator[Edition]:
    for course, editions in new.editions.items():
        for variant, edition in editions.items():
            before = old.editions.get(course, {}).get(variant)
            if before is None or _content(before) != _content(edition):
                yield Edition(course, variant, edition)


def _content(course: Course) -> str:
    assets = sorted((asset.name, words_digest(asset.source.read_bytes())) for asset in course.assets)
    parts = (course.settings, course.modules, course.glossary, course.objectives, course.lands, course.variant_name)
    return words_digest((*parts, tuple(assets)))
