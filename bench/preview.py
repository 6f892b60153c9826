"""What the preview costs: CPU until it serves, memory with three courses open, time from saving to seeing.

``.venv/bin/python -m bench.preview [COURSE…]`` from the repository; needs Chromium; nothing fails on time.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.chromium import launched
from tests.preview.desk import Desk, Server

ROOT = Path(__file__).resolve().parent.parent
TIMES = 10
WATCH = """word => { window.seen = 0; const look = () => {
  if (document.body.textContent.includes(word)) window.seen = Date.now(); else setTimeout(look, 2); }; look(); }"""


def process_cost(server: Server) -> tuple[float, float]:
    """CPU seconds and MiB of a running preview (Linux)."""
    folder = Path(f"/proc/{server.process.pid}")
    fields = (folder / "stat").read_text().split()
    peak = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM"))
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK"), int(peak.split()[1]) / 1024


def ask(server: Server, name: str, **asked: str) -> Any:
    origin = "/".join(server.address.split("/")[:3])
    headers = {"Origin": origin, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.address}api/{name}", json.dumps(asked).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def start_and_memory(folder: Path) -> None:
    server = Server(folder, "--port", "0", cache=folder / "cache")
    listed = ask(server, "list")
    print("start to list: {:.2f} s CPU, {:.0f} MiB".format(*process_cost(server)))
    for course in listed["courses"]:
        for target in course["targets"]:
            ask(server, "open", course=course["id"], target=target["id"], variant="")
        print("{}: {:.2f} s CPU, {:.0f} MiB".format(course["id"], *process_cost(server)))
    server.stop()


def saving_to_seeing(folder: Path, course: str) -> None:
    server = Server(folder, "--port", "0", cache=folder / "cache")
    with launched() as browser:
        desk = Desk(browser, server.address, bypass_csp=True)
        desk.context.set_default_timeout(60_000)
        desk.open(course=course, target="scorm12")
        desk.hook("start").click()
        main = desk.course().locator('main[data-lb-page="lesson"]')
        main.wait_for()
        key = main.get_attribute("data-lb-id") or ""
        sources = sorted((folder / "courses" / course).rglob("[0-9]*-*.md"))
        source = next(
            path for path in sources if path.stem.split("-", 1)[1] == key or f"id: {key}\n" in path.read_text()
        )
        head, _, body = source.read_text("utf-8").partition("\n---\n")
        took = []
        for turn in range(TIMES):
            desk.page.wait_for_timeout(1500)
            desk.course().evaluate(WATCH, f"Messwort {turn}.")
            begun = time.time() * 1000
            source.write_text(f"{head}\n---\n\nMesswort {turn}.\n{body}", "utf-8")
            desk.course().wait_for_function("window.seen")
            took.append(desk.course().evaluate("window.seen") - begun)
        median = statistics.median(took)
        print(f"{course}: saved to seen, median of {TIMES}: {median:.0f} ms ({min(took):.0f} to {max(took):.0f})")
        desk.leave()
    server.stop()


def main(courses: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "courses", folder / "courses")
        start_and_memory(folder)
        for course in courses or ["feg"]:
            saving_to_seeing(folder, course)


if __name__ == "__main__":
    main(sys.argv[1:])
