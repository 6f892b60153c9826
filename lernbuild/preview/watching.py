"""Notices changes of source files; must not know what they mean."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import DefaultFilter, awatch

DEBOUNCE, STEP = 40, 15
"""Milliseconds in which changes are gathered, and of silence that end them."""
PAUSE = 0.4
"""Seconds between two looks at what is not watched."""
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.rclone", "davfs", "vboxsf"}


async def changes(places: Sequence[Path], stop: asyncio.Event, *, poll: bool | None = None) -> AsyncIterator[set[Path]]:
    """Changed files below ``places``; ``poll`` None: ask the drive only where it does not tell by itself.

    A place may come later, or go and come back.
    """
    while not stop.is_set():
        there = await asyncio.to_thread(_folders, places)
        force = poll if poll is not None else any(is_remote(place) for place in there)
        try:
            async with aclosing(_below(tuple(there), stop, force)) as told:
                async for found in told:
                    if found:
                        yield found
                    if not _same(there, await asyncio.to_thread(_folders, places), force):
                        yield set(places)
                        break
        except (OSError, RuntimeError):
            if force:
                raise
            poll = True  # the system has no watches left, say


async def _below(there: Sequence[Path], stop: asyncio.Event, force: bool) -> AsyncGenerator[set[Path]]:
    """Changes as they come, and about once in a second nothing."""
    if not there:
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)
        yield set()
        return
    async for found in awatch(
        *there,
        watch_filter=DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, "dist", ".lernbuild")),
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
        force_polling=force or None,
        poll_delay_ms=400,
        rust_timeout=1000,
        yield_on_timeout=True,
    ):
        yield {Path(path) for _, path in found}


async def replaced(files: Sequence[Path], stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """Those of ``files`` that are others than before, once they are whole: as large and old as at the last look.

    Asked for and not watched: a watch ends with the file that a build puts another in the place of.
    """
    known = last = await asyncio.to_thread(_stamps, files)
    while files and not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)
        now = await asyncio.to_thread(_stamps, files)
        found = {one for one in files if one in now and now[one] == last.get(one) and now[one] != known.get(one)}
        known, last = {**known, **{one: now[one] for one in found}}, now
        if found:
            yield found


def _folders(places: Sequence[Path]) -> Mapping[Path, int]:
    """Those that there are, each with what tells it from another of its name."""
    found: dict[Path, int] = {}
    for place in places:
        with suppress(OSError):
            found[place] = place.stat().st_ino
    return found


def _same(before: Mapping[Path, int], now: Mapping[Path, int], force: bool) -> bool:
    """Whether a watch still sees the folders; who asks the drive looks them up by name each time."""
    return before.keys() == now.keys() if force else before == now


def _stamps(files: Sequence[Path]) -> Mapping[Path, tuple[int, int, int]]:
    """What tells a file from another in its place; one that is gone has none."""
    found: dict[Path, tuple[int, int, int]] = {}
    for one in files:
        with suppress(OSError):
            stat = one.stat()
            found[one] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def is_remote(place: Path) -> bool:
    """True on a network drive, which tells nobody of changes that other computers make."""
    whole = place.resolve()
    if sys.platform == "win32":
        import ctypes

        drive = whole.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return kind_of_mount(mounts, whole) in _REMOTE


def kind_of_mount(mounts: Sequence[str], place: Path) -> str:
    """The file system of the nearest mount point above ``place``; empty when none is known."""
    best, kind = -1, ""
    for line in mounts:
        parts = line.split()
        if len(parts) < 3:
            continue
        point = Path(parts[1].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) > best:
            best, kind = len(point.parts), parts[2]
    return kind
