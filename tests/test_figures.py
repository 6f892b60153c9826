"""The drawings of the courses keep the rules of the house and stand in a lesson, each with its text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from lernbuild.course.facts import Fact, format_value, read_facts
from lernbuild.course.load import load_project
from lernbuild.markup.nodes import YamlValue

REPOSITORY = Path(__file__).parents[1]
COURSES = ("basiswissen", "digital", "feg")
FIGURES = sorted(path for course in COURSES for path in (REPOSITORY / "courses" / course / "medien").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 15_000
SMALLEST_LETTER = 15
LEGAL_DATE = date(2026, 8, 19)
PLACES = re.compile(
    r'^!\[([^\]]+)\]\(medien/([\w-]+\.svg) "([^"]+)"\)\n\n::: aufklappen Bild als Text\n(.+?)\n:::$', re.S | re.M
)
"""Picture with what it says and its title, followed at once by the block with its full text."""

each = pytest.mark.parametrize("path", FIGURES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")


def drawing(path: Path) -> etree._Element:
    return etree.fromstring(path.read_bytes())


@pytest.fixture(scope="module")
def facts() -> dict[str, Fact]:
    project = load_project(REPOSITORY)
    found: dict[str, Fact] = {}
    for course in COURSES:
        value, problems = project.yaml(f"fakten/{course}.yaml")
        assert isinstance(value, YamlValue) and not problems
        found.update(read_facts(value)[0])
    return found


@each
def test_is_small_and_names_itself(path: Path) -> None:
    root = drawing(path)
    assert path.stat().st_size <= LARGEST
    assert root.tag == f"{SVG}svg" and root.get("class") == "lbf" and root.get("role") == "img"
    for part in ("title", "desc"):
        found = root.findall(f"{SVG}{part}")
        assert len(found) == 1 and (found[0].text or "").strip()
        assert found[0].get("id") in str(root.get("aria-labelledby")).split()
    assert all(str(item.get("id")).startswith(f"{path.stem}-") for item in root.iter() if item.get("id"))


@each
def test_holds_nothing_that_runs_or_leads_out(path: Path) -> None:
    root = drawing(path)
    names = {etree.QName(item).localname for item in root.iter(etree.Element)}
    assert not names & {"script", "foreignObject", "image", "use", "a", "animate", "set"}
    styles = root.findall(f".//{SVG}style")
    assert all(style.get("data-lb") == "alone" and "url(" not in (style.text or "") for style in styles)
    for item in root.iter(etree.Element):
        for key, value in item.attrib.items():
            assert not etree.QName(key).localname.lower().startswith("on"), key
            assert "url(" not in value and "//" not in value and "javascript:" not in value, value
            assert key not in {"fill", "stroke", "color", "href", "textLength"}, key


@each
def test_both_drawings_say_the_same(path: Path) -> None:
    wide, narrow = two(drawing(path))
    assert wide.get("viewBox", "").split()[2] == "700"
    assert narrow.get("viewBox", "").split()[2] == "300"
    assert words(wide)
    only_one = {word for word in words(wide) ^ words(narrow) if not word.isdigit()}
    assert not only_one, "only an axis has numbers that the other drawing does without"


@each
def test_letters_are_large_enough(path: Path) -> None:
    for item in drawing(path).iter(f"{SVG}text", f"{SVG}tspan"):
        size = re.search(r"font-size:\s*([\d.]+)px", item.get("style", ""))
        assert size is None or float(size[1]) >= SMALLEST_LETTER
        assert item.get("font-size") is None


@each
def test_drawn_values_are_those_of_the_facts(path: Path, facts: dict[str, Fact]) -> None:
    for item in drawing(path).iter(etree.Element):
        key = item.get("data-lb-fact")
        if key is None:
            continue
        assert key in facts, key
        period = facts[key].at(LEGAL_DATE)
        assert period is not None, key
        assert "".join(map(str, item.itertext())) == format_value(period.value, facts[key].unit)
        assert len(item) == 0, "text with a value has no parts, or the build cannot replace it"


@pytest.mark.parametrize("course", COURSES)
def test_ten_figures_stand_in_lessons_with_their_text(course: str) -> None:
    drawn = {path.name for path in FIGURES if path.parts[-3] == course}
    assert len(drawn) >= 10
    lessons = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "courses" / course).rglob("*.md"))]
    placed = [(name, alt, title, text) for lesson in lessons for alt, name, title, text in PLACES.findall(lesson)]
    assert {name for name, *_ in placed} == drawn
    assert len(placed) == sum(lesson.count("](medien/") for lesson in lessons), "a figure lacks its text"
    for name, alt, title, text in placed:
        assert len(alt) > 20 and title, name
        assert len(text.split()) >= 20, name


def two(root: etree._Element) -> tuple[etree._Element, etree._Element]:
    inner = {svg.get("class"): svg for svg in root.findall(f"{SVG}svg")}
    assert set(inner) == {"w", "n"}
    return inner["w"], inner["n"]


def words(svg: etree._Element) -> set[str]:
    """Words of a drawing: lines joined again, words divided at the end of a line made whole."""
    found: set[str] = set()
    for item in svg.iter(f"{SVG}text"):
        lines = [item.text or ""]
        for part in item:
            own = "".join(map(str, part.itertext()))
            if part.get("dy"):
                lines.append(own)
            else:
                lines[-1] += own
            lines[-1] += part.tail or ""
        text = ""
        for line in lines:
            divided = text.endswith("-") and line[:1].islower()
            text = text[:-1] + line if divided else text + ("" if text.endswith("-") else " ") + line
        found.update(text.replace("\u00a0", " ").split())
    return found
