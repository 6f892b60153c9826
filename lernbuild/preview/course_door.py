"""The door of the courses: the player page, the files of packages, commits, the record store; knows no preview API."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from lernbuild import built
from lernbuild.media_types import media_type
from lernbuild.preview import lrs
from lernbuild.preview.guard import REPORTS, Doors
from lernbuild.preview.pages import page
from lernbuild.preview.plays import Play, Plays

SLOW = 3.0
"""Seconds that a slow LMS takes."""
WHOLE = 1 << 22
"""Bytes of the largest file that is read as a whole."""
SCRIPTS = ("player.js", "scorm12.js", "scorm2004.js", "axe.js", "clock.js")
_DOCUMENTS = ("document", "iframe", "frame")
_NOT_FOUND = "Diese Datei gibt es im Paket nicht.\n"


class CourseDoor:
    """``stored`` is called when an attempt changed, ``told`` with what the record store was asked, ``blocked`` with
    an address elsewhere from which the browser was to load something.
    """

    def __init__(
        self,
        doors: Doors,
        plays: Plays,
        stored: Callable[[Play], None],
        told: Callable[[Play, dict[str, Any]], None],
        blocked: Callable[[Play, str], None],
    ) -> None:
        self.doors = doors
        self.plays = plays
        self.stored = stored
        self.told = told
        self.blocked = blocked

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/{play}/", self.player),
                Route("/{play}/vorschau/{name}", self.script),
                Route("/{play}/paket/{path:path}", self.file),
                Route(f"/{{play}}/{REPORTS}", self.report, methods=["POST"]),
                Route("/{play}/lms/commit", self.commit, methods=["POST"]),
                Route("/{play}/token", self.token, methods=["GET", "POST"]),
                Route("/{play}/xapi/{path:path}", self.store, methods=["GET", "POST", "PUT", "DELETE"]),
            ]
        )

    def _play(self, request: Request) -> Play | None:
        return self.plays.get(request.path_params["play"])

    async def player(self, request: Request) -> Response:
        play = self._play(request)
        if play is None:
            return _missing("Dieser Start ist vorbei. Laden Sie die Vorschau neu.\n")
        base = f"{self.doors.courses_origin}/{play.id}"
        launch = f"paket/{play.unit.href}"
        if play.standard in ("cmi5", "xapi"):
            launch = with_query(launch, urlencode(lrs.launch_query(play, base)))
        told = {**play.described(), "launch": launch, "shell": self.doors.preview_origin}
        if play.standard in ("cmi5", "xapi"):
            told["lrs"] = {
                "actor": lrs.actor_of(play),
                "activity": lrs.activity_of(play),
                "registration": play.attempt.registration,
                "template": lrs.template_of(play),
                "mastery": lrs.launch_data(play).get("masteryScore"),
                "statements": play.attempt.statements,
            }
        scripts = [f"{play.standard}.js"] if play.standard.startswith("scorm") else []
        return HTMLResponse(page("player.html", title=play.title, config=told, scripts=scripts))

    async def script(self, request: Request) -> Response:
        name = request.path_params["name"]
        if self._play(request) is None or name not in SCRIPTS:
            return _missing()
        return Response(built.read(f"preview/{name}"), media_type="text/javascript")

    async def file(self, request: Request) -> Response:
        play = self._play(request)
        if play is None:
            return _missing()
        if play.faults.offline:
            return PlainTextResponse("Die Verbindung ist unterbrochen (von der Vorschau nachgestellt).\n", 503)
        path, files, asked = request.path_params["path"], play.files, request.headers.get("range", "")
        size = files.size(path) if "\\" not in path else None
        kind = media_type(path)  # without an encoding: that of a page stands in the page and holds for its scripts
        if size is not None and size > WHOLE:
            return streamed(lambda start, end: files.pieces(path, start, end), size, kind, asked)
        data = await asyncio.to_thread(files.read, path) if size is not None else None
        if data is None:
            return _missing()
        if kind.startswith("text/html") and play.wish.day and request.headers.get("sec-fetch-dest") in _DOCUMENTS:
            data = with_clock(data, f"/{play.id}/vorschau/clock.js", play.wish.day)
        return ranged(data, kind, asked)

    async def report(self, request: Request) -> Response:
        """What a browser says it has blocked."""
        play = self._play(request)
        try:
            address = json.loads(await request.body())["csp-report"]["blocked-uri"]
        except (ValueError, KeyError, TypeError):
            return PlainTextResponse("", 400)
        if play is not None and re.match(r"(https?|wss?):", str(address)):
            self.blocked(play, str(address)[:500])
        return Response(status_code=204)

    async def commit(self, request: Request) -> Response:
        """What the player says the LMS stores now: {values, unit}; 503 when it is to fail."""
        play = self._play(request)
        if play is None or play.dead:
            return PlainTextResponse("", 410)
        values = json.loads(await request.body())
        if play.faults.slow:
            await asyncio.sleep(SLOW)
        if not isinstance(values, dict) or not all(isinstance(one, str) for one in values.values()):
            return PlainTextResponse("", 400)
        play.attempt.units[play.unit.key] = values
        self.stored(play)
        return Response(status_code=204)

    async def token(self, request: Request) -> Response:
        play = self._play(request)
        if play is None or play.dead:
            return PlainTextResponse("", 410)
        reply = lrs.give_token(play, request.method)
        return self._replied(play, request, "token", "", reply)

    async def store(self, request: Request) -> Response:
        play = self._play(request)
        if play is None or play.dead:
            return PlainTextResponse("", 410)
        path, body = request.path_params["path"], (await request.body()).decode("utf-8", "replace")
        if play.faults.slow:
            await asyncio.sleep(SLOW)
        if play.faults.offline or (play.faults.commit and request.method != "GET"):
            reply = lrs.Reply(503)
        else:
            reply = lrs.answer(play, request.method, path, request.query_params, request.headers, body)
        if request.method != "GET" and reply.status < 300:
            self.stored(play)
        return self._replied(play, request, path, body, reply)

    def _replied(self, play: Play, request: Request, path: str, body: str, reply: lrs.Reply) -> Response:
        name = request.query_params.get("stateId") or request.query_params.get("profileId") or ""
        asked = {"method": request.method, "path": path, "name": name, "body": body[:200_000]}
        self.told(play, {**asked, "status": reply.status, "answer": reply.body[:20_000], "wrong": reply.wrong})
        headers = {"ETag": reply.etag} if reply.etag else {}
        headers["X-Experience-API-Version"] = "1.0.3"
        kind = "application/json" if reply.body else None
        return Response(reply.body, reply.status, headers, kind)


def with_query(address: str, query: str) -> str:
    """The address with more parameters, before what leads to a place in the page."""
    path, sign, place = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{query}{sign}{place}"


def ranged(data: bytes, kind: str, asked: str) -> Response:
    """The file, or the part that a player of films asks for."""
    status, start, end, headers = _part(len(data), kind, asked)
    return Response(data[start:end], status, headers)


def streamed(pieces: Callable[[int, int], Iterator[bytes]], size: int, kind: str, asked: str) -> Response:
    """The same of a large file, which is never whole in memory; ``pieces`` reads from a place to before another."""
    status, start, end, headers = _part(size, kind, asked)
    return StreamingResponse(pieces(start, end), status, {**headers, "Content-Length": str(end - start)})


def _part(size: int, kind: str, asked: str) -> tuple[int, int, int, dict[str, str]]:
    """Status, first byte and the one behind the last, and what is said of them (RFC 9110, 14.2)."""
    headers = {"Accept-Ranges": "bytes", "Content-Type": kind}
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", asked)
    if not match or asked == "bytes=-":
        return 200, 0, size, headers
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) + 1 if first and last else size
    if start >= end:
        return 416, 0, 0, {"Content-Range": f"bytes */{size}"}
    return 206, start, end, {**headers, "Content-Range": f"bytes {start}-{end - 1}/{size}"}


def with_clock(data: bytes, script: str, day: str) -> bytes:
    """The page with another date: the first script that it runs sets the clock."""
    tag = f'<script src="{script}" data-day="{date.fromisoformat(day).isoformat()}"></script>'.encode()
    head = re.search(rb"<head[^>]*>", data, re.IGNORECASE)
    at = head.end() if head else 0
    return data[:at] + tag + data[at:]


def _missing(words: str = _NOT_FOUND) -> Response:
    return PlainTextResponse(words, 404)
