"""Makes a Course out of a project's files: one edition with everything resolved; must not know pages or LMSs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lernbuild.course import tables
from lernbuild.course.approvals import EXPERT, Approvals, is_current, read_approvals
from lernbuild.course.assets import name_assets
from lernbuild.course.edition_text import EditionText, Scope
from lernbuild.course.fields import read_fields
from lernbuild.course.lesson_files import LessonFile, Work, lessons_of
from lernbuild.course.lesson_texts import Places, edition_text, finished_text, lesson_of, page_of
from lernbuild.course.limits import (
    Differences,
    Keys,
    LessonLimits,
    LimitedLesson,
    joined_differences,
    limits_of,
    place_of,
)
from lernbuild.course.links import Links
from lernbuild.course.load import Project
from lernbuild.course.model import (
    Asset,
    Course,
    Lesson,
    LessonIdentity,
    Module,
    Objective,
    QuestionIdentity,
)
from lernbuild.course.prose import Finisher
from lernbuild.course.shared import course_head, facts_of, glossary_of, laws_of, once, variants_of
from lernbuild.course.words import readable
from lernbuild.diagnostics import Diagnostic
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
    texts = {file.path: edition_text(work, file) for file in files}
    places = Places({file.path: page_of(file, texts[file.path], work.scope) for file in files})
    links = Links(work.project, work.course, places.pages)
    approvals = _approvals(work)
    lessons = []
    for file in files:
        if not work.scope.keeps(file.only, file.except_for):
            continue
        finished = finished_text(work, file, texts[file.path], places)
        links.found.update(finished.links)
        links.assets.update(finished.assets)
        work.out += finished.problems
        approved = is_current(approvals, file.key, file.digest, EXPERT)
        lessons.append((file, lesson_of(work, file, texts[file.path], finished, approved=approved)))
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
        approvals=approvals,
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

    settings = work.head.settings

    def make() -> Differences:
        keys = {place_of(one.lesson, one.span): one.key for one in _identities(files, dict(texts))}
        found = [file.memo.once(f"limits:{file.key}", _limits, work, file, keys) for file in files]
        return joined_differences(found, keys, work.variants, settings.variants, settings.variant_mode)

    return once(work.project, f"differences:{work.course}", make)


def _limits(work: Work, file: LessonFile, keys: Keys) -> LessonLimits:
    text = file.included
    lesson = LimitedLesson(
        file.key, file.head.title, text.blocks, text.footnotes, file.only, file.except_for, file.span
    )
    return limits_of(lesson, keys, work.variants, work.head.settings.variants)


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


def _modules(work: Work, lessons: Sequence[tuple[LessonFile, Lesson]]) -> tuple[Module, ...]:
    modules: list[Module] = []
    folders: dict[str, list[Lesson]] = {}
    for file, lesson in lessons:
        folders.setdefault(file.module, []).append(lesson)
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
