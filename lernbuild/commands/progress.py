"""How far a build is: a bar on a terminal, JSON lines for programs; knows steps, nothing of courses."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from lernbuild.commands.record import Speech

if TYPE_CHECKING:
    from lernbuild.build_record import Built
    from lernbuild.diagnostics import Report
    from lernbuild.run import Step

_VERSION = 1
_WORDS = {"rendered": "Seiten", "written": "Paket"}
_BAR = 20


def event(kind: str, /, **values: Any) -> str:
    """One line of ``--events``: an object whose ``event`` says what it is."""
    return json.dumps({"event": kind, **values}, ensure_ascii=False)


def say_start(speech: Speech) -> None:
    """The first line of ``--events``, also of a build with nothing to do: which form the lines have."""
    speech.say(event("start", version=_VERSION))


@contextmanager
def followed(*, events: bool) -> Iterator[Callable[[Step], None]]:
    """What a build tells its steps to: lines on standard output, a bar on a terminal, or nothing (CI, files, pipes)."""
    if events:
        yield lambda step: click.echo(event("step", kind=step.kind, name=step.name, done=step.done, total=step.total))
    elif sys.stderr.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb":
        try:
            yield lambda step: click.echo("\r\x1b[K" + bar(step, _columns()), nl=False, err=True)
        finally:
            click.echo("\r\x1b[K", nl=False, err=True)
    else:
        yield lambda step: None


def bar(step: Step, columns: int) -> str:
    """``[████      ] 4/10 Paket feg.web``, no longer than the line."""
    filled = "█" * (_BAR * step.done // step.total)
    line = f"[{filled:<{_BAR}}] {step.done}/{step.total} {_WORDS.get(step.kind, '')} {step.name}"
    return line[: max(columns - 1, 0)]


def _columns() -> int:
    return shutil.get_terminal_size().columns


def say_events(report: Report, packages: Iterable[Built], code: int, speech: Speech) -> None:
    """Everything that came of a build: each message, each package, the end with the exit code."""
    from lernbuild.diagnostics.as_json import as_object

    for diagnostic in report.diagnostics:
        speech.say(event("diagnostic", **as_object(diagnostic)))
    for built in packages:
        entry, changed = built.entry(), built.written.changed
        again = event("package", **entry, changed=False)
        speech.say(event("package", **entry, changed=changed), next_time=again)
    speech.say(event("end", code=code))
