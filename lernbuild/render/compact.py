"""What the browser needs of a course at launch, in few bytes, and the rest in parts of 50 lessons; knows no page.

The launch part holds every number that decides what is finished, passed and reached, in columns: the distinct values
of an attribute and how often each follows (``column``), numbers of kurs.lock as ranges (``series``), and twelve bits of
each lesson's hash. Titles and addresses are fetched a block at a time; what only a lesson's own page needs of its
questions (kind, key, identity) stands in that page. The reverse is in runtime/compact.ts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

Json = dict[str, Any]

BLOCK = 50
"""Lessons whose titles are fetched together; a course of no more is one block, which comes with the launch."""
ENTRIES = 24
"""Modules that are listed each by itself."""
NAMED = 12
"""Test pages whose titles come with the launch, for the list of results."""
MOST = 1_000_000
"""Rows of a column that are read."""
_SINGLE = frozenset({str, int, bool, type(None)})
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_IN_PARTS = frozenset({"id", "href", "title", "short"})
_IN_PAGES = frozenset({"id", "key", "kind"})


def blocks_of(sizes: Sequence[int]) -> list[int]:
    """Number of lessons in each block: whole modules as long as they fit, a module of more than 50 in slices."""
    out: list[int] = []
    room = 0
    for size in sizes:
        if out and size <= room:
            out[-1] += size
            room -= size
            continue
        for start in range(0, size, BLOCK):
            out.append(min(BLOCK, size - start))
        room = BLOCK - size if size <= BLOCK else 0
    return out


def by_module(sizes: Sequence[int]) -> bool:
    """True where the contents list modules; False: blocks, because there are too many modules or too long ones."""
    return len(blocks_of(sizes)) == 1 or (len(sizes) <= ENTRIES and max(sizes, default=0) <= BLOCK)


def part_name(block: int) -> str:
    """Name of the script with the titles of a block, counted from 0."""
    return f"course-{block + 1}"


def course_files(data: Json, titles: Sequence[str]) -> dict[str, bytes]:
    """``assets/course.js`` and the parts, by path; ``data`` is CourseData, ``titles`` name the blocks."""
    launch, parts = compact(data, titles)
    files = {"assets/course.js": f"globalThis.lernbuild={_text({'course': launch})};\n".encode()}
    for i, part in enumerate(parts):
        name = part_name(i)
        code = f'((globalThis.lernbuild??={{}}).chunks??={{}})["{name}"]={_text(part)};\n'
        files[f"assets/{name}.js"] = code.encode()
    return files


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def compact(data: Json, titles: Sequence[str]) -> tuple[Json, list[Json]]:
    """The launch part (CourseFile of runtime/compact.ts) and the parts to fetch; none where one block is all."""
    modules: list[Json] = data["modules"]
    sizes = [len(module["lessons"]) for module in modules]
    blocks = blocks_of(sizes)
    lessons: list[Json] = [lesson for module in modules for lesson in module["lessons"]]
    questions: list[Json] = [question for lesson in lessons for question in lesson["questions"]]
    parts = _parts(modules, blocks)
    rules = dict(data["rules"])
    rules["tests"] = series(rules["tests"])
    if isinstance(rules["lessons"], list):
        rules["lessons"] = series(rules["lessons"])
    launch = {key: value for key, value in data.items() if key not in {"modules", "rules", "format"}}
    asked = {question.get("objective") for question in questions}
    launch |= {
        "format": 2,
        "objectives": _objectives(data["objectives"], asked),
        "rules": rules,
        "modules": column(sizes),
        "blocks": column(blocks),
        "lessons": {
            "n": series(lesson["n"] for lesson in lessons),
            "hash": "".join(_twelve_bits(lesson["hash"]) for lesson in lessons),
            "questions": column([len(lesson["questions"]) for lesson in lessons]),
            **_columns([_of_use(lesson, asked) for lesson in lessons], _IN_PARTS | {"n", "hash", "questions"}),
        },
        "questions": {"n": series(question["n"] for question in questions), **_columns(questions, _IN_PAGES | {"n"})},
    }
    if len(blocks) <= 1:
        return launch | {"part": parts[0] if parts else {"lessons": [], "modules": []}}, []
    if by_module(sizes):
        launch["titles"] = [module["title"] for module in modules]
    else:
        launch["entries"] = list(titles)
    tests = [(i, lesson) for i, lesson in enumerate(lessons) if lesson["kind"] == "test"]
    if len(tests) <= NAMED:
        launch["named"] = [[i, *_names(lesson)] for i, lesson in tests]
    return launch, parts


def _objectives(objectives: Sequence[Json], asked: set[Any]) -> Json:
    """Numbers, ids with a blank between, and titles by number: only those that a question asks about are ever named."""
    return {
        "n": series(one["n"] for one in objectives),
        "id": " ".join(one["id"] for one in objectives),
        "title": {str(one["n"]): one["title"] for one in objectives if one["n"] in asked},
    }


def _of_use(lesson: Json, asked: set[Any]) -> Json:
    """A lesson's objectives lead from a question to it: those that no question asks about would lead nowhere."""
    taught = [n for n in lesson.get("objectives", ()) if n in asked]
    rest = {key: value for key, value in lesson.items() if key != "objectives"}
    return rest | ({"objectives": taught} if taught else {})


def _parts(modules: Sequence[Json], blocks: Sequence[int]) -> list[Json]:
    starts: dict[int, str] = {}
    at = 0
    for module in modules:
        if module["lessons"]:
            starts[at] = module["title"]
        at += len(module["lessons"])
    lessons = [lesson for module in modules for lesson in module["lessons"]]
    parts: list[Json] = []
    at = 0
    for size in blocks:
        named = [_names(lesson) for lesson in lessons[at : at + size]]
        heads = [starts[first] for first in range(at, at + size) if first in starts]
        parts.append({"modules": heads, "lessons": named})
        at += size
    return parts


def _names(lesson: Mapping[str, Any]) -> list[str]:
    return [lesson["id"], lesson["title"], *([lesson["short"]] if lesson.get("short") else [])]


def _columns(rows: Sequence[Json], without: frozenset[str] | set[str]) -> Json:
    names = dict.fromkeys(key for row in rows for key in row if key not in without)
    return {name: column([row.get(name) for row in rows]) for name in names}


def column(values: Sequence[Any]) -> Json:
    """Distinct values, and flat pairs of place and count: ``[5, 5, 7]`` is ``{"v": [5, 7], "r": [0, 2, 1, 1]}``.

    Where neighbours are seldom alike a letter for each is shorter: ``{"v": [5, 7], "s": "AAB"}``.
    """
    places: dict[object, int] = {}
    distinct: list[Any] = []
    runs: list[int] = []
    for value in values:
        key = (kind, value) if (kind := value.__class__) in _SINGLE else json.dumps(value, sort_keys=True)
        if key not in places:
            places[key] = len(distinct)
            distinct.append(value)
        if runs and runs[-2] == places[key]:
            runs[-1] += 1
        else:
            runs += [places[key], 1]
    if len(distinct) <= len(_LETTERS) and len(_text(runs)) > len(values) + 2:
        pairs = zip(runs[::2], runs[1::2], strict=True)
        return {"v": distinct, "s": "".join(_LETTERS[place] * count for place, count in pairs)}
    return {"v": distinct, "r": runs}


def series(numbers: Iterable[int]) -> list[int]:
    """Flat pairs of first and count: ``[1, 2, 3, 9]`` is ``[1, 3, 9, 1]``."""
    runs: list[int] = []
    for number in numbers:
        if runs and number == runs[-2] + runs[-1]:
            runs[-1] += 1
        else:
            runs += [number, 1]
    return runs


def _twelve_bits(digest: str) -> str:
    """The first three hexadecimal digits as two letters."""
    value = int(digest[:3] or "0", 16)
    return _LETTERS[value >> 6] + _LETTERS[value & 63]


def expand(launch: Json, parts: Sequence[Json]) -> Json:
    """CourseData again, without what stands in the pages; raises KeyError, TypeError or ValueError for other data."""
    if launch["format"] != 2:
        raise ValueError(launch["format"])
    lessons = _rows(launch["lessons"], {"n", "hash"})
    asked = iter(_rows(launch["questions"], {"n"}))
    codes = launch["lessons"]["hash"]
    names = [named for part in (parts or [launch["part"]]) for named in part["lessons"]]
    for i, (lesson, (key, title, *short)) in enumerate(zip(lessons, names, strict=True)):
        value = _LETTERS.index(codes[2 * i]) << 6 | _LETTERS.index(codes[2 * i + 1])
        lesson |= {"id": key, "href": f"lektion/{key}.html", "title": title, "hash": f"{value:03x}"}
        lesson |= {"short": short[0]} if short else {}
        lesson["questions"] = list(islice(asked, lesson["questions"]))
    heads = iter([title for part in (parts or [launch["part"]]) for title in part["modules"]])
    rest = iter(lessons)
    modules = [
        {"title": next(heads, "") if size else "", "lessons": list(islice(rest, size))}
        for size in values_of(launch["modules"])
    ]
    rules = dict(launch["rules"])
    rules["tests"] = numbers_of(rules["tests"])
    if isinstance(rules["lessons"], list):
        rules["lessons"] = numbers_of(rules["lessons"])
    return {**launch, "objectives": _objectives_of(launch["objectives"]), "rules": rules, "modules": modules}


def _objectives_of(packed: Json | list[Json]) -> list[Json]:
    """The reverse of ``_objectives``; packages of earlier versions have the list itself."""
    if isinstance(packed, list):
        return packed
    ids = packed["id"].split(" ") if packed["n"] else []
    pairs, named = zip(numbers_of(packed["n"]), ids, strict=True), packed["title"]
    return [{"n": n, "id": key} | ({"title": named[str(n)]} if str(n) in named else {}) for n, key in pairs]


def _rows(columns: Json, special: set[str]) -> list[Json]:
    rows: list[Json] = [{"n": n} for n in numbers_of(columns["n"])]
    for name, packed in columns.items():
        if name not in special:
            for row, value in zip(rows, values_of(packed), strict=True):
                if value is not None:
                    row[name] = value
    return rows


def values_of(packed: Json) -> list[Any]:
    """The reverse of ``column``."""
    if "s" in packed:
        return [packed["v"][_LETTERS.index(letter)] for letter in packed["s"]]
    runs = _bounded(packed["r"])
    return [packed["v"][place] for place, count in zip(runs[::2], runs[1::2], strict=True) for _ in range(count)]


def numbers_of(runs: Sequence[int]) -> list[int]:
    """The reverse of ``series``."""
    _bounded(runs)
    return [first + i for first, count in zip(runs[::2], runs[1::2], strict=True) for i in range(count)]


def _bounded(runs: Sequence[int]) -> Sequence[int]:
    """Runs of a package that is to be trusted as little as any file: not so long that they fill the memory."""
    if sum(map(abs, runs[1::2])) > MOST:
        raise ValueError(MOST)
    return runs
