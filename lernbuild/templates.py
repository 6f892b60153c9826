"""Environments of the templates that come with lernbuild, compiled before; knows no theme and no page.

To compile a template costs more than to fill it. ``hatch_build.py``, which imports this file alone, writes each one's
code to ``lernbuild/_built/templates`` as Python, and what installs lernbuild compiles that like all other modules. A
template with another text (a theme of one's own) or another Jinja is compiled as Jinja does it, with the same result.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket, bc_version

CODE = Path(__file__).resolve().with_name("_built") / "templates"
Options = dict[str, Any]

PAGE: Options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
"""Options of the pages of a theme and of the questions in them; all of them shape the code."""
PAPER: Options = {"autoescape": True, "trim_blocks": True}
SHEET: Options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
MARKDOWN: Options = {"autoescape": False, "trim_blocks": True, "keep_trailing_newline": True}


class CompiledBefore(BytecodeCache):
    """Finds the code of a template by its name, its text and the options of its environment; keeps nothing itself."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Where the template lies does not matter."""
        release = vars(jinja2).get("__version__", "").rpartition(".")[0]
        return repr((name, sorted(self._options.items()), release, bc_version))

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename:  # for the place of an error
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        path = CODE / code_name(bucket)
        if path.is_file():
            bucket.code = SourceFileLoader(path.stem, str(path)).get_code(path.stem)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """What was not compiled before is not kept."""


def code_name(bucket: Bucket) -> str:
    """The file with the code of a template."""
    return f"t{sha256(f'{bucket.key} {bucket.checksum}'.encode()).hexdigest()[:24]}.py"


def environment(options: Options, *folders: Path, sandboxed: bool = False, **more: Any) -> Environment:
    """Templates of folders, the first one that has it counts; ``more`` must be nothing that changes their code.

    ``sandboxed`` where a folder may be a stranger's: its templates reach nothing but what they are given. Code that was
    compiled before is that of lernbuild's own templates and does without.
    """
    loader = FileSystemLoader([str(folder) for folder in folders])
    kind = _sandbox() if sandboxed else _Plain
    return kind(loader=loader, bytecode_cache=CompiledBefore(options), auto_reload=False, **options, **more)


class _Plain(Environment):
    """Its ``globals`` are complete before the first template is loaded, so each template has them in one dict.

    Jinja looks through a chain of dicts instead, every time that a template is filled.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def _sandbox() -> type[Environment]:
    from jinja2.sandbox import SandboxedEnvironment  # only themes of one's own pay for it

    return SandboxedEnvironment


def own_templates(themes: Path) -> list[tuple[Options, Path, str]]:
    """The templates of lernbuild: options, folder, name in it."""
    home = Path(__file__).resolve().parent
    folders = [(PAGE, folder, "*.html") for folder in sorted(themes.glob("*/templates"))]
    folders += [(PAGE, home / "questions", "**/*.html"), (PAPER, home / "papers", "*.html")]
    folders += [(MARKDOWN, home / "papers", "*.md"), (SHEET, home / "targets" / "xikolo", "*.html")]
    return [
        (options, folder, path.relative_to(folder).as_posix())
        for options, folder, pattern in folders
        for path in sorted(folder.glob(pattern))
    ]


def compiled(templates: list[tuple[Options, Path, str]]) -> dict[str, str]:
    """The code of templates as Python, by the name of its file; the same in every process."""
    found: dict[str, str] = {}
    for options, folder, name in templates:
        env = environment(options, folder)
        source, path, _ = FileSystemLoader(folder).get_source(env, name)
        bucket = CompiledBefore(options).get_bucket(env, name, path, source)
        found[code_name(bucket)] = env.compile(source, name, path, raw=True)
    return found
