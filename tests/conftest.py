"""What all tests share: the repository, the papers beside it, a project folder to build in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chromium import launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the official schemas and the product's papers, beside the repository.

    A public clone has none: tests that need it are skipped there, and fail where CI=true.
    """
    folder = REPOSITORY.parent / "shared"
    if folder.is_dir():
        return folder
    if os.environ.get("CI") == "true":
        pytest.fail("../shared is missing")
    pytest.skip("needs ../shared (official schemas), which a public clone does not have")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for all tests of this process."""
    with launched() as browser:
        yield browser


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with the small course tests/courses/minimal; builds may write into it."""
    shutil.copytree(REPOSITORY / "tests" / "courses" / "minimal", tmp_path / "project")
    return tmp_path / "project"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected files anew; read the diff like code")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
