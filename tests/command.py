"""Runs the command line in a project folder, as an author or CI does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def lernbuild(root: Path, *arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The ended process; ``code`` is Python that runs before the command."""
    start = ["-c", f"{code}\nfrom lernbuild.cli import main\nmain()"] if code else ["-m", "lernbuild"]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1", **environment},
    )
