"""What the tests of the preview share: a project, a running preview, an author in front of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import REPOSITORY
from tests.preview.desk import Desk, Server


@pytest.fixture
def serve(project: Path, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts previews of the small course; at the end each ends by Ctrl-C with exit code 0 and without a traceback."""
    running: list[Server] = []

    def start(*arguments: str, root: Path = project) -> Server:
        server = Server(root, "--port", "0", *arguments, cache=tmp_path / "cache")
        running.append(server)
        return server

    yield start
    for server in running:
        if server.process.poll() is None:
            code, said = server.stop()
            assert code == 0
            assert "Traceback" not in said and "Fehler" not in said


@pytest.fixture
def desk(chromium: Browser, serve: Callable[..., Server]) -> Iterator[Callable[..., Desk]]:
    """Opens the preview of the small course; at the end: no error on a console, no request to anywhere else."""
    open_desks: list[Desk] = []

    def sit(server: Server | None = None, **options: object) -> Desk:
        one = Desk(chromium, (server or serve()).address, **options)  # type: ignore[arg-type]
        open_desks.append(one)
        return one

    yield sit
    for one in open_desks:
        one.leave()
        assert one.errors == []
        assert one.foreign == []


@pytest.fixture(scope="session")
def three_courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's courses."""
    root = tmp_path_factory.mktemp("kurse")
    shutil.copytree(REPOSITORY / "courses", root / "courses")
    return root
