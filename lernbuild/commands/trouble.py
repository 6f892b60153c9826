"""German sentences for what a disk or an incomplete installation refuses; knows no course."""

from __future__ import annotations

import errno

from lernbuild.built import BuiltMissing
from lernbuild.package import PackageError

_REASONS = {
    errno.ENOSPC: "Der Datenträger ist voll.",
    errno.EDQUOT: "Ihr Speicherplatz ist aufgebraucht.",
    errno.EACCES: "Sie dürfen dort nicht schreiben.",
    errno.EPERM: "Sie dürfen dort nicht schreiben.",
    errno.EROFS: "Der Datenträger ist schreibgeschützt.",
    errno.ENOTDIR: "Ein Teil des Wegs dorthin ist kein Ordner.",
    errno.EEXIST: "Dort liegt eine Datei mit dem Namen des Ordners.",
    errno.EBUSY: "Die Datei ist in einem anderen Programm geöffnet.",
}

TROUBLE = (PackageError, BuiltMissing, OSError)
"""What may stop the writing of packages although the sources are right."""


def in_words(problem: BaseException) -> str:
    """One or two German sentences about one of TROUBLE."""
    if not isinstance(problem, OSError):
        return str(problem)
    place = f" ({problem.filename})" if problem.filename else ""
    reason = _REASONS.get(problem.errno or 0, problem.strerror or "Der Grund ist nicht bekannt.")
    return f"Das Paket lässt sich nicht schreiben{place}. {reason} Das letzte gute Paket ist noch da."
