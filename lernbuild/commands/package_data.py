"""Reads the course data out of a package of ours; trusts nothing in it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import click

MOST = 16 << 20
"""Bytes of course data that are read; a larger file is none of ours."""


def course_data(package: Path) -> dict[str, Any]:
    """CourseData of runtime/types.ts; raises click.BadParameter when the file is no package of ours."""
    try:
        with zipfile.ZipFile(package) as archive:
            member = archive.getinfo("assets/course.js")
            if member.file_size > MOST:
                raise KeyError(member.filename)
            text = archive.read(member).decode("utf-8")
        data = json.loads(text.partition("=")[2].rstrip().removesuffix(";"))["course"]
        if data["format"] != 1:
            raise ValueError(data["format"])
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, RuntimeError) as problem:
        message = f"„{package.as_posix()}“ ist kein Paket von lernbuild, oder die Datei lässt sich nicht lesen"
        raise click.BadParameter(message) from problem
    found: dict[str, Any] = data
    return found
