"""What an author sees when lernbuild itself fails: one sentence and a report file, never a traceback."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from lernbuild import __version__


def report_defect(defect: BaseException, arguments: Sequence[str]) -> str:
    """Writes a report file for the developers; gives back the sentence for the author."""
    text = "\n".join(
        [
            f"lernbuild {__version__}, Python {platform.python_version()}, {platform.system()}",
            "Aufruf: lernbuild " + " ".join(arguments),
            "",
            "".join(traceback.format_exception(defect)),
        ]
    )
    handle, name = tempfile.mkstemp(prefix="lernbuild-fehler-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return (
        "Das ist ein Fehler in lernbuild, nicht in Ihrem Kurs. Bitte geben Sie diese Datei an die Entwicklung: "
        f"{Path(name)}"
    )
