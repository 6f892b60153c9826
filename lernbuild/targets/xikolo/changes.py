"""``EXPORT.json``: every element with its hash, and what differs from an export before; knows no disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lernbuild.frozen import frozen
from lernbuild.targets.xikolo.outline import Edition, Item
from lernbuild.targets.xikolo.quizzes import quiz_hash

FORMAT = 1
Export = Mapping[str, Any]


class NotAnExport(ValueError):
    """A file that is no ``EXPORT.json`` of this format; the message is German."""


@frozen
class Entry:
    """An element as an export names it."""

    ref: str
    kind: str
    title: str
    section: int
    position: int
    sha256: str

    @property
    def quiz(self) -> bool:
        return self.kind in ("quiz", "survey")


@frozen
class Changes:
    """What somebody has to do by hand: new and changed elements, those that went, those that only moved.

    ``files`` are pictures and other files with new content, ``more`` those that there were not.
    """

    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()
    moved: tuple[Entry, ...] = ()
    files: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def delete_first(self) -> tuple[Entry, ...]:
        """Quizzes that the import would skip, since the platform has their ``external_ref`` already."""
        return tuple(entry for entry in (*self.changed, *self.gone) if entry.quiz)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.moved or self.files or self.more)


def export_data(edition: Edition, files: Mapping[str, bytes], course_code: str) -> dict[str, Any]:
    """The export as data: sections, elements in order, files by their name."""
    settings = edition.course.settings
    items = [
        {
            "ref": item.ref,
            "type": item.kind,
            "title": item.title,
            "section": section.number,
            "position": position,
            "sha256": item_hash(item, files),
            **({"file": item.file} if item.file else {}),
            **({"external_ref": item.ref} if item.quiz is not None else {}),
        }
        for section in edition.sections
        for position, item in enumerate(section.items, 1)
    ]
    return {
        "format": FORMAT,
        "course": settings.id,
        "variant": edition.course.variant,
        "version": settings.version,
        "course_code": course_code,
        "sections": [{"number": one.number, "title": one.title} for one in edition.sections],
        "items": items,
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(edition.files.values())},
    }


def export_bytes(data: Export) -> bytes:
    """``EXPORT.json``."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def item_hash(item: Item, files: Mapping[str, bytes]) -> str:
    """What must be pasted, imported or uploaded again when it differs: title and content."""
    if item.quiz is not None:
        return quiz_hash(item.quiz)
    content = files.get(item.file, b"") if item.kind == "video" else item.text.encode()
    return hashlib.sha256(item.title.encode() + b"\0" + content).hexdigest()


def read_export(text: str) -> Export:
    """An export as data. Raises NotAnExport for anything else."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise NotAnExport("Diese EXPORT.json stammt von einer anderen Fassung von lernbuild.")
        _entries(data)
        str(data["course"]), str(data["variant"]), dict(data["files"])
    except (ValueError, TypeError, KeyError) as problem:
        if isinstance(problem, NotAnExport):
            raise
        raise NotAnExport("Das ist keine EXPORT.json von lernbuild.") from problem
    found: Export = data
    return found


def _entries(data: Export) -> dict[str, Entry]:
    """The elements of an export by their identity."""
    fields = ("ref", "type", "title", "section", "position", "sha256")
    return {item["ref"]: Entry(*(item[name] for name in fields)) for item in data["items"]}


def changes_between(before: Export, now: Export) -> Changes:
    """What must be done to bring a course of the platform from one export to the next."""
    old, new = _entries(before), _entries(now)
    both = [(old[ref], entry) for ref, entry in new.items() if ref in old]
    changed = [entry for was, entry in both if was.sha256 != entry.sha256]
    old_order = [ref for ref in old if ref in new]
    new_order = [ref for ref in new if ref in old]
    out_of_place = {ref for was, ref in zip(old_order, new_order, strict=True) if was != ref}
    moved = [entry for was, entry in both if was.section != entry.section or entry.ref in out_of_place]
    files = [name for name, sha256 in now["files"].items() if before["files"].get(name, sha256) != sha256]
    return Changes(
        new=tuple(entry for ref, entry in new.items() if ref not in old),
        changed=tuple(changed),
        gone=tuple(entry for ref, entry in old.items() if ref not in new),
        moved=tuple(entry for entry in moved if entry not in changed),
        files=tuple(files),
        more=tuple(name for name in now["files"] if name not in before["files"]),
    )


def in_words(changes: Changes) -> list[str]:
    """German lines, for the terminal and for the sheet; the first says how much there is to do."""
    touched = (*changes.new, *changes.changed)
    if not changes:
        return ["Nichts hat sich geändert."]
    lines = []
    if touched:
        lines.append(
            f"Nur {_these(len(touched))} geändert:" if not changes.new else f"{_count(len(touched))} zu übertragen:"
        )
        lines += [f"  neu: {_shown(entry)}" for entry in changes.new]
        lines += [f"  geändert: {_shown(entry)}" for entry in changes.changed]
    lines += [f"  entfernen: {_shown(entry)}" for entry in changes.gone]
    lines += [f"  an anderer Stelle: {_shown(entry)}" for entry in changes.moved]
    lines += [f"  Datei neu hochladen: {name}" for name in changes.files]
    lines += [f"  Datei hochladen: {name}" for name in changes.more]
    if changes.delete_first:
        lines.append("Vor dem Import von Hand löschen (sonst überspringt die Plattform sie):")
        lines += [f"  {entry.title} [{entry.ref}]" for entry in changes.delete_first]
    return lines


def _these(count: int) -> str:
    return "dieses 1 Element hat sich" if count == 1 else f"diese {count} Elemente haben sich"


def _count(count: int) -> str:
    return "1 Element ist" if count == 1 else f"{count} Elemente sind"


KINDS = {"text": "Text", "video": "Video", "quiz": "Quiz", "survey": "Umfrage"}


def _shown(entry: Entry) -> str:
    return f"{KINDS.get(entry.kind, entry.kind)} „{entry.title}“ (Abschnitt {entry.section}, Stelle {entry.position})"
