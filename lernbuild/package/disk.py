"""Files and folders that appear whole or not at all; knows no standard and no content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

_NEW, _OLD = "lb-new", "lb-old"


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Puts a file in place in one step; when anything fails, the one before stays."""
    new = beside(path)
    try:
        with new.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def beside(path: Path, kind: str = _NEW) -> Path:
    """A hidden place on the same disk, for this process alone."""
    return path.with_name(f".{path.name}.{os.getpid()}.{kind}")


def meant(path: Path) -> Path:
    """The file in whose place one of ``beside`` is to come; any other file itself."""
    match = re.fullmatch(rf"\.(.+)\.\d+\.(?:{_NEW}|{_OLD})", path.name)
    return path.with_name(match[1]) if match else path


def is_file_of(path: Path, size: int, sha256: str) -> bool:
    """True when the file has these bytes already."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def swap_folder(new: Path, path: Path) -> None:
    """Puts the folder ``new`` in the place of ``path`` and removes the one that was there."""
    old = beside(path, _OLD)
    if not path.exists():
        new.replace(path)
    elif _exchange(new, path):
        new.replace(old)
    else:
        _move_twice(new, path, old)
    _sync_folder(path.parent)
    shutil.rmtree(old, ignore_errors=True)


def _move_twice(new: Path, path: Path, old: Path) -> None:
    """Without an exchange there is a moment with neither; ``remove_leftovers`` then puts the old one back."""
    path.replace(old)
    try:
        new.replace(path)
    except BaseException:
        old.replace(path)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Changes the names of two folders in one step, where the system can (Linux: renameat2, RENAME_EXCHANGE)."""
    import ctypes  # costs time that only this rare step should pay

    with contextlib.suppress(AttributeError, OSError, TypeError):
        here = ctypes.c_int(-100)  # AT_FDCWD
        names = os.fsencode(one), os.fsencode(other)
        return bool(ctypes.CDLL(None).renameat2(here, names[0], here, names[1], ctypes.c_uint(2)) == 0)
    return False


def remove_leftovers(folder: Path) -> None:
    """Takes away what killed runs left in a folder, and puts back a package that one had moved aside.

    Files of a run that is still alive stay. Call it before the first package is written.
    """
    for old in _left_behind(folder, _OLD):
        good = folder / old.name[1:].removesuffix(f".{_OLD}").rpartition(".")[0]
        if good.exists():
            shutil.rmtree(old)
        else:
            old.replace(good)
    for new in _left_behind(folder, _NEW):
        if new.is_dir():
            shutil.rmtree(new)
        else:
            new.unlink()


def _left_behind(folder: Path, kind: str) -> list[Path]:
    found = sorted(folder.glob(f".*.*.{kind}"))
    return [one for one in found if not _is_running(one.name.split(".")[-2])]


def _is_running(pid: str) -> bool:
    """True for another living process; where that cannot be asked, none is."""
    if not pid.isdigit() or int(pid) == os.getpid() or os.name == "nt":
        return False
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Makes a rename last; some systems cannot, and then the disk decides."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
