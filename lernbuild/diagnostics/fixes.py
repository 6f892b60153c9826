"""Applies the safe repairs of diagnostics; knows texts, not the disk and not what a repair means."""

from __future__ import annotations

from collections.abc import Iterable

from lernbuild.diagnostics.model import Diagnostic, Edit
from lernbuild.source import SourceFile


def apply_fixes(diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    """The new text of every file with repairs, by path.

    The edits of one diagnostic are made together or not at all; where two diagnostics touch the same place the
    first one wins, and a further run may make the other. An edit that changes nothing (a file to be stored as
    UTF-8) still names its file.
    """
    taken: dict[SourceFile, dict[tuple[int, int], str]] = {}
    for diagnostic in sorted(diagnostics, key=lambda d: d.sort_key):
        if diagnostic.fix and all(_fits(edit, taken.get(edit.span.file, {})) for edit in diagnostic.fix):
            for edit in diagnostic.fix:
                places = taken.setdefault(edit.span.file, {})
                if edit.text != edit.span.text:
                    places[edit.span.start, edit.span.end] = edit.text
    return {source.path: _rewritten(source, places) for source, places in taken.items()}


def _fits(edit: Edit, places: dict[tuple[int, int], str]) -> bool:
    start, end = edit.span.start, edit.span.end
    if edit.text == edit.span.text or places.get((start, end)) == edit.text:
        return True
    return not any((start < b and a < end) or (start, end) == (a, b) for a, b in places)


def _rewritten(source: SourceFile, places: dict[tuple[int, int], str]) -> str:
    out: list[str] = []
    at = 0
    for (start, end), text in sorted(places.items()):
        out += (source.text[at:start], text)
        at = end
    return "".join([*out, source.text[at:]])
