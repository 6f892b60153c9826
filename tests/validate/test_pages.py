"""What is said of pages, styles and scripts, and what is not: browsers decide what a page loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.validate import validate_package

Files = dict[str, bytes]
Zip = Callable[..., Path]
HEAD = '<!doctype html><html lang="de"><head><title>Start</title></head>'

SILENT = {
    "HTML inside JSON": ("html", r'<script>var d = {"a": "<img src=\"bild/x.png\">"};</script>'),
    "HTML inside a script": ("html", '<script>var a = "<img src=x.png>";</script>'),
    "a template": ("html", '<script type="text/template"><img src="a.png"></script>'),
    "placeholder": ("html", '<img src="%%BILD%%">'),
    "text area": ("html", '<textarea><img src="a.png"></textarea>'),
    "backslash": ("html", '<img src="medien\\bild.png">'),
    "commented script": ("html", '<!-- <script>x.src="https://example.org/a"; onunload=f</script> -->'),
    "commented style": ("html", "<!-- <style>a { background: url(https://example.org/a) }</style> -->"),
    "field with src": ("html", '<input src="fehlt.png">'),
    "data in srcset": ("html", '<img srcset="data:image/png;base64,AAAA 1x, medien/bild.png 2x">'),
    "comment in a style sheet": ("css", "/* url(https://example.org/a) */ a { color: red }"),
    "namespace": ("css", "@namespace svg url(http://www.w3.org/2000/svg);"),
    "before unload": ("js", '$(window).on("beforeunload", f); window.onbeforeunload = g;'),
    "own word": ("js", 'spieler.on("unloaded", f); spieler.unload();'),
}

SAID = {
    "two events": ("page-unload", "js", '$(window).on("beforeunload unload", f);'),
    "event with a name": ("page-unload", "js", "$(window).bind('unload.kurs', f);"),
    "old comment in a script": ("page-unload", "html", "<script><!--\nwindow.onunload = f;\n//--></script>"),
    "drawing": ("page-other-host", "html", '<svg><image href="https://example.org/a.png"/></svg>'),
    "drawing, older": ("page-other-host", "html", '<svg><use xlink:href="https://example.org/a.svg#b"/></svg>'),
    "second picture": ("page-other-host", "html", '<img srcset="medien/bild.png 1x, https://example.org/b.png 2x">'),
    "early connection": ("page-other-host", "html", '<link rel="preconnect" href="https://example.org">'),
    "method in small letters": ("page-other-host", "js", "x.open('get', 'https://example.org/a')"),
    "jQuery": ("page-other-host", "js", '$.getJSON("https://example.org/a")'),
    "attribute": ("page-other-host", "js", 'e.setAttribute("src", "https://example.org/a.js")'),
    "import without a name": ("page-other-host", "js", 'import "https://example.org/a.js";'),
    "second picture missing": ("page-file-missing", "html", '<img srcset="medien/bild.png 1x, b.png 2x">'),
    "picture of a drawing": ("page-file-missing", "html", '<svg><image href="fehlt.png"/></svg>'),
}


def _with(valid: dict[str, Files], kind: str, text: str) -> Files:
    files = dict(valid["rich12"])
    name = {"html": "index.html", "css": "assets/theme.css", "js": "assets/lernbuild.js"}[kind]
    return {**files, name: (HEAD + text if kind == "html" else text).encode()}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_loaded(name: str, valid: dict[str, Files], packed: Zip) -> None:
    found = validate_package(packed(_with(valid, *SILENT[name])), lms="").diagnostics
    assert [one.message for one in found] == []


@pytest.mark.parametrize("name", SAID)
def test_something_is_loaded(name: str, valid: dict[str, Files], packed: Zip) -> None:
    code, kind, text = SAID[name]
    found = validate_package(packed(_with(valid, kind, text)), lms="").diagnostics
    assert {one.code for one in found} == {code}


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ('<html class="a>b" lang="de"><head><title>x</title>', set()),
        ('<html data-lang="de"><head><title>x</title>', {"page-without-lang"}),
        ('<html xml:lang="de"><head><title>x</title>', {"page-without-lang"}),
        ('<html lang="de"><body><svg><title>Bild</title></svg>', {"page-without-title"}),
        ('<!-- <html> --><html lang="de"><head><title>x</title>', set()),
    ],
)
def test_language_and_title(head: str, codes: set[str], valid: dict[str, Files], packed: Zip) -> None:
    found = validate_package(packed({**valid["rich12"], "index.html": head.encode()}), lms="").diagnostics
    assert {one.code for one in found} == codes


def test_pages_in_utf_16(valid: dict[str, Files], packed: Zip) -> None:
    page = (HEAD + '<img src="https://example.org/a.png">').encode("utf-16")
    found = validate_package(packed({**valid["rich12"], "index.html": page}), lms="").diagnostics
    assert [one.code for one in found] == ["page-other-host"]


def test_the_right_name_is_told(valid: dict[str, Files], packed: Zip) -> None:
    path = packed(_with(valid, "html", '<img src="medien/Bild.PNG">'))
    (found,) = validate_package(path, lms="").diagnostics
    assert found.hint is not None and "„medien/bild.png“" in found.hint


def test_a_script_too_long_to_read_is_named(valid: dict[str, Files], packed: Zip) -> None:
    files = {**valid["rich12"], "assets/lernbuild.js": b"//" + bytes(range(32, 127)) * 50_000}
    (found,) = validate_package(packed(files), lms="").diagnostics
    assert found.code == "pages-too-large" and "assets/lernbuild.js" in found.message
