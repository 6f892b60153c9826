"""One run at a time for a folder: a lock that ends with its holder, however that ends; knows no package."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lernbuild.package.disk import remove_leftovers
from lernbuild.package.names import PackageError

NAME = ".lernbuild.lock"
_BYTE = 1 << 20
"""The locked byte; far behind the end of the empty file, where Windows lets others read the rest."""


class FolderInUse(PackageError):
    """Another run writes to the folder; the message is German and for people."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Ein anderer Lauf von lernbuild schreibt gerade nach „{folder.as_posix()}“. "
            "Warten Sie, bis er fertig ist, oder nennen Sie mit --out einen anderen Ordner."
        )


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Holds the folder for this process, swept of what killed runs left; makes it when missing, and takes it away
    again when it stayed empty.

    Raises FolderInUse while another process holds it, OSError when the disk refuses. The lock is the system's (POSIX
    record lock, Windows byte lock), so that one of a killed process is none; a left file is taken over.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    stream = _taken(path)
    try:
        remove_leftovers(folder)
        yield
    finally:
        _leave(stream, path)
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _taken(path: Path) -> BinaryIO:
    while True:
        stream = path.open("a+b")
        try:
            _lock(stream.fileno())
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                    return stream
        except BlockingIOError:
            stream.close()
            raise FolderInUse(path.parent) from None
        except BaseException:
            stream.close()
            raise
        stream.close()  # the one before took its file away between our opening and locking it


def _leave(stream: BinaryIO, path: Path) -> None:
    """Removes the file while it is still ours; Windows removes no open file, so there it goes last."""
    if os.name == "nt":
        stream.close()
    with contextlib.suppress(OSError):
        path.unlink()
    stream.close()


if os.name == "nt":

    def _lock(number: int) -> None:
        import msvcrt

        os.lseek(number, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except PermissionError:
            raise BlockingIOError from None

else:

    def _lock(number: int) -> None:
        """A record lock and not flock: it is the process's own and does not live on in processes that it started."""
        import errno
        import fcntl

        try:
            fcntl.lockf(number, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _BYTE)
        except OSError as problem:
            if problem.errno in (errno.EACCES, errno.EAGAIN):
                raise BlockingIOError from None
            if problem.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
                raise  # a disk without locks (some network folders) protects nothing, but may be written to
