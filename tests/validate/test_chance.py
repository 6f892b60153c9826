"""Random damage never breaks the judge itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.diagnostics import Report
from lernbuild.validate import validate_package

Files = dict[str, bytes]
TEXTS = ("imsmanifest.xml", "cmi5.xml", "tincan.xml", "metadata.xml", "index.html", "assets/theme.css")


def _damaged(data: bytes, chance: random.Random) -> bytes:
    text = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        match chance.randrange(4):
            case 0:
                text[at] = chance.randrange(256)
            case 1 if len(text) > 100:
                del text[at : at + chance.randint(1, 40)]
            case 2:
                text[at:at] = bytes(chance.choices(b"<>\"'&/ =:;[]{}()\x00\xff\xfe", k=chance.randint(1, 6)))
            case _:
                start = chance.randrange(len(text))
                text[at:at] = text[start : start + chance.randint(1, 200)]
    return bytes(text)


@pytest.mark.parametrize("seed", range(120))
def test_damaged_texts(seed: int, valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    chance = random.Random(seed)
    files = dict(valid[chance.choice(sorted(valid))])
    name = chance.choice([one for one in TEXTS if one in files])
    files[name] = _damaged(files[name], chance)
    assert isinstance(validate_package(packed(files)), Report)


@pytest.mark.parametrize("seed", range(120))
def test_damaged_zips(seed: int, valid: dict[str, Files], packed: Callable[[Files], Path]) -> None:
    chance = random.Random(seed)
    path = packed(valid[chance.choice(sorted(valid))])
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 6)):
        from_end = min(len(data), 1 + int(chance.expovariate(1 / 600)))
        data[-from_end if chance.random() < 0.6 else chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data)
    assert isinstance(validate_package(path), Report)
