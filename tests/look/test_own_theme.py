"""An office makes its own theme as docs/theme.md says: its folder is built, judged and looked at."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.command import lernbuild
from tests.look.viewer import OUTSIDE, Scheme, axe, seen

pytestmark = pytest.mark.browser

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34">'
    '<path d="M2 32V10L17 2l15 8v22z" fill="#166534"/></svg>'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The small course in the theme „musterstadt“, made from the examples on the page in their order."""
    root = tmp_path_factory.mktemp("amt")
    shutil.copytree(repository / "tests" / "courses" / "minimal", root, dirs_exist_ok=True)
    text = (repository / "docs" / "theme.md").read_text("utf-8")
    settings = re.search(r"```yaml\n# themes/musterstadt/theme\.yaml\n(.*?)```", text, re.S)
    colours = re.search(r"```css\n/\* themes/musterstadt/theme\.css \*/\n(.*?)```", text, re.S)
    chosen = re.search(r"```yaml\n# kurs\.yaml\n(theme: musterstadt\n)```", text)
    words = re.search(r"```json\n(.*?)```", text, re.S)
    assert settings and colours and chosen and words
    folder = root / "themes" / "musterstadt"
    (folder / "messages").mkdir(parents=True)
    (folder / "theme.yaml").write_text(settings[1], encoding="utf-8")
    (folder / "theme.css").write_text(colours[1], encoding="utf-8")
    (folder / "messages" / "de.json").write_text(words[1], encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    course = root / "courses" / "minimal" / "kurs.yaml"
    course.write_text(course.read_text("utf-8") + chosen[1], encoding="utf-8")
    done = lernbuild(root, "build", "--target", "web")
    assert done.returncode == 0, done.stderr
    assert "theme-" not in done.stderr
    return root / "dist" / "minimal.web"


@pytest.mark.parametrize(("width", "scheme"), ((1280, "light"), (360, "dark")))
def test_the_office_sees_its_colours_sign_and_words(
    office: Path, chromium: Browser, width: int, scheme: Scheme
) -> None:
    green = {"light": "rgb(20, 83, 45)", "dark": "rgb(28, 90, 54)"}[scheme]
    with seen(chromium, office, "index.html", width, 900, scheme) as page:
        assert page.locator(".hero").evaluate("e => getComputedStyle(e).backgroundColor") == green
        assert page.locator(".bar__home svg path").get_attribute("fill") == "#166534"
        assert axe(page) == []
        assert page.evaluate(OUTSIDE) == []
    with seen(chromium, office, "lektion/l1.html", width, 900, scheme) as page:
        assert page.get_by_role("button", name="Jetzt prüfen").count() >= 1
        assert axe(page) == []
        assert page.evaluate(OUTSIDE) == []


def test_a_pale_theme_is_refused_in_a_strict_build(tmp_path: Path, repository: Path) -> None:
    shutil.copytree(repository / "tests" / "courses" / "minimal", tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "themes" / "blass"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text("name: Blass\nextends: kern\n", encoding="utf-8")
    (folder / "theme.css").write_text(":root { --ink: #9a9a9a; }", encoding="utf-8")
    course = tmp_path / "courses" / "minimal" / "kurs.yaml"
    course.write_text(course.read_text("utf-8") + "theme: blass\n", encoding="utf-8")
    done = lernbuild(tmp_path, "build", "--strict", "--target", "web")
    assert done.returncode == 1
    assert "theme-contrast" in done.stderr and "in heller Darstellung" in done.stderr
