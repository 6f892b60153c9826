"""Builds anew what open pages show when a source changes, and tells them; must not know how files are watched."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lernbuild.preview.contents import MemoryFiles
from lernbuild.preview.events import News
from lernbuild.preview.haste import what_to_reload
from lernbuild.preview.library import Library
from lernbuild.preview.plays import Play, Plays
from lernbuild.preview.workshop import Made

_RELOADS = ("", "page", "course")
PAUSE = 0.4
"""Seconds after a quick page before index and search are made anew: people save often."""


class Rebuilder:
    """``messages_of`` makes the panel's data of a build; ``defect`` is told of what no author can help."""

    def __init__(
        self,
        library: Library,
        plays: Plays,
        news: News,
        messages_of: Callable[[Made], dict[str, Any]],
        defect: Callable[[BaseException], None],
    ) -> None:
        self.library = library
        self.plays = plays
        self.news = news
        self.messages_of = messages_of
        self.defect = defect
        self._turn = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._listed: object = None

    async def changed(self) -> None:
        """Rebuilds the packages opened last, the newest first; pages of changed lessons before all else."""
        begun = time.perf_counter()
        self.stop()
        workshop = self.library.workshop
        if workshop is None:
            return
        await asyncio.to_thread(workshop.refresh)
        early = [await asyncio.to_thread(workshop.hasten, key) for key in self.library.recent[:1]]
        for made in early:
            if made is not None:
                self._hand_out(made, begun)
        task = asyncio.create_task(self._build(begun, PAUSE if any(early) else 0.0, self._turn))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        listed = await asyncio.to_thread(self.library.listed)
        if listed != self._listed:
            self._listed = listed
            self.news.tell("list")

    def stop(self) -> None:
        """Gives up what is still to be built: the sources have changed again, or the preview ends.

        What a thread builds at the moment is handed out still: the next build tells only what differs from it.
        """
        self._turn += 1

    async def _build(self, begun: float, pause: float, turn: int) -> None:
        workshop = self.library.workshop
        await asyncio.sleep(pause)
        try:
            for key in self.library.recent:
                if workshop is not None and turn == self._turn:
                    self._hand_out(await asyncio.to_thread(workshop.make, key), begun)
        except Exception as problem:
            self.defect(problem)

    def _hand_out(self, made: Made, begun: float) -> None:
        """Gives open launches the new files, and their pages the news."""
        package = "/".join(made.key)
        reload = max((_renewed(play, made) for play in self.plays.of(package)), key=_RELOADS.index, default="")
        took = round((time.perf_counter() - begun) * 1000)
        self.news.tell("built", package=package, reload=reload, took=took, **self.messages_of(made))

    async def replaced(self, paths: set[Path]) -> None:
        """Opens zips anew in whose place others lie now; pages that show them are told."""
        for name in await asyncio.to_thread(self.library.refresh_zips, paths):
            self.news.tell("replaced", file=name)


def _renewed(play: Play, made: Made) -> str:
    """Gives a launch the new files; what its page has to do, as ``what_to_reload`` says."""
    if not made.fresh or made.files is None or made.contents is None:
        return ""
    old, new = play.files.held if isinstance(play.files, MemoryFiles) else {}, made.files.held
    play.files, play.contents = made.files, made.contents
    play.unit = made.contents.unit(play.unit.key) or made.contents.first or play.unit
    return what_to_reload([path for path, data in new.items() if old.get(path) != data], old, new)
