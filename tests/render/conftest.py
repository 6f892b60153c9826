"""One finished site of the full course for all page tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from lernbuild import built
from lernbuild.render import load_theme, render_site, theme_places
from lernbuild.render.site import Site
from lernbuild.render.theme import Theme
from tests.render import sample_course


@pytest.fixture(scope="session")
def theme(repository: Path) -> Theme:
    found, _ = load_theme("standard", theme_places(repository))
    assert found is not None
    return found


@pytest.fixture(scope="session")
def site(theme: Theme) -> Site:
    if not built.ROOT.is_dir():
        pytest.skip("needs the browser side: ./dev build")
    made, problems = render_site(sample_course.full_course(), theme)
    assert not problems
    return made


@pytest.fixture(scope="session")
def pages(site: Site) -> Mapping[str, html.HtmlElement]:
    """Every page of the site, parsed."""
    return {name: html.document_fromstring(data) for name, data in site.files.items() if name.endswith(".html")}
