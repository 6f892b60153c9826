"""The edition for KommunalCampus and eGov-Campus; the rest of the program knows only its target."""

from __future__ import annotations

from lernbuild.targets.xikolo.changes import Export, NotAnExport, changes_between, in_words, read_export
from lernbuild.targets.xikolo.target import EXPORT, Xikolo

__all__ = ["EXPORT", "Export", "NotAnExport", "Xikolo", "changes_between", "in_words", "read_export"]
