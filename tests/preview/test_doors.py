"""Who may come in: this computer's own preview page, with its secret, and nobody else."""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.preview.desk import Server


class Caller:
    """Requests as any program could send them."""

    def __init__(self, address: str) -> None:
        url = urlsplit(address)
        self.port = url.port or 0
        self.token = url.path.strip("/")
        self.origin = f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, body: object = None, *, port: int = 0, method: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; ``path`` goes out as it is, header names with ``_`` for ``-``."""
        there = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        sent = None if body is None else json.dumps(body)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        there.putrequest(method or ("GET" if sent is None else "POST"), path, skip_host="Host" in given)
        for name, value in given.items():
            there.putheader(name, value)
        if sent is not None:
            there.putheader("Content-Length", str(len(sent)))
        there.endheaders(sent.encode() if sent else None)
        answer = there.getresponse()
        data = answer.read()
        there.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data

    def open(self) -> tuple[int, str]:
        """Port of the courses and secret of a launch of the small course."""
        asked = {"course": "minimal", "target": "scorm12", "variant": ""}
        status, _, data = self.ask(f"/{self.token}/api/open", asked, Origin=self.origin)
        assert status == 200
        url = urlsplit(json.loads(data)["src"])
        return url.port or 0, url.path.strip("/")


@pytest.fixture
def caller(serve: Callable[..., Server]) -> Iterator[Caller]:
    yield Caller(serve().address)


def test_the_secret_is_needed(caller: Caller) -> None:
    assert caller.ask(f"/{caller.token}/")[0] == 200
    for path in ("/", "/x/", f"/{caller.token}", f"/{caller.token[:-1]}/", "/static/shell.js", "/api/list"):
        status, _, body = caller.ask(path)
        assert status == 404
        assert caller.token.encode() not in body


def test_other_names_of_this_computer_are_refused(caller: Caller) -> None:
    for host in ("localhost", f"localhost:{caller.port}", "example.org", f"boese.example:{caller.port}", "127.0.0.1"):
        assert caller.ask(f"/{caller.token}/", Host=host)[0] == 403


def test_requests_of_other_pages_are_refused(caller: Caller) -> None:
    courses, _ = caller.open()
    path = f"/{caller.token}/api/list"
    assert caller.ask(path, {}, Origin=caller.origin)[0] == 200
    for origin in ("https://example.org", "null", f"http://127.0.0.1:{courses}", f"http://localhost:{caller.port}"):
        assert caller.ask(path, {}, Origin=origin)[0] == 403
    assert caller.ask(path, {})[0] == 403, "a form of another page sends no origin in old browsers"
    for site in ("cross-site", "same-site"):
        status, _, _ = caller.ask(f"/{caller.token}/static/shell.js", Sec_Fetch_Site=site, Sec_Fetch_Dest="script")
        assert status == 403


def test_the_door_of_the_courses_knows_no_preview(caller: Caller) -> None:
    courses, play = caller.open()
    assert caller.ask(f"/{play}/paket/index.html", port=courses)[0] == 200
    for path in (
        f"/{caller.token}/",
        f"/{caller.token}/api/list",
        "/",
        "/paket/index.html",
        f"/{play}x/paket/index.html",
    ):
        assert caller.ask(path, port=courses)[0] == 404
    assert caller.ask(f"/{play}/lms/commit", {"x": "y"}, port=courses, Origin=caller.origin)[0] == 403
    assert caller.ask(f"/{play}/lms/commit", {"x": 1}, port=courses, Origin=f"http://127.0.0.1:{courses}")[0] == 400


@pytest.mark.parametrize(
    "path",
    ("", "lektion", "lektion/", "../", "../../", "../vorschau/player.js", "%2e%2e/%2e%2e/etc/passwd",
     "..%2f..%2fkurs.yaml", "..\\..\\kurs.yaml", "/etc/passwd", "//etc/passwd", "index.html/", "INDEX.HTML"),
)  # fmt: skip
def test_nothing_but_files_of_the_package(caller: Caller, path: str) -> None:
    courses, play = caller.open()
    status, _, body = caller.ask(f"/{play}/paket/{path}", port=courses)
    assert status in (404, 307)
    assert b"root:" not in body and b"titel:" not in body


def test_the_package_is_what_a_build_writes(caller: Caller) -> None:
    courses, play = caller.open()
    _, headers, data = caller.ask(f"/{play}/paket/lernbuild.json", port=courses)
    for name, digest in json.loads(data)["files"].items():
        _, headers, body = caller.ask(f"/{play}/paket/{name}", port=courses)
        assert hashlib.sha256(body).hexdigest() == digest
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors" in headers["content-security-policy"]
    _, headers, body = caller.ask(f"/{play}/paket/index.html", port=courses, Range="bytes=0-14")
    assert body == b"<!doctype html>" and headers["content-range"].startswith("bytes 0-14/")


def test_wrong_wishes_are_refused(caller: Caller) -> None:
    asked = {"course": "minimal", "target": "scorm12", "variant": ""}
    for wish in ({"mode": "x"}, {"mark": "400"}, {"mark": "abc"}, {"day": "gestern"}):
        status, _, body = caller.ask(f"/{caller.token}/api/open", {**asked, "wish": wish}, Origin=caller.origin)
        assert status == 400 and b"nicht lesbar" in body
    for wrong in ({"course": "../minimal"}, {"target": "exe"}, {"course": "", "file": "/etc/passwd"}):
        status, _, body = caller.ask(f"/{caller.token}/api/open", {**asked, **wrong}, Origin=caller.origin)
        assert status == 200 and "gibt es nicht" in body.decode()
