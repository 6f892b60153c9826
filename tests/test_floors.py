"""Imports point downwards only (style.md, section 3); every .py file of the package stands on one floor."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "lernbuild"

FLOORS = {
    "__main__": 6,
    "cli": 6,
    "commands": 6,
    "preview": 6,
    "pipeline": 5,
    "gallery": 5,
    "targets": 4,
    "package": 4,
    "build_index": 5,
    "build_record": 5,
    "run": 5,
    "sites": 5,
    "papers": 4,
    "validate": 4,
    "render": 3,
    "built": 3,
    "course": 2,
    "rules": 2,
    "markup": 1,
    "questions": 1,
    "source": 0,
    "frozen": -1,
    "jobs": 0,
    "keep": 0,
    "later": 0,
    "media_types": 0,
    "same": 0,
    "xml_chars": -1,
    "memo": 0,
    "packed": 0,
    "templates": 0,
    "diagnostics": 0,
}

SIDEWAYS = {
    ("diagnostics", "source"),
    ("source", "later"),
    ("questions", "markup"),
    ("rules", "course"),
    ("targets", "package"),
    ("pipeline", "run"),
    ("gallery", "pipeline"),
    ("gallery", "run"),
    ("build_record", "build_index"),
    ("pipeline", "build_record"),
    ("pipeline", "sites"),
    ("sites", "run"),
    ("run", "build_record"),
    ("__main__", "cli"),
    ("commands", "cli"),
    ("cli", "commands"),
    ("cli", "preview"),
    ("commands", "preview"),
    ("render", "built"),
}
"""Imports allowed between rooms of one floor."""

ONLY = {"targets": {"render.site", "built"}, "package": {"render.site"}}
"""Floor 4 sees of the pages their types only, and the control documents."""


def _imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            if node.module == "lernbuild":
                found += [f"lernbuild.{alias.name}" for alias in node.names]
            else:
                found.append(node.module)
    return [name.removeprefix("lernbuild.") for name in found if name.startswith("lernbuild.")]


def _modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py" and "_built" not in p.parts]


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert room in FLOORS, f"{room} stands on no floor: name it in FLOORS"
    for module in _imports(path):
        if module == "__version__":
            continue
        other = module.split(".")[0]
        if other == room:
            continue
        assert other in FLOORS, f"{path.name} imports {module}, which stands on no floor"
        higher = FLOORS[other] > FLOORS[room]
        beside = FLOORS[other] == FLOORS[room] and (room, other) not in SIDEWAYS
        assert not higher and not beside, f"{room} (floor {FLOORS[room]}) imports {module} (floor {FLOORS[other]})"
        if room in ONLY and FLOORS[other] == 3:
            assert module in ONLY[room], f"{room} may import only {sorted(ONLY[room])} of the pages, not {module}"
