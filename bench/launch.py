"""What the launch of a package costs in Chromium: requests, bytes, time to the first text, long tasks, shifts.

On a line of 2 Mbit/s with 50 ms delay, files compressed as servers do it; probes without content (HEAD) do not count.
"""

from __future__ import annotations

import gzip
import http.server
import os
import shutil
import threading
import zipfile
from pathlib import Path
from typing import Any

LINE = {"offline": False, "latency": 50, "downloadThroughput": 250_000, "uploadThroughput": 250_000}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WATCH = """
window.seen = {shift: 0, blocked: 0};
new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) seen.shift += e.value; })
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver((l) => { for (const e of l.getEntries()) seen.blocked = Math.max(seen.blocked, e.duration); })
  .observe({type: "longtask", buffered: true});
"""
FIRST = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def measure_launch(package: Path) -> dict[str, float]:
    """Figures of one launch; empty where there is no Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        return {}
    from playwright.sync_api import sync_playwright

    with zipfile.ZipFile(package) as archive, http.server.ThreadingHTTPServer(("127.0.0.1", 0), _of(archive)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            figures = _launch(browser, f"http://127.0.0.1:{server.server_address[1]}/")
            browser.close()
        server.shutdown()
    raw = sum(archive.getinfo(name).file_size for name in figures.pop("files"))
    return {"launch requests": figures["requests"], "launch kB": raw / 1000, **figures["rest"]}


def _launch(browser: Any, address: str) -> dict[str, Any]:
    page = browser.new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    sizes: dict[str, int] = {}

    def count(request: Any) -> None:
        if request.method == "GET" and request.url.startswith(address):
            sizes[request.url.removeprefix(address)] = request.sizes()["responseBodySize"]

    page.on("requestfinished", count)
    page.add_init_script(WATCH)
    page.goto(address + "index.html")
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("window.seen")
    rest = {
        "launch gzip kB": sum(sizes.values()) / 1000,
        "first text s": page.evaluate(FIRST) / 1000,
        "longest task ms": seen["blocked"],
        "layout shift": seen["shift"],
    }
    return {"requests": len(sizes), "files": list(sizes), "rest": rest}


def _of(archive: zipfile.ZipFile) -> type[http.server.BaseHTTPRequestHandler]:
    """Serves the files of a package, compressed."""
    kinds = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
    lock = threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/").split("?")[0]
            try:
                with lock:
                    data = archive.read(name)
            except KeyError:
                self.send_error(404)
                return
            kind = Path(name).suffix
            self.send_response(200)
            self.send_header("Content-Type", kinds.get(kind, "application/octet-stream"))
            if kind != ".woff2":
                data = gzip.compress(data, 6)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
