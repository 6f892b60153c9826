"""Builds anew what open pages show when a source changes, and tells them; must not know how files are watched."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lernbuild.preview.events import News
from lernbuild.preview.library import Library
from lernbuild.preview.plays import Play, Plays
from lernbuild.preview.workshop import Made

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
        self._rest: asyncio.Task[None] | None = None

    async def changed(self, paths: set[Path]) -> None:
        """Rebuilds the packages opened last, the newest first; pages of changed lessons before all else."""
        begun = time.perf_counter()
        self.stop()
        if any(path.suffix == ".zip" for path in paths):
            await self._zips()
        workshop = self.library.workshop
        if workshop is None:
            return
        await asyncio.to_thread(workshop.refresh)
        early = [await asyncio.to_thread(workshop.hasten, key) for key in self.library.recent[:1]]
        for made in early:
            if made is not None:
                self._hand_out(made, begun)
        self._rest = asyncio.create_task(self._build(begun, PAUSE if any(early) else 0.0))

    def stop(self) -> None:
        """Gives up what is still to be built: the sources have changed again, or the preview ends."""
        if self._rest is not None:
            self._rest.cancel()

    async def _build(self, begun: float, pause: float) -> None:
        workshop = self.library.workshop
        await asyncio.sleep(pause)
        try:
            for key in self.library.recent:
                if workshop is not None:
                    self._hand_out(await asyncio.to_thread(workshop.make, key), begun)
        except Exception as problem:
            self.defect(problem)

    def _hand_out(self, made: Made, begun: float) -> None:
        """Gives open launches the new files, and their pages the news."""
        package = "/".join(made.key)
        for play in self.plays.of(package):
            if made.fresh and made.files is not None and made.contents is not None:
                play.files, play.contents = made.files, made.contents
                play.unit = made.contents.unit(play.unit.key) or made.contents.first or play.unit
        took = round((time.perf_counter() - begun) * 1000)
        self.news.tell("built", package=package, reload=made.reload, took=took, **self.messages_of(made))

    async def _zips(self) -> None:
        await asyncio.to_thread(self.library.refresh_zips)
        for foreign in self.library.foreign.values():
            for play in self.plays.recent():
                if _same_file(play, foreign.path.name):
                    self.news.tell("replaced", package=play.package)


def _same_file(play: Play, name: str) -> bool:
    return play.package.startswith(f"datei/{name}/")
