"""What lessons of a course share: kurs.yaml, facts, variants, glossary; must not know any lesson."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TypeVar, cast

from lernbuild.course.facts import Fact, all_facts, read_facts
from lernbuild.course.glossary import join_glossaries
from lernbuild.course.laws import built_in_laws, read_laws
from lernbuild.course.load import Project
from lernbuild.course.model import GlossaryTerm
from lernbuild.course.offices import read_offices
from lernbuild.course.sections import FOLDER as SECTIONS
from lernbuild.course.sections import with_sections
from lernbuild.course.settings import CourseHead, read_settings
from lernbuild.course.variants import Variant, Variants, check_land, read_variant
from lernbuild.diagnostics import Diagnostic, Severity
from lernbuild.markup.law import Laws

T = TypeVar("T")


def once(project: Project, key: str, make: Callable[[], T], *, still: Callable[[T], bool] | None = None) -> T:
    """What ``make`` gives, made once for a project.

    ``still`` says whether what was made for a former state of the folder holds, where only lessons have changed since.
    """
    cache = project.cache
    if key not in cache.shared:
        kept = still is not None and key in cache.before and still(cast("T", cache.before[key]))
        cache.shared[key] = cache.before[key] if kept else make()
    return cast("T", cache.shared[key])


def always(_: object) -> bool:
    """For ``once``: depends on no lesson."""
    return True


def is_kept(project: Project, key: str) -> bool:
    """True when a former state's value was found to hold."""
    return key in project.cache.before and project.cache.shared.get(key) is project.cache.before[key]


def broken(problems: list[Diagnostic]) -> bool:
    """True when a file could not be read as it was meant: then nothing is said about what is missing in it."""
    names = ("yaml-", "front-matter-", "encoding", "file-", "merge-")
    return any(d.severity is Severity.ERROR and d.code.startswith(names) for d in problems)


def course_head(project: Project, course: str) -> tuple[CourseHead | None, list[Diagnostic]]:
    """kurs.yaml of a course, read."""

    def make() -> tuple[CourseHead | None, list[Diagnostic]]:
        value, problems = project.yaml(f"{course}/kurs.yaml")
        if value is None:
            return None, problems
        known = variants_of(project)[0]
        head, more = read_settings(value, course, known.ids, quiet=broken(problems))
        return head, [*problems, *more]

    return once(project, f"head:{course}", make, still=always)


def facts_of(project: Project) -> tuple[dict[str, Fact], list[Diagnostic]]:
    """All facts of the project by id."""

    def make() -> tuple[dict[str, Fact], list[Diagnostic]]:
        files = {}
        for path in project.below("fakten"):
            if path.endswith(".yaml"):
                value, problems = project.yaml(path)
                facts, more = read_facts(value) if value is not None else ({}, [])
                files[path] = (facts, [*problems, *more])
        return all_facts(files)

    return once(project, "facts", make, still=always)


def variants_of(project: Project) -> tuple[Variants, list[Diagnostic]]:
    """All variants of the project: one file each, or rows of behoerden.csv."""

    def make() -> tuple[Variants, list[Diagnostic]]:
        out: list[Diagnostic] = []
        found: dict[str, Variant] = {}
        places = {}
        for path in project.below("varianten"):
            if path == "varianten/behoerden.csv":
                offices, problems = read_offices(project.shown(path), project.bytes_of(path))
                found.update(offices)
                out += problems
            if not path.endswith(".yaml"):
                continue
            value, problems = project.yaml(path)
            out += problems
            if value is not None:
                key = PurePosixPath(path).stem
                found[key], more = read_variant(key, value)
                places[key] = value.span
                out += [] if broken(problems) else more
        return Variants(found), out + check_land(found, places)

    return once(project, "variants", make, still=always)


def glossary_of(project: Project, course: str) -> tuple[tuple[GlossaryTerm, ...], list[Diagnostic]]:
    """Terms of a course: the shared ones and its own."""

    def make() -> tuple[tuple[GlossaryTerm, ...], list[Diagnostic]]:
        shared, problems = project.yaml("glossar.yaml")
        own, more = project.yaml(f"{course}/glossar.yaml")
        terms, said = join_glossaries(shared, own)
        return terms, [*problems, *more, *said]

    return once(project, f"glossary:{course}", make, still=always)


def laws_of(project: Project) -> tuple[Laws, list[Diagnostic]]:
    """Laws that citations link to: those of lernbuild, then the project's own in recht.yaml, with known sections."""

    def make() -> tuple[Laws, list[Diagnostic]]:
        laws: Laws = built_in_laws()
        value, problems = project.yaml("recht.yaml")
        out = list(problems)
        if value is not None:
            own, more = read_laws(value)
            laws = {**laws, **own}
            out += more
        for path in project.below(SECTIONS):
            table, problems = project.yaml(path) if path.endswith(".yaml") else (None, [])
            out += problems
            if table is not None:
                laws, more = with_sections(laws, table)
                out += [] if broken(problems) else more
        return laws, out

    return once(project, "laws", make, still=always)
