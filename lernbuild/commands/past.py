"""The sources as they were: a git revision or the last one before a day, unpacked into a folder; knows no course."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

_NO_REPOSITORY = "Dieser Ordner liegt in keinem git-Verzeichnis, deshalb lässt sich nichts vergleichen."
_OTHER_OWNER = (
    "git liest diesen Ordner nicht, weil er einem anderen Benutzerkonto gehört. Erlauben Sie es: "
    "git config --global --add safe.directory '*'"
)


@contextmanager
def sources_at(root: Path, since: str, *more: str) -> Iterator[Path]:
    """A folder with ``courses/`` of that time, for as long as the context lasts; wrong usage when there is none.

    ``more`` are other folders, which there need not have been.
    """
    git = shutil.which("git")
    if git is None:
        raise click.UsageError("Für diesen Vergleich muss git installiert sein.")
    if not root.is_dir():
        raise click.BadParameter(f"Den Ordner {root.as_posix()} gibt es nicht.")
    revision = _revision(git, root, since)
    there = _run(git, root, "ls-tree", "--name-only", revision, "--", *more).stdout.decode().split() if more else []
    done = _run(git, root, "archive", "--format=zip", revision, "--", "courses", *there)
    if done.returncode:
        raise click.BadParameter(f"Im Stand „{since}“ gibt es hier keinen Ordner courses/.")
    with tempfile.TemporaryDirectory(prefix="lernbuild-") as folder:
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder)  # zipfile leaves nothing outside and makes no links
        yield Path(folder)


def _revision(git: str, root: Path, since: str) -> str:
    where = _run(git, root, "rev-parse", "--git-dir")
    if where.returncode:
        raise click.UsageError(_OTHER_OWNER if b"safe.directory" in where.stderr else _NO_REPOSITORY)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", since):
        found = _run(git, root, "rev-list", "-1", f"--before={since}T00:00:00", "HEAD").stdout.decode().strip()
        if not found:
            raise click.BadParameter(f"Vor dem {since} gibt es hier keinen Stand in git.{_shallow(git, root)}")
        return found
    done = _run(git, root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    if done.returncode:
        what = " Schreiben Sie eine Marke, einen Stand oder einen Tag, zum Beispiel: --since 2026-10-01"
        raise click.BadParameter(f"Den Stand „{since}“ gibt es in git nicht.{_shallow(git, root) or what}")
    return done.stdout.decode().strip()


def _shallow(git: str, root: Path) -> str:
    """What to do where a server has fetched the last states alone; empty where all are there."""
    if _run(git, root, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
        return ""
    return (
        " Hier liegen nur die letzten Stände. Holen Sie alle: git fetch --unshallow "
        "(in CI: fetch-depth: 0 oder GIT_DEPTH: 0)"
    )


def _run(git: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([git, *arguments], cwd=root, capture_output=True, check=False)
