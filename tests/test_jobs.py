"""Work in several processes gives what one process gives."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lernbuild import jobs
from lernbuild.jobs import in_processes
from lernbuild.pipeline import build
from lernbuild.run import Request

COURSE = Path(__file__).resolve().parent / "courses" / "wide"
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 50])
def test_order_is_kept(count: int) -> None:
    things = list(range(7))
    assert list(in_processes(lambda n: (n, "ü" * n * 50_000), things, count)) == [(n, "ü" * n * 50_000) for n in things]
    assert list(in_processes(str, [], count)) == []


@needs_fork
def test_other_processes_do_the_work() -> None:
    assert os.getpid() not in set(in_processes(lambda _: os.getpid(), range(4), 2))


@needs_fork
def test_problems_are_raised_here() -> None:
    def work(number: int) -> int:
        if number == 2:
            raise ValueError("zwei")
        return number

    found = in_processes(work, range(5), 2)
    assert [next(found), next(found)] == [0, 1]
    with pytest.raises(ValueError, match="zwei"):
        next(found)


@needs_fork
def test_killed_process() -> None:
    with pytest.raises(RuntimeError):
        list(in_processes(lambda _: os.kill(os.getpid(), 9), range(2), 2))


@needs_fork
def test_who_stops_early_leaves_nobody_behind() -> None:
    found = in_processes(lambda n: (os.getpid(), b"x" * 5_000_000), range(6), 3)
    children = {next(found)[0] for _ in range(3)}  # each waits to send its second result
    assert len(children) == 3
    found.close()  # type: ignore[attr-defined]
    for child in children:  # by number: other tests of this process may have children of their own
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


@needs_fork
@pytest.mark.parametrize("moment", ["fork", "work"])
def test_ctrl_c_ends_all(moment: str) -> None:
    """A terminal sends it to every process; Python swallows it while it forks, where it runs other code."""
    code = f"""
import os, signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in the background without it
from lernbuild.jobs import in_processes
press = lambda: os.killpg(0, signal.SIGINT)
if {moment!r} == "fork":
    os.register_at_fork(after_in_parent=press)
def work(n):
    if n == 1 and {moment!r} == "work":
        press()
    time.sleep(0.05 if n else 60)
try:
    list(in_processes(work, range(3), 3))
except KeyboardInterrupt:
    print("ended", end="")
"""
    call = [sys.executable, "-c", code]
    done = subprocess.run(call, capture_output=True, text=True, timeout=50, start_new_session=True, check=False)
    assert (done.stdout, done.stderr) == ("ended", "")


@needs_fork
def test_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every edition of a course for three targets, with one process and with two."""
    monkeypatch.setattr(jobs, "MANY_PAGES", 1)
    found = []
    for count in (1, 2):
        out = tmp_path / str(count)
        request = Request(
            root=COURSE, today=date(2026, 11, 22), out=out, variants=("alle",), jobs=count,
            targets=("scorm12", "scorm2004", "web"),
        )  # fmt: skip
        assert build(request).packages
        found.append({p.relative_to(out): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()})
    assert found[0] and found[0] == found[1]
