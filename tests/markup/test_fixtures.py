"""Runs the fixture files: title . source . expected tree and diagnostics .

``pytest --update-golden`` writes the expectations anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lernbuild.markup.parser import parse_document
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile

from .dump import dump_diagnostics, dump_tree, dump_yaml

HERE = Path(__file__).parent
CASE = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<source>.*?)^\.\n(?P<expected>.*?)^\.\n\n?", re.MULTILINE | re.DOTALL)
FILES = sorted(path.name for path in HERE.glob("*.md"))


def _read(name: str) -> list[re.Match[str]]:
    text = (HERE / name).read_text("utf-8")
    found = list(CASE.finditer(text))
    assert "".join(m[0] for m in found).strip() == text.strip(), f"{name}: not title . source . expected ."
    return found


def run(name: str, source: str) -> str:
    """The dump of one case; ``→`` is a tab, ``␣`` a blank at the end of a line, ``⍽`` a no-break space."""
    text = source.replace("→", "\t").replace("␣", " ").replace("⍽", "\u00a0")
    file = SourceFile("01-a/01-b.md" if name == "heads.md" else "a.md", text)
    if name.startswith("yaml"):
        value, found = parse_yaml(file)
        lines = [*dump_yaml(value), *dump_diagnostics(found)]
    else:
        document, found = parse_document(file)
        front = list(dump_yaml(document.front)) if document.front.value else []
        lines = [*front, *dump_tree([*document.blocks, *document.footnotes]), *dump_diagnostics(found)]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_fixtures(name: str, update_golden: bool) -> None:
    found = _read(name)
    results = [run(name, m["source"]) for m in found]
    if update_golden:
        cases = (f"{m['title']}\n.\n{m['source']}.\n{out}.\n" for m, out in zip(found, results, strict=True))
        (HERE / name).write_text("\n".join(cases), encoding="utf-8")
        return
    for m, out in zip(found, results, strict=True):
        assert out == m["expected"], m["title"]
