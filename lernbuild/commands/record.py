"""What a run read, wrote and said, so that the same run over the same files need not be made again.

A record lies in ``.lernbuild/`` beside ``courses/``: safe to delete, read as JSON and believed only when everything
in it still holds. A damaged, foreign or old one counts as none. Imports the standard library and click alone and must
not know courses: a run with nothing to do ends before anything heavy is loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

import click

import lernbuild
from lernbuild.frozen import frozen, slotted

FOLDER = ".lernbuild"
_FORMAT = 1
_FRESH = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was noted may change again without another time of change."""

Stamp = tuple[int, int, int]
"""Size, time of change and time of the last change of anything, in nanoseconds."""
Noted = dict[str, tuple[Stamp, str]]
"""Files by their path, each with its stamp and the SHA-256 of its bytes."""


def program() -> str:
    """What tells one state of lernbuild, its themes, its libraries and Python from another."""
    home = Path(lernbuild.__file__).resolve().parent
    parts: list[object] = [lernbuild.__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION]
    parts += sorted(_stamps(home.parent, (home.name, "themes")))
    library = Path(click.__file__).resolve().parent.parent
    parts += sorted(one.name for one in library.glob("*.dist-info"))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@frozen
class Run:
    """One call of a command: everything but files on which its result depends; ``day`` is its today."""

    command: str
    root: Path
    day: str
    options: Mapping[str, Any]
    program: str = field(default_factory=program)

    @property
    def path(self) -> Path:
        """Where this call is recorded, whatever the day."""
        words = json.dumps([self.command, str(self.root), str(Path.cwd()), self.options], sort_keys=True, default=str)
        return self.root / FOLDER / f"run-{hashlib.sha256(words.encode()).hexdigest()[:32]}.json"


@slotted
class Speech:
    """Prints, and keeps what the same run would print next time."""

    said: list[tuple[str, bool]] = field(default_factory=list)

    def say(self, text: str, *, err: bool = False, next_time: str | None = None) -> None:
        """Prints a text; ``next_time`` where a run without changes would say something else."""
        click.echo(text, err=err)
        self.said.append((text if next_time is None else next_time, err))


@frozen
class Sources:
    """All files that a run may read, as they were when it began."""

    files: Mapping[str, Stamp]
    at: int


def note_sources(root: Path, *, now: int) -> Sources:
    """Every file below ``courses`` and ``themes``; ``now`` is the time in nanoseconds. Call it before they are read."""
    return Sources(dict(_stamps(root, ("courses", "themes"))), now)


def repeat(run: Run) -> int | None:
    """Says again what the recorded run said and gives back its exit code; None when it has to be made."""
    try:
        record = json.loads(run.path.read_bytes())
        if (record["format"], record["day"]) != (_FORMAT, run.day) or record["program"] != run.program:
            return None
        if not _all_same(run.root, record["inputs"], dict(_stamps(run.root, ("courses", "themes")))):
            return None
        written = {name: stamp for name in record["outputs"] if (stamp := _stamp_of(Path(name))) is not None}
        if not _all_same(Path(), record["outputs"], written) or _left_behind(record["outputs"]):
            return None
        said, code = [(str(text), bool(err)) for text, err in record["said"]], int(record["code"])
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None
    for text, err in said:
        click.echo(text, err=err)
    return code


def remember(run: Run, sources: Sources, outputs: Iterable[Path], speech: Speech, code: int) -> None:
    """Records a run; nothing when its sources have changed meanwhile (a kurs.lock that it wrote, for one)."""
    if not sources.files or dict(_stamps(run.root, ("courses", "themes"))) != sources.files:
        return
    known = _known_hashes(run, sources)
    try:
        record = {
            "format": _FORMAT,
            "day": run.day,
            "program": run.program,
            "inputs": {
                name: (_settled(stamp, sources.at), known.get(name) or _hash(run.root / name))
                for name, stamp in sources.files.items()
            },
            "outputs": {
                path.as_posix(): (_settled(stamp, sources.at), _hash(path))
                for path in _files_in(outputs)
                if (stamp := _stamp_of(path)) is not None
            },
            "said": speech.said,
            "code": code,
        }
        _write(run.path, json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    except OSError:
        return


def _known_hashes(run: Run, sources: Sources) -> Mapping[str, str]:
    """The hashes of the sources that are as the record before this one has noted them."""
    try:
        noted = json.loads(run.path.read_bytes())["inputs"]
        return {name: digest for name, (stamp, digest) in noted.items() if stamp == list(sources.files.get(name, ()))}
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return {}


def _settled(stamp: Stamp, at: int) -> Stamp:
    """A stamp that proves something; a fresh one matches none, so that the bytes are looked at."""
    return stamp if max(stamp[1:]) < at - _FRESH else (stamp[0], 0, 0)


def _all_same(root: Path, noted: Mapping[str, Any], now: Mapping[str, Stamp]) -> bool:
    """True when there are the same files with the same bytes; where the stamp differs, the bytes decide."""
    if noted.keys() != now.keys():
        return False
    for name, (stamp, digest) in noted.items():
        if list(now[name]) != stamp and (now[name][0] != stamp[0] or _hash(root / name) != digest):
            return False
    return True


def _hash(path: Path) -> str:
    """The hash of a file; its kind for anything else: a link to a folder, a pipe, a device, which may never end."""
    if not path.is_file():
        return f"{path.lstat().st_mode:o}"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _stamp_of(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _stamps(root: Path, folders: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    """Path below root and stamp of every file; names that begin with a dot are left out.

    A link that leads out of its folder, to another folder or nowhere counts as itself: nothing is read through it.
    """
    stack = [(folder, str(root / folder), os.path.realpath(root / folder)) for folder in folders]
    while stack:
        shown, place, top = stack.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                stack.append((f"{shown}/{entry.name}", entry.path, top))
                continue
            found = entry.stat(follow_symlinks=entry.is_symlink() and _is_file_below(entry.path, top))
            yield f"{shown}/{entry.name}", (found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _is_file_below(link: str, top: str) -> bool:
    target = Path(os.path.realpath(link))
    return target.is_relative_to(top) and target.is_file()


def _files_in(outputs: Iterable[Path]) -> Iterator[Path]:
    for path in outputs:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.is_file())
        else:
            yield path


def _left_behind(outputs: Iterable[str]) -> bool:
    """True when a killed run left something beside the packages, which the next build takes away."""
    places = {str(Path(name).parent) for name in outputs if name.endswith(".build.json")}
    return any(one.name.startswith(".") for place in places for one in Path(place).iterdir())


def _write(path: Path, data: bytes) -> None:
    """Puts a record in place in one step, in a folder that git does not see."""
    from lernbuild.keep import make_folder

    make_folder(path.parent)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(path)
