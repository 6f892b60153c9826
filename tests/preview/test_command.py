"""The command ``lernbuild preview``: starts, refuses, ends; leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lernbuild.commands import preview
from lernbuild.preview.serve import PortBusy, listen
from tests.command import lernbuild
from tests.preview.desk import Server


def test_ends_cleanly_by_ctrl_c(serve: Callable[..., Server]) -> None:
    server = serve()
    assert server.address.startswith("http://127.0.0.1:")
    code, said = server.stop()
    assert code == 0
    assert said.splitlines() == ["Beenden mit Strg+C.", "Vorschau beendet."]


def test_ends_while_a_page_listens(serve: Callable[..., Server]) -> None:
    server = serve()
    url = urlsplit(server.address)
    listener = http.client.HTTPConnection("127.0.0.1", url.port or 0, timeout=20)
    listener.request("GET", f"{url.path}news")
    stream = listener.getresponse()
    assert stream.readline() == b"retry: 1000\n"
    code, _ = server.stop()
    assert code == 0
    stream.close()
    listener.close()


def test_a_busy_port_is_said_in_words(project: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = lernbuild(project, "preview", "--no-open", "--port", str(port))
    assert done.returncode == 1
    assert f"Auf Port {port} läuft schon ein anderes Programm" in done.stderr
    assert "--port 0" in done.stderr


def test_a_port_that_the_system_keeps_is_no_busy_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("access forbidden")

    monkeypatch.setattr(socket.socket, "bind", refused)
    with pytest.raises(PortBusy) as found:
        listen(80)
    assert "nicht erlaubt" in preview._busy(*found.value.args) and "--port 0" in preview._busy(*found.value.args)


def test_wrong_names_are_refused(project: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("minmal",), "Meinten Sie „minimal“?"),
        (("--target", "scorm13"), "Meinten Sie „scorm12“?"),
        (("--target", "gift"), "Das Format „gift“ spielt die Vorschau nicht. Möglich sind: scorm12,"),
        (("fehlt.zip",), "gibt es nicht"),
        (("--root", str(tmp_path / "leer")), "keinen Ordner courses/"),
        (("--port", "99999"), "Bei --port ist eine ganze Zahl von 0 bis 65535 möglich."),
        (("--port", "acht"), "Bei --port ist eine ganze Zahl von 0 bis 65535 möglich."),
        (("--date", "morgen"), "zum Beispiel: --date 2026-06-01"),
    ):
        done = lernbuild(project, "preview", "--no-open", "--port", "0", *arguments)
        assert done.returncode == 2
        assert words in done.stderr and "Traceback" not in done.stderr


def test_a_missing_library_is_named(project: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u; f = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'uvicorn' else f(n, *a)\n",
        "utf-8",
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "lernbuild", "preview", "--no-open"]
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "pip install uvicorn" in done.stderr


@pytest.mark.parametrize("command", ("--version", "build", "check"))
def test_no_other_command_imports_it(project: Path, command: str) -> None:
    asked = [sys.executable, "-X", "importtime", "-m", "lernbuild", command]
    done = subprocess.run(asked, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert not imported & {"starlette", "uvicorn", "watchfiles", "anyio", "sqlite3", "platformdirs", "asyncio"}
