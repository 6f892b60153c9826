"""Lets in only what comes from this computer's own preview pages; knows no route.

Two doors: the preview itself, and the courses. They are different origins (two ports of the loopback), so that no
script of a course reaches the preview's page or its API. Against DNS rebinding the Host header must be the
loopback's; against requests of other sites Origin and Sec-Fetch-Site must be our own; the address holds a secret.
"""

from __future__ import annotations

import hmac
import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lernbuild.frozen import frozen

LOOPBACK = "127.0.0.1"
REPORTS = "gesperrt"
"""Below a launch: where browsers say what they have blocked (CSP, ``report-uri``)."""
_REFUSED = "Diese Adresse gehört nicht zur Vorschau. Öffnen Sie die Adresse, die „lernbuild preview“ ausgibt.\n"


@frozen
class Doors:
    """The two origins and the secret in the preview's address."""

    preview: int
    courses: int
    token: str

    @property
    def preview_origin(self) -> str:
        return f"http://{LOOPBACK}:{self.preview}"

    @property
    def courses_origin(self) -> str:
        return f"http://{LOOPBACK}:{self.courses}"

    @property
    def address(self) -> str:
        return f"{self.preview_origin}/{self.token}/"


def preview_headers(doors: Doors) -> dict[str, str]:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; frame-src 'self' {doors.courses_origin}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
    return {"Content-Security-Policy": policy, "Cross-Origin-Opener-Policy": "same-origin", **_COMMON}


def course_headers(doors: Doors, path: str) -> dict[str, str]:
    """A course may do what it likes with its own files; nothing leaves for other hosts, and what wanted to is told."""
    own = "'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
    policy = (
        f"default-src {own}; connect-src 'self' data: blob:; frame-src 'self' data: blob:; form-action 'self'; "
        f"frame-ancestors 'self' {doors.preview_origin}"
    )
    launch = re.match(r"/[\w-]+/", path, re.ASCII)
    return {"Content-Security-Policy": f"{policy}; report-uri {launch[0]}{REPORTS}" if launch else policy, **_COMMON}


_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI: judges every request, then hands it to the app of the door it came through."""

    def __init__(self, doors: Doors, preview: ASGIApp, courses: ASGIApp) -> None:
        self.doors = doors
        self.preview = preview
        self.courses = courses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        inside = scope["server"][1] == self.doors.preview
        if not self._own(scope, inside):
            await _refusal(403)(scope, receive, send)
            return
        headers = preview_headers(self.doors) if inside else course_headers(self.doors, scope["path"])

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.lower().encode(), v.encode()) for k, v in headers.items() if k.lower().encode() not in have),
                ]
            await send(message)

        if not inside:
            await self.courses(scope, receive, with_headers)
            return
        token, slash, rest = scope["path"].removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(token.encode(), self.doors.token.encode()):
            await _refusal(404)(scope, receive, with_headers)
            return
        await self.preview({**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}, receive, with_headers)

    def _own(self, scope: Scope, inside: bool) -> bool:
        headers = Headers(scope=scope)
        port = self.doors.preview if inside else self.doors.courses
        if headers.get("host") != f"{LOOPBACK}:{port}":
            return False
        own = self.doors.preview_origin if inside else self.doors.courses_origin
        origin = headers.get("origin")
        report = not inside and scope["path"].endswith(f"/{REPORTS}")
        if origin is not None and origin != own and not (report and origin == "null"):
            return False
        if scope["method"] not in ("GET", "HEAD") and origin is None:
            return False
        site, destination = headers.get("sec-fetch-site"), headers.get("sec-fetch-dest")
        if inside and site in ("cross-site", "same-site"):
            return destination == "document"
        return site != "cross-site"


def _refusal(status: int) -> Response:
    return PlainTextResponse(_REFUSED, status)
