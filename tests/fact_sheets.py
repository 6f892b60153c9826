"""The fact sheets beside the repository as text: which sections they name, which facts are unsure; knows no course."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SHEETS = {"basiswissen": "basiswissen", "digital": "digitales-arbeiten", "feg": "fachkraefteeinwanderung"}
"""How the file names of each course's sheets begin."""
DEFAULT_LAW = {"feg": "AufenthG"}
"""The law of sections that a sheet names without one."""
SPELLINGS = {"PaßG": "PassG"}

_AFTER_SIGN = re.compile(r"(?:§§?|Art\.)\s*((?:[^§]|§(?=\s*\d))*?)(?=§|Art\.|$)")
_NUMBER = re.compile(r"(?<![\w,.])(\d+)([a-z]?)(?:\s*(?:[–-]|bis)\s*(\d+)([a-z]?))?(?![\w%])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a sheet that name sections, with their numbers."""

    lines: tuple[tuple[str, frozenset[str]], ...]
    default: str = ""

    def holds(self, law: str, section: str) -> bool:
        """Whether one line names both the law and the section."""
        name = re.compile(rf"(?<![\wÄÖÜäöü]){re.escape(SPELLINGS.get(law, law))}(?![\wÄÖÜäöü])")
        anywhere = law == self.default
        return any(section in numbers and (anywhere or name.search(line)) for line, numbers in self.lines)


@cache
def sheet(shared: Path, course: str) -> Sheet:
    files = sorted((shared / "facts").glob(f"{SHEETS[course]}*"))
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    return Sheet(tuple((line, found) for line in lines if (found := sections_in(line))), DEFAULT_LAW.get(course, ""))


def sections_in(line: str) -> frozenset[str]:
    """Every number behind a section sign; ranges are filled (53 bis 55, 85a–85d)."""
    found: set[str] = set()
    for part in _AFTER_SIGN.findall(line):
        for first, letter, last, last_letter in _NUMBER.findall(part):
            found.add(first + letter)
            if not last:
                continue
            found.add(last + last_letter)
            if first == last:
                found |= {first + chr(code) for code in range(ord(letter or "a"), ord(last_letter or "a") + 1)}
            elif 0 < int(last) - int(first) < 60:
                found |= {str(number) for number in range(int(first), int(last) + 1)}
    return frozenset(found)


@cache
def facts(shared: Path, course: str) -> Mapping[str, str]:
    """The state of each fact by its id."""
    data = _read(shared / "facts" / f"{SHEETS[course]}.yaml")
    items = data["fakten"] if isinstance(data, dict) else data
    return {item["id"]: item["pruefstatus"] for item in items}


def unsure(shared: Path, course: str) -> set[str]:
    return {key for key, state in facts(shared, course).items() if state in ("modellwissen", "offen")}


def secondary(shared: Path, course: str) -> set[str]:
    """Facts that rest on secondary sources alone."""
    return {key for key, state in facts(shared, course).items() if state.startswith("sekundaerquelle")}


@cache
def stock(shared: Path, course: str) -> Mapping[str, tuple[str, ...]]:
    """The facts of each question of the second stock, by the question's key in the course."""
    separate = shared / "facts" / f"{SHEETS[course]}-fragen.yaml"
    items = _read(separate) if separate.is_file() else _read(shared / "facts" / f"{SHEETS[course]}.yaml")["fragen2"]
    return {item["id"].removeprefix("FEG-").lower(): tuple(item.get("fakten") or ()) for item in items}


@cache
def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
