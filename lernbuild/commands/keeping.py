"""Where results are kept between builds of a folder, and the key that signs them; must not know courses."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

import click

from lernbuild.commands.record import FOLDER, Run, Sources
from lernbuild.keep import Keep

FILE = "lektionen.kept"
_KEY = 32


def open_keep(run: Run, sources: Sources) -> Keep | None:
    """What former builds of the run's folder have found out; None where this user can keep no key."""
    key = _user_key()
    if key is None:
        return None
    themes = [(name, _hash(run.root / name)) for name in sorted(sources.files) if name.startswith("themes/")]
    state = hashlib.sha256(repr((run.program, themes)).encode()).digest()
    keep = Keep(run.root / FOLDER / FILE, key, state, sources.at)
    keep.load()
    return keep


def _hash(path: Path) -> str:
    if path.is_file():  # a pipe or a device may never end
        with contextlib.suppress(OSError), path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def _user_key() -> bytes | None:
    """A key of this user alone, made at the first build. It lies outside of every project: a folder of files that came
    from somebody else cannot bring results along that this lernbuild would believe."""
    path = Path(click.get_app_dir("lernbuild")) / "kept.key"
    with contextlib.suppress(OSError):
        return _read_key(path) or _new_key(path)
    return None


def _read_key(path: Path) -> bytes | None:
    key = path.read_bytes() if path.exists() else b""
    return key if len(key) == _KEY else None


def _new_key(path: Path) -> bytes | None:
    """Of two runs that make one at once the last has its way; what the other signs counts as nothing later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(secrets.token_bytes(_KEY))
    draft.replace(path)
    return _read_key(path)
