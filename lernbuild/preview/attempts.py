"""Attempts of invented learners, kept in SQLite below the user's cache folder; must not know servers."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any

from lernbuild.frozen import slotted

FORMAT = 1
_TABLE = """create table if not exists attempts (
 id text primary key, package text not null, name text not null, learner text not null, registration text not null,
 number integer not null, data text not null)"""

Json = dict[str, Any]


@slotted
class Attempt:
    """One learner's way through one package; ``units`` hold the values of each SCO, the rest is of cmi5 and xAPI."""

    id: str
    package: str
    name: str
    learner: str
    registration: str
    number: int
    units: dict[str, dict[str, str]] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    statements: list[Json] = field(default_factory=list)

    @property
    def data(self) -> Json:
        return {"units": self.units, "documents": self.documents, "statements": self.statements}

    @property
    def begun(self) -> bool:
        return bool(any(self.units.values()) or self.documents or self.statements)


def store_path() -> Path:
    """The database in the cache folder of the user (platformdirs); a folder of its own for this format."""
    from platformdirs import user_cache_path

    return user_cache_path("lernbuild", appauthor=False) / f"vorschau-{FORMAT}.sqlite"


class Attempts:
    """All attempts. Used from one thread; a database that cannot be opened is replaced by memory."""

    def __init__(self, path: Path | None) -> None:
        self.problem = ""
        self._live: dict[str, Attempt] = {}
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._base = _open(path)
        except (OSError, sqlite3.Error):
            self.problem = "Die Versuche lassen sich auf diesem Computer nicht speichern; sie gelten bis zum Beenden."
            self._base = _open(None)

    def close(self) -> None:
        self._base.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._base:
            yield self._base

    def of(self, package: str) -> list[Attempt]:
        """The attempts of a package, oldest first."""
        rows = self._base.execute("select * from attempts where package = ? order by number", (package,))
        return [self._live.get(row[0]) or _attempt(row) for row in rows]

    def get(self, identity: str) -> Attempt | None:
        """The one object of an attempt: all launches of it share what they write."""
        if identity in self._live:
            return self._live[identity]
        row = self._base.execute("select * from attempts where id = ?", (identity,)).fetchone()
        if row is None:
            return None
        return self._live.setdefault(identity, _attempt(row))

    def new(self, package: str, name: str = "", units: dict[str, dict[str, str]] | None = None) -> Attempt:
        """A new learner's attempt; ``units`` are values that the LMS is to hold already."""
        held = self._base.execute("select max(number) from attempts where package = ?", (package,)).fetchone()[0]
        number = (held or 0) + 1
        identity = uuid.uuid4()
        attempt = Attempt(
            id=identity.hex,
            package=package,
            name=name or f"Versuch {number}",
            learner=f"vorschau-{identity.hex[:8]}",
            registration=str(uuid.uuid4()),
            number=number,
            units=units or {},
        )
        self._live[attempt.id] = attempt
        self.save(attempt)
        return attempt

    def save(self, attempt: Attempt) -> None:
        row = (
            attempt.id,
            attempt.package,
            attempt.name,
            attempt.learner,
            attempt.registration,
            attempt.number,
            json.dumps(attempt.data, ensure_ascii=False),
        )
        with self._writing() as base:
            base.execute("insert or replace into attempts values (?, ?, ?, ?, ?, ?, ?)", row)

    def delete(self, identity: str) -> None:
        self._live.pop(identity, None)
        with self._writing() as base:
            base.execute("delete from attempts where id = ?", (identity,))

    def reset(self, attempt: Attempt) -> Attempt:
        """The same learner before the first visit; cmi5 calls that a new registration."""
        attempt.units, attempt.documents, attempt.statements = {}, {}, []
        attempt.registration = str(uuid.uuid4())
        self.save(attempt)
        return attempt


def _open(path: Path | None) -> sqlite3.Connection:
    base = sqlite3.connect(path or ":memory:", check_same_thread=False)
    base.execute(_TABLE)
    base.commit()
    return base


def _attempt(row: tuple[Any, ...]) -> Attempt:
    identity, package, name, learner, registration, number, data = row
    held = json.loads(data)
    return Attempt(
        identity, package, name, learner, registration, number, held["units"], held["documents"], held["statements"]
    )
