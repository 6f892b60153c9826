"""German sentences for what a disk or an incomplete installation refuses; knows no course."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from lernbuild.built import BuiltMissing
from lernbuild.package import PackageError
from lernbuild.package.disk import meant

_REASONS = {
    errno.ENOSPC: "Der Datenträger ist voll.",
    errno.EDQUOT: "Ihr Speicherplatz ist aufgebraucht.",
    errno.EACCES: "Sie dürfen dort nicht schreiben.",
    errno.EPERM: "Sie dürfen dort nicht schreiben.",
    errno.EROFS: "Der Datenträger ist schreibgeschützt.",
    errno.ENOTDIR: "Ein Teil des Wegs dorthin ist kein Ordner.",
    errno.EEXIST: "Dort liegt eine Datei mit dem Namen des Ordners.",
    errno.EISDIR: "Dort liegt ein Ordner mit dem Namen der Datei.",
    errno.ENOENT: "Das gibt es dort nicht.",
    errno.ELOOP: "Eine Verknüpfung führt im Kreis.",
    errno.ENAMETOOLONG: "Der Name ist zu lang.",
    errno.EIO: "Der Datenträger antwortet nicht.",
    errno.EBUSY: "Die Datei ist in einem anderen Programm geöffnet.",
}

TROUBLE = (PackageError, BuiltMissing, OSError)
"""What may stop the writing of packages although the sources are right."""


def in_words(problem: BaseException) -> str:
    """One or two German sentences about one of TROUBLE."""
    if not isinstance(problem, OSError):
        return str(problem)
    place = f" ({problem.filename})" if problem.filename else ""
    return f"Das Paket lässt sich nicht schreiben{place}. {_reason(problem)} Das letzte gute Paket ist noch da."


def refusal_in_words(problem: OSError) -> str:
    """What the disk refused to any other command, in German."""
    place = problem.filename2 or problem.filename
    named = (
        f"„{meant(Path(os.fsdecode(place))).as_posix()}“"
        if isinstance(place, str | bytes | os.PathLike)
        else "Eine Datei"
    )
    return f"{named} lässt sich nicht lesen oder schreiben. {_reason(problem)}"


def _reason(problem: OSError) -> str:
    return _REASONS.get(problem.errno or 0, problem.strerror or "Der Grund ist nicht bekannt.")
