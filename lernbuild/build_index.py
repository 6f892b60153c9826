"""``dist/index.json``: all packages of a folder with their hashes, and what is new since the index before.

Knows build records, not how packages are made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from lernbuild.package.disk import write_file

NAME = "index.json"
FORMAT = 1
_KEYS = ("path", "course", "variant", "target", "standard", "size", "sha256", "content")
Entries = dict[str, dict[str, Any]]


def write_index(out: Path, courses: Collection[str], built: Collection[str]) -> Path:
    """Writes the index and gives its path; one with the same packages stays as it is, byte for byte.

    ``courses`` are all of the project, ``built`` those of this run. What the index before says of a course that was
    not built stays, also where its packages are not there: a CI job begins with an empty folder and the last index.
    """
    path = out / NAME
    old = _old(path)
    kept = {name: one for name, one in old.items() if one.get("course") in courses and one.get("course") not in built}
    new = {**kept, **{str(entry["path"]): entry for entry in _present(out)}}
    new = dict(sorted(new.items()))
    if new != old or not path.exists():
        write_file(path, [_text(old, new)])
    return path


def _text(old: Entries, new: Entries) -> bytes:
    changed = [name for name in new if name in old and new[name]["content"] != old[name].get("content")]
    index = {
        "format": FORMAT,
        "content": _digest(new),
        "previous": _digest(old) if old else None,
        "changes": {
            "added": [name for name in new if name not in old],
            "changed": changed,
            "removed": [name for name in old if name not in new],
        },
        "packages": list(new.values()),
    }
    return (json.dumps(index, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _digest(entries: Entries) -> str:
    """One hash over paths and hashes of all packages, in the form that ``sha256sum`` prints."""
    lines = "".join(f"{entry.get('sha256', '')}  {name}\n" for name, entry in entries.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def _present(out: Path) -> Iterator[dict[str, Any]]:
    """Entries of all build records of the folder whose packages are there."""
    for path in sorted(out.glob("*.build.json")):
        record = _json(path)
        packages = record.get("packages")
        for entry in packages if isinstance(packages, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("path"), str) and (out / entry["path"]).exists():
                whole = {"course": record.get("course"), **entry}
                if all(key in whole for key in _KEYS):
                    yield {key: whole[key] for key in _KEYS}


def _old(path: Path) -> Entries:
    index = _json(path)
    packages = index.get("packages") if index.get("format") == FORMAT else None
    if not isinstance(packages, list):
        return {}
    return {one["path"]: one for one in packages if isinstance(one, dict) and isinstance(one.get("path"), str)}


def _json(path: Path) -> Mapping[str, Any]:
    """A file as data; empty when it is missing, damaged or foreign."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
