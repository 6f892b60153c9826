"""Courses as cmi5 and xAPI packages on a server of their own, and launches from a portal on another origin."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from lernbuild.questions.gallery import COURSE, gallery_files
from tests.browser.desk import Course, Desk
from tests.browser.lrs import Portal, node

REPOSITORY = Path(__file__).resolve().parents[2]
KINDS = ("cmi5", "xapi")
JUDGE = """
const { default: judge } = require("@learninglocker/xapi-validation");
const wrong = JSON.parse(require("fs").readFileSync(0, "utf8")).map((one) => judge(one)).filter((one) => one.length);
process.stdout.write(JSON.stringify(wrong));
"""
GALLERY = """\
id: galerie
titel: Galerie
sprache: de
version: "1"
rechtsstand: 2026-06-01
ziele: [web]
datenschutz: voll
"""
EXPECTED = ("404", "409", "412")
"""What a browser writes to the console although it is an answer like others: a document that is not there yet."""


def build_packages(project: Path, course: str, root: Path) -> Path:
    """The zips of a course in ``<root>/dist``, unpacked to ``<root>/<kind>``, with a page of the portal beside them."""
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(project), "--out", str(root / "dist")]
    command += ["--target", "cmi5", "--target", "xapi"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    for kind in KINDS:
        with zipfile.ZipFile(root / "dist" / f"{course}.{kind}.zip") as archive:
            archive.extractall(root / kind)
    (root / "portal.html").write_text("<!doctype html><title>Lernportal</title>", encoding="utf-8")
    return root


def build_minimal(root: Path, attempts: int = 0) -> Path:
    """tests/courses/minimal as packages; ``attempts``: how often its test may be handed in (0: no limit)."""
    shutil.copytree(REPOSITORY / "tests" / "courses" / "minimal", root / "project")
    if attempts:
        page = root / "project" / "courses" / "minimal" / "02-abschluss" / "01-test.md"
        text = page.read_text(encoding="utf-8").replace("typ: test\n", f"typ: test\nversuche: {attempts}\n")
        page.write_text(text, encoding="utf-8")
    return build_packages(root / "project", "minimal", root)


def build_gallery(root: Path) -> Path:
    """The gallery of all question types as packages, with the answers to all questions reported."""
    for name, data in gallery_files(GALLERY):
        (root / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "project" / name).write_bytes(data)
    return build_packages(root / "project", COURSE, root)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving_pages(folder: Path) -> Iterator[str]:
    """The address of a server for the files of a folder."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@contextmanager
def at_a_desk(chromium: Browser, pages: str, folder: Path, portal: Portal, *excused: str) -> Iterator[Desk]:
    """A learner whose browser talks to pages and portal only; ``excused``: what the console may say besides."""
    desk = Desk(chromium, pages, folder)
    desk.context.unroute_all()  # Playwright's interception swallows what a page sends when it goes.
    yield desk
    desk.leave()
    assert [one for one in desk.errors if not any(word in one for word in (*EXPECTED, *excused))] == []
    assert [one for one in desk.foreign if not one.startswith(portal.address)] == []


def launch(desk: Desk, portal: Portal, kind: str, order: int | None = None) -> Course:
    """The package as the portal starts it, in a new tab."""
    tab = desk.context.new_page()
    tab.goto(f"{desk.server}/{kind}/index.html?{portal.launch(kind, order)}")
    return Course(tab, tab.main_frame).ready()


def wait_for(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def saved(course: Course) -> None:
    """Waits until the learner reads that the portal has it."""
    course.hook("saved").get_by_text("Vom Lernportal gespeichert").wait_for(timeout=60_000)


def judged(statements: list[dict[str, Any]]) -> Any:
    """What npm xapi-validation has against them."""
    done = subprocess.run(
        [node(), "-e", JUDGE], cwd=REPOSITORY, input=json.dumps(statements), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)
