"""The gallery of all question types as a web edition on the disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lernbuild.questions.gallery import COURSE, gallery_files


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gallery, built by the command that authors use."""
    root = tmp_path_factory.mktemp("gallery")
    for name, data in gallery_files():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(root), "--out", str(root / "dist")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Warnung" not in done.stderr
    return root / "dist" / f"{COURSE}.web"
