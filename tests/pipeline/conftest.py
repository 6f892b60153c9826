"""What the tests of kept results share: a project, and one that was built already."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild.run import Request
from tests.pipeline.kept_project import TODAY, both, keeps, make_project


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, never built; the user has a folder of their own."""
    return make_project(tmp_path, monkeypatch)


@pytest.fixture
def built(root: Path) -> tuple[Path, Request]:
    """A project with kept results."""
    request = Request(root, TODAY, courses=("klein",))
    both(root, request)
    assert keeps(root) == 3
    return root, request
