"""What Chromium prints: each Arbeitshilfe on one A4 page, the whole course without cut boxes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lernbuild.markup.nodes import Block
from lernbuild.markup.walking import walk
from lernbuild.rules.sheets import PAGE, pages_of
from tests.command import lernbuild
from tests.look.conftest import Built
from tests.real_courses import course

pytestmark = pytest.mark.browser

COURSES = ("feg", pytest.param("digital", marks=pytest.mark.full), pytest.param("basiswissen", marks=pytest.mark.full))
_SHEET = re.compile(r'<section class="sheet" id="([^"]+)"')
_PRINTED = {"width": 657, "height": 1000}
"""174 mm in CSS pixels: A4 without its margins."""


def count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("name", COURSES)
def test_every_sheet_prints_on_one_page_and_the_rule_knows_its_length(
    looked: Built, chromium: Browser, name: str
) -> None:
    site = looked(name, "standard")
    page = chromium.new_page(color_scheme="dark", viewport=_PRINTED)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    sheets = 0
    for lesson in course(name).lessons:
        path = site / "lektion" / f"{lesson.key}.html"
        blocks = [node for node in walk(lesson.blocks) if isinstance(node, Block) and node.name == "arbeitshilfe"]
        for block, anchor in zip(blocks, _SHEET.findall(path.read_text("utf-8")), strict=True):
            page.goto(f"{path.as_uri()}#{anchor}")
            assert count(page.pdf(prefer_css_page_size=True)) == 1, lesson.key
            height = page.locator(f"#{anchor}").evaluate("e => e.getBoundingClientRect().height") * 0.75
            assert abs(pages_of(block) - height / PAGE) < 0.1, lesson.key
            sheets += 1
    assert sheets >= 6
    page.close()


@pytest.mark.parametrize(("boxes", "pages"), ((25, 1), (29, 2)))
def test_the_rule_and_the_printer_agree(chromium: Browser, project: Path, boxes: int, pages: int) -> None:
    lesson = next((project / "courses" / "minimal").glob("*/*l1*.md"), None) or next(
        (project / "courses" / "minimal").glob("*/01-*.md")
    )
    sheet = "::: arbeitshilfe Blatt\n" + "- [ ] Pass angesehen\n" * boxes + ":::\n"
    lesson.write_text(f"{lesson.read_text('utf-8')}\n{sheet}", encoding="utf-8")
    done = lernbuild(project, "build", "--target", "web")
    assert ("sheet-too-long" in done.stderr) is (pages > 1)
    page = chromium.new_page()
    page.goto((project / "dist" / "minimal.web" / "lektion" / "l1.html").as_uri() + "#arbeitshilfe")
    assert count(page.pdf(prefer_css_page_size=True)) == pages
    page.close()


CUT = """() => [...document.querySelectorAll('main *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest('svg *, .sr');
}).map(e => e.outerHTML.slice(0, 120))"""


def test_the_whole_course_as_pdf(looked: Built, chromium: Browser) -> None:
    site = looked("minimal", "standard")
    page = chromium.new_page(color_scheme="dark", viewport=_PRINTED)  # type: ignore[arg-type]
    page.goto((site / "druck.html").as_uri())
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(233, 237, 242)"
    closed = page.locator("details:not([open])").count()
    assert closed == 0
    assert page.locator("button:visible, .book__how:visible").count() == 0
    pdf = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
    assert count(pdf) >= 4
    assert b"/Outlines" in pdf and b"/MarkInfo" in pdf
    page.close()
