"""Every example in ``questions/<kind>/<kind>.md`` is read as its JSON says and becomes a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lernbuild.diagnostics import Severity
from lernbuild.questions import TYPES
from tests.questions.reading import read, shown
from tests.questions.tables import gallery_group

FOLDER = Path(__file__).resolve().parents[2] / "lernbuild" / "questions"
EXAMPLE = re.compile(r"^````markdown\n(?P<source>.*?)^````\n\n^````json\n(?P<json>.*?)^````\n", re.S | re.M)


def examples() -> list[tuple[str, int]]:
    return [
        (kind.name, at)
        for kind in TYPES
        for at in range(len(EXAMPLE.findall((FOLDER / kind.name / f"{kind.name}.md").read_text(encoding="utf-8"))))
    ]


@pytest.mark.parametrize(("kind", "at"), examples())
def test_example_is_read_as_written(kind: str, at: int, update_golden: bool) -> None:
    path = FOLDER / kind / f"{kind}.md"
    text = path.read_text(encoding="utf-8")
    match = list(EXAMPLE.finditer(text))[at]
    question, diagnostics = read(match["source"])
    assert [d.message for d in diagnostics if d.severity is not Severity.INFO] == []
    assert question is not None
    found = json.loads(json.dumps(shown(question)))
    if update_golden:
        lines = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in found.items())
        made = "{\n" + ",\n".join(lines) + "\n}\n"
        path.write_text(text[: match.start("json")] + made + text[match.end("json") :], encoding="utf-8")
        return
    assert found == json.loads(match["json"])


@pytest.mark.parametrize("kind", [kind.name for kind in TYPES])
def test_table_of_cases_begins_with_the_example_of_the_gallery(kind: str) -> None:
    match = EXAMPLE.search((FOLDER / kind / f"{kind}.md").read_text(encoding="utf-8"))
    assert match
    example, group = json.loads(match["json"]), gallery_group(kind)
    assert group["key"] == example["key"]
    assert {name: group["interaction"][name] for name in ("type", "correct")} == example["interaction"]


@pytest.mark.parametrize("kind", [kind.name for kind in TYPES])
def test_every_type_has_its_files(kind: str) -> None:
    for suffix in ("py", "html", "ts", "md"):
        assert (FOLDER / kind / f"{kind}.{suffix}").is_file()
    assert (Path(__file__).parent / kind / "cases.yaml").is_file()
