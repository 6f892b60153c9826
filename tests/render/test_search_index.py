"""The search index: what is in it, where a hit leads, how long its files are, and what must not be in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from lxml import html

from lernbuild.markup.nodes import Node
from lernbuild.render import render_site
from lernbuild.render.search_index import MOST, Passage, search_files
from lernbuild.render.site import Site
from lernbuild.render.theme import Theme
from tests.render import sample_course
from tests.render.sample_course import block, h, p

Rows = list[list[str]]


def rows_of(site: Site) -> Rows:
    out: Rows = []
    names = sorted(name for name in site.files if re.fullmatch(r"assets/search-\d+\.js", name))
    for name in names:
        text = site.files[name].decode()
        head = f'globalThis.lernbuild.chunks["{name[7:-3]}"]='
        assert text.startswith(head)
        out += json.loads(text.removeprefix(head).rstrip(";\n"))
    return out


@pytest.fixture(scope="module")
def rows(site: Site) -> Rows:
    return rows_of(site)


def test_every_kind_is_there(rows: Rows) -> None:
    assert {row[0] for row in rows} == {"lesson", "test", "aid", "glossary", "law"}
    assert all(len(row) == 6 and row[2] for row in rows)


def test_every_hit_leads_to_a_place_that_exists(rows: Rows, pages: Mapping[str, html.HtmlElement]) -> None:
    for _, href, *_ in rows:
        path, _, anchor = href.partition("#")
        assert path in pages
        assert not anchor or pages[path].xpath("//*[@id=$id]", id=anchor), href


def test_words_are_plain(rows: Rows) -> None:
    for row in rows:
        assert not any(re.search("[\u00ad\u00a0\n]|  |^ | $", value) for value in row), row


def test_the_launch_loads_nothing_of_it(pages: Mapping[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        scripts = {src.rpartition("/")[2] for src in page.xpath("//script/@src")}
        assert scripts <= {"course.js", "lernbuild.js", "questions.js", "blocks.js"}
        sheets = [href.rpartition("/")[2] for href in page.xpath("//link[@rel='stylesheet']/@href")]
        assert sheets == (["theme.css"] if name == "index.html" else ["theme.css", "pages.css"])


def test_nothing_of_questions_is_in_it(rows: Rows) -> None:
    """Prompts, options, feedback, hints and model answers of every question of the course."""
    course = sample_course.full_course()
    text = " ".join(" ".join(row) for row in rows)
    from lernbuild.course.tree import find
    from lernbuild.markup.nodes import Text

    seen = {node.value for lesson in course.lessons for node in find(lesson.blocks, Text)}
    asked = {node.value for lesson in course.lessons for node in find(lesson.questions, Text) if len(node.value) > 8}
    asked -= seen
    assert asked
    assert [value for value in sorted(asked) if value in text] == []


def made_of(theme: Theme, *blocks: Node) -> Rows:
    """The rows of the first lesson, with these blocks instead of its own."""
    course = sample_course.full_course()
    module = course.modules[0]
    lesson = replace(module.lessons[0], blocks=blocks, footnotes=(), questions=())
    changed = replace(course, modules=(replace(module, lessons=(lesson,)),))
    site, problems = render_site(changed, theme)
    assert not problems
    return [row for row in rows_of(site) if row[0] in {"lesson", "aid"}]


def test_trainer_blocks_stay_out_wherever_they_stand(theme: Theme) -> None:
    hidden = block("trainer", "", p("Nur für Lehrende"))
    found = made_of(
        theme,
        p("Anfang"),
        hidden,
        block("hinweis", "", p("Innen"), hidden),
        block("arbeitshilfe", "Blatt", p("Zettel"), hidden),
    )
    text = json.dumps(found, ensure_ascii=False)
    assert "Innen" in text and "Zettel" in text
    assert "Lehrende" not in text


def test_a_heading_begins_a_passage_and_an_arbeitshilfe_has_its_own(theme: Theme) -> None:
    sheet = block("arbeitshilfe", "Blatt", p("Zettel"))
    found = made_of(theme, p("Anfang"), h(2, "Zweiter Teil", "zwei"), p("Mitte"), sheet, p("Schluss"))
    lessons = [row for row in found if row[0] == "lesson"]
    assert [row[1].partition("#")[2] for row in lessons] == ["", "zwei"]
    assert lessons[1][2].endswith(" – Zweiter Teil")
    assert lessons[1][4] == "Mitte Schluss"
    assert [(row[2], row[4]) for row in found if row[0] == "aid"] == [("Blatt", "Zettel")]


def test_what_holds_in_one_land_is_a_passage_that_says_so(theme: Theme) -> None:
    land = block("nur", "Hessen", p("Nur hier"))
    found = made_of(theme, p("Anfang"), land, p("Für alle"))
    assert [(row[4], row[5]) for row in found][1:] == [("Nur hier", "Hessen"), ("Für alle", "")]


def test_files_are_bounded() -> None:
    passage = Passage("lesson", "lektion/a.html", "Titel", "Modul", "ä" * 2000)
    files = search_files([[passage.row] * 30, [passage.row] * 60, [replace(passage, text="ö" * MOST).row]])
    sizes = [len(data) for data in files.values()]
    assert list(files) == [f"search-{n}" for n in range(1, len(files) + 1)]
    assert max(sizes[:-1]) <= MOST
    assert len(sizes) == 6  # 23 | 7 | 23 | 23 | 14 | the long one: a module that does not fit begins a file


def test_text_cannot_end_the_script() -> None:
    data = search_files([[Passage("lesson", "a.html", "\u2028</script>", "", "\u2029").row]])["search-1"].decode()
    assert "\u2028" not in data and "\u2029" not in data
