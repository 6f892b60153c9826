"""The whole way on one page: load, assemble, number, check, render, package.

Knows the order of the stages and nothing of what happens inside them, of the command line, or of the clock.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from lernbuild.build_record import Built, edition_name, package_name, record_builds
from lernbuild.course.edition import Edition
from lernbuild.course.kept import KeptTexts
from lernbuild.course.load import Project, load_project
from lernbuild.course.lock import Numbered, write_lock
from lernbuild.course.present import numbered_editions
from lernbuild.diagnostics import Diagnostic, Report
from lernbuild.jobs import in_processes
from lernbuild.keep import Keep, Part
from lernbuild.package import Members, sole_writer, write_package
from lernbuild.papers import answer_and_reason, parts_inside
from lernbuild.render import Theme, check_pages, load_theme, picture_store, render_site, theme_places
from lernbuild.render.site import Site
from lernbuild.rules import check_course, check_project
from lernbuild.run import Checked, Request, Result, Steps, Tell, silent
from lernbuild.targets import Target, check_targets, chosen_targets


def check(request: Request, project: Project | None = None) -> Checked:
    """Reads and judges the courses; writes nothing. ``project`` is what has been read of the folder already."""
    project = project or load_project(request.root)
    texts = project.cache.texts = KeptTexts(project, request.keep) if request.keep is not None else None
    said = check_project(project, request.courses)
    all_numbered: list[Numbered] = []
    for course_id in request.courses or project.course_ids:
        numbered, problems = numbered_editions(project, course_id, request.variants, locked=request.locked)
        said += problems
        all_numbered.append(numbered)
    themed: list[tuple[Edition, Theme]] = []
    theme_of = cache(load_theme)
    for edition in (edition for numbered in all_numbered for edition in numbered.editions):
        said += check_course(edition.course, today=request.today, release=request.release)
        said += check_targets(edition.course, request.targets or edition.course.settings.targets)
        places = theme_places(request.root, request.root / "courses" / edition.course_id)
        theme, problems = theme_of(edition.course.settings.theme, places)
        said += problems
        said += check_pages(edition.course, theme)
        themed += [(edition, theme)] if theme else []
    return Checked(project, tuple(all_numbered), tuple(themed), Report.of(said, files=project.files_read), texts)


def render(
    root: Path, edition: Edition, theme: Theme, targets: tuple[Target, ...], keep: Keep | None = None
) -> tuple[Site, list[Diagnostic]]:
    """The pages of an edition as these targets pack them; ``keep`` has those of former builds."""
    printed = any(getattr(target, "printed", False) for target in targets)
    answers = answer_and_reason if printed else None
    tree = any(getattr(target, "material", False) for target in targets)
    kit = any(getattr(target, "kit", False) for target in targets)
    return render_site(edition.course, theme, answers=answers, store=picture_store(root), tree=tree, kit=kit, keep=keep)


def _rendered(
    request: Request, checked: Checked, builder: int, edition: Edition, theme: Theme, targets: tuple[Target, ...]
) -> tuple[Site, list[Diagnostic], Mapping[str, Part]]:
    """The pages, and what another process than the ``builder`` found out while it made them."""
    site, problems = render(request.root, edition, theme, targets, request.keep)
    if checked.texts is None or request.keep is None or os.getpid() == builder:
        return site, problems, {}
    checked.texts.save()
    return site, problems, request.keep.news()


def _targets(request: Request, edition: Edition) -> tuple[Target, ...]:
    return chosen_targets(request.targets or edition.course.settings.targets, request.before)


def build(request: Request, tell: Tell = silent) -> Result:
    """Checks, then renders and packages every chosen edition for every chosen target; all or nothing.

    ``tell`` hears of every step. Raises PackageError or OSError when nothing can be written or another run does.
    """
    with sole_writer(request.out):
        try:
            return _build(request, tell)
        finally:
            if request.keep is not None:
                request.keep.save()


def _build(request: Request, tell: Tell) -> Result:
    checked = check(request)
    try:
        return _packed(request, checked, tell)
    finally:
        if checked.texts is not None:
            checked.texts.save()


def _packed(request: Request, checked: Checked, tell: Tell) -> Result:
    if checked.report.refuses(strict=request.strict):
        return Result(checked.report)
    checked.project.forget()
    said = list(checked.report.diagnostics)
    plan = [(*one, _targets(request, one[0])) for one in checked.themed]
    drafts, steps = [], Steps(tell, sum(1 + len(targets) for _, _, targets in plan))
    if checked.texts is not None and min(request.jobs, len(plan)) > 1:
        checked.texts.save()  # so that the other processes send what is new and no more
    render_one = partial(_rendered, request, checked, os.getpid())
    sites = in_processes(lambda one: render_one(*one), plan, request.jobs, pages=checked.pages)
    for (edition, _, targets), (site, problems, news) in zip(plan, sites, strict=True):
        said += problems
        if request.keep is not None:
            request.keep.take(news)
        drafts += [(edition, target, target.files(site), site.beside) for target in targets]
        steps.done("rendered", edition_name(edition))
    report = Report.of(said, checked.report.files)
    if report.refuses(strict=request.strict):
        return Result(report)
    for numbered in checked.numbered:  # first: no package may ever have a number that kurs.lock lacks
        write_lock(numbered)
    members, built = Members(), []
    for edition, target, files, beside in drafts:
        path = request.out / package_name(edition, target)
        written = write_package(path, files, folder=target.folder, members=members)
        built.append(Built(edition, target, written, beside, parts_inside(files)))
        steps.done("written", path.name)
    papers = tuple(record_builds(request.out, built, report, checked.project.course_ids))
    return Result(report, tuple(built), (*(one.written.path for one in built), *papers))
