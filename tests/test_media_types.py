"""Media types do not depend on what the machine believes."""

from __future__ import annotations

import mimetypes

import pytest

from lernbuild.media_types import UNKNOWN, media_type


def test_by_the_end_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: ("text/wrong", None))
    assert [media_type(name) for name in ("a/b.JS", "bild.webp", "index.html", "film.vtt")] == [
        "text/javascript", "image/webp", "text/html", "text/vtt",
    ]  # fmt: skip
    assert [media_type(name) for name in ("unbekannt.xyzq", "LICENSE", "")] == [UNKNOWN] * 3
