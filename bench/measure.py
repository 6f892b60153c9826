"""CPU seconds and memory of commands; knows neither lernbuild nor what is measured."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """User and system seconds of a process and its children, and its largest size in bytes."""

    cpu: float
    memory: int


def measure(command: Sequence[str], cwd: Path) -> Cost:
    """Runs a command; raises SystemExit with what it said when it fails."""
    with (cwd / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        told = (cwd / "said.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{told}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def in_turns(runs: int, **jobs: tuple[Callable[[], None], Sequence[str], Path]) -> dict[str, Cost]:
    """The best of each job, all in turns, so that a busy machine is busy for all of them.

    A job is what comes before each of its runs and does not count, the command and its folder.
    """
    found: dict[str, list[Cost]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, (before, command, cwd) in jobs.items():
            before()
            found[name].append(measure(command, cwd))
    return {name: Cost(min(c.cpu for c in costs), max(c.memory for c in costs)) for name, costs in found.items()}
