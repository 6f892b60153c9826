"""Runs the command line in a project folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lernbuild", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1", **environment},
    )
