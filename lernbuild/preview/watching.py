"""Notices changes of source files; must not know what they mean."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from watchfiles import DefaultFilter, awatch

DEBOUNCE, STEP = 40, 15
"""Milliseconds in which changes are gathered, and of silence that end them."""
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.rclone", "davfs", "vboxsf"}


async def changes(places: Sequence[Path], stop: asyncio.Event, *, poll: bool | None = None) -> AsyncIterator[set[Path]]:
    """Changed files below ``places``; ``poll`` None: ask the drive only where it does not tell by itself."""
    there = [place for place in places if place.exists()]
    if not there:
        await stop.wait()
        return
    force = poll if poll is not None else any(is_remote(place) for place in there)
    async for found in awatch(
        *there,
        watch_filter=DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, "dist", ".lernbuild")),
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
        force_polling=force or None,
        poll_delay_ms=400,
        rust_timeout=1000,
        raise_interrupt=False,
    ):
        yield {Path(path) for _, path in found}


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
