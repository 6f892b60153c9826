"""The preview's own API: lists, opens, resets, breaks; answers JSON to its one page, knows no file of a course."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from lernbuild import built
from lernbuild.media_types import media_type
from lernbuild.preview import insights
from lernbuild.preview.attempts import Attempt, Attempts
from lernbuild.preview.events import News
from lernbuild.preview.guard import Doors
from lernbuild.preview.library import Library, Opened
from lernbuild.preview.pages import STATIC, page
from lernbuild.preview.passed import passed_values
from lernbuild.preview.plays import Plays, Wish
from lernbuild.preview.workshop import Made

Json = dict[str, Any]
_KIT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
MODES = ("normal", "review", "browse")


class Control:
    """One method per question of the page. ``start`` is what the page opens first: course, variant, target, file."""

    def __init__(
        self, doors: Doors, library: Library, attempts: Attempts, plays: Plays, news: News, editor: str, start: Json
    ) -> None:
        self.doors = doors
        self.library = library
        self.attempts = attempts
        self.plays = plays
        self.news = news
        self.editor = editor
        self.start = start

    def app(self) -> Starlette:
        def post(path: str, do: Callable[[Json], Any]) -> Route:
            async def endpoint(request: Request) -> Response:
                try:
                    return JSONResponse(await do(await request.json()))
                except (ValueError, KeyError, TypeError):
                    return JSONResponse({"problem": "Die Anfrage ist nicht lesbar."}, 400)

            return Route(path, endpoint, methods=["POST"])

        return Starlette(
            routes=[
                Route("/", self.shell),
                Route("/static/{name:path}", self.static),
                Route("/news", self.listen),
                Route("/loesungen", self.solutions),
                Route("/lehrende/{course}/{variant}/{name:path}", self.kit),
                post("/api/list", self.list),
                post("/api/open", self.open),
                post("/api/attempt", self.attempt),
                post("/api/faults", self.faults),
                post("/api/crash", self.crash),
                post("/api/state", self.state),
                post("/api/outline", self.outline),
                post("/api/laws", self.laws),
            ]
        )

    async def shell(self, request: Request) -> Response:
        told = {"courses": self.doors.courses_origin, "start": self.start, "today": date.today().isoformat()}
        return HTMLResponse(page("shell.html", config=told))

    async def static(self, request: Request) -> Response:
        """The page's script, style and fonts; nothing else has a name here."""
        name: str = request.path_params["name"]
        kind = media_type(name)
        if name == "shell.css":
            return Response((STATIC / name).read_bytes(), media_type=kind)
        if name == "shell.js":
            return Response(built.read("preview/shell.js"), media_type=kind)
        if name.startswith("fonts/") and name.removeprefix("fonts/") in built.fonts():
            return Response(built.fonts()[name.removeprefix("fonts/")], media_type=kind)
        return Response("Das gibt es hier nicht.\n", 404, media_type="text/plain")

    async def listen(self, request: Request) -> Response:
        return StreamingResponse(self.news.listen(), media_type="text/event-stream")

    async def list(self, asked: Json) -> Json:
        listed = await asyncio.to_thread(self.library.listed)
        return {**listed, "storage": self.attempts.problem}

    async def _opened(self, asked: Json) -> Opened | None:
        if asked.get("file"):
            return await asyncio.to_thread(self.library.open_file, str(asked["file"]))
        key = (str(asked["course"]), str(asked.get("variant", "")), str(asked["target"]))
        return await asyncio.to_thread(self.library.open_course, key)

    async def open(self, asked: Json) -> Json:
        """Launches a package: where the frame finds it, the attempts, and what is to be said about the sources."""
        opened = await self._opened(asked)
        if opened is None:
            return {"problem": self.library.why_not(str(asked.get("file", "")))}
        said = self.messages_of(opened.made) if opened.made else self._judged(opened)
        if opened.contents is None or opened.files is None:
            return {**said, "package": opened.key, "title": opened.title, "attempts": [], "play": None}
        unit = opened.contents.unit(str(asked.get("unit", ""))) or opened.contents.first
        if unit is None:
            return {"problem": "Dieses Paket hat nichts, was sich starten lässt."}
        attempt = self._attempt(opened.key, str(asked.get("attempt", "")))
        play = self.plays.begin(
            opened.key, opened.title, opened.contents, opened.files, unit, attempt, wish_of(asked.get("wish", {}))
        )
        return {
            **said,
            "package": opened.key,
            "title": opened.title,
            "play": play.described(),
            "src": f"{self.doors.courses_origin}/{play.id}/",
            "attempts": [_told(one) for one in self.attempts.of(opened.key)],
        }

    def _judged(self, opened: Opened) -> Json:
        """What ``lernbuild validate`` says of a zip; its places lie inside, where no editor goes."""
        return {"messages": insights.messages(opened.report, "") if opened.report else []}

    def _attempt(self, package: str, identity: str) -> Attempt:
        """The attempt asked for, else the last one, else a new one."""
        found = self.attempts.get(identity) if identity else None
        if found is not None and found.package == package:
            return found
        held = self.attempts.of(package)
        last = self.attempts.get(held[-1].id) if held else None
        return last or self.attempts.new(package)

    def messages_of(self, made: Made) -> Json:
        """The panel's messages; ``stale``: the page shown is the last one that could be built."""
        return {"messages": insights.messages(made.report, self.editor), "stale": not made.fresh}

    async def attempt(self, asked: Json) -> Json:
        """``do``: new, passed, reset or delete, for the attempt ``attempt`` of the package ``package``."""
        package, do = str(asked["package"]), str(asked["do"])
        found = self.attempts.get(str(asked.get("attempt", "")))
        for play in self.plays.of(package):
            play.dead = play.dead or (do in ("reset", "delete") and found is not None and play.attempt is found)
        if do == "new":
            found = self.attempts.new(package)
        elif do == "passed":
            standard, units = str(asked["standard"]), [str(one) for one in asked["units"]]
            found = self.attempts.new(package, units={unit: passed_values(standard) for unit in units})
            found.name += " (schon bestanden)"
            self.attempts.save(found)
        elif do == "reset" and found is not None:
            self.attempts.reset(found)
        elif do == "delete" and found is not None:
            self.attempts.delete(found.id)
            found = None
        return {"attempt": found.id if found else ""}

    async def faults(self, asked: Json) -> Json:
        play = self.plays.get(str(asked["play"]))
        if play is None:
            return {"problem": "Dieser Start ist vorbei."}
        play.faults.offline, play.faults.commit = bool(asked["offline"]), bool(asked["commit"])
        play.faults.slow = bool(asked["slow"])
        return {}

    async def crash(self, asked: Json) -> Json:
        """From now on the launch stores nothing."""
        play = self.plays.get(str(asked["play"]))
        if play is not None:
            play.dead = True
        return {}

    async def state(self, asked: Json) -> Json:
        play = self.plays.get(str(asked["play"]))
        lines = insights.state_lines(play.files, str(asked["text"])) if play else []
        return {"lines": lines}

    async def outline(self, asked: Json) -> Json:
        opened = await self._opened(asked)
        edition = opened.made.edition if opened and opened.made else None
        return {"modules": insights.outline(edition.course, self.editor) if edition else []}

    async def laws(self, asked: Json) -> Json:
        opened = await self._opened(asked)
        edition = opened.made.edition if opened and opened.made else None
        return {"laws": insights.laws(edition.course, self.editor) if edition else []}

    async def solutions(self, request: Request) -> Response:
        """The page of ``lernbuild solutions``; it has no script and may load nothing."""
        from lernbuild.papers.solutions import solutions

        opened = await self._opened(dict(request.query_params))
        edition = opened.made.edition if opened and opened.made else None
        if edition is None:
            return Response("Zu diesem Paket gibt es keine Lösungen.\n", 404, media_type="text/plain")
        policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
        text = await asyncio.to_thread(solutions, edition.course)
        return HTMLResponse(text, headers={"Content-Security-Policy": policy})

    async def kit(self, request: Request) -> Response:
        """A file of the target ``trainer``; ``allgemein`` stands for the edition without a variant."""
        course, variant, name = (str(request.path_params[part]) for part in ("course", "variant", "name"))
        workshop = self.library.workshop
        key = (course, "" if variant == "allgemein" else variant, "trainer")
        known = workshop is not None and course in workshop.course_ids()
        made = await asyncio.to_thread(workshop.make, key) if workshop and known else None
        data = made.files.held.get(name or "index.html") if made and made.files else None
        if data is None:
            return Response("Das gibt es hier nicht.\n", 404, media_type="text/plain")
        return Response(
            data, media_type=media_type(name or "index.html"), headers={"Content-Security-Policy": _KIT_POLICY}
        )


def wish_of(asked: Json) -> Wish:
    """How the LMS is to behave; raises ValueError for what cannot be wished."""
    mode, mark, day = str(asked.get("mode", "normal")), str(asked.get("mark", "")), str(asked.get("day", ""))
    if mode not in MODES:
        raise ValueError(mode)
    if mark and not 0 <= float(mark) <= 100:
        raise ValueError(mark)
    if day:
        date.fromisoformat(day)
    lms, strict, land = bool(asked.get("lms", True)), bool(asked.get("strict", True)), str(asked.get("land", ""))
    return Wish(mode, mark, day, lms, strict, land)


def _told(attempt: Attempt) -> Json:
    return {"id": attempt.id, "name": attempt.name, "begun": attempt.begun}
