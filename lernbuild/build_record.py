"""``dist/<course>.build.json``: what was built, for CI and support; knows files and hashes, not how they are made."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from lernbuild.build_index import write_index
from lernbuild.course.edition import Edition
from lernbuild.course.model import Settings
from lernbuild.diagnostics import Report
from lernbuild.frozen import frozen
from lernbuild.package import Written
from lernbuild.package.disk import write_file
from lernbuild.papers import bill_of_materials, papers
from lernbuild.targets import Target

FORMAT = 1


@frozen
class Built:
    """One package of a run."""

    edition: Edition
    target: Target
    written: Written
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files for people who teach, by the ending of their name."""
    parts: tuple[str, ...] = ()
    """What of others is inside, by the ids of the bill of materials."""

    def entry(self) -> dict[str, Any]:
        """The package as data: ``size`` in bytes, ``content`` the hash that no compressor changes."""
        limits = self.target.limits
        return {
            "path": self.written.path.name,
            "target": self.target.name,
            "standard": self.target.label,
            "variant": self.edition.variant,
            "size": self.written.size,
            "sha256": self.written.sha256,
            "content": self.written.content_hash,
            "limits": {
                "suspend_data": limits.suspend_data,
                "location": limits.location,
                "title": limits.title,
            },
            "parts": list(self.parts),
        }


def package_name(edition: Edition, target: Target) -> str:
    """``feg.scorm12.zip``, ``feg.bw.scorm2004.zip``, ``feg.web``, ``feg.gift.txt`` (product.md section 4)."""
    suffix = () if target.folder else (getattr(target, "suffix", "zip"),)
    return ".".join((edition_name(edition), target.name, *suffix))


def edition_name(edition: Edition) -> str:
    """``feg``, ``feg.bw``."""
    return ".".join(part for part in (edition.course_id, edition.variant) if part)


def record_builds(out: Path, built: Sequence[Built], report: Report, courses: Collection[str]) -> Iterator[Path]:
    """Writes records, papers and index of a run and gives their paths; ``courses`` are all of the project."""
    yield from _write_records(out, built, report)
    yield from _write_papers(out, built)
    yield write_index(out, courses, {one.edition.course_id for one in built})


def _write_records(out: Path, built: Sequence[Built], report: Report) -> Iterator[Path]:
    """The record of each course in ``built``; entries that this run did not build stay."""
    for course in dict.fromkeys(one.edition.course_id for one in built):
        mine = [one.entry() for one in built if one.edition.course_id == course]
        path = out / f"{course}.build.json"
        settings = next(one.edition.course.settings for one in built if one.edition.course_id == course)
        data = merge_record(path, settings, mine, _said(course, report))
        if not path.exists() or path.read_bytes() != data:
            write_file(path, [data])
        yield path


def _write_papers(out: Path, built: Sequence[Built]) -> Iterator[Path]:
    """The papers of each edition in ``built``: privacy note, questions, upload leaflet."""
    for stem in dict.fromkeys(edition_name(one.edition) for one in built):
        mine = [one for one in built if edition_name(one.edition) == stem]
        packages = [(one.written.path.name, one.target.name, one.target.label) for one in mine]
        beside = {f"{stem}.{name}": data for one in mine for name, data in one.beside.items()}
        for name, data in {**papers(mine[0].edition.course, packages), **beside}.items():
            path = out / name
            if not path.exists() or path.read_bytes() != data:
                write_file(path, [data])
            yield path


def merge_record(
    path: Path, settings: Settings, packages: Sequence[Mapping[str, Any]], diagnostics: Sequence[Mapping[str, Any]]
) -> bytes:
    """The record's bytes; a damaged or foreign file is replaced, entries without their package go."""
    entries = {entry["path"]: dict(entry) for entry in _old_packages(path)}
    entries.update({entry["path"]: dict(entry) for entry in packages})
    present = (entry for entry in entries.values() if (path.parent / entry["path"]).exists())
    kept = sorted(present, key=lambda entry: str(entry["path"]))
    record = {
        "format": FORMAT,
        "course": settings.id,
        "packages": kept,
        "diagnostics": list(diagnostics),
        "bom": bill_of_materials(settings, kept),
    }
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _old_packages(path: Path) -> list[dict[str, Any]]:
    try:
        old = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(old, dict) or old.get("format") != FORMAT or not isinstance(old.get("packages"), list):
        return []
    return [entry for entry in old["packages"] if isinstance(entry, dict) and isinstance(entry.get("path"), str)]


def _said(course: str, report: Report) -> list[dict[str, Any]]:
    """Messages about this course's files, with paths below ``courses/`` so that no machine shows."""
    found = []
    for one in report.diagnostics:
        if one.span is None:
            continue
        below = one.span.file.path.rpartition("courses/")[2]
        if below.startswith(f"{course}/"):
            line, column = one.span.file.position(one.span.start)
            found.append({"code": one.code, "severity": one.severity.value, "file": below, "line": line, "col": column,
                          "message": one.message})  # fmt: skip
    return found
