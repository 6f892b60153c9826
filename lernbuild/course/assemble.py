"""Makes a Course out of a project's files: one edition with everything resolved; must not know pages or LMSs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lernbuild.course import tables
from lernbuild.course.approvals import EXPERT, Approvals, is_current, read_approvals
from lernbuild.course.assets import name_assets
from lernbuild.course.edition_text import QUESTIONS, EditionText, LessonText, Scope, differs_by_edition, make_text
from lernbuild.course.fields import read_fields
from lernbuild.course.lesson_files import LessonFile, Work, lessons_of
from lernbuild.course.lesson_head import LessonHead
from lernbuild.course.limits import Differences, LimitedLesson, differences_of, place_of
from lernbuild.course.links import Links, Page
from lernbuild.course.load import Project
from lernbuild.course.model import (
    Asset,
    Course,
    Lesson,
    LessonIdentity,
    Module,
    Objective,
    QuestionIdentity,
    TestSettings,
)
from lernbuild.course.prose import Finisher, Prose
from lernbuild.course.shared import course_head, facts_of, glossary_of, is_kept, laws_of, once, variants_of
from lernbuild.course.words import readable
from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.nodes import Block, Figure, Heading, Image, Node, Table, Text, children_of, plain_text
from lernbuild.markup.terms import forms_of
from lernbuild.questions.identity import slug


def assemble_course(project: Project, course_id: str, *, variant: str = "") -> tuple[Course | None, list[Diagnostic]]:
    """One edition of a course and everything that is wrong with its sources.

    None when kurs.yaml is missing or misses what a course cannot do without.
    """
    facts, problems = facts_of(project)
    variants, more = variants_of(project)
    glossary, said = glossary_of(project, course_id)
    head, wrong = course_head(project, course_id)
    problems = [*problems, *more, *said, *wrong]
    if head is None:
        return None, problems
    settings = head.settings
    scope = Scope(variants, settings.variants, variant, settings.variant_mode == "auswahl")
    laws, odd = laws_of(project)
    forms = forms_of((term.headword, term.forms) for term in glossary)
    finisher = Finisher(laws, {term.headword: term for term in glossary}, forms)
    work = Work(project, course_id, head, facts, variants, glossary, scope, finisher, [*problems, *odd])
    course = _assemble(work)
    return course, work.out


def _assemble(work: Work) -> Course:
    files = lessons_of(work)
    texts = {file.path: _edition_text(work, file) for file in files}
    pages = {file.path: _page(file, texts[file.path], work.scope) for file in files}
    links = Links(work.project, work.course, pages)
    places = hash(tuple((path, page.kept, page.title, _named_places(page)) for path, page in pages.items()))
    lessons = []
    for file in files:
        if not work.scope.keeps(file.only, file.except_for):
            continue
        finished = _finished(work, file, texts[file.path], pages, places)
        links.found.update(finished.links)
        links.assets.update(finished.assets)
        work.out += finished.problems
        lessons.append((file, _lesson(work, file, texts[file.path], finished.prose)))
    logo = _logo(work, links)
    names = name_assets(links.assets)
    targets = {key: _named(place, names) for key, place in (*links.found.items(), *logo)}
    settings = work.head.settings
    choice = work.scope.choice and not work.scope.variant
    return Course(
        settings=settings,
        modules=_modules(work, lessons),
        assets=tuple(Asset(work.project.files[path], name) for path, name in sorted(names.items())),
        links=targets,
        objectives=_objectives(work, files),
        glossary=work.glossary,
        lands=tuple((one, work.variants.name(one)) for one in settings.variants) if choice else (),
        variant=work.scope.variant,
        variant_name=work.variants.name(work.scope.variant) if work.scope.variant else "",
        approvals=_approvals(work),
        facts=work.facts,
        all_lessons=tuple(LessonIdentity(f.key, f.span, bool(f.head.id)) for f in files),
        all_questions=_identities(files, texts),
        file=work.head.file,
        differences=_differences(work, files, texts),
    )


def _differences(work: Work, files: Sequence[LessonFile], texts: Mapping[str, EditionText]) -> Differences | None:
    """The same for every edition, so made once."""
    if not work.head.settings.variants:
        return None

    def make() -> Differences:
        found = [
            LimitedLesson(f.key, f.head.title, f.included.blocks, f.included.footnotes, f.only, f.except_for, f.span)
            for f in files
        ]
        keys = {place_of(one.lesson, one.span): one.key for one in _identities(files, dict(texts))}
        return differences_of(found, keys, work.variants, work.head.settings.variants, work.head.settings.variant_mode)

    return once(work.project, f"differences:{work.course}", make)


def _identities(files: Sequence[LessonFile], texts: dict[str, EditionText]) -> tuple[QuestionIdentity, ...]:
    return tuple(identity for file in files for identity in texts[file.path].identities)


def _named(place: str, names: dict[str, str]) -> str:
    kind, _, rest = place.partition(":")
    return f"asset:{names[rest]}" if kind == "asset" else place


def _approvals(work: Work) -> Approvals:
    found, problems = read_approvals(work.project, work.course)
    work.out += problems
    return found


def _logo(work: Work, links: Links) -> list[tuple[tuple[str, str], str]]:
    """The logo of the funding statement, an asset of kurs.yaml."""
    funding = work.head.settings.funding
    if funding is None or not funding.logo:
        return []
    record = work.head.record.get("foerderung")
    span = record.value_span("logo") or work.head.file.span(0)
    before = len(links.problems)
    links.media(funding.logo, span, None, f"{work.course}/kurs.yaml")
    work.out += links.problems[before:]
    return []


# ---- one edition --------------------------------------------------------------


def _day(work: Work, file: LessonFile) -> date:
    return file.head.legal_date or work.head.settings.legal_date


def _edition_text(work: Work, file: LessonFile) -> EditionText:
    known = tuple(work.project.document(file.path)[1]) + tuple(file.included.problems)
    notes = tuple(file.included.footnotes)
    language = file.head.language or work.head.settings.language
    test = file.head.kind == "test"
    lesson = LessonText(file.included.blocks, notes, file.key, _day(work, file), test, known, language)

    def make() -> EditionText:
        return make_text(lesson, work.scope, work.facts)

    alike = not differs_by_edition((*lesson.blocks, *notes), work.facts)
    kept = is_kept(work.project, f"lesson:{file.path}")
    text = once(work.project, f"text:{file.path}", make, still=lambda _: kept) if alike else make()
    work.out += text.problems
    return text


def _page(file: LessonFile, text: EditionText, scope: Scope) -> Page:
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
    return Page(file.key, file.head.title, anchors, scope.keeps(file.only, file.except_for))


def _named_places(page: Page) -> tuple[tuple[str, str], ...]:
    """Anchors of a page with the words that links without words show."""
    return tuple((anchor, plain_text(words)) for anchor, words in page.anchors.items())


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


@dataclass(frozen=True, slots=True)
class _Finished:
    """A lesson's text with links, law and terms, and what was found on the way."""

    prose: Prose
    links: Mapping[tuple[str, str], str]
    assets: Mapping[str, str]
    problems: list[Diagnostic]


def _finished(work: Work, file: LessonFile, text: EditionText, pages: Mapping[str, Page], places: int) -> _Finished:
    """The finished text; made once for editions that have the same text and the same places to link to.

    ``places`` stands for those: it is the same for the same ones.
    """

    def make() -> _Finished:
        links = Links(work.project, work.course, pages)
        finisher = replace(work.finisher, problems=[])
        questions = tuple(
            links.resolve(question, file.path, anchors=index not in text.own_anchors)
            for index, question in enumerate(text.questions)
        )
        blocks = links.resolve(text.blocks, file.path)
        notes = links.resolve(text.footnotes, file.path)
        prose = finisher.finish(Prose(blocks, questions, notes), marks=file.head.kind != "test")
        return _Finished(prose, links.found, links.assets, [*links.problems, *finisher.problems])

    alike = work.project.cache.shared.get(f"text:{file.path}") is text
    kept = is_kept(work.project, f"text:{file.path}")
    changed = _changed_lessons(work, pages)

    def still(found: _Finished) -> bool:
        return kept and not any(place.partition("#")[0] in changed for place in found.links.values())

    return once(work.project, f"finished:{file.path}:{places}", make, still=still) if alike else make()


def _changed_lessons(work: Work, pages: Mapping[str, Page]) -> set[str]:
    """Where links to lessons lead that have changed since a former state of the folder, by their old and new names."""
    cache = work.project.cache
    now = {pages[path].key for path in cache.changed if path in pages}
    before = [cache.before.get(f"lesson:{path}") for path in cache.changed]
    return {f"lesson:{key}" for key in now | {found[0].key for found in before if isinstance(found, tuple)}}


def _test(work: Work, head: LessonHead) -> TestSettings | None:
    """The head's settings; how often a test may be handed in comes from the course where the head is silent."""
    if head.test is None or head.record.get("versuche") is not None:
        return head.test
    return replace(head.test, attempts=work.head.settings.completion.attempts)


def _lesson(work: Work, file: LessonFile, text: EditionText, prose: Prose) -> Lesson:
    head = file.head
    limits = ((), ()) if work.scope.variant else (file.only, file.except_for)
    return Lesson(
        key=file.key,
        number=0,
        kind=head.kind,
        title=head.title,
        blocks=prose.blocks,
        questions=prose.questions,
        file=file.document.file,
        legal_date=_day(work, file),
        short_title=head.short_title,
        minutes=head.minutes,
        objectives=tuple(goal.text for goal in head.goals),
        check_by=head.check_by,
        valid_from=head.valid_from,
        valid_until=head.valid_until,
        only=limits[0],
        except_for=limits[1],
        required=head.required,
        keywords=head.keywords,
        language=head.language,
        footnotes=prose.footnotes,
        test=_test(work, head),
        digest=file.digest,
        span=file.span,
        broken_questions=text.broken,
    )


def _modules(work: Work, lessons: Sequence[tuple[LessonFile, Lesson]]) -> tuple[Module, ...]:
    approved = read_approvals(work.project, work.course)[0]
    modules: list[Module] = []
    folders: dict[str, list[Lesson]] = {}
    for file, lesson in lessons:
        current = is_current(approved, lesson.key, lesson.digest, EXPERT)
        folders.setdefault(file.module, []).append(replace(lesson, approved=current) if current else lesson)
    for folder, inside in folders.items():
        key = slug(folder.partition("-")[2]) or folder
        modules.append(Module(key, _module_title(work, folder), tuple(inside)))
    return tuple(modules)


def _module_title(work: Work, folder: str) -> str:
    value, problems = work.project.yaml(f"{work.course}/{folder}/modul.yaml")
    work.out += problems
    if value is None:
        return readable(folder)
    record, more = read_fields(value, tables.MODULE_FIELDS, tables.MODULE, missing_at=value.span.file.span(0))
    work.out += more
    title: str = record.get("titel", "")
    return title or readable(folder)


def _objectives(work: Work, files: Sequence[LessonFile]) -> tuple[Objective, ...]:
    """Goals of the course and its lessons, each key once, in order."""
    goals = [*work.head.goals, *(goal for file in files for goal in file.head.goals)]
    by_key = {goal.key: goal for goal in reversed(goals)}
    return tuple(Objective(key, 0, by_key[key].text) for key in dict.fromkeys(goal.key for goal in goals))
