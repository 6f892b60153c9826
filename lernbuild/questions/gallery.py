"""The gallery: a course of all question types, made from the examples in ``<kind>/<kind>.md``; must not know tests."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import pack
from typing import Any

from lernbuild.questions import TYPES

COURSE = "galerie"
UNTESTED = frozenset({"branch", "essay", "likert"})
"""Types that a test page does not take without a warning."""

STATES = {
    "open": "Offen",
    "right": "Richtig",
    "partly": "Teilweise richtig",
    "wrong": "Noch nicht richtig",
    "final": "Nicht richtig, mit Lösung",
}
"""States of a question, and what the gallery calls them."""

_FOLDER = Path(__file__).parent
_ANSWERS = re.compile(r"^````json states\n(?P<json>.*?)^````$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^````markdown\n(?P<source>.*?)^````$", re.MULTILINE | re.DOTALL)
_SETTINGS = """\
id: galerie
titel: Galerie
sprache: de
version: "1"
rechtsstand: 2026-06-01
ziele: [web]
"""


def examples(kind: str) -> list[str]:
    """The sources of a type's examples, in order."""
    text = (_FOLDER / kind / f"{kind}.md").read_text(encoding="utf-8")
    return [match["source"] for match in _EXAMPLE.finditer(text)]


def answers(kind: str) -> dict[str, dict[str, Any]]:
    """Answers to a type's first example by what they come to: ``fraction`` of the points, ``ints`` and ``text``."""
    match = _ANSWERS.search((_FOLDER / kind / f"{kind}.md").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Any]] = json.loads(match["json"]) if match else {}
    return found


def states_of(kind: str) -> list[str]:
    """The states that a type can be in: without parts there is no partly right, without a verdict only right."""
    known = answers(kind)
    return [state for state in STATES if state == "open" or ("wrong" if state == "final" else state) in known]


def states_files() -> Iterator[tuple[str, bytes]]:
    """Paths and bytes of a project: one page, each type once for each of its states; keys are ``<type>-<state>``."""
    parts = []
    for kind in (kind.name for kind in TYPES):
        title = (_FOLDER / kind / f"{kind}.md").read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        parts.append(f"## {title} {{#{kind}}}\n")
        for state in states_of(kind):
            name = "Beantwortet" if state == "right" and len(answers(kind)) == 1 else STATES[state]
            parts.append(f"### {name} {{#{kind}-{state}-titel}}\n")
            parts.append(_with_own_anchors(_named(examples(kind)[0], f"{kind}-{state}"), f"{kind}-{state}"))
    folder = f"courses/{COURSE}"
    yield f"{folder}/kurs.yaml", _SETTINGS.encode()
    yield f"{folder}/medien/eat.png", _card(600, 380)
    yield f"{folder}/01-fragen/modul.yaml", b"titel: Fragen\n"
    yield f"{folder}/01-fragen/01-zustaende.md", _page("Alle Arten in allen Zuständen", parts)


def gallery_files(settings: str = _SETTINGS) -> Iterator[tuple[str, bytes]]:
    """Paths and bytes of a project: a page with each type once, one with all other examples, two tests.

    The first test says at once what is right, the second one only after hand-in.
    """
    kinds = [kind.name for kind in TYPES]
    first = [examples(kind)[0] for kind in kinds]
    others = [_alone(source) for kind in kinds for source in examples(kind)[1:]]
    tested = [_named(examples(kind)[0], kind) for kind in kinds if kind not in UNTESTED]
    folder = f"courses/{COURSE}"
    yield f"{folder}/kurs.yaml", settings.encode()
    yield f"{folder}/medien/eat.png", _card(600, 380)
    yield f"{folder}/01-fragen/modul.yaml", b"titel: Fragen\n"
    yield f"{folder}/01-fragen/01-arten.md", _page("Jede Art einmal", first)
    yield f"{folder}/01-fragen/02-weitere.md", _page("Weitere Beispiele", others)
    yield f"{folder}/01-fragen/03-kontrolle.md", _page("Lernkontrolle", tested, "typ: test\nversuche: 1\n")
    at_end = "typ: test\nversuche: 2\nrueckmeldung: ende\n"
    yield f"{folder}/01-fragen/04-ende.md", _page("Bewertet am Ende", tested, at_end)


def _page(title: str, sources: list[str], more: str = "") -> bytes:
    return (f"---\ntitel: {title}\n{more}---\n\n" + "\n".join(sources)).encode()


def _alone(source: str) -> str:
    """The example without what only a course with variants and objectives has."""
    return source.replace(" lernziel=zustaendig nur=bw,rp", "")


def _named(source: str, kind: str) -> str:
    """The example with its type as identity, so that a page can hold it once more."""
    head, _, rest = source.partition("\n")
    return f"{head[:-1]} id={kind}}}\n{rest}" if head.endswith("}") else f"{head} {{id={kind}}}\n{rest}"


def _with_own_anchors(source: str, suffix: str) -> str:
    """The example with its own anchors made different from those of its copies."""
    return re.sub(r"(\{#|\(#)([a-z-]+)([})])", rf"\1\2-{suffix}\3", source)


def _card(width: int, height: int) -> bytes:
    """A PNG for questions about a picture: a grey card with darker fields."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    def line(y: float) -> bytes:
        fields = [(10, 50)] if 60 <= y < 90 else [(55, 85)] if 30 <= y < 42 else [(60, 95)] if 5 <= y < 15 else []
        shades = bytearray(b"\xdd" * width)
        for left, right in fields:
            shades[width * left // 100 : width * right // 100] = b"\xaa" * (width * right // 100 - width * left // 100)
        return b"\0" + bytes(shades)

    head = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(line(100 * y / height) for y in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
