"""A small finished site, made by hand, and the official schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from lernbuild.render.site import Site, SiteLesson

PAGE = (
    '<!doctype html>\n<html lang="de"><head><meta charset="utf-8"><title>{title}</title>'
    '<script defer src="{root}assets/lernbuild.js"></script></head>'
    '<body data-lb-root="{root}"><main id="inhalt"><h1>{title}</h1></main></body></html>\n'
)


def page(title: str, root: str = "") -> bytes:
    return PAGE.format(title=title, root=root).encode()


def make_site(**changes: object) -> Site:
    values: dict[str, object] = {
        "id": "basiswissen",
        "title": "Basiswissen Zuwanderung & Aufenthalt",
        "language": "de",
        "version": "2026.1",
        "files": {
            "index.html": page("Start"),
            "lektion/ueberblick.html": page("Überblick", "../"),
            "lektion/lernkontrolle.html": page("Lernkontrolle", "../"),
            "assets/theme.css": b"body { color: #111 }\n" * 40,
            "assets/course.js": b"globalThis.lernbuild={course:{}};\n",
            "medien/bild.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        },
        "runtime": b"(()=>{})();\n",
        "lessons": (
            SiteLesson("ueberblick", 1, "lektion/ueberblick.html", "Überblick", "lesson"),
            SiteLesson("lernkontrolle", 2, "lektion/lernkontrolle.html", "Lernkontrolle", "test"),
        ),
        "description": "Was neue Kolleginnen und Kollegen wissen müssen.\nIn zwei Lektionen.",
        "keywords": ("Aufenthalt", "Ausländerbehörde"),
        "licence": "CC BY-SA 4.0",
        "minutes": 90,
        "scored": True,
    }
    return Site(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture(autouse=True)
def adapters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Manifests do not depend on what the adapters say; the real ones are tested in a browser."""
    monkeypatch.setattr("lernbuild.built.chunk", lambda name: f'globalThis.adapter="{name}";\n'.encode())


class Schemas:
    """The official schemas of one standard, as one (libxml2 does not read xsi:schemaLocation)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, etree.XMLSchema] = {}

    def of(self, standard: str, entries: tuple[tuple[str, str], ...]) -> etree.XMLSchema:
        if standard not in self._known:
            root = etree.fromstring(
                '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
                + "".join(
                    f'<xs:import namespace="{namespace}" schemaLocation="{(self.folder / standard / name).as_uri()}"/>'
                    for namespace, name in entries
                )
                + "</xs:schema>"
            )
            self._known[standard] = etree.XMLSchema(root)
        return self._known[standard]


@pytest.fixture(scope="session")
def schemas(shared: Path) -> Schemas:
    return Schemas(shared / "conformance" / "xsd")
