"""A page holds the signs that it shows, a script those that only it shows."""

from __future__ import annotations

import re

from lernbuild import built
from lernbuild.render.signs import Signs
from lernbuild.render.site import Site

SVG = """<svg hidden><defs><g id="x"/></defs>
<symbol id="i-a" viewBox="0 0 9 9"><path d="M1 1"/></symbol>
<symbol viewBox="0 0 9 9" id="i-b"><use href="#i-c"/></symbol>
<symbol id="i-c"><path d="M2 2"/></symbol>
<symbol id="m-open"><path d="M3 3"/></symbol><symbol id="m-done"><path d="M4 4"/></symbol>
</svg>"""


def ids(html: str) -> set[str]:
    return set(re.findall(r"""<symbol[^>]* id=["']([\w-]+)""", html))


def test_a_page_has_the_signs_that_it_shows_and_those_of_which_they_are_made() -> None:
    signs = Signs(SVG)
    page = signs.into(f'<body>{signs.empty}<svg><use href="#i-b"/></svg><a href="#inhalt"></a></body>')
    assert ids(page) == {"i-b", "i-c"}
    assert '<defs><g id="x"/></defs>' in page
    assert ids(signs.into(f"<body>{signs.empty}</body>")) == set()
    assert ids(signs.into(f"<body>{signs.empty}</body>", "<svg><use href='#i-a'/></svg>")) == {"i-a"}
    assert Signs("").into("<p>x</p>") == "<p>x</p>"


def test_a_script_brings_the_signs_that_it_names() -> None:
    signs = Signs(SVG)
    assert signs.named_in('icon("i-a");x.replace(`m-${state}`)') == {"i-a", "m-open", "m-done"}
    assert signs.named_in("i-a") == frozenset()
    assert signs.markup(frozenset({"i-a"})) == "<symbol id='i-a' viewBox='0 0 9 9'><path d='M1 1'/></symbol>"


def test_what_waits_for_the_script_brings_no_sign_into_the_page() -> None:
    svg = "".join(f'<symbol id="i-{name}"><path/></symbol>' for name in ("help", "info", "search"))
    signs = Signs(f"<svg>{svg}</svg>")
    assert signs.late == {"i-help", "i-search"}
    waiting = [f'<button data-lb="x" hidden><use href="#i-{name}"/></button>' for name in ("help", "info", "search")]
    page = signs.into(f'<body>{signs.empty}{"".join(waiting)}<use href="#i-search"/></body>')
    assert ids(page) == {"i-info", "i-search"}, "a sign of its own, and one that is shown elsewhere, too"
    assert ids(signs.into(f'<body>{signs.empty}<button hidden><use href="#i-help"/></button></body>')) == {"i-help"}


def test_every_page_has_what_it_shows(site: Site) -> None:
    late = ids(site.files["assets/course.js"].decode())
    assert {"i-help", "i-menu", "i-search"} <= late
    for name, data in site.files.items():
        if name.endswith(".html"):
            html = data.decode()
            waiting = re.findall(r'<button[^>]* data-lb="\w+" hidden>.*?</button>', html)
            assert len(waiting) >= 3
            assert set(re.findall(r'<use href="#([\w-]+)"', "".join(waiting))) <= ids(html) | late, name
            for one in waiting:
                html = html.replace(one, "")
            assert set(re.findall(r'<use href="#([\w-]+)"', html)) <= ids(html), name
    assert len(ids(site.files["recht.html"].decode())) < 15


def test_every_script_comes_with_what_it_shows(site: Site) -> None:
    """Those of the launch stand in course.js, those of a later script before it."""
    first = ids(site.files["assets/course.js"].decode())
    assert {"m-open", "m-here", "m-done", "i-check"} <= first
    for name in ("questions", "search", "comfort", "certificate", "blocks"):
        script = site.files[f"assets/{name}.js"].decode()
        code = built.chunk(f"extra-{name}").decode()
        assert set(re.findall(r'"(i-[a-z]+)"', code)) <= first | ids(script), name
        assert not ids(script) & first
