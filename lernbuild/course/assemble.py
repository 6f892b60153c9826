"""Makes a Course out of a project's files: one edition with everything resolved; must not know pages or LMSs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from lernbuild.course import tables
from lernbuild.course.approvals import read_approvals
from lernbuild.course.assets import name_assets
from lernbuild.course.digest import lesson_digest, shown_values
from lernbuild.course.edition_text import QUESTIONS, EditionText, LessonText, Scope, differs_by_edition, make_text
from lernbuild.course.facts import Fact, format_value
from lernbuild.course.fields import read_fields
from lernbuild.course.includes import Included, include_snippets
from lernbuild.course.links import Links, Page
from lernbuild.course.load import Project
from lernbuild.course.model import (
    Asset,
    Course,
    GlossaryTerm,
    Lesson,
    LessonIdentity,
    Module,
    Objective,
    QuestionIdentity,
)
from lernbuild.course.prose import Finisher, Prose
from lernbuild.course.settings import CourseHead, LessonHead, read_head
from lernbuild.course.shared import broken, course_head, facts_of, glossary_of, laws_of, once, variants_of
from lernbuild.course.tree import join
from lernbuild.course.variants import Variants, read_ids
from lernbuild.course.words import nearest, readable
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.markup.facts import find_slips
from lernbuild.markup.nodes import Block, Document, Heading, Node, children_of
from lernbuild.markup.terms import forms_of
from lernbuild.questions.identity import slug
from lernbuild.source import Span


@dataclass(frozen=True, slots=True)
class _File:
    """One lesson file, read: everything that does not depend on the edition but its lists of variants."""

    path: str
    module: str
    key: str
    head: LessonHead
    document: Document
    included: Included
    only: tuple[str, ...]
    except_for: tuple[str, ...]
    span: Span
    digest: str


@dataclass(slots=True)
class _Work:
    """What the steps below hand to each other."""

    project: Project
    course: str
    head: CourseHead
    facts: dict[str, Fact]
    variants: Variants
    glossary: tuple[GlossaryTerm, ...]
    scope: Scope
    finisher: Finisher
    out: list[Diagnostic] = field(default_factory=list)


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
    work = _Work(project, course_id, head, facts, variants, glossary, scope, finisher, [*problems, *odd])
    course = _assemble(work)
    return course, work.out


def _assemble(work: _Work) -> Course:
    files = _lessons_of(work)
    texts = {file.path: _edition_text(work, file) for file in files}
    pages = {file.path: _page(file, texts[file.path], work.scope) for file in files}
    links = Links(work.project, work.course, pages)
    lessons = [
        (file, _lesson(work, file, texts[file.path], links))
        for file in files
        if work.scope.keeps(file.only, file.except_for)
    ]
    work.out += [*links.problems, *work.finisher.problems]
    logo = _logo(work, links)
    names = name_assets(links.assets)
    places = {key: _named(place, names) for key, place in (*links.found.items(), *logo)}
    settings = work.head.settings
    choice = work.scope.choice and not work.scope.variant
    return Course(
        settings=settings,
        modules=_modules(work, lessons),
        assets=tuple(Asset(work.project.files[path], name) for path, name in sorted(names.items())),
        links=places,
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
    )


def _identities(files: Sequence[_File], texts: dict[str, EditionText]) -> tuple[QuestionIdentity, ...]:
    return tuple(identity for file in files for identity in texts[file.path].identities)


def _named(place: str, names: dict[str, str]) -> str:
    kind, _, rest = place.partition(":")
    return f"asset:{names[rest]}" if kind == "asset" else place


def _approvals(work: _Work) -> dict[str, object]:
    found, problems = read_approvals(work.project, work.course)
    work.out += problems
    return dict(found)


def _logo(work: _Work, links: Links) -> list[tuple[tuple[str, str], str]]:
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


# ---- reading ------------------------------------------------------------------


def _lessons_of(work: _Work) -> list[_File]:
    """All lesson files of the course, read once for all its editions."""

    def make() -> tuple[list[_File], list[Diagnostic]]:
        before = len(work.out)
        files = _read_lessons(work)
        problems = work.out[before:]
        del work.out[before:]
        return files, problems

    files, said = once(work.project, f"lessons:{work.course}", make)
    work.out += said
    return files


def _read_lessons(work: _Work) -> list[_File]:
    files: list[_File] = []
    taken: dict[str, _File] = {}
    for path, module, name in work.project.lessons(work.course):
        file = _read_lesson(work, path, module, name)
        if file.key in taken:
            number = next(n for n in range(2, 1000) if f"{file.key}-{n}" not in taken)
            work.out.append(_same_id(file, taken[file.key], number))
            file = replace(file, key=f"{file.key}-{number}")
        taken[file.key] = file
        files.append(file)
    order = _module_order(work, [file.module for file in files])
    return sorted(files, key=lambda file: order.index(file.module))


def _read_lesson(work: _Work, path: str, module: str, name: str) -> _File:
    document, problems = work.project.document(path)
    work.out += problems
    head, more = read_head(document.front, name, quiet=broken(problems))
    work.out += more
    included = include_snippets(work.project, work.course, path, document)
    work.out += included.problems
    work.out += _fact_slips(work, included.blocks, head.legal_date or work.head.settings.legal_date)
    lists = []
    for label, words in (("nur", head.only), ("ausser", head.except_for)):
        ids, said = read_ids(words, work.variants, work.head.settings.variants, f"{label}: {{}}")
        work.out += said
        lists.append(ids)
    key = head.id if head.id and slug(head.id) == head.id else slug(name.partition("-")[2]) or slug(name)
    digest = _digest(work, head, included)
    return _File(path, module, key, head, document, included, lists[0], lists[1], document.file.span(0), digest)


def _fact_slips(work: _Work, blocks: tuple[Node, ...], day: date) -> list[Diagnostic]:
    """Slips around ``{{…}}`` in the text of a lesson and its snippets."""
    out: list[Diagnostic] = []

    def shown(key: str) -> tuple[str, str] | None:
        fact = work.facts.get(key)
        period = fact.at(day) if fact and fact.unit else None
        return (format_value(period.value, fact.unit), fact.unit) if fact and period else None

    def look(nodes: tuple[Node, ...], owner: object, name: str) -> tuple[Node, ...]:
        out.extend(find_slips(nodes, work.facts, shown))
        return nodes

    join(blocks, look)
    return out


def _same_id(file: _File, first: _File, number: int) -> Diagnostic:
    other = PurePosixPath(first.path).relative_to(PurePosixPath(first.path).parts[0]).as_posix()
    message = f"Eine Lektion „{file.key}“ gibt es schon in „{other}“."
    fresh = f"id: {file.key}-{number}"
    span = file.head.record.value_span("id")
    if span is not None:
        return error("lesson-id-duplicate", message, span, f"Geben Sie dieser Lektion eine eigene Kennung: {fresh}")
    hint = f"Benennen Sie die Datei um oder ergänzen Sie im Kopf eine eigene Kennung: {fresh}"
    return error("lesson-id-duplicate", message, file.span, hint)


def _module_order(work: _Work, folders: Sequence[str]) -> list[str]:
    """Module folders in the order of ``module:`` in kurs.yaml, the others behind them by their numbers."""
    present = list(dict.fromkeys(folders))
    first: list[str] = []
    value = work.head.record.key_span("module")
    for name in work.head.module_order:
        found = next((one for one in present if name in (one, one.partition("-")[2])), None)
        if found is None:
            meant = nearest(name, present)
            hint = f"Schreiben Sie: {meant}" if meant else "Berichtigen Sie den Namen oder legen Sie den Ordner an."
            work.out.append(error("course-value", f"Den Modulordner „{name}“ gibt es nicht.", value, hint))
        elif found not in first:
            first.append(found)
    return [*first, *(one for one in present if one not in first)]


# ---- one edition --------------------------------------------------------------


def _day(work: _Work, file: _File) -> date:
    return file.head.legal_date or work.head.settings.legal_date


def _edition_text(work: _Work, file: _File) -> EditionText:
    known = tuple(work.project.document(file.path)[1]) + tuple(file.included.problems)
    lesson = LessonText(file.included.blocks, file.key, _day(work, file), file.head.kind == "test", known)

    def make() -> EditionText:
        return make_text(lesson, work.scope, work.facts)

    alike = not differs_by_edition(lesson.blocks, work.facts)
    text = once(work.project, f"text:{file.path}", make) if alike else make()
    work.out += text.problems
    return text


def _page(file: _File, text: EditionText, scope: Scope) -> Page:
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
            anchors.setdefault(named, node.title if isinstance(node, Block) else ())
        stack.extend(reversed(list(children_of(node))))
    for question in text.questions:
        anchors.setdefault(f"frage-{question.key}", question.prompt)
    return Page(file.key, file.head.title, anchors, scope.keeps(file.only, file.except_for))


def _lesson(work: _Work, file: _File, text: EditionText, links: Links) -> Lesson:
    head = file.head
    notes = tuple(file.included.footnotes)
    blocks = links.resolve(text.blocks, file.path)
    questions = tuple(
        links.resolve(question, file.path, anchors=index not in text.own_anchors)
        for index, question in enumerate(text.questions)
    )
    prose = work.finisher.finish(Prose(blocks, questions, notes), marks=head.kind != "test")
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
        test=head.test,
        digest=file.digest,
        span=file.span,
        broken_questions=text.broken,
    )


def _digest(work: _Work, head: LessonHead, included: Included) -> str:
    texts = {key: work.variants.texts(key) for key in work.variants.by_id}
    day = head.legal_date or work.head.settings.legal_date
    shown = list(shown_values(included.blocks, work.facts, texts, day))
    return lesson_digest(head.title, included.blocks, included.footnotes, shown)


def _modules(work: _Work, lessons: Sequence[tuple[_File, Lesson]]) -> tuple[Module, ...]:
    approved = read_approvals(work.project, work.course)[0]
    modules: list[Module] = []
    for folder in dict.fromkeys(file.module for file, _ in lessons):
        inside = [
            replace(lesson, approved=lesson.key in approved and approved[lesson.key].digest == lesson.digest)
            for file, lesson in lessons
            if file.module == folder
        ]
        key = slug(folder.partition("-")[2]) or folder
        modules.append(Module(key, _module_title(work, folder), tuple(inside)))
    return tuple(modules)


def _module_title(work: _Work, folder: str) -> str:
    value, problems = work.project.yaml(f"{work.course}/{folder}/modul.yaml")
    work.out += problems
    if value is None:
        return readable(folder)
    record, more = read_fields(value, tables.MODULE_FIELDS, tables.MODULE, missing_at=value.span.file.span(0))
    work.out += more
    title: str = record.get("titel", "")
    return title or readable(folder)


def _objectives(work: _Work, files: Sequence[_File]) -> tuple[Objective, ...]:
    """Goals of the course and its lessons, each key once, in order."""
    goals = [*work.head.goals, *(goal for file in files for goal in file.head.goals)]
    by_key = {goal.key: goal for goal in reversed(goals)}
    return tuple(Objective(key, 0, by_key[key].text) for key in dict.fromkeys(goal.key for goal in goals))
