"""Every fault that learners must survive has a test, and no built package can cause the ones that browsers forbid."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.command import lernbuild

_BROWSER = "tests/runtime/faults-browser.test.ts"
_LMS = "tests/runtime/faults-lms.test.ts"
_TABLE = "tests/runtime/truth-table.yaml"

FAULTS = {
    "API missing": (f"{_BROWSER}: no API: the state stays on this device", f"{_TABLE}: no-lms"),
    "API late": (f"{_BROWSER}: an API that comes late is found",),
    "API throwing": (f'{_LMS}: ["throws", "false", "null"]', f"{_LMS}: SetValue and Commit: ${{fault}}"),
    "answers null, false, texts": (f"{_LMS}: an LMS that says yes as",),
    "single elements refused": (f"{_LMS}: refused: everything else is saved", f"{_LMS}: saved as soon as it is taken"),
    "optional elements unknown": (f"{_LMS}: an LMS that has no room for rows",),
    "Initialize refused": (f"{_LMS}: Initialize: ${{fault}} at first",),
    "second Initialize refused": (f"{_TABLE}: second-initialize-refused",),
    "offline, Commit says yes": (f"{_TABLE}: offline-hand-in", f"{_LMS}: the connection dies between probe and commit"),
    "counter in the state": (f"{_LMS}: each commit carries a higher counter",),
    "probe before the commit": (f"{_LMS}: hidden while offline: the LMS is not told",),
    "slow commits": (f"{_LMS}: commits that take ten seconds become fewer",),
    "session expired": (f"{_LMS}: the session of the LMS expires",),
    "storage full": (f"{_BROWSER}: storage full or forbidden", f"{_BROWSER}: storage full and no LMS"),
    "tab killed": (f"{_TABLE}: crash-after-check", f"{_TABLE}: crash-while-offline"),
    "back-forward cache": (f"{_BROWSER}: back-forward cache: commit and pause",),
    "clock jumps": (f"{_BROWSER}: the clock of the computer jumps",),
    "two tabs": (f"{_BROWSER}: two tabs: the work of both is kept", "tests/runtime/walk.test.ts: in two tabs"),
    "two devices": ("tests/runtime/devices.test.ts: at the same time",),
    "beacon limit": (f"{_BROWSER}: the last message stays under 64 KiB", f"{_BROWSER}: and the tab closed at once"),
    "all of them at random": ("tests/runtime/walk.test.ts: random sessions", "tests/browser/test_walk.py: SESSIONS"),
}
_UNLOAD = re.compile(rb"""["'](?:before)?unload["']|\bon(?:before)?unload\b""")
_STAMP = re.compile(rb"\.toISOString\(\)(.{0,28})")


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_test(repository: Path, fault: str) -> None:
    for place in FAULTS[fault]:
        path, name = place.split(": ", 1)
        assert name in (repository / path).read_text(encoding="utf-8"), place


@pytest.fixture(scope="module")
def packages(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Every kind of package of a small course: its pages and scripts by name."""
    root = tmp_path_factory.mktemp("packages") / "project"
    shutil.copytree(repository / "tests/courses/minimal", root)
    course = root / "courses/minimal/kurs.yaml"
    course.write_text(
        re.sub(r"(?m)^ziele:.*$", "ziele: [scorm12, scorm2004, cmi5, xapi]", course.read_text("utf-8")),
        encoding="utf-8",
    )
    done = lernbuild(root, "build")
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, bytes]] = {}
    for package in sorted((root / "dist").glob("*.zip")):
        with zipfile.ZipFile(package) as archive:
            names = [name for name in archive.namelist() if name.endswith((".js", ".html"))]
            found[package.name.split(".")[-2]] = {name: archive.read(name) for name in names}
    return found


def test_no_package_listens_to_unload(packages: dict[str, dict[str, bytes]]) -> None:
    assert sorted(packages) == ["cmi5", "scorm12", "scorm2004", "xapi"]
    for target, files in packages.items():
        assert any(b"pagehide" in text for text in files.values()), target
        assert [name for name, text in files.items() if _UNLOAD.search(text)] == []


def test_no_package_writes_thousandths_of_a_second(packages: dict[str, dict[str, bytes]]) -> None:
    """``toISOString`` has three decimals: it is cut to the day, or to two decimals for statements."""
    for target, files in packages.items():
        after = [rest for text in files.values() for rest in _STAMP.findall(text)]
        allowed = (b".slice(0,10)", rb".replace(/(\.\d\d)\d/,")
        assert after, target
        assert [rest for rest in after if not rest.startswith(allowed)] == []
