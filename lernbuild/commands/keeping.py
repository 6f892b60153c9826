"""Where results are kept between builds of a folder, and the key that signs them; must not know courses."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

import click

from lernbuild.commands.record import FOLDER, Sources, program
from lernbuild.keep import Keep

FILE = "lektionen.kept"
_KEY = 32


def open_keep(root: Path, sources: Sources) -> Keep | None:
    """What former builds of the folder have found out; None where this user can keep no key."""
    key = _user_key()
    if key is None:
        return None
    themes = [(name, _hash(root / name)) for name in sorted(sources.files) if name.startswith("themes/")]
    state = hashlib.sha256(repr((program(), themes)).encode()).digest()
    keep = Keep(root / FOLDER / FILE, key, state, sources.at)
    keep.load()
    return keep


def _hash(path: Path) -> str:
    with contextlib.suppress(OSError), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def _user_key() -> bytes | None:
    """A key of this user alone, made at the first build. It lies outside of every project: a folder of files that came
    from somebody else cannot bring results along that this lernbuild would believe."""
    path = Path(click.get_app_dir("lernbuild")) / "kept.key"
    with contextlib.suppress(OSError):
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(secrets.token_bytes(_KEY))
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        key = path.read_bytes()
        return key if len(key) == _KEY else None
    return None
