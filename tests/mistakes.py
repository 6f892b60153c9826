"""Reads ``author_mistakes.yaml``: what authors get wrong, and what they should be told."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).parent / "author_mistakes.yaml"
HEAD = "---\ntitel: Probe\n---\n\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of the file; ``raw`` holds all its keys."""

    id: str
    kind: str
    raw: dict[str, Any] = field(repr=False, hash=False)

    @property
    def false_alarm(self) -> bool:
        return self.kind == "false-alarm"

    @property
    def file(self) -> str:
        return str(self.raw.get("file", "probe/01-modul/01-lektion.md"))

    @property
    def shift(self) -> int:
        """Lines that stand before the source in its file."""
        return 4 if self.raw["frame"] == "lesson" else 0

    def content(self, source: str) -> bytes:
        """The file's bytes for a source text."""
        text = (HEAD if self.shift else "") + source * int(self.raw.get("repeat", 1))
        if self.raw.get("eol") == "crlf":
            text = text.replace("\n", "\r\n")
        return text.encode(str(self.raw.get("encoding", "utf-8")))

    @property
    def data(self) -> bytes:
        """The file as the author stored it."""
        if "bytes" in self.raw:
            return base64.b64decode(str(self.raw["bytes"]))
        return self.content(str(self.raw["source"]))

    @property
    def fixed(self) -> str | None:
        """The whole file after ``check --fix``; None when nothing is repaired without asking."""
        if self.raw.get("fix") != "safe":
            return None
        return (HEAD if self.shift else "") + str(self.raw["fixed"])

    @property
    def place(self) -> tuple[int, int]:
        line, column = str(self.raw["at"]).split(":")
        return int(line) + self.shift, int(column)

    @property
    def lines(self) -> set[int]:
        """Lines of the file at which the message may stand."""
        return {self.place[0], *(int(n) + self.shift for n in self.raw.get("near", ()))}

    def files(self) -> dict[str, bytes]:
        """The base project, with this case in it."""
        out = {path: _bytes(text) for path, text in base_files().items()}
        out |= {path: _bytes(text) for path, text in self.raw.get("files", {}).items()}
        return {**out, self.file: self.data}


def _bytes(text: str) -> bytes:
    if text.strip() == "PNG":
        return PNG
    return b"\x00\x01\x02" if text.strip() == "BYTES" else text.encode()


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.load(PATH.read_text("utf-8"), yaml.CSafeLoader))


def base_files() -> dict[str, str]:
    """The project every case is written into."""
    files: dict[str, str] = _entries()[0]["files"]
    return files


def cases() -> list[Case]:
    """All mistakes and false alarms, without the base project."""
    return [Case(str(raw["id"]), str(raw["class"]), raw) for raw in _entries()[1:]]
