"""The packages of the small course, and the portals that receive them; each portal is started once in a run."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk
from tests.browser.lrs import Portal
from tests.receivers.receiver import PATIENCE, REPOSITORY, Session, environment, serving

STANDARDS = ("scorm12", "scorm2004")
VERSION = {"X-Experience-API-Version": "1.0.3"}


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small course as a zip for each standard."""
    out = tmp_path_factory.mktemp("packages")
    root = out / "project"
    shutil.copytree(REPOSITORY / "tests/courses/minimal", root)
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(root), "--out", str(out)]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {name: out / f"minimal.{name}.zip" for name in STANDARDS}


@dataclass(frozen=True)
class ScormHost:
    """A running scormhost with both packages; ``launches`` by standard, ``sessions`` its own storage."""

    address: str
    launches: dict[str, str]
    sessions: Path

    def held(self, standard: str) -> dict[str, str]:
        """What the session file of the latest learner holds; nothing while it is being written."""
        files = (self.sessions / self.launches[standard].rpartition("/")[2]).glob("*.json")
        path = max(files, key=lambda file: file.stat().st_mtime_ns, default=None)
        try:
            found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["elements"] if path else {}
        except ValueError:
            return {}
        return found


@pytest.fixture(scope="session")
def scormhost(packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScormHost]:
    """scormhost 0.1.0: SCORM 1.2 and 2004, checks no value, keeps each learner's values in a file."""
    python = environment("scormhost", "scormhost==0.1.0")
    folder = tmp_path_factory.mktemp("scormhost")
    with serving(python, Path(__file__).with_name("serve_scormhost.py"), folder) as address:
        admin = Session(address)
        person = {"email": "admin@example.org", "username": "admin", "password": "nur-zum-testen", "display_name": "A"}
        admin.post("/api/auth/register", json.dumps(person).encode())
        answers = {name: admin.upload("/api/packages", package) for name, package in packages.items()}
        launches = {name: str(answer["launch_url"]) for name, answer in answers.items()}
        yield ScormHost(address, launches, folder / "data" / "sessions")


@dataclass(frozen=True)
class WagtailLms:
    """A running wagtail-lms with the 1.2 package as its one lesson; its storage is a SQLite file."""

    address: str
    folder: Path

    def start(self) -> tuple[str, str]:
        """Address of the player and the learner's session; there once the portal answers."""
        lesson, session = (self.folder / "start").read_text(encoding="utf-8").split()
        return f"{self.address}/lms/scorm-lesson/{lesson}/play/", session

    def held(self) -> dict[str, str]:
        """What its table of values holds, from which it answers every GetValue.

        Its table of attempts is of no use here: each of its requests writes the whole row, so that requests which run
        at once overwrite each other with what they read before.
        """
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=10)) as base:
            return dict(base.execute("SELECT key, value FROM wagtail_lms_scormdata"))


@pytest.fixture(scope="session")
def wagtail(packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[WagtailLms]:
    """wagtail-lms 0.11: SCORM 1.2 only, keeps every value by a request of its own, and has no LMSFinish."""
    python = environment("wagtail-lms", "wagtail-lms==0.11.0", "wagtail>=8,<9", "django>=5.2,<6")
    folder = tmp_path_factory.mktemp("wagtail")
    shutil.copy(packages["scorm12"], folder / "package.zip")
    with serving(python, Path(__file__).with_name("serve_wagtail.py"), folder) as address:
        Session(address).get("/favicon.ico")
        yield WagtailLms(address, folder)


@dataclass(frozen=True)
class Ralph:
    """A running record store; ``right`` is the header that opens it."""

    address: str
    right: str

    def held(self) -> dict[str, dict[str, Any]]:
        """Every statement it holds, by id."""
        found: dict[str, dict[str, Any]] = {}
        path = "/xAPI/statements/?limit=100"
        while path:
            request = urllib.request.Request(f"{self.address}{path}", headers={"Authorization": self.right, **VERSION})
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                page = json.load(answer)
            found |= {one["id"]: one for one in page["statements"]}
            path = page.get("more", "")
        return found


@pytest.fixture(scope="session")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    """ralph 5.1, the record store of France Université Numérique; takes statements only, up in two seconds."""
    python = environment("ralph", "ralph-malph[lrs]==5.1.0", "requests>=2,<3")
    folder = tmp_path_factory.mktemp("ralph")
    right = "Basic " + base64.b64encode(b"lrs:nur-zum-testen").decode()
    with serving(python, Path(__file__).with_name("serve_ralph.py"), folder) as address:
        yield Ralph(address, right)


@pytest.fixture(scope="session")
def forwarding(ralph: Ralph) -> Iterator[Portal]:
    """The strict portal, which hands every statement that it takes on to ralph."""
    running = Portal({"RALPH": ralph.address, "RALPH_AUTH": ralph.right})
    yield running
    running.close()


@pytest.fixture
def learner(chromium: Browser, tmp_path: Path) -> Iterator[Desk]:
    """A fresh browser; at the end: no error on the console, no request past the loopback.

    A portal may refuse the HEAD request that only asks whether it can be reached; Chromium says so on the console.
    """
    desk = Desk(chromium, "http://127.0.0.1:", tmp_path)
    yield desk
    desk.leave()
    assert [one for one in desk.errors if "405 (Method Not Allowed)" not in one] == []
    assert desk.foreign == []
