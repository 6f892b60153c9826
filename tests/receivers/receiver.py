"""Real learning portals as tests start them: an environment of their own, a port of their own; knows no standard."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Page

from tests.browser.desk import Course

Found = TypeVar("Found")

REPOSITORY = Path(__file__).resolve().parents[2]
HOME = REPOSITORY / ".lernbuild" / "receivers"
PATIENCE = 120
"""Seconds that a portal may take to answer its first request."""


def environment(name: str, *requirements: str) -> Path:
    """The Python of ``.lernbuild/receivers/<name>``, made once; never the project's own environment."""
    home = HOME / name
    with alone(name):
        stamp, wanted = home / "installed", "\n".join(requirements)
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
            _install(name, home, requirements)
            stamp.write_text(wanted, encoding="utf-8")
    return home / "bin" / "python"


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Holds the lock of an installation: another process of this run may need the same."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install(name: str, home: Path, requirements: Sequence[str]) -> None:
    python = str(home / "bin" / "python")
    steps = (
        [sys.executable, "-m", "venv", "--clear", "--without-pip", str(home)],
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile",
         "--disable-pip-version-check", *requirements],
    )  # fmt: skip
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            missing(f"{name} could not be installed: {done.stderr.strip()[-400:]}")


def missing(message: str) -> None:
    """Without network a portal is skipped on a desk, and fails where CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def serving(python: Path, program: Path, folder: Path) -> Iterator[str]:
    """The address of ``program``, which serves on the socket it is given; ended when the block is left.

    The socket listens before the program does: a first request waits instead of being refused.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with (folder / "server.log").open("wb") as log:
            running = subprocess.Popen(
                [str(python), str(program), str(folder), str(listener.fileno()), str(port)],
                cwd=folder, pass_fds=[listener.fileno()], stdout=log, stderr=log,
            )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=30)


def settled(probe: Callable[[], Found], right: Callable[[Found], bool]) -> Found:
    """What ``probe`` finds; a portal stores by itself a moment after it said yes, so this waits for ``right``."""
    deadline = time.monotonic() + 20
    while not right(found := probe()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def inside(tab: Page, frame: str) -> Course:
    """The package that runs in a portal's frame."""
    handle = tab.locator(frame).element_handle()
    assert handle is not None
    content = handle.content_frame()
    assert content is not None
    return Course(tab, content).ready()


class Session:
    """A person's connection to a portal: keeps the cookies, speaks JSON."""

    def __init__(self, address: str) -> None:
        self.host = address.removeprefix("http://")
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> int:
        """The status of a page; the first request waits until the portal is ready."""
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def post(self, path: str, body: bytes, kind: str = "application/json") -> dict[str, object]:
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        headers = {"Content-Type": kind, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            data = answer.read()
            assert answer.status in (200, 201), data
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
        finally:
            connection.close()
        found: dict[str, object] = json.loads(data)
        return found

    def upload(self, path: str, package: Path) -> dict[str, object]:
        """A file as a form sends it, in the field ``file``."""
        mark = "lernbuild-form-boundary"
        head = f'Content-Disposition: form-data; name="file"; filename="{package.name}"\r\n'
        body = (f"--{mark}\r\n{head}Content-Type: application/zip\r\n\r\n".encode()
                + package.read_bytes() + f"\r\n--{mark}--\r\n".encode())  # fmt: skip
        return self.post(path, body, f"multipart/form-data; boundary={mark}")
