"""The same work on several things, in several processes where that pays; knows nothing of what the work is."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

MANY_PAGES = 300
"""Pages from which processes save more than they cost."""
_SIZE = struct.Struct("!Q")


def in_processes(work: Callable[[T], R], things: Sequence[T], jobs: int, *, pages: int | None = None) -> Iterator[R]:
    """What ``work`` gives for each thing, in their order, whatever the number of processes.

    A process is a copy of this one, so that nothing but the results is sent; where the system has no such copies,
    there is one job or one thing, or too few ``pages`` to pay for it, all is done here. Raises what ``work`` raises.
    """
    jobs = min(jobs, len(things)) if pages is None or pages >= MANY_PAGES else 1
    if jobs < 2 or not hasattr(os, "fork") or sys.platform == "darwin":  # macOS: its libraries do not survive a fork
        yield from map(work, things)
        return
    pipes: list[BinaryIO] = []
    children: list[int] = []
    try:
        with _no_interrupt():
            for job in range(jobs):
                child, pipe = _start(work, things[job::jobs], pipes)
                children.append(child)
                pipes.append(pipe)
        for place in range(len(things)):
            yield cast("R", _received(pipes[place % jobs]))
    except BaseException:
        for child in children:
            os.kill(child, signal.SIGTERM)
        raise
    finally:
        for pipe in pipes:
            pipe.close()  # a child that still writes ends
        for child in children:
            os.waitpid(child, 0)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C waits: in the middle of a fork Python would swallow it. The children, which never come back, do not hear
    it at all; their parent ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(work: Callable[[T], object], things: Sequence[T], others: Sequence[BinaryIO]) -> tuple[int, BinaryIO]:
    """A child that works on the things and sends each result; its number, and where the results come."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        os.close(writing)
        return child, os.fdopen(reading, "rb")
    try:
        os.close(reading)
        for other in others:
            other.close()
        with os.fdopen(writing, "wb") as out:
            _send_all(work, things, out)
    finally:
        os._exit(0)


def _send_all(work: Callable[[T], object], things: Sequence[T], out: BinaryIO) -> None:
    for thing in things:
        try:
            message: tuple[bool, object] = (True, work(thing))
        except Exception as problem:  # the parent raises it
            message = (False, problem)
        data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        out.write(_SIZE.pack(len(data)) + data)
        out.flush()


def _received(pipe: BinaryIO) -> object:
    head = pipe.read(_SIZE.size)
    data = pipe.read(_SIZE.unpack(head)[0]) if len(head) == _SIZE.size else b""
    if not data:
        raise RuntimeError("a process of this build ended before its work was done")
    fine, found = pickle.loads(data)  # noqa: S301 (written a moment ago by a copy of this very process)
    if not fine:
        raise found
    return cast("object", found)
