"""The whole way on one page: load, assemble, number, check, render, package.

Knows the order of the stages and nothing of what happens inside them, of the command line, or of the clock.
"""

from __future__ import annotations

from contextlib import ExitStack

from lernbuild.build_record import Built, edition_name, package_name, record_builds
from lernbuild.course.kept import KeptTexts
from lernbuild.course.load import Project, load_project
from lernbuild.course.lock import write_lock
from lernbuild.course.present import numbered_editions
from lernbuild.diagnostics import Report
from lernbuild.package import Members, sole_writer, write_package
from lernbuild.papers import parts_inside
from lernbuild.render import check_pages
from lernbuild.rules import check_course, check_project
from lernbuild.run import Checked, Request, Result, Steps, Tell, silent
from lernbuild.sites import plan_sites, render_all, theme_finder
from lernbuild.targets import check_targets


def check(request: Request, project: Project | None = None) -> Checked:
    """Reads and judges the courses; writes nothing. ``project`` is what has been read of the folder already."""
    project = project or load_project(request.root)
    texts = project.cache.texts = KeptTexts(project, request.keep) if request.keep is not None else None
    said, numbered, themed, theme_of = check_project(project, request.courses), [], [], theme_finder(request.root)
    for course_id in request.courses or project.course_ids:
        found, problems = numbered_editions(project, course_id, request.variants, locked=request.locked)
        said += problems
        numbered.append(found)
    for edition in (edition for one in numbered for edition in one.editions):
        said += check_course(edition.course, today=request.today, release=request.release)
        said += check_targets(edition.course, request.targets or edition.course.settings.targets)
        theme, problems = theme_of(edition)
        said += [*problems, *check_pages(edition.course, theme)]
        themed += [(edition, theme)] if theme else []
    return Checked(project, tuple(numbered), tuple(themed), Report.of(said, files=project.files_read), texts)


def build(request: Request, tell: Tell = silent) -> Result:
    """Checks, then renders and packages every chosen edition for every chosen target; all or nothing.

    ``tell`` hears of every step. Raises PackageError or OSError when nothing can be written or another run does.
    """
    with sole_writer(request.out), ExitStack() as at_the_end:
        if request.keep is not None:
            at_the_end.callback(request.keep.save)
        checked = check(request)
        if checked.texts is not None:
            at_the_end.callback(checked.texts.save)  # before the one above: what comes last is called first
        return _pack(request, checked, tell)


def _pack(request: Request, checked: Checked, tell: Tell) -> Result:
    if checked.report.refuses(strict=request.strict):
        return Result(checked.report)
    checked.project.forget()
    said, drafts, plans = list(checked.report.diagnostics), [], plan_sites(request, checked)
    steps = Steps(tell, sum(1 + len(plan.targets) for plan in plans))
    for plan, site, problems in render_all(request, checked, plans):
        said += problems
        drafts += [(plan.edition, target, target.files(site), site.beside) for target in plan.targets]
        steps.done("rendered", edition_name(plan.edition))
    report = Report.of(said, checked.report.files)
    if report.refuses(strict=request.strict):
        return Result(report)
    for numbered in checked.numbered:  # first: no package may ever have a number that kurs.lock lacks
        write_lock(numbered)
    members, built = Members(request.keep), []
    for edition, target, files, beside in drafts:
        path = request.out / package_name(edition, target)
        written = write_package(path, files, folder=target.folder, members=members)
        built.append(Built(edition, target, written, beside, parts_inside(files)))
        steps.done("written", path.name)
    papers = tuple(record_builds(request.out, built, report, checked.project.course_ids))
    return Result(report, tuple(built), (*(one.written.path for one in built), *papers))
