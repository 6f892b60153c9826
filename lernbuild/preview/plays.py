"""Launches: one package in one frame for one attempt; must not know HTTP."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import field
from typing import Any

from lernbuild.frozen import slotted
from lernbuild.preview.attempts import Attempt
from lernbuild.preview.contents import Contents, Files, Unit

MOST = 200
"""Launches that are remembered; older ones belong to tabs that are long closed. A busy tab makes dozens in a day."""


@slotted
class Wish:
    """How LMS and learner are to behave at this launch: mode "normal", "review" or "browse", pass mark in percent,
    a day, the Land that the learner chooses.
    """

    mode: str = "normal"
    mark: str = ""
    day: str = ""
    lms: bool = True
    strict: bool = True
    land: str = ""


@slotted
class Faults:
    """What goes wrong from now on."""

    offline: bool = False
    commit: bool = False
    slow: bool = False


@slotted
class Session:
    """What a cmi5 or xAPI unit has done since its launch."""

    id: str
    token: str
    asked: int = 0
    said: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)


@slotted
class Play:
    """A launch; ``id`` is the secret path under which the frame finds its files. ``dead``: the browser crashed."""

    id: str
    package: str
    title: str
    contents: Contents
    files: Files
    unit: Unit
    attempt: Attempt
    wish: Wish
    session: Session
    faults: Faults = field(default_factory=Faults)
    dead: bool = False

    @property
    def standard(self) -> str:
        return self.contents.standard if self.wish.lms and self.unit.tracked else "none"

    def described(self) -> dict[str, Any]:
        """What the shell and the player need to know."""
        return {
            "play": self.id,
            "package": self.package,
            "title": self.title,
            "standard": self.standard,
            "packaged": self.contents.standard,
            "unit": {"key": self.unit.key, "title": self.unit.title, "mark": self.unit.mark, "data": self.unit.data},
            "units": [
                {"key": one.key, "title": one.title, "depth": one.depth, "launches": bool(one.href)}
                for one in self.contents.units
            ],
            "learner": {"id": self.attempt.learner, "name": self.attempt.name},
            "attempt": self.attempt.id,
            "held": self.attempt.units.get(self.unit.key, {}),
            "mode": self.wish.mode,
            "mark": self.wish.mark,
            "day": self.wish.day,
            "strict": self.wish.strict,
            "land": self.wish.land,
        }


class Plays:
    """The launches of this run of the preview."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Play] = OrderedDict()

    def begin(
        self, package: str, title: str, contents: Contents, files: Files, unit: Unit, attempt: Attempt, wish: Wish
    ) -> Play:
        session = Session(secrets.token_hex(8), secrets.token_urlsafe(18))
        play = Play(secrets.token_urlsafe(16), package, title, contents, files, unit, attempt, wish, session)
        self._held[play.id] = play
        while len(self._held) > MOST:
            self._held.popitem(last=False)
        return play

    def get(self, identity: str) -> Play | None:
        return self._held.get(identity)

    def of(self, package: str) -> list[Play]:
        return [play for play in self._held.values() if play.package == package]

    def recent(self) -> list[Play]:
        """All launches, the newest first."""
        return list(reversed(self._held.values()))
