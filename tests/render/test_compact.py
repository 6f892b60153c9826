"""What the launch brings of a course holds the whole course, and hardly grows with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernbuild.render.compact import (
    blocks_of,
    by_module,
    column,
    compact,
    course_files,
    expand,
    numbers_of,
    series,
    values_of,
)

Json = dict[str, Any]
FIXTURE = Path(__file__).resolve().parent.parent / "runtime" / "compact-course.json"
IN_PAGES = ("id", "key", "kind")


def question(n: int, **more: object) -> Json:
    return {"n": n, "id": f"l_f{n}", "key": f"f{n}", "kind": "choice", "points": 1, "attempts": 2, **more}


def lesson(n: int, **more: object) -> Json:
    titled = {"n": n, "id": f"l{n}", "href": f"lektion/l{n}.html", "title": f"Lektion „{n}“", "kind": "lesson"}
    return {**titled, "hash": f"{n * 7919 % 4096:03x}", "questions": [], **more}


def course(*sizes: int) -> Json:
    """A course of modules with so many lessons; every fifth lesson is a test, some things are only for one Land."""
    modules: list[Json] = []
    n = 0
    for i, size in enumerate(sizes, 1):
        lessons = []
        for _ in range(size):
            n += 1
            asked = [question(3 * n + q, **({"required": True} if q == 2 else {})) for q in range(n % 4)]
            more: Json = {"questions": asked, "minutes": 5 + n % 3}
            if n == 5:
                asked[0] |= {"objective": 1}
            if n % 5 == 0:
                more |= {"kind": "test", "test": {"attempts": n % 2, "shuffle": True, "minutes": 0, "feedback": "each"}}
            if n % 7 == 0:
                more |= {"short": f"L{n}", "lands": ["bw"]}
            lessons.append(lesson(n + (n > 8), **more))
        modules.append({"title": f"{i}. Modul", "lessons": lessons})
    rules = {"pass": 75, "lessons": [1, 2, 3, 9], "tests": [5], "privacy": "standard", "confirmAgain": ""}
    head = {"format": 1, "id": "kurs", "title": "Kurs", "language": "de", "version": "1.0", "legalDate": "2026-11-01"}
    return {
        **head,
        "rules": rules,
        "modules": modules,
        "objectives": [
            {"n": 1, "id": "frist", "title": "Sie berechnen Fristen."},
            {"n": 2, "id": "amt", "title": "Sie finden das Amt."},
            {"n": 5, "id": "akte", "title": "Sie führen eine Akte."},
        ],
        "lands": [],
        "texts": {"a.b": "c"},
        "draft": False,
    }


def known(data: Json) -> list[Json]:
    """The modules without what stands in the pages."""
    modules: list[Json] = json.loads(json.dumps(data["modules"]))
    for module in modules:
        for one in module["lessons"]:
            one["questions"] = [{k: v for k, v in q.items() if k not in IN_PAGES} for q in one["questions"]]
    return modules


@pytest.mark.parametrize("sizes", [(3,), (30, 20, 5), (120, 3, 60), (1,) * 70, ()])
def test_nothing_is_lost(sizes: tuple[int, ...]) -> None:
    data = course(*sizes)
    launch, parts = compact(data, ["Block"] * len(blocks_of(sizes)))
    assert bool(parts) == (len(blocks_of(sizes)) > 1)
    back = expand(json.loads(json.dumps(launch)), parts)
    assert back["modules"] == known(data)
    assert back["rules"] == data["rules"]
    assert back["texts"] == data["texts"]
    named = [sum(sizes) >= 5, False, False]  # only what a question asks about
    titles = [one["title"] if name else None for one, name in zip(data["objectives"], named, strict=True)]
    assert [one.get("title") for one in back["objectives"]] == titles
    assert [(one["n"], one["id"]) for one in back["objectives"]] == [(1, "frist"), (2, "amt"), (5, "akte")]


def test_objectives_of_an_earlier_package_are_read() -> None:
    launch, parts = compact(course(3), ["Block"])
    earlier = [{"n": 1, "id": "frist", "title": "Sie berechnen Fristen."}, {"n": 2, "id": "amt"}]
    assert expand({**launch, "objectives": earlier}, parts)["objectives"] == earlier


@given(st.lists(st.integers(0, 130), max_size=60))
@settings(max_examples=200)
def test_blocks_hold_every_lesson_and_never_too_many(sizes: list[int]) -> None:
    blocks = blocks_of(sizes)
    assert sum(blocks) == sum(sizes)
    assert all(0 < block <= 50 for block in blocks)
    cuts = {sum(blocks[:i]) for i in range(len(blocks) + 1)}
    at = 0
    for size in sizes:
        inside = [cut for cut in cuts if at < cut < at + size]
        assert not inside or size > 50, "a module that fits in a block is not cut"
        at += size
    if len(blocks) > 1 and by_module(sizes):
        assert len(sizes) <= 24


@given(st.lists(st.sampled_from([None, 1, 2.5, "x", ["bw"], {"a": 1}])))
def test_columns(values: list[object]) -> None:
    assert values_of(column(values)) == values


@given(st.lists(st.integers(1, 40)))
def test_series(numbers: list[int]) -> None:
    assert numbers_of(series(numbers)) == numbers


def test_a_million_rows_are_no_course() -> None:
    with pytest.raises(ValueError, match="1000000"):
        values_of({"v": [1], "r": [0, 10**12]})


def test_a_hundred_times_the_lessons_cost_a_few_bytes_each() -> None:
    small, large = (
        course_files(course(*[10] * modules), [f"Module {i}" for i in range(modules // 5)]) for modules in (10, 100)
    )
    grown = len(large["assets/course.js"]) - len(small["assets/course.js"])
    assert grown / 900 < 15  # here no two neighbours are alike; a course of the generator needs three
    assert max(len(data) for name, data in large.items() if name != "assets/course.js") < 4_000


def test_the_browser_side_is_tested_with_the_same_course() -> None:
    """tests/runtime/compact.test.ts makes ``course`` of ``files``."""
    data = course(3, 60, 2)
    launch, parts = compact(
        data, ["1. Modul", "2. Modul, Lektionen 1 bis 50", "2. Modul, Lektionen 51 bis 60", "3. Modul"]
    )
    assert json.loads(FIXTURE.read_text(encoding="utf-8")) == {
        "launch": launch,
        "parts": parts,
        "modules": known(data),
        "rules": data["rules"],
    }


def test_a_lesson_names_only_objectives_that_a_question_asks_about() -> None:
    """From a question one finds the lesson that teaches it; the other numbers would be dead weight at launch."""
    data = course(5)
    lessons = data["modules"][0]["lessons"]
    lessons[0]["objectives"], lessons[1]["objectives"] = [1, 2], [2]
    launch, _ = compact(data, [])
    assert values_of(launch["lessons"]["objectives"]) == [[1], None, None, None, None]
