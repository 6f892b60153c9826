"""The whole course on one page: nothing twice, nothing that leads nowhere, solutions only where they belong."""

from __future__ import annotations

import re
import shutil
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from lernbuild.papers import answer_and_reason
from lernbuild.render import load_theme, render_site, theme_places
from lernbuild.render.printed import Printed, below_questions, on_paper
from lernbuild.render.site import Site
from tests.command import lernbuild
from tests.real_courses import course, project

TRAINER = "druck-lehrende.html"
COURSES = ("digital", pytest.param("basiswissen", marks=pytest.mark.full), pytest.param("feg", marks=pytest.mark.full))


@cache
def site(name: str) -> Site:
    theme, _ = load_theme("standard", theme_places(project().root))
    assert theme is not None
    made, problems = render_site(course(name), theme, answers=answer_and_reason)
    assert not problems
    return made


@pytest.mark.parametrize("name", COURSES)
def test_no_id_twice_and_every_link_arrives(name: str) -> None:
    for data in (site(name).printed["druck.html"], site(name).beside[TRAINER]):
        page: Any = html.fromstring(data.decode())
        ids = [str(value) for value in page.xpath("//@id")]
        assert len(ids) == len(set(ids))
        targets = {str(value)[1:] for value in page.xpath("//@href") if str(value).startswith("#")}
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            targets |= {name for value in page.xpath(f"//@{attribute}") for name in str(value).split()}
        targets |= set(re.findall(r"url\(#([^)]+)\)", data.decode()))
        assert targets - set(ids) == set()
        assert not [value for value in page.xpath("//@href") if re.match(r"lektion/|\.\./", str(value))]


@pytest.mark.parametrize("name", COURSES)
def test_figures_tables_and_references_are_numbered_in_order(name: str) -> None:
    page: Any = html.fromstring(site(name).printed["druck.html"].decode())
    for word, path in (("Abbildung", "//figure/figcaption"), ("Tabelle", "//table/caption")):
        captions = [" ".join(one.text_content().split()) for one in page.xpath(path)]
        numbered = [int(found[1]) for one in captions if (found := re.match(rf"{word}\s(\d+): ", one))]
        assert numbered == list(range(1, len(numbered) + 1)) and len(numbered) > 5
    lessons = {str(one.get("id")): one.xpath("string(span)") for one in page.xpath("//article/h3")}
    assert list(lessons.values())[:2] == ["1.1", "1.2"]
    for link in page.xpath("//a[@data-place]"):
        key = str(link.get("href"))[1:]
        lesson = key if key in lessons else "l." + key.partition(".")[0]
        assert link.get("data-place") == lessons[lesson]
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_learners_get_no_solution_and_trainers_all() -> None:
    made = site("digital")
    learner, trainer = made.printed["druck.html"].decode(), made.beside[TRAINER].decode()
    assert "book__answer" not in learner and "data-lb=" not in learner and "<script" not in learner
    asked = [q for lesson in course("digital").lessons for q in lesson.questions if answer_and_reason(q)[0]]
    assert trainer.count('class="book__answer"') == len(asked) > 100
    assert "Ausgabe für Lehrende" in trainer and "Ausgabe für Lernende" in learner


def test_the_edition_for_trainers_needs_no_other_file() -> None:
    text = site("digital").beside[TRAINER].decode()
    assert '<link rel="stylesheet"' not in text and "url(fonts/" not in text
    assert not re.findall(r'\ssrc="(?!data:)[^"]*"', text)
    assert text.count("data:font/woff2;base64,") == 3


def test_every_lesson_keeps_its_words() -> None:
    page: Any = html.fromstring(site("digital").printed["druck.html"].decode())
    words = " ".join(page.text_content().split())
    for lesson in course("digital").lessons:
        original: Any = html.fromstring(site("digital").files[f"lektion/{lesson.key}.html"].decode())
        for paragraph in original.xpath("//main//div[@class='flow']/p | //main//article/p[not(@class)]"):
            plain = " ".join("".join(paragraph.xpath(".//text()[not(ancestor::*[@popover])]")).split())
            found = plain[:60] in words
            assert found, plain


def test_only_the_folder_for_a_web_server_brings_it(tmp_path: Path, repository: Path) -> None:
    shutil.copytree(repository / "tests" / "courses" / "minimal", tmp_path, dirs_exist_ok=True)
    lesson = next(tmp_path.glob("courses/*/*/*.md"))
    lesson.write_text(lesson.read_text("utf-8") + "\n::: trainer Zeit\nZehn Minuten.\n:::\n", encoding="utf-8")
    done = lernbuild(tmp_path, "build")
    assert done.returncode == 0, done.stderr
    web = tmp_path / "dist" / "minimal.web"
    assert 'href="druck.html"' in (web / "index.html").read_text("utf-8")
    assert "Zehn Minuten" not in (web / "druck.html").read_text("utf-8")
    trainer = (tmp_path / "dist" / f"minimal.{TRAINER}").read_text("utf-8")
    assert "Für Lehrende: Zeit" in trainer and "Zehn Minuten" in trainer
    with zipfile.ZipFile(tmp_path / "dist" / "minimal.scorm12.zip") as package:
        assert not [name for name in package.namelist() if "druck" in name]
        assert b"druck.html" not in package.read("index.html")


def test_text_that_looks_like_an_attribute_stays() -> None:
    theme, _ = load_theme("standard", theme_places(project().root))
    assert theme is not None
    made = on_paper('<p>Er schrieb id="x" und data-lb="y".</p><a href="../lektion/b.html#c">B</a>', "a",
                    Printed(numbers={"b": "1.2"}), theme.texts("de"))  # fmt: skip
    assert 'data-lb="y"' in made
    assert '<a href="#b.c" data-place="1.2">B</a>' in made


def test_an_answer_stands_behind_its_question() -> None:
    inner = '<section class="question" id="frage-a"><section>x</section></section><p>y</p>'
    assert below_questions(inner, {"frage-a": "!", "frage-b": "?"}) == inner.replace("</section><p>", "</section>!<p>")
