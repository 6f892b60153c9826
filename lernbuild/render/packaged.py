"""Reads what a package says of its course, as the script in it would; trusts nothing, knows no file and no zip."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

from lernbuild.render.compact import expand, part_name, values_of

Json = dict[str, Any]
Read = Callable[[str], bytes]
TOGETHER = 256 << 20
"""Bytes of all pages that are read."""


def packaged_course(read: Read) -> Json:
    """CourseData of runtime/types.ts; ``read`` gives a file by its path or raises.

    Raises KeyError, IndexError, TypeError or ValueError when the package is none of ours.
    """
    data: Json = _json_of(read("assets/course.js"))["course"]
    if data["format"] == 2:
        return _expanded(read, data)
    if data["format"] != 1:
        raise ValueError(data["format"])
    return data


def _json_of(script: bytes) -> Json:
    """The object that a script assigns."""
    found: Json = json.loads(script.decode("utf-8").partition("=")[2].rstrip().removesuffix(";"))
    return found


def _expanded(read: Read, launch: Json) -> Json:
    """The launch part with the titles out of the other parts, and what each page says of its questions."""
    blocks = 0 if "part" in launch else len(values_of(launch["blocks"]))
    parts = [_json_of(read(f"assets/{part_name(i)}.js").partition(b"]")[2]) for i in range(blocks)]
    data = expand(launch, parts)
    left = TOGETHER
    for lesson in (lesson for module in data["modules"] for lesson in module["lessons"]):
        page = read(lesson["href"]) if lesson["questions"] else b""
        left -= len(page)
        if left < 0:
            raise ValueError("pages")
        asked = _asked(page.decode("utf-8"))
        for question in lesson["questions"]:
            question |= asked[question["n"]]
            question["id"] = re.sub(r"[^A-Za-z0-9_.-]", "-", f"{lesson['id']}_{question['key']}")
    return data


def _asked(page: str) -> dict[int, dict[str, str]]:
    """Key and type of the questions in a page, by number."""
    found = {}
    for tag in re.findall(r"<section[^>]*\bdata-lb-question=[^>]*>", page):
        said = {name: unescape(value) for name, value in re.findall(r'\bdata-lb-(\w+)="([^"]*)"', tag)}
        found[int(said["number"])] = {"key": said["question"], "kind": said["type"]}
    return found
