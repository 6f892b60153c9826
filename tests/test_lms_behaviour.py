"""docs/lms-verhalten.md names a test for each behaviour of an LMS, and each of these tests exists."""

from __future__ import annotations

import re
from pathlib import Path

NAMED = re.compile(r"`(tests/[\w./-]+): ([^`]+)`")


def test_each_behaviour_has_a_test_that_exists(repository: Path) -> None:
    text = (repository / "docs/lms-verhalten.md").read_text(encoding="utf-8")
    rows = {int(match[1]): match[0] for match in re.finditer(r"^\| (\d+) \|.*$", text, re.M)}
    assert sorted(rows) == list(range(1, 15))
    assert [number for number, row in rows.items() if not NAMED.search(row)] == []
    missing = [
        f"{path}: {name}"
        for path, name in NAMED.findall(text)
        if not (repository / path).is_file() or name not in (repository / path).read_text(encoding="utf-8")
    ]
    assert missing == []
