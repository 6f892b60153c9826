"""Starts and ends the preview: sockets, server, watching; must not know the command line's words."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn

from lernbuild.frozen import frozen
from lernbuild.preview.attempts import Attempts
from lernbuild.preview.control import Control
from lernbuild.preview.course_door import CourseDoor
from lernbuild.preview.events import News
from lernbuild.preview.guard import LOOPBACK, Doors, Guard
from lernbuild.preview.library import Library
from lernbuild.preview.plays import Play, Plays
from lernbuild.preview.rebuild import Rebuilder
from lernbuild.preview.watching import changes, replaced


class PortBusy(Exception):
    """The port is not to be had. The first argument is the port, the second whether another program listens there."""


@frozen
class Options:
    """``places`` are folders of sources, ``store`` where attempts are kept (None: nowhere), ``editor`` the address
    pattern of the editor.
    """

    library: Library
    places: Sequence[Path]
    start: dict[str, Any]
    port: int
    store: Path | None
    editor: str
    poll: bool | None = None


def listen(port: int) -> socket.socket:
    """A socket on the loopback; raises PortBusy."""
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((LOOPBACK, port))
        one.listen(128)
    except OSError as problem:
        one.close()
        raise PortBusy(port, not isinstance(problem, PermissionError)) from problem
    return one


def serve(options: Options, ready: Callable[[Doors], None], defect: Callable[[BaseException], None]) -> None:
    """Serves until Ctrl-C; ``ready`` is told the address, ``defect`` of what went wrong inside. Raises PortBusy."""
    sockets = [listen(options.port), listen(0)]
    try:
        ports = [one.getsockname()[1] for one in sockets]
        doors = Doors(ports[0], ports[1], secrets.token_urlsafe(16))
        logging.getLogger("uvicorn").addHandler(logging.NullHandler())
        logging.getLogger("uvicorn").propagate = False
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(options, doors, sockets, ready, defect))
    finally:
        for one in sockets:
            one.close()


async def _serve(
    options: Options,
    doors: Doors,
    sockets: list[socket.socket],
    ready: Callable[[Doors], None],
    defect: Callable[[BaseException], None],
) -> None:
    news, plays, attempts, stop = News(), Plays(), Attempts(options.store), asyncio.Event()
    control = Control(doors, options.library, attempts, plays, news, options.editor, options.start)

    def stored(play: Play) -> None:
        attempts.save(play.attempt)

    def told(play: Play, asked: dict[str, Any]) -> None:
        news.tell("record", play=play.id, **asked)

    def blocked(play: Play, address: str) -> None:
        news.tell("blocked", play=play.id, address=address)

    door = CourseDoor(doors, plays, stored, told, blocked)
    app = Guard(doors, _safely(control.app(), defect), _safely(door.app(), defect))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", ws="none", http="h11", timeout_graceful_shutdown=2,
        server_header=False, date_header=False,
    )  # fmt: skip
    rebuilder = Rebuilder(options.library, plays, news, control.messages_of, defect)

    def end() -> None:
        news.close()
        stop.set()

    server = _Server(config, end)
    sources = changes(options.places, stop, poll=options.poll)
    zips = replaced(tuple(options.library.zips.values()), stop)
    watching = [
        asyncio.create_task(_watch(sources, lambda _: rebuilder.changed(), defect)),
        asyncio.create_task(_watch(zips, rebuilder.replaced, defect)),
    ]
    ready(doors)
    try:
        await server.serve(sockets)
    finally:
        end()
        rebuilder.stop()
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        attempts.close()


class _Server(uvicorn.Server):
    """Ends open streams first: a server waits for them."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], object]) -> None:
        super().__init__(config)
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(self._ending)
        super().handle_exit(sig, frame)


async def _watch(
    found: AsyncIterator[set[Path]],
    do: Callable[[set[Path]], Awaitable[None]],
    defect: Callable[[BaseException], None],
) -> None:
    async for paths in found:
        try:
            await do(paths)
        except Exception as problem:
            defect(problem)


def _safely(app: Any, defect: Callable[[BaseException], None]) -> Any:
    """The app; what it does not catch is reported and answered with one sentence."""

    async def safe(scope: Any, receive: Any, send: Any) -> None:
        begun = False

        async def noting(message: Any) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receive, noting)
        except Exception as problem:
            defect(problem)
            if not begun:
                headers = [(b"content-type", b"text/plain; charset=utf-8")]
                await send({"type": "http.response.start", "status": 500, "headers": headers})
                await send({"type": "http.response.body", "body": b"Fehler in lernbuild.\n"})

    return safe
