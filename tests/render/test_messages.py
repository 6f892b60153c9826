"""The message file: sorted, every word that is asked for exists, none is left over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

KEY = r"[a-z]+(?:[.-][a-z0-9]+)+"
STEM = re.compile(r"""[`"']([a-z]+\.(?:[a-z0-9.-]*[.-])?)[{$"']""")
"""The beginning of a key that is put together: ``f"block.{kind}"``, `` `toc.${state}` ``, ``"a.b." ~ way``."""


@pytest.fixture(scope="module")
def words(repository: Path) -> dict[str, str]:
    found = json.loads((repository / "themes" / "standard" / "messages" / "de.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def sources(repository: Path) -> str:
    """Everything that can ask for a word."""
    folders = (repository / "lernbuild", repository / "themes")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".py", ".ts", ".html"}]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if "_built" not in path.parts)


def test_sorted(repository: Path, words: dict[str, str]) -> None:
    text = (repository / "themes" / "standard" / "messages" / "de.json").read_text(encoding="utf-8")
    assert text == json.dumps(words, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_every_word_asked_for_exists(words: dict[str, str], sources: str) -> None:
    asked = set(re.findall(rf"""(?<![\w.])(?:\bt|texts|\.count)\(\s*["']({KEY})["']""", sources))
    assert len(asked) > 50
    assert sorted(asked - words.keys()) == []


def test_no_word_is_left_over(words: dict[str, str], sources: str) -> None:
    stems = tuple(set(STEM.findall(sources)))
    known = set(re.findall(rf"""[`"'>]({KEY})[`"'<]""", sources))
    keys = {re.sub(r"-\d$", "", key) for key in words}
    assert sorted(key for key in keys - known if not key.startswith(stems)) == []


def test_german_as_it_should_be(words: dict[str, str]) -> None:
    """Typographic quotes, real ellipses, no straight apostrophe."""
    for key, text in words.items():
        assert not re.search(r"\"|'|\.\.\.", text), key
