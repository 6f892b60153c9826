"""Reads the course data out of a package of ours; trusts nothing in it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from lernbuild.course.outline import Outline, OutlineLesson, OutlineQuestion

MOST = 16 << 20
"""Bytes of one file that are read; a larger one is none of ours."""
TOGETHER = 256 << 20
"""Bytes of all pages that are read."""
_BROKEN = (OSError, zipfile.BadZipFile, KeyError, IndexError, TypeError, ValueError, RuntimeError, AttributeError)


def course_data(package: Path) -> dict[str, Any]:
    """CourseData of runtime/types.ts; raises click.BadParameter when the file is no package of ours."""
    try:
        with zipfile.ZipFile(package) as archive:
            return _course_data(archive)
    except _BROKEN as problem:
        raise _foreign(package) from problem


def published_outline(package: Path) -> Outline:
    """The outline of the edition in a package; raises click.BadParameter when the file is no package of ours."""
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(package) as archive:
            return _outline(archive)
    except (*_BROKEN, LxmlError) as problem:
        raise _foreign(package) from problem


def _foreign(package: Path) -> click.BadParameter:
    message = f"„{package.as_posix()}“ ist kein Paket von lernbuild, oder die Datei lässt sich nicht lesen"
    return click.BadParameter(message)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    member = archive.getinfo(name)
    if member.file_size > MOST:
        raise ValueError(name)
    return archive.read(member)


def _course_data(archive: zipfile.ZipFile) -> dict[str, Any]:
    from lernbuild.render.packaged import packaged_course

    return packaged_course(lambda name: _read(archive, name))


def _check_sizes(archive: zipfile.ZipFile, pages: list[str]) -> None:
    if sum(archive.getinfo(page).file_size for page in pages) > TOGETHER:
        raise ValueError("pages")


def _outline(archive: zipfile.ZipFile) -> Outline:
    from lernbuild.course.outline import Outline

    data, index = _course_data(archive), json.loads(_read(archive, "lernbuild.json"))
    lessons = [lesson for module in data["modules"] for lesson in module["lessons"]]
    options = _options(archive, [str(lesson["href"]) for lesson in lessons])
    return Outline(
        course_id=str(data["id"]),
        variant=str(index["variant"]),
        version=str(data["version"]),
        pass_percent=float(data["rules"]["pass"]),
        tests=tuple(int(number) for number in data["rules"]["tests"]),
        lessons=tuple(_lesson(lesson, options) for lesson in lessons),
        objectives={int(one["n"]): str(one["id"]) for one in data["objectives"]},
        lands={int(one["n"]): str(one["id"]) for one in data["lands"]},
        item=_item(archive),
        address=_address(archive),
    )


def _lesson(data: dict[str, Any], options: dict[int, dict[int, str]]) -> OutlineLesson:
    from lernbuild.course.outline import OutlineLesson, OutlineTest

    test = None
    if "test" in data:
        draw = data["test"].get("draw")
        if isinstance(draw, dict):
            draw = {str(objective): int(count) for objective, count in draw.items()}
        test = OutlineTest(int(data["test"]["attempts"]), draw if isinstance(draw, dict) else draw and int(draw))
    questions = tuple(_question(question, options) for question in data["questions"])
    return OutlineLesson(int(data["n"]), str(data["id"]), str(data["kind"]), str(data["title"]), questions, test)


def _question(data: dict[str, Any], options: dict[int, dict[int, str]]) -> OutlineQuestion:
    from lernbuild.course.outline import OutlineQuestion

    number = int(data["n"])
    return OutlineQuestion(
        number,
        str(data["key"]),
        str(data["kind"]),
        int(data["points"]),
        int(data["attempts"]),
        options.get(number, {}),
    )


def _options(archive: zipfile.ZipFile, pages: list[str]) -> dict[int, dict[int, str]]:
    """The words of all options by question and number, as the pages show them."""
    from lxml import html

    found: dict[int, dict[int, str]] = {}
    _check_sizes(archive, pages)
    for page in pages:
        tree: Any = html.document_fromstring(_read(archive, page))
        for box in tree.xpath("//select | //b[@class='hotspot__number']"):
            box.drop_tree()
        for option in tree.xpath("//*[@data-lb-question]//*[@data-lb-option]"):
            section = option.xpath("ancestor::*[@data-lb-question][1]")[0]
            words = " ".join(option.text_content().split())
            found.setdefault(int(section.get("data-lb-number")), {})[int(option.get("data-lb-option"))] = words
    return found


def _item(archive: zipfile.ZipFile) -> str:
    """The identifier to which a SCORM LMS ties learners' data; empty in other packages."""
    from lxml import etree

    if "imsmanifest.xml" not in archive.namelist():
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(_read(archive, "imsmanifest.xml"), parser)
    return str(tree.xpath("string(//*[local-name()='item']/@identifier)"))


def _address(archive: zipfile.ZipFile) -> str:
    """The course's identity in statements; empty in packages that make none."""
    text = _read(archive, "assets/lernbuild.js")[:2000].decode("utf-8", "replace")
    match = re.match(r'\(globalThis\.lernbuild\?\?=\{\}\)\.iri=("[^"\n]*");', text)
    return str(json.loads(match[1])) if match else ""
