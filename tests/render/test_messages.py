"""The message files: sorted, the same keys and places in each language, every word asked for exists, none is over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

LANGUAGES = ("de", "de-einfach", "en")
KEY = r"[a-z]+(?:[.-][a-z0-9]+)+"
STEM = re.compile(r"""[`"']([a-z]+\.(?:[a-z0-9.-]*[.-])?)[{$"']""")
"""The beginning of a key that is put together: ``f"block.{kind}"``, `` `toc.${state}` ``, ``"a.b." ~ way``."""
PLACE = re.compile(r"\{(\w*)\}")


def _file(repository: Path, language: str) -> str:
    return (repository / "themes" / "standard" / "messages" / f"{language}.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def all_words(repository: Path) -> dict[str, dict[str, str]]:
    return {language: json.loads(_file(repository, language)) for language in LANGUAGES}


@pytest.fixture(scope="module")
def words(all_words: dict[str, dict[str, str]]) -> dict[str, str]:
    return all_words["de"]


@pytest.fixture(scope="module")
def sources(repository: Path) -> str:
    """Everything that can ask for a word."""
    folders = (repository / "lernbuild", repository / "themes")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".py", ".ts", ".html"}]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if "_built" not in path.parts)


def test_every_file_is_known(repository: Path) -> None:
    folder = repository / "themes" / "standard" / "messages"
    assert sorted(path.stem for path in folder.glob("*.json")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sorted(repository: Path, language: str, all_words: dict[str, dict[str, str]]) -> None:
    words = json.dumps(all_words[language], ensure_ascii=False, indent=2, sort_keys=True)
    assert _file(repository, language) == words + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_twice(repository: Path, language: str) -> None:
    """JSON would silently keep the last of two."""
    keys = re.findall(r'^  "([^"]+)":', _file(repository, language), re.MULTILINE)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_and_words_are_well_formed(language: str, all_words: dict[str, dict[str, str]]) -> None:
    for key, text in all_words[language].items():
        assert re.fullmatch(KEY, key), key
        assert text and text == text.strip(), key
        assert text.count("{") == text.count("}") == len(PLACE.findall(text)), key
        assert all(PLACE.findall(text)), key


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_same_keys(language: str, all_words: dict[str, dict[str, str]]) -> None:
    de, other = all_words["de"], all_words[language]
    assert (sorted(de.keys() - other.keys()), sorted(other.keys() - de.keys())) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_same_places(language: str, all_words: dict[str, dict[str, str]]) -> None:
    """A place that a translation forgets would lose a name or a number, one too many would show its braces."""
    for key, text in all_words["de"].items():
        assert set(PLACE.findall(all_words[language][key])) == set(PLACE.findall(text)), key


def test_every_word_asked_for_exists(words: dict[str, str], sources: str) -> None:
    asked = set(re.findall(rf"""(?<![\w.])(?:\bt|texts|\.count)\(\s*["']({KEY})["']""", sources))
    assert len(asked) > 50
    assert sorted(asked - words.keys()) == []


CALL = re.compile(rf"""\b(?:t|texts|texts\.count|t\.count)\(\s*["']({KEY})["'](?:,\s*([^()]*))?\)""")
NAME = re.compile(r"(?:^|[,{])\s*(\.\.\.)?(\w+)\s*(?=[,:=}]|$)")


def test_every_place_is_filled(words: dict[str, str], sources: str) -> None:
    """What a call with a literal key hands over has all the places of its words."""
    judged = 0
    for match in CALL.finditer(sources):
        key, given = match[1], match[2] or ""
        if key not in words or "..." in given or not re.search(r"[{=]", given):
            continue
        names = {name for _, name in NAME.findall(given)} | {"n"}
        assert set(PLACE.findall(words[key])) <= names, (key, given)
        judged += 1
    assert judged > 30


def test_no_word_is_left_over(words: dict[str, str], sources: str) -> None:
    stems = tuple(set(STEM.findall(sources)))
    known = set(re.findall(rf"""[`"'>]({KEY})[`"'<]""", sources))
    keys = {re.sub(r"-\d$", "", key) for key in words}
    assert sorted(key for key in keys - known if not key.startswith(stems)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography(language: str, all_words: dict[str, dict[str, str]]) -> None:
    """Typographic quotes of the language, real ellipses, no straight apostrophe."""
    foreign = "„" if language == "en" else "”«»"
    for key, text in all_words[language].items():
        assert not re.search(r"\"|'|\.\.\.", text), key
        assert not set(text) & set(foreign), key


def test_simple_german_has_short_sentences(all_words: dict[str, dict[str, str]]) -> None:
    """DIN 8581-1 (Einfache Sprache): one statement a sentence; 15 words are a bound, not an aim."""
    for key, text in all_words["de-einfach"].items():
        for sentence in re.split(r"[.?!:;](?:\s|$)", text):
            assert len(sentence.split()) <= 15, (key, sentence)
