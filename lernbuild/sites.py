"""The pages of editions as targets pack them, in several processes where that pays; knows no packages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from lernbuild.course.edition import Edition
from lernbuild.diagnostics import Diagnostic
from lernbuild.frozen import frozen
from lernbuild.jobs import in_processes
from lernbuild.keep import Keep, Part
from lernbuild.papers import answer_and_reason
from lernbuild.render import Store, Theme, load_theme, picture_store, render_site, theme_places
from lernbuild.render.site import Site
from lernbuild.rules.places import course_place
from lernbuild.run import Checked, Request
from lernbuild.targets import Target, chosen_targets


@frozen
class Plan:
    """An edition with its theme, and the targets that are to have its pages."""

    edition: Edition
    theme: Theme
    targets: tuple[Target, ...]


def theme_finder(root: Path) -> Callable[[Edition], tuple[Theme | None, list[Diagnostic]]]:
    """Finds the theme of an edition in a project, and what is to be said about it; reads each theme once."""
    load = cache(load_theme)

    def find(edition: Edition) -> tuple[Theme | None, list[Diagnostic]]:
        theme, problems = load(edition.course.settings.theme, theme_places(root, root / "courses" / edition.course_id))
        place = course_place(edition.course, "theme")
        return theme, [replace(one, span=place) if one.span is None else one for one in problems]

    return find


def plan_sites(request: Request, checked: Checked) -> list[Plan]:
    """What is to be rendered, in order."""
    return [
        Plan(edition, theme, chosen_targets(request.targets or edition.course.settings.targets, request.before))
        for edition, theme in checked.themed
    ]


def render(
    edition: Edition, theme: Theme, targets: tuple[Target, ...], store: Store, keep: Keep | None = None
) -> tuple[Site, list[Diagnostic]]:
    """The pages of an edition as these targets pack them; ``store`` and ``keep`` have what former builds made."""
    printed = any(getattr(target, "printed", False) for target in targets)
    answers = answer_and_reason if printed else None
    tree = any(getattr(target, "material", False) for target in targets)
    kit = any(getattr(target, "kit", False) for target in targets)
    return render_site(edition.course, theme, answers=answers, store=store, tree=tree, kit=kit, keep=keep)


def render_all(request: Request, checked: Checked, plans: list[Plan]) -> Iterator[tuple[Plan, Site, list[Diagnostic]]]:
    """Each plan with its pages and what is to be said about them, in order."""
    if checked.texts is not None and min(request.jobs, len(plans)) > 1:
        checked.texts.save()  # so that the other processes send what is new and no more
    work = partial(_render_one, request, checked, os.getpid())
    found = in_processes(work, plans, request.jobs, pages=checked.pages)
    for plan, (site, problems, news) in zip(plans, found, strict=True):
        if request.keep is not None:
            request.keep.take(news)
        yield plan, site, problems


def _render_one(
    request: Request, checked: Checked, builder: int, plan: Plan
) -> tuple[Site, list[Diagnostic], Mapping[str, Part]]:
    """The pages, and what another process than the ``builder`` found out while it made them."""
    store = Store() if request.fresh else picture_store(request.root)
    site, problems = render(plan.edition, plan.theme, plan.targets, store, request.keep)
    if checked.texts is None or request.keep is None or os.getpid() == builder:
        return site, problems, {}
    checked.texts.save()
    return site, problems, request.keep.news()
