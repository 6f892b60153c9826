"""Pages of one edition from a course and a theme; knows no LMS and no disk but the theme and the assets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from lernbuild import built
from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic
from lernbuild.keep import Keep
from lernbuild.packed import Files
from lernbuild.render.compact import course_files
from lernbuild.render.contents import titles
from lernbuild.render.data import KINDS, counting_tests, course_data
from lernbuild.render.extras import extra_scripts, launch_script, launch_words, question_kinds
from lernbuild.render.formulas import check_formulas, set_formula
from lernbuild.render.kept_pages import KeptPages
from lernbuild.render.languages import check_language, tag_of
from lernbuild.render.later import WORDS, data_before, first_words, search_scripts
from lernbuild.render.marks import DATED
from lernbuild.render.page import href_of
from lernbuild.render.pages import Pages
from lernbuild.render.pictures import Store, check_pictures, picture_store, prepare_pictures
from lernbuild.render.site import Site, SiteLesson
from lernbuild.render.styles import style_sheets
from lernbuild.render.template_errors import MISTAKES, template_error
from lernbuild.render.theme import Theme, load_theme, theme_places

if TYPE_CHECKING:
    from lernbuild.render.printed import Answers

__all__ = [
    "Store",
    "Theme",
    "check_pages",
    "load_theme",
    "picture_store",
    "render_site",
    "theme_places",
]

_NO_STORE = Store()


def check_pages(course: Course, theme: Theme | None) -> list[Diagnostic]:
    """What would go wrong when the pages are made: formulas, pictures, words of a language."""
    found = [*check_formulas(course), *check_pictures(course)]
    return [*found, *check_language(course, theme)] if theme else found


def render_site(
    course: Course,
    theme: Theme,
    *,
    answers: Answers | None = None,
    store: Store = _NO_STORE,
    tree: bool = False,
    kit: bool = False,
    keep: Keep | None = None,
) -> tuple[Site, list[Diagnostic]]:
    """All pages, data, styles, fonts and media of one edition; no files when a template has a mistake.

    ``store`` keeps pictures that were made anew. With ``answers`` the site brings the whole course on one page, for
    learners and for people who teach, too, and with ``kit`` the trainer's kit; with ``tree`` the course itself.
    ``keep`` has pages of former builds.
    Raises ``built.BuiltMissing`` when the browser side has not been built.
    """
    course, pictures = prepare_pictures(course, store)
    pages = Pages(course, theme, set_formula, printed=answers is not None)
    kept = KeptPages(pages, keep) if keep is not None else None
    try:
        files = _pages(course, pages, kept)
    except MISTAKES as problem:
        return _site(course, {}, b""), [template_error(theme, problem)]
    kinds = question_kinds(course)
    script = launch_script(course, dated=DATED in pages.classes)
    words = first_words(pages.texts.words)
    spoken = launch_words(words, script)
    first = pages.signs.named_in(script.decode()) | pages.signs.late
    said = course_data(course, spoken) | {"signs": pages.signs.markup(first)}
    files |= course_files(said, titles(course, pages.book))
    users = (data.decode() for name, data in files.items() if name.endswith(".html"))
    index = search_scripts(course, pages)
    unspoken = {key: text for key, text in words.items() if key not in spoken}
    before = data_before(course, pages, theme, list(index))
    extras = extra_scripts(
        course, before, unspoken, lambda code: pages.signs.markup(pages.signs.named_in(code) - first)
    )
    windows = b"\n".join(data for name, data in extras.items() if name[7:-3] in WORDS)  # these bring extras.css
    others = b"\n".join([script, *(data for name, data in extras.items() if name[7:-3] not in WORDS)])
    shown = chain(users, pages.hidden)
    files |= style_sheets(theme, kinds, shown, others.decode(), windows.decode(), pages.classes)
    files |= extras | {f"assets/{name}.js": data for name, data in index.items()}
    for name, data in built.fonts().items():
        files[f"assets/fonts/{name}"] = data
    for name, data in theme.assets.items():
        files[f"assets/{name}"] = data
    for asset in course.assets:
        files[asset.name] = pictures.get(asset.name) or asset.source.read_bytes()
    site = _site(course, Files(files, kept.members) if kept else dict(sorted(files.items())), script)
    site = replace(site, course=course) if tree else site
    return (site, []) if answers is None else _with_printed(site, pages, answers, kit=kit)


def _with_printed(site: Site, pages: Pages, answers: Answers, *, kit: bool) -> tuple[Site, list[Diagnostic]]:
    """The site with both printed editions, and the kit if wanted; without them when their template has a mistake."""
    from lernbuild.render.kit import kit_files  # only some targets ask for these
    from lernbuild.render.printed_course import learner_edition, trainer_edition

    try:
        printed = learner_edition(pages)
        beside = {"druck-lehrende.html": trainer_edition(pages, answers, site.files)}
        taught = kit_files(pages, answers, site.files) if kit else {}
    except MISTAKES as problem:
        return site, [template_error(pages.theme, problem)]
    return replace(site, printed=printed, beside=beside, kit=taught), []


def _pages(course: Course, pages: Pages, kept: KeptPages | None) -> dict[str, bytes]:
    """Every page by its path, but those that ``kept`` holds packed; lessons first, since others list Arbeitshilfen."""
    make = pages.lesson if kept is None else kept.lesson
    files = {href_of(lesson): page for lesson in course.lessons if (page := make(lesson)) is not None}
    files["index.html"] = pages.start()
    files |= pages.contents_pages()
    if course.glossary:
        files["glossar.html"] = pages.glossary()
    if pages.laws:
        files["recht.html"] = pages.law()
    return files


def _site(course: Course, files: Mapping[str, bytes], script: bytes) -> Site:
    settings = course.settings
    return Site(
        id=settings.id,
        title=settings.title,
        language=tag_of(settings.language),
        version=settings.version,
        files=files,
        runtime=script,
        lessons=tuple(
            SiteLesson(lesson.key, lesson.number, href_of(lesson), lesson.title, KINDS[lesson.kind])
            for lesson in course.lessons
        ),
        variant=course.variant,
        description=settings.description,
        keywords=settings.keywords,
        authors=settings.authors,
        publisher=settings.publisher,
        licence=settings.licence,
        audience=settings.audience,
        minutes=settings.minutes or sum(lesson.minutes for lesson in course.lessons),
        pass_percent=settings.completion.pass_percent,
        scored=bool(counting_tests(course)),
        objectives=tuple((o.number, o.key, o.text) for o in course.objectives),
        options={
            "iri": settings.iri,
            "privacy": settings.privacy,
            "scorm2004_edition": settings.scorm2004_edition,
            "xikolo_code": settings.xikolo_code,
        },
    )
