"""``--since EXPORT.json``: what of an edition for KommunalCampus must be carried over again; knows no rule of that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lernbuild.commands.record import Speech

if TYPE_CHECKING:
    from lernbuild.run import Result
    from lernbuild.targets.xikolo import Export


def export_at(since: str | None) -> Export | None:
    """The export that ``--since`` names; None where it names none, but a state of git.

    Raises click.BadParameter for a file that is not there or is no export.
    """
    if since is None or not since.lower().endswith(".json"):
        return None
    from lernbuild.targets.xikolo import NotAnExport, read_export

    try:
        return read_export(Path(since).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as problem:
        raise click.BadParameter(f"Die Datei „{since}“ lässt sich nicht lesen.") from problem
    except NotAnExport as problem:
        raise click.BadParameter(f"{since}: {problem}") from problem


def say_changes(result: Result, before: Export, speech: Speech, *, quiet: bool) -> None:
    """Prints for the edition of ``before`` what changed; ``quiet``: standard output belongs to a machine format."""
    from lernbuild.targets.xikolo import EXPORT, changes_between, in_words, read_export

    for built in result.packages:
        path = built.written.path / EXPORT
        if not path.is_file():
            continue
        now = read_export(path.read_text(encoding="utf-8"))
        if (now["course"], now["variant"]) == (before["course"], before["variant"]):
            speech.say("\n".join(in_words(changes_between(before, now))), err=quiet)
            return
    name = ".".join(part for part in (before["course"], before["variant"]) if part)
    speech.say(f"Mit dem Export „{name}“ war nichts zu vergleichen: Dieser Lauf hat ihn nicht gebaut.", err=True)
