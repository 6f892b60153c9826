"""A learning portal with a record store on the loopback: token, State and Agent Profile with ETags, Statements."""

from __future__ import annotations

import base64
import hashlib
import http.server
import json
import threading
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

ACTOR = {
    "objectType": "Agent",
    "name": "Alex Beispiel",
    "account": {"homePage": "https://lms.test", "name": "lernende-1"},
}
REGISTRATION = "2f1a2b3c-0000-4000-8000-000000000001"
UNIT = "https://lms.test/units/4711"
TEMPLATE: dict[str, Any] = {
    "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://lernbuild.invalid/minimal/einheit"}]},
    "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "sitzung-1"},
}


class Portal:
    """What one learner's store holds; ``wrong`` gathers what no course may do."""

    def __init__(self) -> None:
        self.statements: list[dict[str, Any]] = []
        self.documents: dict[str, str] = {}
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.mode = "Normal"
        self.return_url = ""
        self.sessions = 0
        self._asked: set[str] = set()
        self._lock = threading.Lock()
        portal = self

        class Handler(_Handler):
            store = portal

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def words(self) -> list[str]:
        return [one["verb"]["id"].rsplit("/", 1)[-1] for one in self.statements]

    def launch(self, kind: str) -> str:
        """The query of a new launch."""
        self.sessions += 1
        given = {"endpoint": f"{self.address}/xapi/", "actor": json.dumps(ACTOR), "registration": REGISTRATION}
        if kind == "cmi5":
            given |= {"fetch": f"{self.address}/token?session={self.sessions}", "activityId": UNIT}
        else:
            given |= {"auth": self._right(str(self.sessions)), "activity_id": UNIT}
        return urlencode(given)

    @staticmethod
    def _right(session: str) -> str:
        return "Basic " + base64.b64encode(f"sitzung:{session}".encode()).decode()

    def answer(self, method: str, target: str, headers: Any, body: str) -> tuple[int, str]:
        with self._lock:
            url = urlsplit(target)
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            self.requests.append(f"{method} {url.path} {query.get('stateId', query.get('profileId', ''))}".strip())
            if url.path == "/token":
                return self._token(method, query["session"])
            if (
                not (headers["Authorization"] or "").startswith("Basic ")
                or headers["X-Experience-API-Version"] != "1.0.3"
            ):
                self.wrong.append(f"{method} {target}: headers")
                return 401, ""
            if url.path == "/xapi/statements" and method == "POST":
                return self._store(json.loads(body))
            if json.loads(query["agent"]) != ACTOR:
                self.wrong.append(f"{method} {target}: agent")
            return self._document(method, query.get("stateId") or query["profileId"], headers, body)

    def _token(self, method: str, session: str) -> tuple[int, str]:
        if method != "POST" or session in self._asked:
            self.wrong.append(f"token: {method}, session {session}")
            return 200, json.dumps({"error-code": "1"})
        self._asked.add(session)
        return 200, json.dumps({"auth-token": self._right(session).removeprefix("Basic ")})

    def _document(self, method: str, name: str, headers: Any, body: str) -> tuple[int, str]:
        if name == "LMS.LaunchData":
            data = {
                "contextTemplate": TEMPLATE,
                "launchMode": self.mode,
                "masteryScore": 0.75,
                "moveOn": "CompletedAndPassed",
            }
            return 200, json.dumps(data | ({"returnURL": self.return_url} if self.return_url else {}))
        held = self.documents.get(name)
        if method == "GET":
            return (404, "") if held is None else (200, held)
        if headers["If-None-Match"] == "*" and held is not None:
            return 412, ""
        if headers["If-Match"] and headers["If-Match"] != etag(held or ""):
            return 412, ""
        self.documents[name] = body
        return 204, ""

    def _store(self, given: Any) -> tuple[int, str]:
        known = {one["id"] for one in self.statements}
        new = given if isinstance(given, list) else [given]
        if any(one["id"] in known for one in new):
            return 409, ""
        self.statements += new
        return 200, json.dumps([one["id"] for one in new])


def etag(text: str) -> str:
    return f'"{hashlib.sha1(text.encode()).hexdigest()}"'


class _Handler(http.server.BaseHTTPRequestHandler):
    store: Portal
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        code, text = (
            (204, "") if self.command == "OPTIONS" else self.store.answer(self.command, self.path, self.headers, body)
        )
        self.send_response(code)
        self.send_header("Access-Control-Allow-Origin", self.headers["Origin"] or "*")
        self.send_header("Access-Control-Allow-Methods", "GET, PUT, POST")
        self.send_header(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version",
        )
        self.send_header("Access-Control-Expose-Headers", "ETag")
        if text and self.command == "GET":
            self.send_header("ETag", etag(text))
        if code != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_PUT = do_POST = do_OPTIONS = _serve

    def log_message(self, format: str, *args: object) -> None:
        pass
